"""Find the paragraphs of an article in which the codebook's actors and issues are named.

Names are looked up as words, without a parse: a pronoun or an office names nobody here.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.codebook import Codebook
from analysis.coding.actors.names import get_actor_matcher
from analysis.coding.issues.terms import PREPOSITIONS, Term, build_terms
from analysis.coding.lexicon.roots import get_root
from analysis.language.marks import straighten
from analysis.language.parsing import load, split_paragraphs


@dataclass(frozen=True)
class Named:
    """The paragraphs of an article, and in which of them each actor and each issue is named, by place."""

    paragraphs: list[str]
    actors: dict[str, set[int]]
    issues: dict[str, set[int]]

    def pairs(self) -> Iterator[tuple[str, str, bool]]:
        """Yield each actor and issue that are named, and whether a paragraph names both."""
        for actor, at in self.actors.items():
            for issue, about in self.issues.items():
                yield actor, issue, not at.isdisjoint(about)


class Namer:
    """Finds the actors and issues of a codebook in articles."""

    def __init__(self, codebook: Codebook) -> None:
        self._actors = get_actor_matcher(codebook)
        self._terms = build_terms(codebook)

    def find(self, text: str) -> Named:
        """Find what is named in an article's text."""
        paragraphs = [piece for _, piece in split_paragraphs(text)]
        actors: dict[str, set[int]] = defaultdict(set)
        issues: dict[str, set[int]] = defaultdict(set)
        for place, paragraph in enumerate(paragraphs):
            doc = load().make_doc(straighten(paragraph))
            for _, actor in self._actors.find(doc):
                actors[actor.name].add(place)
            roots = {get_root(token.lower_) for token in doc}
            for term in self._terms:
                if is_named(term, roots):
                    issues[term.issue].add(place)
        return Named(paragraphs, actors, issues)


def is_named(term: Term, roots: set[str]) -> bool:
    """Tell whether a paragraph has all the content words of a term, or its head and nearly all others."""
    return set(term.roots) - PREPOSITIONS <= roots or (term.head in roots and term.matches(roots))
