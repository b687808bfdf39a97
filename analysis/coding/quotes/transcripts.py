"""Find the turns of a transcript: who is named before which paragraphs.

A turn goes on over paragraphs until the next label. Labels also occur in ordinary news, as headings, datelines
and lists ("PARIS: ...", "Price: ..."), so they count only where several of them have the form of speech.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Span

from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.lexicon import get_words
from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.quotes.directness import classify_directness
from analysis.coding.quotes.labels import Label, read_label
from analysis.coding.quotes.speakers import find_interviewee, is_question_or_answer
from analysis.coding.syntax.extents import trim
from analysis.language.marks import find_quoted_spans
from analysis.language.parsing import Article, Paragraph

# a single label may be a dateline ("NEW DELHI: ..."); a transcript has more
MIN_LABELS = 2
# the layout is explicit, but a heading is occasionally mistaken for a label
CONFIDENCE = 0.85
# words in brackets, which may be a direction such as "(Applause.)"
BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,80})[)\]]\.?")
# lines of a record that nobody speaks: a remark in brackets, times, numbers of columns and pages, rows of marks
REMARK = re.compile(r"[\s“\"*_]*[(\[].*[)\]][\s.”\"*_]*", re.DOTALL)
RECORD = re.compile(r"(?:[\W\d_]|(?:column|col|page|[ap]\.?m)\b)*", re.IGNORECASE)
# longest heading before a transcript, in words
LONGEST_HEADING = 15


@dataclass(frozen=True)
class Turn:
    """A label and the paragraphs up to the next one, the label's own first."""

    label: Label
    paragraphs: list[Paragraph]

    @property
    def home(self) -> Paragraph:
        """The paragraph with the label."""
        return self.paragraphs[0]

    @property
    def name(self) -> str:
        """The name on the label."""
        return self.home.text[slice(*self.label.name)]

    @property
    def opening(self) -> str:
        """The first words after the label."""
        own = self.home.text[self.label.end :]
        return own if own or len(self.paragraphs) == 1 else self.paragraphs[1].text


def find_turns(article: Article, resolver: EntityResolver) -> list[Turn]:
    """Return the turns of an article in order; none unless it is a transcript.

    Args:
        article: the article.
        resolver: knows which names of the article are persons.
    """
    turns = list(_split_into_turns(article.paragraphs, resolver))
    if not _is_transcript(turns):
        return []
    is_explained = all(is_question_or_answer(turn.name) for turn in turns)
    return [] if is_explained and find_interviewee(article, resolver, turns[0].home) is None else turns


def build_quotes(article: Article, turns: list[Turn], quotes: list[Quote]) -> Iterator[Quote]:
    """Yield the attribution of each turn that has words.

    Args:
        article: the article.
        turns: its turns.
        quotes: the attributions found in its sentences: "“...,” Lind said" shows that a turn has ended.
    """
    is_whole = bool(turns) and _begins_with_label(article, turns[0])
    reports = {quote.paragraph.start for quote in quotes if _is_report(quote)}
    for turn in turns:
        is_last = turn is turns[-1]
        own = 2 if turn.label.is_alone else 1
        later = turn.paragraphs[own:]
        if is_last or not is_whole:
            later = list(takewhile(lambda one: not _ends_turn(one, turn, reports), later))  # noqa: B023
        if not is_whole:
            later = _keep_spoken(later, is_last=is_last)
        spans = [(turn.home, span) for span in _find_words(turn.home, turn.label.end)]
        spans += [(one, span) for one in [*turn.paragraphs[1:own], *later] for span in _find_words(one, 0)]
        if spans:
            yield _build_quote(turn, [Part(*span) for span in spans])


def _begins_with_label(article: Article, first: Turn) -> bool:
    """Return whether nothing but headings precedes the first label."""
    before = takewhile(lambda one: one is not first.home, article.paragraphs)
    return all(len(paragraph.text.split()) <= LONGEST_HEADING for paragraph in before)


def _is_report(quote: Quote) -> bool:
    """Return whether an attribution with quotation marks has its cue outside them: an article goes on."""
    quoted = find_quoted_spans(quote.paragraph.text)
    is_inside = any(start <= quote.cue.idx < end for start, end in quoted)
    is_name = quote.source is not None and quote.source.tag_.startswith("NNP")
    return is_name and not is_inside and classify_directness(quote.parts) != "indirect"


def _ends_turn(paragraph: Paragraph, turn: Turn, reports: set[int]) -> bool:
    """Return whether a paragraph is no longer spoken: it reports speech, names the speaker, or is a notice."""
    words = re.findall(r"\w+", paragraph.text)
    return (
        paragraph.start in reports
        or words[:1] != []
        and words[0].lower() in get_words("transcripts", "notices")
        or turn.label.words[-1] in {word.lower() for word in words if word[0].isupper()}
    )


def _keep_spoken(paragraphs: list[Paragraph], *, is_last: bool) -> list[Paragraph]:
    """Return the paragraphs in which somebody speaks; all before one that is followed by another label."""
    if is_last:
        return list(takewhile(lambda one: _is_speech(one.text) or not _has_prose(one), paragraphs))
    spoken = [number for number, one in enumerate(paragraphs, 1) if _is_speech(one.text)]
    return paragraphs[: spoken[-1] if spoken else 0]


