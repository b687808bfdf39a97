"""Find out who the labels of a transcript name: an earlier fuller name, the person interviewed, or nobody."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile

from analysis.coding.actors.names import Mention
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.lexicon import get_words
from analysis.coding.quotes.attribution import Quote
from analysis.coding.quotes.labels import drop_titles, is_unnamed, read_labels, split_words
from analysis.coding.quotes.sourcing import classify_sourcing
from analysis.language.parsing import Article, Paragraph
from analysis.language.tokens import Span

# "ML: ..."
INITIALS = re.compile(r"(?:[A-Z]\.?){2,3}")


def resolve_sources(article: Article, quotes: list[Quote], resolver: EntityResolver) -> None:
    """Set the mention that the source of each attribution refers to.

    "HARTWIG" on a label is the Lena Hartwig of an earlier one, "A" the only person who is interviewed, "Q"
    nobody; and "I" within a quotation is its speaker.

    Args:
        article: the article.
        quotes: its attributions in text order.
        resolver: resolves names, offices and pronouns.
    """
    for quote in quotes:
        if quote.source_span is not None:
            quote.mention = resolver.resolve_source(quote.paragraph, quote.source_span)
    labels = [quote for quote in quotes if is_labelled(quote)]
    if labels:
        speakers = _Speakers(article, resolver, labels[0].paragraph)
        for quote in labels:
            quote.mention = speakers.resolve(quote)
            speakers.note(quote)
    _resolve_first_person(quotes)


class _Speakers:
    """Resolves the labels of an article in order, each by what came before it."""

    def __init__(self, article: Article, resolver: EntityResolver, first: Paragraph) -> None:
        self._article = article
        self._resolver = resolver
        self._first = first
        self._known: dict[str, tuple[Mention, set[str]]] = {}

    def resolve(self, quote: Quote) -> Mention | None:
        """Return who a label names: by name, a shorter form of an earlier label, initials or questions."""
        assert quote.source_span is not None
        name = quote.source_span.text
        words = split_words(name)
        if is_unnamed(name):
            return self._interviewee if get_words("transcripts", "answers").issuperset(words) else None
        mentions = (self._resolver.at(quote.paragraph, token) for token in quote.source_span)
        # capitals mislead the tagger, so any name will do
        own = next((one for one in mentions if one is not None and one.actor and one.kind == "person"), None)
        if own is not None or (quote.mention is not None and quote.mention.actor is not None):
            return own or quote.mention
        meant = [one for one, fuller in self._known.values() if fuller.issuperset(drop_titles(words))]
        if not meant and INITIALS.fullmatch(name):
            meant = self._initials[name.replace(".", "")]
        return meant[0] if len(meant) == 1 else quote.mention

    def note(self, quote: Quote) -> None:
        """Keep the words of a label with a known speaker: "MARA LIND, MAYOR: ..." is "The Mayor" later."""
        if quote.mention is not None and quote.mention.actor is not None and quote.source_span is not None:
            _, words = self._known.setdefault(quote.mention.actor, (quote.mention, set()))
            text, start = quote.paragraph.text, quote.source_span.start_char
            for label in read_labels(text):
                if label.start <= start < label.end:
                    words.update(split_words(text[label.start : label.end]))

    @cached_property
    def _interviewee(self) -> Mention | None:
        return find_interviewee(self._article, self._resolver, self._first)

    @cached_property
    def _initials(self) -> dict[str, list[Mention]]:
        """The persons of the codebook in the article, by their initials."""
        found = {}
        for paragraph in self._article.paragraphs:
            for token in paragraph.doc:
                mention = self._resolver.at(paragraph, token)
                if mention is not None and mention.actor is not None and mention.kind == "person":
                    found[mention.actor] = mention
        initials = defaultdict(list)
        for actor, mention in found.items():
            initials["".join(word[0] for word in actor.split())].append(mention)
        return initials


def is_labelled(quote: Quote) -> bool:
    """Return whether layout attributes a quote: its cue is a mark, a time, or the name itself."""
    source = quote.source_span
    return source is not None and (
        not any(character.isalpha() for character in quote.cue_span.text) or quote.cue in source
    )


def classify_source(quote: Quote) -> str:
    """Return the sourcing level of an attribution; a label has no grammar to tell a name from an office."""
    if quote.source_span is not None and is_labelled(quote):
        offices = get_words("transcripts", "titles") | get_words("transcripts", "chairs")
        if quote.mention is not None and quote.mention.actor is not None:
            return "named"
        if is_unnamed(quote.source_span.text):
            return "anonymous"
        if offices.issuperset(split_words(quote.source_span.text)):
            return "role"
    return classify_sourcing(quote.source_span, quote.mention)


def is_question_or_answer(name: str) -> bool:
    """Return whether a label only tells questions from answers: such articles may have no speakers at all."""
    known = get_words("transcripts", "questions") | get_words("transcripts", "answers")
    return known.issuperset(split_words(name))


def find_interviewee(article: Article, resolver: EntityResolver, first: Paragraph) -> Mention | None:
    """Return the only person whom a sentence about an interview names alone, before its first label.

    Args:
        article: the article.
        resolver: resolves its names.
        first: the paragraph with the first label.
    """
    found = {}
    for sent, paragraph in _find_introductions(article, first):
        mentions = (resolver.at(paragraph, token) for token in sent)
        persons = {
            one.actor or one.text.split()[-1].lower(): one
            for one in mentions
            if one is not None and one.kind == "person"
        }
        if len(persons) == 1:
            found.update(persons)
    return next(iter(found.values())) if len(found) == 1 else None


def _find_introductions(article: Article, first: Paragraph) -> Iterator[tuple[Span, Paragraph]]:
    """Yield the sentences about an interview before its first label."""
    for paragraph in takewhile(lambda one: one.start < first.start, article.paragraphs):
        for sent in paragraph.doc.sents:
            words = re.findall(r"[\w&]+", sent.text.lower())
            if not get_words("transcripts", "interviewing").isdisjoint(words):
                yield sent, paragraph


def _resolve_first_person(quotes: list[Quote]) -> None:
    """Let "I" and "we" refer to the speaker of the narrowest attribution around them."""
    around: dict[int, list[Quote]] = defaultdict(list)
    for quote in sorted(quotes, key=lambda one: sum(len(part.span) for part in one.parts)):
        for start in {part.paragraph.start for part in quote.parts}:
            around[start].append(quote)
    for quote in quotes:
        source = quote.source
        if quote.mention is None and source is not None and source.lower_ in ("i", "we"):
            speakers = (other for other in around[quote.paragraph.start] if other.covers(source))
            outer = next((other for other in speakers if other is not quote), None)
            quote.mention = outer.mention if outer is not None else None
