"""The codebook: the actors and the issues of a corpus, their names and terms."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import tomli_w

from analysis.errors import StancebookError, unknown
from analysis.text import a

ActorKind = Literal["person", "state", "organisation", "group"]


@dataclass(frozen=True)
class Role:
    """An office that a person holds or held.

    Attributes:
        title: the office and whose it is ("Prime Minister of Norway"); articles that name the
            office ("the Norwegian prime minister") then mean its holder.
        since: first day in office, ``YYYY-MM-DD``; None where it does not matter.
        until: first day no longer in office; None while it goes on.
    """

    title: str
    since: str | None = None
    until: str | None = None

    def is_held(self, day: str | None) -> bool:
        """Tell whether it is held on a day; without a day, whether it goes on."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Actor:
    """A person, state, organisation or group that can take a stance.

    Attributes:
        name: how tables and charts name it.
        kind: decides which pronouns can mean it.
        aliases: other names as articles write them ("the Kremlin").
        side: the party it speaks for; a speaker and a state of one side are not kept apart
            when the speaker tells what that state wants.
        roles: the offices that a person holds or held.
    """

    name: str
    kind: ActorKind = "person"
    aliases: tuple[str, ...] = ()
    side: str | None = None
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True)
class Issue:
    """A proposition that one can be for or against.

    Attributes:
        name: short label for tables and charts.
        proposition: the full sentence, so that "support" has one meaning.
        terms: wordings that name what the proposition asks for; inflected forms match too.
        against: wordings that name its opposite.
    """

    name: str
    proposition: str
    terms: tuple[str, ...]
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """The actors and issues of a corpus.

    Attributes:
        actors: those who can take a stance.
        issues: what they can take one on.
        suggested: True when a machine proposed it and nobody has edited it.
        title: what reports are headed with where ``corpus.toml`` gives no title; "" for none.
    """

    actors: tuple[Actor, ...]
    issues: tuple[Issue, ...]
    suggested: bool = False
    # what a corpus is called changes none of its codes, nor the key under which they are kept
    title: str = field(default="", repr=False, compare=False)

    def actor(self, name: str) -> Actor:
        """Return the actor of that name or alias, or raise naming the nearest one."""
        for actor in self.actors:
            if name.lower() in (actor.name.lower(), *(alias.lower() for alias in actor.aliases)):
                return actor
        raise unknown("actor", name, (actor.name for actor in self.actors))

    def issue(self, name: str) -> Issue:
        """Return the issue of that name, or raise naming the nearest one."""
        for issue in self.issues:
            if name.lower() == issue.name.lower():
                return issue
        raise unknown("issue", name, (issue.name for issue in self.issues))

    def side(self, name: str) -> str:
        """Return the side of an actor; an actor without a side, or unknown, is its own side."""
        for actor in self.actors:
            if actor.name == name:
                return actor.side or actor.name
        return name


def with_names(codebook: Codebook, names: Iterable[str]) -> Codebook:
    """Add an actor for each name that no actor of a codebook goes by, so that it can be chosen.

    Of what is only a name nothing more is known: it is kept as a group without a side.
    """
    known = {name.lower() for actor in codebook.actors for name in (actor.name, *actor.aliases)}
    new = {name.lower(): Actor(name, kind="group") for name in names if name.lower() not in known}
    return replace(codebook, actors=(*codebook.actors, *new.values())) if new else codebook


