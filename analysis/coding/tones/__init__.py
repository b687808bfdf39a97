"""Tone: how an actor characterises something ("excellent"), kept apart from stance.

A characterisation belongs to who makes it in its clause ("X praised Y") or, in what is attributed, to
its source ("'The talks were useful,' X said"). What the article itself finds is nobody's tone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from spacy.tokens import Token

from analysis.coding.actors.names import Mention
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.lexicon import words
from analysis.coding.lexicon.plover import classes
from analysis.coding.quotes.attribution import Quote
from analysis.coding.syntax.clauses import child, is_negated, lemma
from analysis.coding.tones.judgement import Judgement
from analysis.coding.tones.judging import judgements
from analysis.coding.tones.polarity import turned
from analysis.language.parsing import Article, Paragraph

POINTING = ("PRP", "DT", "WP", "WDT")


def find_tones(article: Article, resolver: EntityResolver, quotes: Sequence[Quote]) -> list[dict[str, Any]]:
    """Return the rows of the tones table for one article, without identifiers and texts."""
    return list(_Reader(resolver, quotes).rows(article))


class _Reader:
    """Gives the characterisations of an article to those who make them."""

    def __init__(self, resolver: EntityResolver, quotes: Sequence[Quote]) -> None:
        self.resolver = resolver
        self._quotes: dict[int, list[Quote]] = defaultdict(list)
        for quote in quotes:
            for start in {part.paragraph.start for part in quote.parts}:
                self._quotes[start].append(quote)

    def rows(self, article: Article) -> Iterator[dict[str, Any]]:
        """Yield the rows in text order; "it" means what this sentence or the one before spoke of last."""
        before, topic = "", ""
        for paragraph in article.paragraphs:
            for sent in paragraph.doc.sents:
                for token in sent:
                    for found in judgements(token):
                        yield from self._rows(paragraph, token, found, topic or before)
                    topic = _topic(token) or topic
                before, topic = topic, ""

    def _rows(
        self, paragraph: Paragraph, head: Token, found: Judgement, topic: str
    ) -> Iterator[dict[str, Any]]:
        start, end = paragraph.span(found.expression)
        target, whom = self._target(paragraph, found, topic)
        if not target:
            return
        for mention, polarity in self._holders(paragraph, head, found):
            if mention.actor is not None and mention.actor != whom:
                yield {
                    "actor": mention.actor,
                    "target": target,
                    "start": start,
                    "end": end,
                    "polarity": polarity,
                }

    def _holders(self, paragraph: Paragraph, head: Token, found: Judgement) -> Iterator[tuple[Mention, str]]:
        """Yield who characterises, and which way once the speaker's denial is counted."""
        if found.holder is not None and found.holder.lower_ not in ("i", "we", "my", "our"):
            for mention in dict.fromkeys(self.resolver.all_of(paragraph, found.holder)):
                yield mention, found.polarity
            return
        quote = self._around(paragraph, head)
        if quote is not None and quote.mention is not None:
            denied = lemma(quote.cue) in words("cues", "denying")
            if denied or not is_negated(quote.cue):
                yield quote.mention, turned(found.polarity, denied and found.holder is None)

    def _around(self, paragraph: Paragraph, token: Token) -> Quote | None:
        """Return the narrowest attribution whose content a word stands in."""
        around = [quote for quote in self._quotes[paragraph.start] if quote.covers(token)]
        return min(around, key=lambda quote: sum(len(part.span) for part in quote.parts), default=None)

    def _target(self, paragraph: Paragraph, found: Judgement, topic: str) -> tuple[str, str | None]:
        """Return what is characterised, in words, and the actor that it is; no words for "you" and "I"."""
        root = found.target.root
        whom = self.resolver.of(paragraph, root)
        actor = whom.actor if whom is not None else None
        if root.tag_ not in POINTING:
            return paragraph.words(found.target), actor
        thing = root.lower_ in words("pronouns", "pointing") | words("pronouns", "plural")
        return actor or (topic or paragraph.words(found.target) if thing else ""), actor


def _topic(token: Token) -> str | None:
    """Return the words of an event noun that a later "it" may mean."""
    is_noun = token.tag_ in ("NN", "NNS") and token.dep_ != "xcomp"
    # at a news conference one speaks of something else
    frame = lemma(token) in words("dates", "occasions") and token.dep_ == "obl"
    if not is_noun or frame or "nouns.consult" not in classes(token):
        return None
    compound = child(token, "compound")
    return f"{compound.text} {token.text}" if compound is not None else token.text
