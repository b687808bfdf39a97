"""Continue a speech in the following paragraphs that are quotations and name nobody.

A quotation left open at the end of a paragraph goes on in the next. One that is closed does too where the
next paragraph is nothing but a quotation, unless the paragraphs are a conversation, in which turns are taken.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.quotes.dividing import SENTENCE_ENDS, ends_sentence
from analysis.coding.quotes.token_arrays import find_quotations
from analysis.coding.syntax.extents import trim
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Span

CLOSING = ("”", '"')


def continue_speeches(paragraphs: list[Paragraph], quotes: Iterable[Quote]) -> None:
    """Extend attributions by the quotations of later paragraphs that continue them.

    Args:
        paragraphs: the paragraphs of an article.
        quotes: its attributions, with their sources resolved. Their parts are changed.
    """
    here: dict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        for start in {quote.paragraph.start, *(part.paragraph.start for part in quote.parts)}:
            here[start].append(quote)
    turns = _find_turns(paragraphs)
    previous: list[Quote] = []
    for paragraph, follower in pairwise(paragraphs):
        own, there = here[paragraph.start], here[follower.start]
        continuation = _find_opening(follower)
        if continuation is not None and not any(_claims(quote, continuation) for quote in there):
            speech = _find_open_quote(paragraph, own)
            if speech is None and follower.start not in turns and _is_whole(follower, continuation):
                speech = _find_last_speech(paragraph, own, previous, _get_mark(follower, continuation))
            if speech is not None:
                speech.parts.append(Part(follower, trim(continuation)))
                there.append(speech)
        spans = find_quotations(paragraph)
        previous = [
            quote
            for quote in own
            if quote.paragraph is paragraph and any(_claims(quote, span) for span in spans)
        ]


def _find_opening(paragraph: Paragraph) -> Span | None:
    """Return the quotation that a paragraph begins with, if any."""
    spans = find_quotations(paragraph)
    return spans[0] if spans and not paragraph.text[: spans[0].start_char].strip() else None


def _get_mark(paragraph: Paragraph, quotation: Span) -> str:
    """Return the mark that opens a quotation, as the newspaper wrote it."""
    return paragraph.written[quotation.start_char]


def _is_whole(paragraph: Paragraph, quotation: Span) -> bool:
    """Return whether a paragraph is nothing but a quotation; one that ends no sentence is a title."""
    ending = quotation.doc[trim(quotation).end : quotation.end]
    has_end = not _is_closed(quotation) or any(token.text in SENTENCE_ENDS for token in ending)
    return has_end and all(token.is_punct or token.is_space for token in paragraph.doc[quotation.end :])


def _find_turns(paragraphs: list[Paragraph]) -> set[int]:
    """Return the starts of paragraphs in a run of mere quotations of which one is a closed question."""
    turns: set[int] = set()
    run: list[int] = []
    asks = False
    for paragraph in paragraphs:
        opening = _find_opening(paragraph)
        if opening is not None and _is_whole(paragraph, opening):
            run.append(paragraph.start)
            asks = asks or _is_question(opening)
        else:
            turns |= set(run) if asks else set()
            run, asks = [], False
    return turns | (set(run) if asks else set())


def _is_question(quotation: Span) -> bool:
    ending = quotation.doc[trim(quotation).end : quotation.end]
    return _is_closed(quotation) and any(token.text == "?" for token in ending)


def _is_closed(quotation: Span) -> bool:
    return quotation.text.endswith(CLOSING)


def _claims(quote: Quote, quotation: Span) -> bool:
    """Return whether a quotation is content of an attribution; a speaker's own reports inside it are not."""
    is_inside = quote.cue.doc is quotation.doc and quotation.start <= quote.cue.i < quotation.end
    # the colon after a label ("LIND: ...") may follow the opening mark
    return (quote.cue.is_punct or not is_inside) and any(quote.covers(token) for token in quotation)


def _find_open_quote(paragraph: Paragraph, quotes: list[Quote]) -> Quote | None:
    """Return the attribution of the quotation that is still open at the end of a paragraph, if any."""
    spans = find_quotations(paragraph)
    if not spans or spans[-1].end < len(paragraph.doc) or _is_closed(spans[-1]):
        return None
    last = trim(spans[-1])[-1]
    return next((quote for quote in quotes if _claims(quote, spans[-1]) and quote.covers(last)), None)


def _find_last_speech(
    paragraph: Paragraph, quotes: list[Quote], previous: list[Quote], mark: str
) -> Quote | None:
    """Return the attribution that ends a paragraph with a single speaker who answers nobody.

    Args:
        paragraph: the paragraph.
        quotes: the attributions that have their cue or content in it.
        previous: those that have both in the paragraph before.
        mark: the mark that opens the next paragraph; a speech keeps its marks, and a title may have others.
    """
    spans = find_quotations(paragraph)
    if not spans:
        last = list(paragraph.doc.sents)[-1]
        speeches = ending = [quote for quote in quotes if quote.cue in last and quote.source is not None]
    elif (
        _is_question(spans[-1])
        or not _ends_with(paragraph, spans[-1])
        or mark != _get_mark(paragraph, spans[-1])
    ):
        return None
    else:
        speeches = [quote for quote in quotes if any(_claims(quote, span) for span in spans)]
        ending = [quote for quote in speeches if _claims(quote, spans[-1])]
    speakers = {_get_speaker(quote) for quote in speeches}
    is_answer = _find_opening(paragraph) is not None and any(
        _get_speaker(quote) not in speakers for quote in previous
    )
    return ending[0] if ending and len(speakers) == 1 and not is_answer else None


def _ends_with(paragraph: Paragraph, quotation: Span) -> bool:
    """Return whether a paragraph ends with a quotation and what follows it in the same sentence."""
    rest = [token for token in paragraph.doc[quotation.end :] if not token.is_space]
    if any(token.text in SENTENCE_ENDS for token in rest[:-1]):
        return False
    return not rest or not ends_sentence(quotation)


def _get_speaker(quote: Quote) -> str | None:
    """Return the name of a source."""
    if quote.mention is not None:
        return quote.mention.actor or quote.mention.text
    return quote.source_span.text.lower() if quote.source_span is not None else None
