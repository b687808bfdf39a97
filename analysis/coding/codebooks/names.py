"""Name the actors of a corpus: one name for one actor, whatever the spelling, title or acronym."""

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from analysis.codebook import ActorKind
from analysis.coding.actors.names import find_state
from analysis.coding.lexicon import get_words
from analysis.coding.lexicon.propositions import get_list
from analysis.language.tokens import Span

LONGEST_ACRONYM = 6
# weight of an ending ("Norlandic") or a body's name, relative to the entity label of one mention
LABEL_WEIGHT = 5


@dataclass
class Candidate:
    """A name in the corpus.

    Attributes:
        kinds: how often it was labelled as each kind of actor.
        names: how often each of its forms occurs.
        active: how often it is a speaker or the subject of a stance.
        sides: how often each state is named with it.
    """

    kinds: Counter[ActorKind] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    active: int = 0
    sides: Counter[str] = field(default_factory=Counter)

    @property
    def kind(self) -> ActorKind:
        """The most frequent kind."""
        return self.kinds.most_common(1)[0][0]


Candidates = dict[str, Candidate]


def normalise_name(entity: Span) -> str:
    """Return a name without article and title: "Dick Durbin" for "Senate Minority Whip Dick Durbin"."""
    name = re.sub(r"^(?:the|The)\s+|['’]s?$", "", entity.text)
    name = " ".join(name.split()).strip(" .,'\"“”")
    return _drop_title(name) if entity.label_ == "PERSON" or _is_titled(name) else name


def _is_titled(name: str) -> bool:
    """Return whether an organisation's name is rather a title and a person's name."""
    *before, _, last = ["", "", *name.split()]
    titles = [word for word in before if _is_title(word)]
    return bool(titles) and _is_title(before[-1]) and last.istitle() and not is_body(name)


def _is_title(word: str) -> bool:
    base = word.lower().strip(".,")
    return base in get_words("transcripts", "titles") | get_list("callings")


def _drop_title(name: str) -> str:
    """Return a person's name from after the last title on, and without "of Norland" after it."""
    words = re.split(r" (?:of|for|from) ", name)[0].split() if name.count(" ") > 1 else name.split()
    titles = [place for place, word in enumerate(words[:-1]) if _is_title(word)]
    return " ".join(words[titles[-1] + 1 :]) if titles else " ".join(words)


def is_name(name: str) -> bool:
    """Return whether words are a name, and not an office ("Senate Minority Leader") or a label ("R-Tex")."""
    if re.match(r"[A-Z]-[A-Z]", name) or _is_title(name.split()[-1] if name else ""):
        return False
    if name.isupper():
        return 2 <= len(name) <= LONGEST_ACRONYM
    return len(name) > 2 and name[0].isupper() and any(character.islower() for character in name)


def is_body(name: str) -> bool:
    """Return whether the last word of a name denotes a body: "Dockers' Union"."""
    *before, last = name.lower().split()
    return bool(before) and last in get_list("bodies") | get_words("sourcing", "organ")


def join_names(candidates: Candidates) -> None:
    """Merge the names of one actor: spellings, titles, family names, parts and acronyms."""
    _join_spellings(candidates)
    _join_prefixed(candidates)
    _join_family_names(candidates)
    _join_parts(candidates)
    _join_acronyms(candidates)


def _join_spellings(candidates: Candidates) -> None:
    """Merge "Paul D. Ryan" into "Paul Ryan", and "Labour Organization" into "Labour Organisation"."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name in candidates:
        alike[_spell(name)].append(name)
    for names in alike.values():
        names.sort(key=lambda name: -candidates[name].names.total())
        for other in names[1:]:
            _absorb(candidates, names[0], other)


def _spell(name: str) -> str:
    """Return a name without initials, accents and capitals, spelt in the British way."""
    plain = unicodedata.normalize("NFKD", re.sub(r"[^\w\s-]", "", name).lower())
    words = "".join(character for character in plain if not unicodedata.combining(character)).split()
    middle = [word for word in words[1:-1] if len(word) > 1]
    whole = " ".join([*words[:1], *middle, *words[1:][-1:]])
    return re.sub(r"z(?=ation|e)", "s", whole).replace("bour", "bor").replace("centre", "center")


def _join_prefixed(candidates: Candidates) -> None:
    """Merge "Vermont Bernie Sanders" into "Bernie Sanders"."""
    for name in sorted(candidates, key=len, reverse=True):
        ends = [" ".join(name.split()[start:]) for start in range(1, len(name.split()) - 1)]
        whole = next((end for end in ends if end in candidates and candidates[end].kind == "person"), None)
        if whole is not None:
            candidates[name].names.clear()
            _absorb(candidates, whole, name)


def _join_family_names(candidates: Candidates) -> None:
    """Merge "Lopez" into the person whose full name ends in it; if there are two, it stays open."""
    full: dict[str, list[str]] = defaultdict(list)
    for name, found in candidates.items():
        family = name.split()[-1]
        mistaken = len(name.split()) == 2 and family in candidates and not is_body(name)
        if " " in name and (found.kind == "person" or (mistaken and candidates[family].kind == "person")):
            found.kinds["person"] += LABEL_WEIGHT * mistaken
            full[family].append(name)
    for family, names in full.items():
        if family in candidates and find_state(family) is None:
            if len(names) == 1:
                candidates[family].kinds = Counter({"person": candidates[family].kinds.total()})
                _absorb(candidates, names[0], family)
            else:
                del candidates[family]


def _join_acronyms(candidates: Candidates) -> None:
    """Merge "EU" into "European Union"."""
    for short in [name for name in candidates if name.isupper() and "." not in name]:
        wholes = [
            name
            for name in candidates
            if " " in name and "".join(word[0] for word in name.split() if word[0].isupper()) == short
        ]
        if len(wholes) == 1:
            _absorb(candidates, wholes[0], short)


def _join_parts(candidates: Candidates) -> None:
    """Merge "Transit Authority" into "Port Lorne Transit Authority", but a rare "Mexico WHO" into "WHO"."""
    for part in sorted(candidates, key=len):
        if part not in candidates:
            continue
        if candidates[part].kind == "organisation":
            longer = [name for name in candidates if name.endswith(f" {part}")]
            wholes = [name for name in longer if candidates[name].kind == "organisation"]
            if len(wholes) == 1:
                before = wholes[0].removesuffix(f" {part}")
                rarer = candidates[wholes[0]].names.total() < candidates[part].names.total()
                is_misread = rarer and find_state(before) is not None and "." not in before
                _absorb(candidates, *((part, wholes[0]) if is_misread else (wholes[0], part)))


def _absorb(candidates: Candidates, whole: str, part: str) -> None:
    other = candidates.pop(part)
    candidates[whole].kinds += other.kinds
    candidates[whole].names += other.names
    candidates[whole].active += other.active
    candidates[whole].sides += other.sides