def read_codebook(path: Path) -> Codebook:
    """Read a ``codebook.toml``.

    Raises:
        StancebookError: when it is missing or no TOML, has an unknown key, an unknown kind, or
            two actors or two issues of one name.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StancebookError(f"{path}: no such codebook. Name an existing file in corpus.toml.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StancebookError(f"{path}: not valid TOML ({error}). Correct that line.") from error
    try:
        return _codebook(content)
    except StancebookError as error:
        raise StancebookError(f"{path}: {error}") from error


def _codebook(content: Mapping[str, Any]) -> Codebook:
    _known(content, ("title", "suggested", "actors", "issues"), "key")
    actors = tuple(_entry(Actor, entry) for entry in _entries(content, "actors"))
    issues = tuple(_entry(Issue, entry) for entry in _entries(content, "issues"))
    for kind, names in (("actor", [one.name for one in actors]), ("issue", [one.name for one in issues])):
        for name in {name for name in names if names.count(name) > 1}:
            raise StancebookError(f"Two {kind}s are named {name!r}. Give each its own name.")
    for actor in actors:
        if actor.kind not in get_args(ActorKind):
            raise unknown(f"kind of actor {actor.name!r}", actor.kind, get_args(ActorKind))
    title = content.get("title", "")
    if not isinstance(title, str):
        raise StancebookError(f"title: expected a text, got {title!r}.")
    return Codebook(actors, issues, bool(content.get("suggested", False)), title.strip())


def _entries(content: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    entries = content.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise StancebookError(f"Expected [[{key}]] tables, got {key} = {entries!r}.")
    return entries


Entry = TypeVar("Entry", Actor, Issue)


def _entry(make: type[Entry], entry: Mapping[str, Any]) -> Entry:
    kind = make.__name__.lower()
    _known(entry, [one.name for one in fields(make)], f"key of {a(kind)}")
    for key in ("name",) if make is Actor else ("name", "proposition", "terms"):
        if key not in entry:
            raise StancebookError(f"{make.__name__} {entry.get('name', '')!r} has no {key}. Add it.")
    values: dict[str, Any] = {
        key: _roles(value, entry["name"]) if key == "roles" else _value(key, value, entry["name"])
        for key, value in entry.items()
    }
    return make(**values)


def _roles(value: Any, name: Any) -> tuple[Role, ...]:
    if not isinstance(value, list) or not all(isinstance(role, dict) for role in value):
        raise StancebookError(
            f'roles of {name!r}: expected tables such as [{{title = "President of France"}}], got {value!r}.'
        )
    return tuple(_role(role, name) for role in value)


def _role(entry: Mapping[str, Any], name: Any) -> Role:
    _known(entry, [field.name for field in fields(Role)], f"key of a role of {name!r}")
    if "title" not in entry:
        raise StancebookError(f"A role of {name!r} has no title. Add it.")
    values = {key: str(value) if isinstance(value, date) else value for key, value in entry.items()}
    for key in ("since", "until"):
        if key in values and not _is_day(values[key]):
            raise StancebookError(
                f"{key} of {values['title']!r}: expected a day as YYYY-MM-DD, got {values[key]!r}."
            )
    return Role(**{key: str(_value(key, value, name)) for key, value in values.items()})


def _is_day(value: Any) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == str(value)
    except (TypeError, ValueError):
        return False


def _value(key: str, value: Any, name: Any) -> str | tuple[str, ...]:
    """Return a text, or a tuple of texts for the keys that hold several, or raise."""
    is_list = key in ("aliases", "terms", "against")
    texts = value if isinstance(value, list) and is_list else [value]
    if isinstance(value, list) != is_list or not all(
        isinstance(text, str) and text.strip() for text in texts
    ):
        what = "a list of texts" if is_list else "a text"
        raise StancebookError(f"{key} of {name!r}: expected {what}, got {value!r}.")
    return tuple(texts) if is_list else str(value)


def _known(entry: Mapping[str, Any], allowed: Any, kind: str) -> None:
    for key in entry:
        if key not in allowed:
            raise unknown(kind, key, allowed)


def write_codebook(
    codebook: Codebook, path: Path, title: str, comments: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Write a codebook as TOML for a person to edit, under a title.

    Args:
        codebook: its actors and issues.
        path: the file to write.
        title: of the corpus.
        comments: by the name of an issue, lines to stand above it; of a line only what may stand in
            a comment is kept.
    """
    above = comments or {}
    head = {
        "title": title,
        "suggested": codebook.suggested,
        "actors": [_filled(actor) for actor in codebook.actors],
    }
    issues = [
        "".join(f"# {on_one_line(line)}\n" for line in above.get(issue.name, ()))
        + f"[[issues]]\n{tomli_w.dumps(_filled(issue))}"
        for issue in codebook.issues
    ]
    path.write_text("\n".join([tomli_w.dumps(head), *issues]), encoding="utf-8")


def on_one_line(text: str) -> str:
    """Return a text on one line, without what a comment must not hold and an editor would obey."""
    shown = (" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    return " ".join("".join(shown).split())


def _filled(entry: Actor | Issue) -> dict[str, Any]:
    # without its terms an issue could not be read again
    filled = {key: value for key, value in asdict(entry).items() if value or key == "terms"}
    if "roles" in filled:
        filled["roles"] = [{key: it for key, it in role.items() if it} for role in filled["roles"]]
    return filled
