"""Resolve offices to their holders: "the Turkish president", "Hungary's foreign minister", "the minister".

Offices come from the codebook's roles, each with the time it was held, and from the article itself
("Malaysia's foreign minister, Faridah Ismail, ..."). A phrase remains unresolved if it fits no holder, or
fits several and none of them was mentioned earlier.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analysis.codebook import Codebook
from analysis.coding.actors.names import Mention, find_state
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import get_lemma
from analysis.language.tokens import Doc, Token

# maximum distance in words from an office's noun back to its modifiers, and forward to its owner
REACH, OWNER_REACH = 6, 4
INSIDE = ("JJ", "NN", "NNS", "NNP", "NNPS", "HYPH", "VBN", "RB")


@dataclass(frozen=True)
class Office:
    """An office, as a codebook or an article words it.

    Attributes:
        noun: its noun, as a lemma ("minister").
        modifiers: its modifiers, lower-case ("foreign").
        owner: the actor or state it belongs to, or any other owner in lower case.
        former: True if it is no longer held.
    """

    noun: str
    modifiers: frozenset[str]
    owner: str | None
    former: bool


@dataclass(frozen=True)
class Phrase:
    """A phrase that names an office: the office, its extent, and whether it refers to a definite holder."""

    office: Office
    start: int
    end: int
    is_definite: bool


class Offices:
    """The offices known so far, with their holders."""

    def __init__(self, codebook: Codebook, day: str | None) -> None:
        self._aliases = {
            name.lower().removeprefix("the "): actor.name
            for actor in codebook.actors
            for name in (actor.name, *actor.aliases)
        }
        # by noun, in order of addition; each pair of office and holder occurs once
        self._holders: dict[str, dict[tuple[Office, Mention], None]] = defaultdict(dict)
        for actor in codebook.actors:
            mention = Mention(actor.name, actor.name, actor.kind)
            for role in actor.roles:
                ended = role.until is not None and (day is None or role.until <= day)
                if ended or role.is_held(day):
                    self.add(self._parse_title(role.title, ended), mention)
            if actor.kind == "organisation" and " " in actor.name:
                noun = actor.name.split()[-1].lower()
                self.add(Office(noun, frozenset(actor.name.lower().split()[:-1]), None, False), mention)

    def add(self, office: Office, mention: Mention) -> None:
        """Add a holder of an office."""
        self._holders[office.noun][office, mention] = None

    def knows(self, noun: str) -> bool:
        """Return whether a noun may name an office with a known holder."""
        return noun in self._holders or noun in get_words("offices", "heads")

    def find_holder(self, phrase: Phrase, recency: Callable[[Mention], int | None]) -> Mention | None:
        """Return the holder of the office in a phrase.

        Args:
            phrase: the phrase that names the office.
            recency: returns how recently a holder was mentioned, larger is later; None if never.
        """
        nouns = get_words("offices", "heads") if phrase.office.noun == "leader" else {phrase.office.noun}
        known = (pair for noun in sorted(nouns & self._holders.keys()) for pair in self._holders[noun])
        fitting = list(dict.fromkeys(holder for office, holder in known if _fits(phrase.office, office)))
        mentioned = {holder: when for holder in fitting if (when := recency(holder)) is not None}
        if mentioned:
            return max(mentioned, key=lambda holder: mentioned[holder])
        return fitting[0] if len(fitting) == 1 and phrase.office.owner is not None else None

    def normalise_owner(self, text: str) -> str:
        """Return a single name for the owner of an office, however it is worded."""
        name = text.lower().removeprefix("the ")
        state = find_state(text)
        return self._aliases.get(name) or self._aliases.get((state or "").lower()) or state or name

    def _parse_title(self, title: str, former: bool) -> Office:
        """Parse a title such as "Foreign Minister of Hungary"."""
        head, *rest = title.split(" of ")
        *modifiers, noun = (head.strip() or title).lower().split()
        owner = None
        for piece in rest:
            if piece.lower() == "state":
                modifiers.append("state")
            else:
                owner = self.normalise_owner(piece)
        return Office(noun, frozenset(modifiers), owner, former)


def _fits(asked: Office, held: Office) -> bool:
    """Return whether the wording of an office can refer to a known one."""
    if asked.former != held.former or (asked.owner is not None and asked.owner != held.owner):
        return False
    if asked.noun == "leader" and held.noun in get_words("offices", "heads") and asked.owner is not None:
        return not asked.modifiers and (held.noun != "minister" or "prime" in held.modifiers)
    second = get_words("offices", "second") & held.modifiers
    return asked.noun == held.noun and asked.modifiers <= held.modifiers and second <= asked.modifiers


def read_office(noun: Token, find_mention: Callable[[Token], Mention | None], offices: Offices) -> Phrase:
    """Read the words around a noun that may name an office, from the text and not the tree.

    Args:
        noun: the noun.
        find_mention: returns the mention that a token belongs to, if known.
        offices: normalises the owners.
    """
    before = list(_iterate_before(noun))
    names = [mention for token in before if (mention := find_mention(token)) is not None]
    former = [token for token in before if token.lower_ in get_words("offices", "former")]
    own = {
        token.lower_
        for token in before
        if token.tag_ in INSIDE and token.is_alpha and not find_mention(token)
    }
    kind, end, owner_after = _read_after(noun, find_mention)
    owner = next(iter([*names, *([owner_after] if owner_after else [])]), None)
    office = Office(
        get_lemma(noun),
        frozenset(own - {token.lower_ for token in former} | kind),
        (owner.actor or offices.normalise_owner(owner.text)) if owner is not None else None,
        bool(former),
    )
    is_definite = any(
        token.tag_ in ("POS", "PRP$") or token.lower_ in get_words("offices", "definite") for token in before
    )
    return Phrase(office, before[-1].i if before else noun.i, end, is_definite)


def _read_after(
    noun: Token, find_mention: Callable[[Token], Mention | None]
) -> tuple[set[str], int, Mention | None]:
    """Read what follows the noun of an office: "of State" is a modifier, "of Kenya" names the owner.

    Returns:
        The modifiers, the index after the last word of the office, and the owner, if there is one.
    """
    end = noun.i + 1
    rest = noun.doc[end : end + OWNER_REACH]
    if len(rest) < 2 or rest[0].lower_ != "of":
        return set(), end, None
    if rest[1].lower_ == "state":
        return {"state"}, end + 2, None
    return set(), end, next((mention for mention in map(find_mention, rest[1:]) if mention is not None), None)


def _iterate_before(noun: Token) -> Iterator[Token]:
    """Yield the words of a noun phrase before its noun, from right to left, the determiner last."""
    doc, sent = noun.doc, noun.sent.start
    for index in range(noun.i - 1, max(sent, noun.i - REACH) - 1, -1):
        token = doc[index]
        if token.tag_ in ("DT", "PRP$"):
            yield token
            return
        if token.tag_ not in (*INSIDE, "POS") and token.lower_ not in get_words("offices", "former"):
            return
        yield token


def find_title_bearer(
    phrase: Phrase, noun: Token, find_mention: Callable[[Token], Mention | None]
) -> Mention | None:
    """Return the person whose title an office is, or to whom it is in apposition."""
    doc = noun.doc
    for index in _find_adjacent(phrase, doc):
        mention = find_mention(doc[index])
        if mention is not None and mention.kind == "person" and doc[index].tag_.startswith("NNP"):
            return mention
    return None


def _find_adjacent(phrase: Phrase, doc: Doc) -> Iterator[int]:
    if phrase.end < len(doc):
        yield phrase.end
    if phrase.end + 1 < len(doc) and doc[phrase.end].text == ",":
        yield phrase.end + 1
    if phrase.start > 1 and doc[phrase.start - 1].text == ",":
        yield phrase.start - 2
