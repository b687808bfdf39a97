"""Find tones: how an actor characterises something ("excellent"), separate from stance.

The holder of a characterisation is named in its clause ("X praised Y") or is the source of the quote
("'The talks were useful,' X said"). Characterisations by the article itself have no holder and are ignored.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from analysis.coding.actors.names import Mention
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.lexicon import get_words
from analysis.coding.quotes.attribution import Quote
from analysis.coding.syntax.clauses import find_child, get_lemma, is_negated
from analysis.coding.syntax.word_classes import get_classes
from analysis.coding.tones.judgement import Judgement, bare_phrase, is_definite
from analysis.coding.tones.judging import find_judgements
from analysis.coding.tones.polarity import reverse
from analysis.language.parsing import Article, Paragraph
from analysis.language.tokens import Token

RELATIVE = ("WP", "WDT")
POINTING = ("PRP", "DT", *RELATIVE)


def find_tones(article: Article, resolver: EntityResolver, quotes: Sequence[Quote]) -> list[dict[str, Any]]:
    """Return the rows of the tones table for one article, without identifiers and texts."""
    return list(_Reader(resolver, quotes).rows(article))


class _Reader:
    """Assigns the characterisations of an article to their holders."""

    def __init__(self, resolver: EntityResolver, quotes: Sequence[Quote]) -> None:
        self.resolver = resolver
        self._quotes: dict[int, list[Quote]] = defaultdict(list)
        for quote in quotes:
            for start in {part.paragraph.start for part in quote.parts}:
                self._quotes[start].append(quote)

    def rows(self, article: Article) -> Iterator[dict[str, Any]]:
        """Yield the rows in text order; "it" is the last topic of this sentence or the one before."""
        before, topic = "", ""
        for paragraph in article.paragraphs:
            for sent in paragraph.doc.sents:
                for token in sent:
                    for found in find_judgements(token):
                        yield from self._build_rows(paragraph, token, found, topic or before)
                    topic = _find_topic(token) or topic
                before, topic = topic, ""

    def _build_rows(
        self, paragraph: Paragraph, head: Token, found: Judgement, topic: str
    ) -> Iterator[dict[str, Any]]:
        start, end = paragraph.span(found.expression)
        target, target_actor = self._find_target(paragraph, found, topic)
        if not target:
            return
        for mention, polarity in self._find_holders(paragraph, head, found):
            if mention.actor is not None and mention.actor != target_actor:
                yield {
                    "actor": mention.actor,
                    "target": target,
                    "start": start,
                    "end": end,
                    "polarity": polarity,
                }

    def _find_holders(
        self, paragraph: Paragraph, head: Token, found: Judgement
    ) -> Iterator[tuple[Mention, str]]:
        """Yield the holders, with the polarity after any denial by the speaker."""
        if found.holder is not None and found.holder.lower_ not in ("i", "we", "my", "our"):
            for mention in dict.fromkeys(self.resolver.all_of(paragraph, found.holder)):
                yield mention, found.polarity
            return
        quote = self._find_attribution(paragraph, head)
        if quote is not None and quote.mention is not None:
            is_denied = get_lemma(quote.cue) in get_words("cues", "denying")
            if is_denied or not is_negated(quote.cue):
                yield quote.mention, reverse(found.polarity, is_denied and found.holder is None)

    def _find_attribution(self, paragraph: Paragraph, token: Token) -> Quote | None:
        """Return the shortest quote whose content includes a word."""
        quotes = [quote for quote in self._quotes[paragraph.start] if quote.covers(token)]
        return min(quotes, key=lambda quote: sum(len(part.span) for part in quote.parts), default=None)

    def _find_target(self, paragraph: Paragraph, found: Judgement, topic: str) -> tuple[str, str | None]:
        """Return the text of the target and its actor, if it is one; no text for "you" and "I"."""
        root = found.target.root
        mention = self.resolver.of(paragraph, root)
        actor = mention.actor if mention is not None else None
        if actor is None and root.tag_ in RELATIVE:
            return self._find_referent(paragraph, root)
        if root.tag_ not in POINTING:
            return paragraph.words(found.target), actor
        is_thing = root.lower_ in get_words("pronouns", "pointing") | get_words("pronouns", "plural")
        return actor or (topic or paragraph.words(found.target) if is_thing else ""), actor

    def _find_referent(self, paragraph: Paragraph, pronoun: Token) -> tuple[str, str | None]:
        """Return what "which" refers to, or the clause of "what"; no text for "a system that is fair"."""
        own = find_child(pronoun, "acl", "acl:relcl")
        if own is not None:
            return paragraph.words(pronoun.doc[pronoun.i : own.right_edge.i + 1]), None
        clause = pronoun.head
        if clause.dep_ != "acl:relcl" or not is_definite(clause.head):
            return "", None
        mention = self.resolver.of(paragraph, clause.head)
        return paragraph.words(bare_phrase(clause.head)), mention.actor if mention is not None else None


def _find_topic(token: Token) -> str | None:
    """Return the text of an event noun that a later "it" may refer to."""
    is_noun = token.tag_ in ("NN", "NNS") and token.dep_ != "xcomp"
    # a news conference is the occasion of a statement, not its topic
    is_occasion = get_lemma(token) in get_words("dates", "occasions") and token.dep_ == "obl"
    if not is_noun or is_occasion or "nouns.consult" not in get_classes(token):
        return None
    compound = find_child(token, "compound")
    return f"{compound.text} {token.text}" if compound is not None else token.text
