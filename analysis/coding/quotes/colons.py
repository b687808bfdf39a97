"""Attribute quotations that a colon ties to the name of a person, without a verb of saying.

"Mara Lind shook her head: “We never met.”" and "Mara Lind: “We never met.” Ola Brandt: “We did.”" name the
speaker as clearly as "she said"; the attribution networks need a word of saying.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from analysis.coding.lexicon import get_words
from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.quotes.dividing import SENTENCE_ENDS
from analysis.coding.quotes.token_arrays import find_quotations
from analysis.coding.syntax.clauses import SUBJECT, get_lemma, is_verb
from analysis.coding.syntax.extents import expand_phrase, trim
from analysis.language.parsing import Article, Paragraph
from analysis.language.tokens import Span

# less certain than a verb of saying
CONFIDENCE = 0.75
NAMES = ("NNP", "NNPS")
RELATIVE = ("WP", "WDT")
NOMINAL = (*NAMES, "NN", "NNS")
CONNECTING = ("of", "the", "a", "an", "and", "de", "da", "van", "von")
# in tokens, before the colon
LONGEST = 30


def find_colon_quotes(article: Article, quotes: Iterable[Quote]) -> list[Quote]:
    """Return the attributions of the quotations after a colon that nobody has.

    Args:
        article: the article.
        quotes: the attributions found in its sentences.
    """
    here: dict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        here[quote.paragraph.start].append(quote)
    return [
        found
        for paragraph in article.paragraphs
        if ":" in paragraph.text
        for found in _find_in_paragraph(paragraph, here[paragraph.start])
    ]


def _find_in_paragraph(paragraph: Paragraph, quotes: list[Quote]) -> Iterator[Quote]:
    spans = find_quotations(paragraph)
    for number, quotation in enumerate(spans):
        words = _find_introduction(quotation, spans[number - 1].end if number else 0)
        if words is None or not _is_sentence(quotation):
            continue
        speaker = _find_speaker(words)
        first = trim(quotation)[0]
        is_taken = any(quote.covers(first) or words.start <= quote.cue.i < words.end for quote in quotes)
        if speaker is not None and not is_taken:
            colon = words.doc[words.end]
            part = Part(paragraph, trim(quotation))
            yield Quote(paragraph, colon, words.doc[colon.i : colon.i + 1], [part], speaker, CONFIDENCE)


def _find_introduction(quotation: Span, first: int) -> Span | None:
    """Return the words of a sentence up to the colon before a quotation, if there is one.

    Args:
        quotation: the quotation.
        first: where the quotation before it ends.
    """
    doc, place = quotation.doc, quotation.start - 1
    while place >= first and doc[place].is_space:
        place -= 1
    if place < first or doc[place].text != ":":
        return None
    start = place
    while start > first and doc[start - 1].text not in SENTENCE_ENDS and place - start <= LONGEST:
        start -= 1
    words = doc[start:place]
    return words if 0 < len(words) <= LONGEST and any(token.is_alpha for token in words) else None


def _is_sentence(quotation: Span) -> bool:
    """Return whether a quotation ends a sentence; one that does not may be a title."""
    ending = quotation.doc[trim(quotation).end : quotation.end]
    return any(token.text in SENTENCE_ENDS for token in ending)


def _find_speaker(words: Span) -> Span | None:
    """Return the one person named before a colon: a name alone, or the subject of a clause."""
    if any(get_lemma(token) in get_words("cues", "inscribed") for token in words):
        return None
    if not any(is_verb(token) for token in words):
        label = trim(words)
        is_name = all(token.text[0].isupper() or token.lower_ in CONNECTING for token in label)
        is_heading = any(token.lower_ in get_words("cues", "headings") for token in label)
        has_name = any(token.tag_ in NAMES for token in label)
        return label if is_name and has_name and not is_heading else None
    subjects = [token for token in words if token.dep_ in SUBJECT and token.tag_ not in RELATIVE]
    # a name with a clause of its own may be parsed as the head of the sentence
    subject = subjects[0] if subjects else words[0]
    if len(subjects) > 1 or subject.tag_ not in NOMINAL:
        return None
    names = [token for token in words if token.tag_ in NAMES]
    if not names or not all(token == subject or subject.is_ancestor(token) for token in names):
        return None
    return expand_phrase(subject, without={"acl:relcl", "acl", "conj", "parataxis"})
