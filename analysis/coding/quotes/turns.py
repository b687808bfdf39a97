"""Attribute the turns of a transcript to their speakers, and find out where a turn ends within an article."""

import re
from collections.abc import Iterator
from itertools import takewhile

from analysis.coding.lexicon import get_words
from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.quotes.directness import classify_directness
from analysis.coding.quotes.spoken_words import find_words, is_speech
from analysis.coding.quotes.transcripts import Turn
from analysis.language.marks import find_quoted_spans
from analysis.language.parsing import Article, Paragraph

# the layout is explicit, but a heading is occasionally mistaken for a label
CONFIDENCE = 0.85
# longest heading before a transcript, in words
LONGEST_HEADING = 15


def build_quotes(article: Article, turns: list[Turn], quotes: list[Quote]) -> Iterator[Quote]:
    """Yield the attribution of each turn that has words.

    Args:
        article: the article.
        turns: its turns.
        quotes: the attributions found in its sentences: "“...,” Lind said" shows that a turn has ended.
    """
    reports = {quote.paragraph.start for quote in quotes if _is_report(quote)}
    is_whole = bool(turns) and _is_whole(article, turns, reports)
    for turn in turns:
        spoken = list(_find_spoken(turn, reports, is_whole=is_whole, is_last=turn is turns[-1]))
        parts = [Part(turn.home, span) for span in find_words(turn.home, turn.label.end, turn.end)]
        parts += [Part(one, span) for one in spoken for span in find_words(one)]
        if parts:
            doc, label = turn.home.doc, turn.label
            source, cue = (doc.char_span(*span, alignment_mode="expand") for span in (label.name, label.sign))
            assert source is not None
            assert cue is not None
            yield Quote(turn.home, cue.root, cue, parts, source, CONFIDENCE)


def _is_whole(article: Article, turns: list[Turn], reports: set[int]) -> bool:
    """Return whether a transcript makes up its article: headings before it, and no report between turns."""
    before = takewhile(lambda one: one is not turns[0].home, article.paragraphs)
    return all(len(paragraph.text.split()) <= LONGEST_HEADING for paragraph in before) and not any(
        _ends_turn(paragraph, turn, reports) for turn in turns[:-1] for paragraph in turn.later
    )


def _is_report(quote: Quote) -> bool:
    """Return whether an attribution quotes a name in the article's own words: "“...,” Lind said"."""
    quoted = find_quoted_spans(quote.paragraph.text)
    is_inside = any(start <= quote.cue.idx < end for start, end in quoted)
    is_name = quote.source is not None and quote.source.tag_.startswith("NNP")
    return is_name and not is_inside and classify_directness(quote.parts) != "indirect"


def _find_spoken(turn: Turn, reports: set[int], *, is_whole: bool, is_last: bool) -> list[Paragraph]:
    """Return the later paragraphs that belong to a turn.

    In a transcript, these are all up to the next label. Within an article, and after the last label, the
    article may go on at any paragraph.
    """
    if is_whole and not is_last:
        return turn.later
    # the words of a label alone on its line
    own = turn.later[:1] if turn.label.is_alone else []
    later = list(takewhile(lambda one: not _ends_turn(one, turn, reports), turn.later[len(own) :]))
    if is_whole:
        return own + later
    if is_last:
        return own + list(takewhile(lambda one: is_speech(one.text), later))
    last = max((number for number, one in enumerate(later, 1) if is_speech(one.text)), default=0)
    return own + later[:last]


def _ends_turn(paragraph: Paragraph, turn: Turn, reports: set[int]) -> bool:
    """Return whether a paragraph is not spoken: it reports speech, names the speaker, or is a notice."""
    words = re.findall(r"\w+", paragraph.text)
    names = {word.lower() for word in words if word[0].isupper()}
    is_notice = not get_words("transcripts", "notices").isdisjoint(word.lower() for word in words[:1])
    return paragraph.start in reports or is_notice or turn.label.words[-1] in names
