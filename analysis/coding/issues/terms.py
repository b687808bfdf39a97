"""The wordings of a codebook's issues, taken apart: which word carries them, and what tells them apart."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from spacy.tokens import Token

from analysis.codebook import Codebook
from analysis.coding.lexicon import words
from analysis.coding.lexicon.roots import root
from analysis.language.marks import plain
from analysis.language.parsing import load

PREPOSITIONS = frozenset("of on for to in with from at by against over under between into".split())  # noqa: SIM905

# of so many words beside its head a term shows all
SHORT = 2


@dataclass(frozen=True)
class Term:
    """One wording of an issue.

    Attributes:
        issue: the codebook's issue.
        polarity: 1 for what the proposition asks, -1 for its opposite.
        roots: of its content words, in order.
        head: the root of the word that carries it ("withdraw" of "withdraw its troops").
        is_act: True where a verb carries it.
        derived: True for the thing that a term of the codebook does something to.
        particle: what makes the verb another ("over" of "take over the bank"), or "".
    """

    issue: str
    polarity: int
    roots: tuple[str, ...]
    head: str
    is_act: bool
    derived: bool = False
    particle: str = ""

    @property
    def is_part(self) -> bool:
        """Whether it is the thing of a term and more words tell which."""
        return self.derived and len(self.roots) > 1

    @cached_property
    def others(self) -> frozenset[str]:
        """The roots that must stand with the head in another order; of prepositions only particles."""
        return frozenset(self.roots) - {self.head} - (PREPOSITIONS - {self.particle})

    def is_shown_by(self, roots: Collection[str]) -> bool:
        """Tell whether words around the head show the term: all others, of three and more all but one."""
        missing = sum(other not in roots for other in self.others)
        return bool(self.others) and missing <= (len(self.others) > SHORT)


def terms(codebook: Codebook) -> list[Term]:
    """Return the terms of all issues, and what they say is to be done: of "build the dam", the dam."""
    found: list[Term] = []
    parties = {_roots(name) for actor in codebook.actors for name in (actor.name, *actor.aliases)}
    for issue in codebook.issues:
        for polarity, wordings in ((1, issue.terms), (-1, issue.against)):
            for wording in wordings:
                found += _terms(issue.name, polarity, wording)
    return [term for term in dict.fromkeys(found) if not (term.derived and term.roots in parties)]


def _terms(issue: str, polarity: int, wording: str) -> Iterator[Term]:
    roots = _roots(wording)
    if not roots:
        return
    spoken = [token for token in load()(plain(wording)) if re.search(r"\w", token.text)]
    is_act = _is_act(spoken)
    head, rest = (spoken[0], spoken[1:]) if is_act else _carrier(spoken)
    particle = next((it.lower_ for it in rest if it.tag_ == "RP" or it.dep_ == "compound:prt"), "")
    yield Term(issue, polarity, roots, root(head.lower_), is_act, particle=particle)
    sign = _sign(root(head.lower_))
    goal = [token for token in rest if token.lower_ not in PREPOSITIONS] if sign else []
    if goal:
        phrase = rest[rest.index(goal[0]) :]
        thing, behind = _carrier(phrase)
        if thing.tag_.startswith("NNP"):
            # "leave the European Union" makes no issue of the Union wherever it is named
            return
        spoken = phrase[: len(phrase) - len(behind)]
        content = tuple(root(it.lower_) for it in spoken if it.lower_ not in words("issues", "fillers"))
        if is_party(thing) and (len(content) == 1 or any(it.tag_.startswith("NNP") for it in spoken)):
            # nor "oust the president" of the president, nor "end of the Assad regime" of his regime
            return
        yield Term(issue, polarity * sign, content, root(thing.lower_), False, derived=True)


def is_party(noun: Token) -> bool:
    """Tell whether a noun means somebody who acts: the president, the rebels."""
    return bool({noun.lower_, noun.lemma_.lower()} & words("issues", "parties"))


def _split(wording: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:\.[^\W_]+)*|'s|%", plain(wording).lower())


def _roots(wording: str) -> tuple[str, ...]:
    """Return the roots that a term must show; "its role" keeps the word that makes it one."""
    spoken = [word for word in _split(wording) if word not in words("issues", "articles")]
    content = [word for word in spoken if word not in words("issues", "fillers")]
    return tuple(root(word) for word in (content if len(content) > 1 else spoken))


def _is_act(spoken: list[Token]) -> bool:
    """Tell whether a term is a verb with its object: "withdraw troops", "scrapping the tariff"."""
    if len(spoken) < 2:
        return False
    # without a sentence around them the tagger takes many verbs for adjectives and nouns
    known = spoken[0].lower_ in words("issues", "making") | words("stance", "reverse")
    if known and (spoken[1].tag_ in ("DT", "PRP$") or spoken[-1].tag_ == "NNS"):
        return True
    if not spoken[0].tag_.startswith("VB"):
        return False
    if spoken[0].tag_ in ("VBG", "VBN"):
        return spoken[0].tag_ == "VBG" and spoken[1].tag_ in ("DT", "PRP$")
    return spoken[1].lower_ != "of"


def _carrier(spoken: list[Token]) -> tuple[Token, list[Token]]:
    """Return the word that carries a phrase, the last before a preposition, and what follows it."""
    last = 0
    for place, token in enumerate(spoken):
        if token.lower_ in PREPOSITIONS and place:
            break
        if token.tag_ != "POS" and token.lower_ not in words("issues", "fillers"):
            last = place
    return spoken[last], spoken[last + 1 :]


@cache
def _roots_of(section: str, name: str) -> frozenset[str]:
    return frozenset(root(word) for word in words(section, name))


def _sign(act: str) -> int:
    """Return 1 for an act that wants its thing, -1 for one that is against it, 0 for any other."""
    return (act in _roots_of("issues", "making")) - (act in _roots_of("stance", "reverse"))
