"""Find the attributions expressed by the layout of a page rather than by a sentence.

These are the turns of a transcript ("WALLACE: ..."), a name after a dash below a quotation
("... ― Ana Ruiz"), and a paragraph that ends in "he said:" and introduces the next one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.lexicon import get_words
from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.quotes.labels import Label, find_heading_mark, read_labels
from analysis.coding.quotes.transcripts import find_turns
from analysis.coding.quotes.turns import CONFIDENCE, build_quotes
from analysis.coding.syntax.clauses import find_subject, get_lemma
from analysis.coding.syntax.extents import expand_phrase, trim
from analysis.language.parsing import Article, Paragraph
from analysis.language.tokens import Span, Token

# a quotation, a dash, a name of a few words, optionally the speaker's role
SIGNATURE = re.compile(
    r"\s*[“”\"](?P<content>.+[”\"])\s*(?P<dash>―|—|–|--?)\s*"
    r"(?P<name>[A-Z][\w'.-]*(?:\s+(?:[A-Z][\w'.-]*|de|da|del|van|von|bin|al|of)){0,5})(?:,[^.,]{1,60})?\.?\s*"
)
# another signed quotation in the same paragraph: the last name does not sign it
SIGNED = re.compile(r"[”\"]\s*(?:―|—|–|--?)\s*[A-Z]")
# maximum length in tokens of an introduction that ends in a colon
MAX_INTRODUCTION = 40


def add_layout_quotes(article: Article, quotes: list[Quote], resolver: EntityResolver) -> list[Quote]:
    """Return an article's attributions, adding those expressed by its layout.

    Args:
        article: the article.
        quotes: the attributions found in its sentences.
        resolver: knows which names of the article are persons.
    """
    turns = find_turns(article, resolver)
    signed = [quote for paragraph in article.paragraphs for quote in _find_signature(paragraph)]
    marks = {quote.cue for quote in signed}
    spoken = {(turn.home.start, turn.label) for turn in turns}
    found = [
        *build_quotes(article, turns, quotes),
        *signed,
        *(quote for quote in quotes if quote.cue not in marks and not _is_label(quote, spoken)),
    ]
    here: dict[int, list[Quote]] = defaultdict(list)
    for quote in found:
        for start in {quote.paragraph.start, *(part.paragraph.start for part in quote.parts)}:
            here[start].append(quote)
    for paragraph, follower in pairwise(article.paragraphs):
        there = here[follower.start]
        for quote in _find_introduction(paragraph, follower, here[paragraph.start], there):
            found.append(quote)
            there.append(quote)
    return found


def _is_label(quote: Quote, spoken: set[tuple[int, Label]]) -> bool:
    """Return whether an attribution's cue is part of a label that has a turn, or is a heading in capitals."""
    paragraph, offset = quote.paragraph, quote.cue.idx
    if offset in find_heading_mark(paragraph.text):
        return True
    labels = read_labels(paragraph.text)
    return any(one.start <= offset < one.end and (paragraph.start, one) in spoken for one in labels)


def _find_signature(paragraph: Paragraph) -> Iterator[Quote]:
    match = SIGNATURE.fullmatch(paragraph.text)
    if match is not None and not SIGNED.search(match["content"]):
        yield from _build_quote(paragraph, match.span("name"), match.end("dash"), match.span("content"))


def _build_quote(
    paragraph: Paragraph, name: tuple[int, int], cue_end: int, content: tuple[int, int]
) -> Iterator[Quote]:
    """Yield an attribution from the offsets of its source, the end of its punctuation cue and its content."""
    doc = paragraph.doc
    source = doc.char_span(*name, alignment_mode="expand")
    until_cue = doc.char_span(0, cue_end, alignment_mode="contract")
    inside = doc.char_span(*content, alignment_mode="contract")
    if source is None or until_cue is None or inside is None:
        return
    signs = [token for token in until_cue if token.is_punct]
    words_said = trim(inside)
    if signs and any(token.is_alpha for token in words_said):
        cue = signs[-1]
        part = Part(paragraph, words_said)
        yield Quote(paragraph, cue, doc[cue.i : cue.i + 1], [part], source, CONFIDENCE)


def _find_introduction(
    paragraph: Paragraph, follower: Paragraph, here: list[Quote], there: list[Quote]
) -> Iterator[Quote]:
    """Yield the attribution of a paragraph to the speaker of the preceding one, which ends in a colon."""
    sent = list(paragraph.doc.sents)[-1]
    introduced = trim(follower.doc[:])
    cue = _find_cue_before_colon(sent)
    if cue is None or any(quote.cue == cue for quote in here):
        return
    covered = sum(any(quote.covers(token) for quote in there) for token in introduced)
    speaker = find_subject(cue)
    if speaker is None or 2 * covered > len(introduced):
        return
    source = expand_phrase(speaker, without={"acl:relcl", "parataxis"}, barred={cue})
    yield Quote(paragraph, cue, cue.doc[cue.i : cue.i + 1], [Part(follower, introduced)], source, CONFIDENCE)


def _find_cue_before_colon(sent: Span) -> Token | None:
    """Return the last verb of saying in a short sentence that ends in a colon."""
    tokens = [token for token in sent if not token.is_space]
    if not tokens or tokens[-1].text != ":" or len(tokens) > MAX_INTRODUCTION:
        return None
    saying = get_words("cues", "quotation") | get_words("cues", "introducing")
    verbs = (
        token for token in reversed(tokens) if token.tag_.startswith("VB") and get_lemma(token) in saying
    )
    return next(verbs, None)
