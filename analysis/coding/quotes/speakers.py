"""Find out who the labels of a transcript name: an earlier fuller name, the person interviewed, or nobody."""

import re
from collections.abc import Iterator

from analysis.coding.actors.names import Mention
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.lexicon import get_words
from analysis.coding.quotes.attribution import Quote
from analysis.coding.quotes.labels import drop_titles, is_unnamed, split_words
from analysis.language.parsing import Article, Paragraph


def resolve_sources(article: Article, quotes: list[Quote], resolver: EntityResolver) -> None:
    """Set the mention that the source of each attribution refers to.

    "HARTWIG" on a label is the Lena Hartwig of an earlier one, "A" the only person who is interviewed, "Q"
    nobody; and "I" within a quotation is its speaker.

    Args:
        article: the article.
        quotes: its attributions in text order.
        resolver: resolves names, offices and pronouns.
    """
    fuller: dict[str, set[str]] = {}
    mentions: dict[str, Mention] = {}
    first = next((quote.paragraph for quote in quotes if is_labelled(quote)), None)
    for quote in quotes:
        if quote.source_span is None:
            continue
        quote.mention = resolver.resolve_source(quote.paragraph, quote.source_span)
        if not is_labelled(quote):
            continue
        assert first is not None
        words = split_words(quote.source_span.text)
        if is_unnamed(quote.source_span.text):
            is_answer = get_words("transcripts", "answers").issuperset(words)
            quote.mention = find_interviewee(article, resolver, first) if is_answer else None
            continue
        quote.mention = _find_person(quote, resolver) or quote.mention
        if quote.mention is not None and quote.mention.actor is not None:
            fuller.setdefault(quote.mention.actor, set()).update(words)
            mentions[quote.mention.actor] = quote.mention
            continue
        meant = [actor for actor, known in fuller.items() if known.issuperset(drop_titles(words))]
        if len(meant) == 1:
            quote.mention = mentions[meant[0]]
    _resolve_first_person(quotes)


def is_labelled(quote: Quote) -> bool:
    """Return whether layout attributes a quote: its cue is a mark, a time, or the name itself."""
    source = quote.source_span
    return source is not None and (
        not any(character.isalpha() for character in quote.cue_span.text) or quote.cue in source
    )


def is_nobody(quote: Quote) -> bool:
    """Return whether a label says that the speaker is unknown."""
    return is_labelled(quote) and quote.source_span is not None and is_unnamed(quote.source_span.text)


def is_question_or_answer(name: str) -> bool:
    """Return whether a label only tells questions from answers: such articles may have no speakers at all."""
    known = get_words("transcripts", "questions") | get_words("transcripts", "answers")
    return known.issuperset(split_words(name))


def find_interviewee(article: Article, resolver: EntityResolver, first: Paragraph) -> Mention | None:
    """Return the only person whom the sentences about an interview name, before its first label.

    Args:
        article: the article.
        resolver: resolves its names.
        first: the paragraph with the first label.
    """
    found = {}
    for mention in _find_interviewed(article, resolver, first):
        found[mention.actor or mention.text.split()[-1].lower()] = mention
    return next(iter(found.values())) if len(found) == 1 else None


def _find_interviewed(article: Article, resolver: EntityResolver, first: Paragraph) -> Iterator[Mention]:
    for paragraph in article.paragraphs:
        if paragraph.start >= first.start:
            return
        for sent in paragraph.doc.sents:
            words = set(re.findall(r"[\w&]+", sent.text.lower()))
            if words & get_words("transcripts", "interviewing"):
                mentions = (resolver.at(paragraph, token) for token in sent)
                yield from (one for one in mentions if one is not None and one.kind == "person")


def _find_person(quote: Quote, resolver: EntityResolver) -> Mention | None:
    """Return the codebook's person whose name is on a label; capitals mislead the tagger about names."""
    mentions = (resolver.at(quote.paragraph, token) for token in quote.source_span or ())
    return next((one for one in mentions if one is not None and one.actor and one.kind == "person"), None)


def _resolve_first_person(quotes: list[Quote]) -> None:
    """Let "I" and "we" refer to the speaker of the attribution around them."""
    for quote in quotes:
        source = quote.source
        if quote.mention is None and source is not None and source.lower_ in ("i", "we"):
            around = [other for other in quotes if other is not quote and other.covers(source)]
            narrowest = min(
                around, key=lambda other: sum(len(part.span) for part in other.parts), default=None
            )
            quote.mention = narrowest.mention if narrowest is not None else None
