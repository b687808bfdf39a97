"""Read and write the codebook: the actors and issues of a corpus, with their names and terms."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import tomli_w

from analysis.errors import StancebookError, shorten, unknown_name_error
from analysis.files import exists
from analysis.replacing import write_text
from analysis.structured import read_toml
from analysis.text import with_article

ActorKind = Literal["person", "state", "organisation", "group"]


@dataclass(frozen=True)
class Role:
    """An office that a person holds or held.

    Attributes:
        title: the office and its jurisdiction ("Prime Minister of Norway"); mentions of the office in
            articles ("the Norwegian prime minister") then resolve to its holder.
        since: first day in office, ``YYYY-MM-DD``; None if it does not matter.
        until: first day out of office; None if still in office.
    """

    title: str
    since: str | None = None
    until: str | None = None

    def is_held(self, day: str | None) -> bool:
        """Return whether the role is held on a day or, without a day, whether it is still held."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Actor:
    """A person, state, organisation or group that can take a stance.

    Attributes:
        name: the name shown in tables and charts.
        kind: decides which pronouns can refer to the actor.
        aliases: other names used in articles ("the Kremlin").
        side: the party that the actor speaks for; a speaker and a state on the same side count as one
            when the speaker reports what that state wants.
        roles: the offices that a person holds or held.
    """

    name: str
    kind: ActorKind = "person"
    aliases: tuple[str, ...] = ()
    side: str | None = None
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True)
class Issue:
    """A proposition that an actor can support or oppose.

    Attributes:
        name: short label for tables and charts.
        proposition: the full sentence, which fixes what "support" means.
        terms: wordings for what the proposition demands; inflected forms match too.
        against: wordings for the opposite.
    """

    name: str
    proposition: str
    terms: tuple[str, ...]
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """The actors and issues of a corpus.

    Attributes:
        actors: the actors that can take a stance.
        issues: the issues they can take a stance on.
        suggested: True if a machine proposed the codebook and no person has edited it.
        title: heading of reports if ``corpus.toml`` gives no title; "" for none.
    """

    actors: tuple[Actor, ...]
    issues: tuple[Issue, ...]
    suggested: bool = False
    # the title affects neither the codes nor the key of their cache
    title: str = field(default="", repr=False, compare=False)

    def actor(self, name: str) -> Actor:
        """Return the actor with this name or alias, or raise an error with the nearest match."""
        for actor in self.actors:
            if name.lower() in (actor.name.lower(), *(alias.lower() for alias in actor.aliases)):
                return actor
        raise unknown_name_error("actor", name, (actor.name for actor in self.actors))

    def issue(self, name: str) -> Issue:
        """Return the issue with this name, or raise an error with the nearest match."""
        for issue in self.issues:
            if name.lower() == issue.name.lower():
                return issue
        raise unknown_name_error("issue", name, (issue.name for issue in self.issues))

    def pairs(self) -> list[tuple[str, str]]:
        """Return every pair of an actor and an issue, by name."""
        return [(actor.name, issue.name) for actor in self.actors for issue in self.issues]

    def side(self, name: str) -> str:
        """Return the side of an actor; an unknown actor, or one without a side, is its own side."""
        for actor in self.actors:
            if actor.name == name:
                return actor.side or actor.name
        return name


def add_actors(codebook: Codebook, names: Iterable[str]) -> Codebook:
    """Add an actor for each name that the codebook does not know, to make it selectable.

    Only the name is known, so the actor is added as a group without a side.
    """
    known = {name.lower() for actor in codebook.actors for name in (actor.name, *actor.aliases)}
    new = {name.lower(): Actor(name, kind="group") for name in names if name.lower() not in known}
    return replace(codebook, actors=(*codebook.actors, *new.values())) if new else codebook


def read_codebook(path: Path) -> Codebook:
    """Read a ``codebook.toml``.

    Raises:
        StancebookError: if the file is missing, no regular file, too big or not TOML, has an unknown key or
            kind of actor, or has two actors or two issues with the same name.
    """
    if not exists(path):
        raise StancebookError(f"{path}: no such codebook. Name an existing file in corpus.toml.")
    content = read_toml(path)
    try:
        return parse_codebook(content)
    except StancebookError as error:
        raise StancebookError(f"{path}: {error}") from error


def parse_codebook(content: Mapping[str, Any]) -> Codebook:
    """Return the codebook given by ``title``, ``suggested``, ``actors`` and ``issues``; all may be missing.

    Raises:
        StancebookError: for an unknown key or kind of actor, a value of the wrong type, or two actors or two
            issues with the same name.
    """
    _check_keys(content, ("title", "suggested", "actors", "issues"), "key")
    actors = tuple(_parse_entry(Actor, entry) for entry in _get_entries(content, "actors"))
    issues = tuple(_parse_entry(Issue, entry) for entry in _get_entries(content, "issues"))
    named = (("actor", [actor.name for actor in actors]), ("issue", [issue.name for issue in issues]))
    for kind, names in named:
        for name in (name for name, number in Counter(names).items() if number > 1):
            raise StancebookError(f"Two {kind}s are named {shorten(name)}. Give each a different name.")
    for actor in actors:
        if actor.kind not in get_args(ActorKind):
            raise unknown_name_error(f"kind of actor {actor.name!r}", actor.kind, get_args(ActorKind))
    title, suggested = content.get("title", ""), content.get("suggested", False)
    if not isinstance(title, str):
        raise StancebookError(f"title: expected a text, got {shorten(title)}.")
    if not isinstance(suggested, bool):
        raise StancebookError(f"suggested: expected true or false, got {shorten(suggested)}.")
    return Codebook(actors, issues, suggested, title.strip())


