"""Attributions that the page makes and not the sentence.

A speaker's name in capitals before a paragraph ("WALLACE: ..."), a name behind a dash under a
quotation ("... ― Ana Ruiz"), a paragraph that ends in "he said:" before the words themselves, and a
quotation left open at a paragraph's end and taken up by another opening mark.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Span, Token

from analysis.coding.lexicon import words
from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.quotes.token_arrays import quoted_spans
from analysis.coding.syntax.clauses import lemma, subject
from analysis.coding.syntax.extents import phrase, trimmed
from analysis.language.parsing import Article, Paragraph

# a name in capitals, perhaps with a remark in brackets, then a colon
LABEL = re.compile(
    r"\s*[“\"]?(?P<name>(?:[A-Z][A-Z'.-]*[ ,]+){0,5}[A-Z][A-Z'.-]+)(?:\s*\([^()\n]{1,40}\))?:\s+(?=\S)"
)
# one label may be a dateline ("NEW DELHI: ..."); a transcript has more
FEWEST = 2
# a quotation, a dash, a name of some words, perhaps what he or she is
SIGNATURE = re.compile(
    r"\s*[“”\"](?P<content>.+[”\"])\s*(?P<dash>―|—|–|--?)\s*"
    r"(?P<name>[A-Z][\w'.-]*(?:\s+(?:[A-Z][\w'.-]*|de|da|del|van|von|bin|al|of)){0,5})(?:,[^.,]{1,60})?\.?\s*"
)
# an introduction with a colon is a short sentence
LONGEST_INTRODUCTION = 40
# what is said in so many signs is plain, though a heading is taken for a label now and then
CONFIDENCE = 0.85


def from_layout(article: Article, quotes: list[Quote]) -> list[Quote]:
    """Return an article's attributions with those that its layout makes added or prolonged.

    Args:
        article: where they stand.
        quotes: those that its sentences make.
    """
    labels = [quote for paragraph in article.paragraphs for quote in _labelled(paragraph)]
    speakers = [quote for quote in labels if _is_speaker(quote)]
    signed = [quote for paragraph in article.paragraphs for quote in _signed(paragraph)]
    signs = {quote.cue for quote in (*labels, *signed)}
    found = [
        *(speakers if len(speakers) >= FEWEST else []),
        *signed,
        *(quote for quote in quotes if quote.cue not in signs),
    ]
    here: dict[int, list[Quote]] = defaultdict(list)
    for quote in found:
        here[quote.paragraph.start].append(quote)
    for paragraph, follower in pairwise(article.paragraphs):
        there = here[follower.start]
        for quote in _introduced(paragraph, follower, here[paragraph.start], there):
            found.append(quote)
            there.append(quote)
        _continue(paragraph, follower, here[paragraph.start], there)
    return found


def _labelled(paragraph: Paragraph) -> Iterator[Quote]:
    match = LABEL.match(paragraph.text)
    if match is not None:
        yield from _quote(paragraph, match.span("name"), match.end() - 1, (match.end(), len(paragraph.text)))


def _is_speaker(label: Quote) -> bool:
    """Tell a name in capitals from a heading ("UPDATE: ...")."""
    name = label.source_span
    return name is not None and words("cues", "headings").isdisjoint(name.text.lower().split())


def _signed(paragraph: Paragraph) -> Iterator[Quote]:
    match = SIGNATURE.fullmatch(paragraph.text)
    if match is not None:
        yield from _quote(paragraph, match.span("name"), match.end("dash"), match.span("content"))


def _quote(
    paragraph: Paragraph, name: tuple[int, int], cue_end: int, content: tuple[int, int]
) -> Iterator[Quote]:
    """Yield an attribution by its characters: source, end of the sign between, content."""
    doc = paragraph.doc
    source = doc.char_span(*name, alignment_mode="expand")
    until_cue = doc.char_span(0, cue_end, alignment_mode="contract")
    inside = doc.char_span(*content, alignment_mode="contract")
    if source is None or until_cue is None or inside is None:
        return
    signs = [token for token in until_cue if token.is_punct]
    said = trimmed(inside)
    if signs and any(token.is_alpha for token in said):
        cue = signs[-1]
        yield Quote(paragraph, cue, doc[cue.i : cue.i + 1], [Part(paragraph, said)], source, CONFIDENCE)


def _introduced(
    paragraph: Paragraph, follower: Paragraph, here: list[Quote], there: list[Quote]
) -> Iterator[Quote]:
    """Yield the attribution of a paragraph to the speaker of the one before, which ends in a colon."""
    sent = list(paragraph.doc.sents)[-1]
    said = trimmed(follower.doc[:])
    cue = _cue_before_colon(sent)
    if cue is None or any(quote.cue == cue for quote in here):
        return
    covered = sum(any(quote.covers(token) for quote in there) for token in said)
    who = subject(cue)
    if who is None or 2 * covered > len(said):
        return
    source = phrase(who, without={"acl:relcl", "parataxis"}, barred={cue})
    yield Quote(paragraph, cue, cue.doc[cue.i : cue.i + 1], [Part(follower, said)], source, CONFIDENCE)


def _cue_before_colon(sent: Span) -> Token | None:
    """Return the last verb of saying of a short sentence that ends in a colon."""
    tokens = [token for token in sent if not token.is_space]
    if not tokens or tokens[-1].text != ":" or len(tokens) > LONGEST_INTRODUCTION:
        return None
    saying = words("cues", "quotation") | words("cues", "introducing")
    return next((it for it in reversed(tokens) if it.tag_.startswith("VB") and lemma(it) in saying), None)


def _continue(paragraph: Paragraph, follower: Paragraph, here: list[Quote], there: list[Quote]) -> None:
    """Prolong the quotation that one paragraph leaves open by the one that the next begins with."""
    open_, goes_on = _left_open(paragraph), _opening(follower)
    if open_ is None or goes_on is None:
        return
    speaker = next((quote for quote in here if quote.covers(open_[-1])), None)
    taken = any(quote.covers(token) for quote in there for token in goes_on)
    if speaker is not None and not taken:
        speaker.parts.append(Part(follower, goes_on))
        there.append(speaker)


def _left_open(paragraph: Paragraph) -> Span | None:
    """Return the words of the quotation that a paragraph ends in without closing it."""
    spans = quoted_spans(paragraph)
    if not spans or spans[-1].end < len(paragraph.doc) or spans[-1].text.endswith(("”", '"')):
        return None
    return trimmed(spans[-1])


def _opening(paragraph: Paragraph) -> Span | None:
    """Return the words of the quotation that a paragraph begins with."""
    spans = quoted_spans(paragraph)
    return trimmed(spans[0]) if spans and not paragraph.text[: spans[0].start_char].strip() else None