def _has_prose(paragraph: Paragraph) -> bool:
    return next(_find_words(paragraph, 0), None) is not None


def _find_words(paragraph: Paragraph, start: int) -> Iterator[Span]:
    """Yield the spoken words of a paragraph from an offset, without directions such as "(Applause.)"."""
    text = paragraph.text
    if REMARK.fullmatch(text, start) or RECORD.fullmatch(text, start):
        return
    directions = [match.span() for match in BRACKETS.finditer(text, start) if _is_direction(match[1])]
    borders = [start, *(offset for span in directions for offset in span), len(text)]
    for begin, end in zip(borders[::2], borders[1::2], strict=True):
        inside = paragraph.doc.char_span(begin, end, alignment_mode="contract")
        if inside is not None and any(token.is_alpha for token in inside):
            yield trim(inside)


def _is_direction(words: str) -> bool:
    """Return whether words in brackets are a direction: "Laughter.", "BEGIN VIDEO CLIP"."""
    pieces = re.findall(r"[\w-]+", words.lower())
    in_capitals = words.isupper() and len(pieces) > 1
    return in_capitals or not get_words("transcripts", "directions").isdisjoint(pieces)


def _build_quote(turn: Turn, parts: list[Part]) -> Quote:
    doc = turn.home.doc
    source, cue = (
        doc.char_span(*span, alignment_mode="expand") for span in (turn.label.name, turn.label.sign)
    )
    assert source is not None
    assert cue is not None
    return Quote(turn.home, cue.root, cue, parts, source, CONFIDENCE)


def _split_into_turns(paragraphs: Sequence[Paragraph], resolver: EntityResolver) -> Iterator[Turn]:
    labels = [read_label(paragraph.text) for paragraph in paragraphs]
    repeated = Counter(label.words for label in labels if label is not None)
    known = {
        label.words[-1]
        for paragraph, label in zip(paragraphs, labels, strict=True)
        if label is not None and _is_named_actor(paragraph, label, resolver)
    }
    begun: Turn | None = None
    for paragraph, label in zip(paragraphs, labels, strict=True):
        if label is not None and _is_speaker(paragraph, label, resolver, repeated, known):
            if begun is not None:
                yield begun
            begun = Turn(label, [paragraph])
        elif begun is not None:
            begun.paragraphs.append(paragraph)
    if begun is not None:
        yield begun


def _is_named_actor(paragraph: Paragraph, label: Label, resolver: EntityResolver) -> bool:
    """Return whether a label names a person, or an actor of the codebook that is no place."""
    mention = _find_mention(paragraph, label, resolver)
    return mention in ("person", "organisation", "group")


def _find_mention(paragraph: Paragraph, label: Label, resolver: EntityResolver) -> str | None:
    """Return the kind of the actor that a label's last word refers to, if any."""
    name = paragraph.doc.char_span(*label.name, alignment_mode="expand")
    mention = resolver.at(paragraph, name[-1]) if name is not None else None
    return mention.kind if mention is not None else None


def _is_speaker(
    paragraph: Paragraph,
    label: Label,
    resolver: EntityResolver,
    repeated: Counter[tuple[str, ...]],
    known: set[str],
) -> bool:
    """Return whether a label is a name rather than a heading or a place."""
    is_known = label.words[-1] in known
    if label.is_explicit:
        return True
    if label.is_bare:
        return is_known and (repeated[label.words] > 1 or len(label.words) > 1)
    if not label.is_personal:
        return is_known
    return (
        is_known
        or _find_mention(paragraph, label, resolver) != "state"
        or _is_speech(paragraph.text[label.end :])
    )


def _is_transcript(turns: list[Turn]) -> bool:
    """Return whether turns have the form of speech: half of them, and not each by another speaker."""
    spoken = [turn for turn in turns if any(character.isalpha() for character in turn.opening)]
    if len(spoken) < MIN_LABELS:
        return False
    half = len(spoken) / 2
    return sum(map(_has_verb, spoken)) >= half and (
        sum(turn.label.is_explicit for turn in spoken) >= half
        or sum(_is_speech(turn.opening) for turn in spoken) >= half
        or _do_speakers_return(spoken)
    )


def _has_verb(turn: Turn) -> bool:
    paragraph, start = turn.home, turn.label.end
    if turn.label.is_alone:
        paragraph, start = turn.paragraphs[1] if len(turn.paragraphs) > 1 else turn.home, 0
    return any(token.tag_.startswith(("VB", "MD")) and token.idx >= start for token in paragraph.doc)


def _is_speech(text: str) -> bool:
    """Return whether somebody says "I", "we" or "you", or asks, outside quotation marks."""
    quoted = find_quoted_spans(text)
    outside = "".join(
        text[i:j]
        for i, j in zip(
            [0, *(end for _, end in quoted)], [*(start for start, _ in quoted), len(text)], strict=True
        )
    )
    words = re.findall(r"[\w']+|\?", outside.lower())
    return "?" in words or not get_words("transcripts", "speaking").isdisjoint(words)


def _do_speakers_return(turns: list[Turn]) -> bool:
    """Return whether a speaker speaks again after another one."""
    names = [turn.label.words[-1] for turn in turns]
    changes = [name for name, before in zip(names, [None, *names], strict=False) if name != before]
    return len(set(changes)) < len(changes)
