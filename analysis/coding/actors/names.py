"""Find the names of a codebook's actors in parsed text."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from analysis.codebook import Actor, Codebook
from analysis.language.marks import straighten
from analysis.language.parsing import load

# kind of actor for each of the pipeline's entity labels that can be a source
ENTITIES = {"PERSON": "person", "ORG": "organisation", "LOC": "state"}
# "US" is a state, "us" a pronoun: names in capitals up to this length are matched with their case
MAX_ACRONYM = 4


@dataclass(frozen=True)
class Mention:
    """One mention of a possible source.

    Attributes:
        text: the words of the mention.
        actor: the codebook's actor, or None for a name that is not in the codebook.
        kind: person, state, organisation or group.
    """

    text: str
    actor: str | None
    kind: str


class ActorMatcher:
    """Finds the codebook's actors in parsed text by their names and aliases."""

    def __init__(self, codebook: Codebook) -> None:
        nlp = load()
        self.codebook = codebook
        self.actors = {actor.name: actor for actor in codebook.actors}
        self._any_case = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        for name, actor in list_names(codebook):
            acronym = len(name) <= MAX_ACRONYM and name.replace(".", "").isupper()
            (self._exact if acronym else self._any_case).add(actor.name, [nlp.make_doc(name)])

    def find(self, doc: Doc) -> list[tuple[Span, Actor]]:
        """Return the longest non-overlapping mentions of actors in the tokens of a paragraph."""
        spans = self._any_case(doc, as_spans=True) + self._exact(doc, as_spans=True)
        return [(span, self.actors[span.label_]) for span in filter_spans(spans)]


@lru_cache(maxsize=8)
def get_actor_matcher(codebook: Codebook) -> ActorMatcher:
    """Return the matcher of a codebook, built only once."""
    return ActorMatcher(codebook)


@cache
def load_states() -> dict[str, list[str]]:
    """Return each state with its adjective and the places used as names for its government."""
    return tomllib.loads(Path(__file__).with_name("states.toml").read_text(encoding="utf-8"))


@cache
def _map_names_to_states() -> dict[str, str]:
    return {name: state for state, names in load_states().items() for name in (state, *names)}


def find_state(name: str) -> str | None:
    """Return the state that a name, an adjective or a seat of government refers to."""
    return _map_names_to_states().get(name.removeprefix("the ").removeprefix("The "))


def _find_state_names(actor: Actor) -> Iterator[str]:
    """Yield the adjective and seats of government of each state that is one of an actor's names."""
    for name in (actor.name, *actor.aliases):
        state = find_state(name)
        if state is not None:
            yield state
            yield from load_states()[state]


def list_names(codebook: Codebook) -> Iterator[tuple[str, Actor]]:
    """Yield every name of every actor, without its article; a family name only if it is unique."""
    family = [actor.name.split()[-1] for actor in codebook.actors if actor.kind == "person"]
    for actor in codebook.actors:
        names = {actor.name, *actor.aliases}
        if actor.kind in ("state", "organisation"):
            names.update(_find_state_names(actor))
        if actor.kind == "person" and " " in actor.name and family.count(actor.name.split()[-1]) == 1:
            names.add(actor.name.split()[-1])
        for name in sorted(names):
            yield straighten(name).strip().removeprefix("the ").removeprefix("The "), actor