def _get_entries(content: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    entries = content.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise StancebookError(f"Expected [[{key}]] tables, got {key} = {shorten(entries)}.")
    return entries


Entry = TypeVar("Entry", Actor, Issue)


def _parse_entry(make: type[Entry], entry: Mapping[str, Any]) -> Entry:
    kind = make.__name__.lower()
    _check_keys(entry, [field.name for field in fields(make)], f"key of {with_article(kind)}")
    for key in ("name",) if make is Actor else ("name", "proposition", "terms"):
        if key not in entry:
            raise StancebookError(f"{make.__name__} {shorten(entry.get('name', ''))} has no {key}. Add it.")
    values: dict[str, Any] = {
        key: _parse_roles(value, entry["name"]) if key == "roles" else _parse_value(key, value, entry["name"])
        for key, value in entry.items()
    }
    return make(**values)


def _parse_roles(value: Any, name: Any) -> tuple[Role, ...]:
    if not isinstance(value, list) or not all(isinstance(role, dict) for role in value):
        raise StancebookError(
            f'roles of {shorten(name)}: expected tables such as [{{title = "President of France"}}], '
            f"got {shorten(value)}."
        )
    return tuple(_parse_role(role, name) for role in value)


def _parse_role(entry: Mapping[str, Any], name: Any) -> Role:
    _check_keys(entry, [field.name for field in fields(Role)], f"key of a role of {shorten(name)}")
    if "title" not in entry:
        raise StancebookError(f"A role of {shorten(name)} has no title. Add it.")
    values = {key: str(value) if isinstance(value, date) else value for key, value in entry.items()}
    for key in ("since", "until"):
        if key in values and not _is_day(values[key]):
            raise StancebookError(
                f"{key} of {shorten(values['title'])}: expected a day as YYYY-MM-DD, "
                f"got {shorten(values[key])}."
            )
    return Role(**{key: str(_parse_value(key, value, name)) for key, value in values.items()})


def _is_day(value: Any) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == str(value)
    except (TypeError, ValueError):
        return False


def _parse_value(key: str, value: Any, name: Any) -> str | tuple[str, ...]:
    """Return a text, or a tuple of texts for keys with lists; raise for any other value."""
    is_list = key in ("aliases", "terms", "against")
    texts = value if isinstance(value, list) and is_list else [value]
    if isinstance(value, list) != is_list or not all(
        isinstance(text, str) and text.strip() for text in texts
    ):
        expected = "a list of texts" if is_list else "a text"
        raise StancebookError(f"{key} of {shorten(name)}: expected {expected}, got {shorten(value)}.")
    return tuple(texts) if is_list else str(value)


def _check_keys(entry: Mapping[str, Any], allowed: Any, kind: str) -> None:
    for key in entry:
        if key not in allowed:
            raise unknown_name_error(kind, key, allowed)


def write_codebook(
    codebook: Codebook, path: Path, title: str, comments: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Write a codebook as TOML for a person to edit, see ``format_codebook``."""
    write_text(path, format_codebook(codebook, title, comments))


def format_codebook(
    codebook: Codebook, title: str, comments: Mapping[str, Sequence[str]] | None = None
) -> str:
    """Return a codebook as TOML.

    Args:
        codebook: the codebook.
        title: title of the corpus.
        comments: lines to write as comments above an issue, by its name; characters that a comment cannot
            hold are dropped.
    """
    above = comments or {}
    head = {
        "title": title,
        "suggested": codebook.suggested,
        "actors": [_drop_empty(actor) for actor in codebook.actors],
    }
    issues = [
        "".join(f"# {format_comment(line)}\n" for line in above.get(issue.name, ()))
        + f"[[issues]]\n{tomli_w.dumps(_drop_empty(issue))}"
        for issue in codebook.issues
    ]
    return "\n".join([tomli_w.dumps(head), *issues])


def format_comment(text: str) -> str:
    """Return a text on one line, without control characters, which neither TOML nor editors tolerate."""
    visible = (" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    return " ".join("".join(visible).split())


def _drop_empty(entry: Actor | Issue) -> dict[str, Any]:
    # an issue without terms could not be read back
    filled = {key: value for key, value in asdict(entry).items() if value or key == "terms"}
    if "roles" in filled:
        filled["roles"] = [{key: value for key, value in role.items() if value} for role in filled["roles"]]
    return filled
