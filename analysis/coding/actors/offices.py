"""Who is meant by an office: "the Turkish president", "Hungary's foreign minister", "the minister".

Offices come from the codebook's roles, each with the time it was held, and from the article itself
("Malaysia's foreign minister, Faridah Ismail, ..."). A phrase that fits nobody, or several of whom none
was named before, stays unresolved.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from analysis.codebook import Codebook
from analysis.coding.actors.names import Mention, state_of
from analysis.coding.lexicon import words
from analysis.coding.syntax.clauses import lemma

# how many words an office may have before its noun, and how far behind it its owner stands
REACH, OWNER_REACH = 6, 4
INSIDE = ("JJ", "NN", "NNS", "NNP", "NNPS", "HYPH", "VBN", "RB")


@dataclass(frozen=True)
class Office:
    """An office, as a codebook or an article words it.

    Attributes:
        noun: what it is, as a lemma ("minister").
        modifiers: what kind of it, lower-case ("foreign").
        owner: whose it is: an actor, a state, or what else stood there in lower case.
        former: True when it is no longer held.
    """

    noun: str
    modifiers: frozenset[str]
    owner: str | None
    former: bool


@dataclass(frozen=True)
class Phrase:
    """An office named in an article: the office, how far it reaches, whether it points to one holder."""

    office: Office
    start: int
    end: int
    is_definite: bool


class Offices:
    """The offices known so far, and who holds them."""

    def __init__(self, codebook: Codebook, day: str | None) -> None:
        self._aliases = {
            name.lower().removeprefix("the "): actor.name
            for actor in codebook.actors
            for name in (actor.name, *actor.aliases)
        }
        # by noun, in order, each holder of an office once
        self._holders: dict[str, dict[tuple[Office, Mention], None]] = defaultdict(dict)
        for actor in codebook.actors:
            mention = Mention(actor.name, actor.name, actor.kind)
            for role in actor.roles:
                ended = role.until is not None and (day is None or role.until <= day)
                if ended or role.is_held(day):
                    self.add(self._office(role.title, ended), mention)
            if actor.kind == "organisation" and " " in actor.name:
                noun = actor.name.split()[-1].lower()
                self.add(Office(noun, frozenset(actor.name.lower().split()[:-1]), None, False), mention)

    def add(self, office: Office, mention: Mention) -> None:
        """Remember who holds an office."""
        self._holders[office.noun][office, mention] = None

    def knows(self, noun: str) -> bool:
        """Tell whether a noun may name an office that somebody is known to hold."""
        return noun in self._holders or noun in words("offices", "heads")

    def holder(self, phrase: Phrase, named: Callable[[Mention], int | None]) -> Mention | None:
        """Return who holds the office of a phrase.

        Args:
            phrase: names the office.
            named: how lately somebody was mentioned, larger is later; None for not at all.
        """
        nouns = words("offices", "heads") if phrase.office.noun == "leader" else {phrase.office.noun}
        known = (pair for noun in sorted(nouns & self._holders.keys()) for pair in self._holders[noun])
        fitting = list(dict.fromkeys(it for office, it in known if _fits(phrase.office, office)))
        lately = {it: when for it in fitting if (when := named(it)) is not None}
        if lately:
            return max(lately, key=lambda it: lately[it])
        return fitting[0] if len(fitting) == 1 and phrase.office.owner is not None else None

    def owner(self, text: str) -> str:
        """Return one name for whoever an office belongs to, however it was worded."""
        name = text.lower().removeprefix("the ")
        state = state_of(text)
        return self._aliases.get(name) or self._aliases.get((state or "").lower()) or state or name

    def _office(self, title: str, former: bool) -> Office:
        """Read "Foreign Minister of Hungary"."""
        head, *rest = title.split(" of ")
        *modifiers, noun = (head.strip() or title).lower().split()
        owner = None
        for piece in rest:
            if piece.lower() == "state":
                modifiers.append("state")
            else:
                owner = self.owner(piece)
        return Office(noun, frozenset(modifiers), owner, former)


def _fits(asked: Office, held: Office) -> bool:
    """Tell whether words for an office can mean a known one."""
    if asked.former != held.former or (asked.owner is not None and asked.owner != held.owner):
        return False
    if asked.noun == "leader" and held.noun in words("offices", "heads") and asked.owner is not None:
        return not asked.modifiers and (held.noun != "minister" or "prime" in held.modifiers)
    second = words("offices", "second") & held.modifiers
    return asked.noun == held.noun and asked.modifiers <= held.modifiers and second <= asked.modifiers


def phrase_of(noun: Token, found: Callable[[Token], Mention | None], offices: Offices) -> Phrase:
    """Read the words around a noun that may name an office, off the text rather than the tree.

    Args:
        noun: the noun.
        found: whom a token means, as far as known.
        offices: names the owners.
    """
    before = list(_before(noun))
    names = [mention for token in before if (mention := found(token)) is not None]
    former = [token for token in before if token.lower_ in words("offices", "former")]
    own = {token.lower_ for token in before if token.tag_ in INSIDE and token.is_alpha and not found(token)}
    kind, end, behind = _behind(noun, found)
    owner = next(iter([*names, *([behind] if behind else [])]), None)
    office = Office(
        lemma(noun),
        frozenset(own - {token.lower_ for token in former} | kind),
        (owner.actor or offices.owner(owner.text)) if owner is not None else None,
        bool(former),
    )
    is_definite = any(
        it.tag_ in ("POS", "PRP$") or it.lower_ in words("offices", "definite") for it in before
    )
    return Phrase(office, before[-1].i if before else noun.i, end, is_definite)


def _behind(noun: Token, found: Callable[[Token], Mention | None]) -> tuple[set[str], int, Mention | None]:
    """Read "of State" and "of Kenya" behind a noun: what kind of it, where it ends, whose it is."""
    end = noun.i + 1
    rest = noun.doc[end : end + OWNER_REACH]
    if len(rest) < 2 or rest[0].lower_ != "of":
        return set(), end, None
    if rest[1].lower_ == "state":
        return {"state"}, end + 2, None
    return set(), end, next((it for it in map(found, rest[1:]) if it is not None), None)


def _before(noun: Token) -> Iterator[Token]:
    """Yield the words of a noun phrase before its noun, from right to left, the determiner last."""
    doc, sent = noun.doc, noun.sent.start
    for place in range(noun.i - 1, max(sent, noun.i - REACH) - 1, -1):
        token = doc[place]
        if token.tag_ in ("DT", "PRP$"):
            yield token
            return
        if token.tag_ not in (*INSIDE, "POS") and token.lower_ not in words("offices", "former"):
            return
        yield token


def beside(phrase: Phrase, noun: Token, found: Callable[[Token], Mention | None]) -> Mention | None:
    """Return the person that an office is the title of, or is set beside by a comma."""
    doc = noun.doc
    for place in _places_beside(phrase, doc):
        mention = found(doc[place])
        if mention is not None and mention.kind == "person" and doc[place].tag_.startswith("NNP"):
            return mention
    return None


def _places_beside(phrase: Phrase, doc: Doc) -> Iterator[int]:
    if phrase.end < len(doc):
        yield phrase.end
    if phrase.end + 1 < len(doc) and doc[phrase.end].text == ",":
        yield phrase.end + 1
    if phrase.start > 1 and doc[phrase.start - 1].text == ",":
        yield phrase.start - 2
