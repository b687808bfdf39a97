"""Differences between two codings, matched by content."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis.codes import Codes
from analysis.comparing.difference import Change, Difference, compare_reports
from analysis.comparing.selecting import Selection, select
from analysis.comparing.snapshot import build_snapshot
from analysis.comparing.timeline import timeline

FIELDS = ("positions", "statements", "events", "documents", "actors", "issues")


def changed(old: Codes, new: Codes, selection: Selection | None = None) -> Difference:
    """Return the difference between two codings as stored in reports, as JSON."""
    chosen = selection or Selection()
    kept = [json.loads(json.dumps(build_snapshot(one, chosen, timeline(one, chosen)))) for one in (old, new)]
    return compare_reports(*kept)


def kinds(changes: tuple[Change, ...], *fields: str) -> list[tuple[object, ...]]:
    """Return the kind of each change with fields of its row."""
    return [(one.kind, *(one.row[name] for name in fields)) for one in changes]


def test_equal_codes_have_no_differences(codes: Codes) -> None:
    """Equal codes do not differ, even if one clause mentions two events."""
    same = changed(codes, codes)
    assert [getattr(same, name) for name in FIELDS] == [()] * 6


def test_identifiers_do_not_count(codes: Codes) -> None:
    """Renumbered statements and events count as unchanged."""
    tables = {
        name: frame.assign(**{f"{name[:-1]}_id": frame[f"{name[:-1]}_id"] + "-again"})
        for name, frame in codes.tables.items()
        if name in ("statements", "events")
    }
    same = changed(codes, replace(codes, tables={**codes.tables, **tables}))
    assert [getattr(same, name) for name in FIELDS] == [()] * 6


def test_positions_and_their_statements(make_coder: Callable[..., object]) -> None:
    """A reversed stance is changed; a position that loses all statements is gone, an added one is new."""
    first, then = make_coder(), make_coder()
    first.statement("Ann", "truce", "support", "Ann wants a truce")
    first.statement("Ann", "join", "conditional", "Ann would join if Bob came", condition="if Bob came")
    then.statement("Ann", "truce", "oppose", "Ann wants a truce")
    then.statement("Bob", "truce", "oppose", "Bob rejects the truce")
    found = changed(first.codes(), then.codes())
    rows = [("changed", "Ann", "truce"), ("new", "Bob", "truce"), ("gone", "Ann", "join")]
    assert kinds(found.positions, "actor", "issue") == rows
    assert kinds(found.statements, "actor", "issue") == rows
    assert found.statements[0].fields == ["stance"]


def test_a_doubt_changes_a_statement(make_coder: Callable[..., object]) -> None:
    """A newly doubted statement is changed, and no longer counts as a position."""
    first, then = make_coder(), make_coder()
    first.statement("Bob", "truce", "oppose", "Bob rejects the truce")
    then.statement("Bob", "truce", "oppose", "Bob rejects the truce", doubt="the article’s own words")
    found = changed(first.codes(), then.codes())
    assert kinds(found.statements, "actor") == [("changed", "Bob")]
    assert kinds(found.positions, "actor") == [("gone", "Bob")]


def test_events_with_new_dates_are_changed(make_coder: Callable[..., object]) -> None:
    """An event with a new day is changed, including one of a chronology; another event is new."""
    first, then = make_coder(), make_coder()
    for coder, day in ((first, "2025-05-19"), (then, "2025-05-20")):
        coder.event("They met on Monday", earliest=day, latest=day)
        coder.dated("e1", "Talks in Oslo", day)
    then.event("A second meeting is planned", "planned", earliest="2025-06-01")
    found = changed(first.codes(), then.codes())
    assert sorted(kinds(found.events, "description")) == [
        ("changed", "Talks in Oslo"), ("changed", "They met on Monday"),
        ("new", "A second meeting is planned"),
    ]  # fmt: skip
    moved = next(one for one in found.events if one.row["description"] == "Talks in Oslo")
    assert moved.before is not None
    assert (moved.before["when"], moved.row["when"]) == ("2025-05-19", "2025-05-20")


def test_documents_and_codebook(make_coder: Callable[..., object]) -> None:
    """Articles differ by text or metadata, actors and issues by any of their names and terms."""
    first = make_coder({"one": "A.", "two": "B."})
    then = make_coder({"one": "A!", "three": "C."}, published="2025-05-01")
    then.actors = [replace(then.actors[0], aliases=()), *then.actors[1:]]
    then.issues = then.issues[:1]
    found = changed(first.codes(), then.codes())
    assert kinds(found.documents, "doc_id") == [("changed", "one"), ("new", "three"), ("gone", "two")]
    assert found.documents[0].fields == ["published", "text"]
    assert kinds(found.actors, "name") == [("changed", "Ann")]
    assert kinds(found.issues, "name") == [("gone", "join")]


def test_only_what_is_shown_is_compared(codes: Codes) -> None:
    """A report on Ann alone has no position of Bob."""
    ann = select(actors=["Ann"])
    shown = build_snapshot(codes, ann, timeline(codes, ann))
    assert {row["actor"] for row in shown["positions"]} == {"Ann"}
    assert "Ann wants a truce. Bob" not in json.dumps(shown)


@pytest.mark.parametrize("name", FIELDS)
def test_nothing_to_everything_and_back(codes: Codes, make_coder: Callable[..., object], name: str) -> None:
    """A row that is new in one direction is gone in the other."""
    empty = replace(make_coder({}).codes(), codebook=replace(codes.codebook, actors=(), issues=()))
    there, back = (getattr(changed(*pair), name) for pair in ((empty, codes), (codes, empty)))
    assert {one.kind for one in there} == {"new"}
    assert [one.row for one in there] == [one.row for one in back]
    assert {one.kind for one in back} == {"gone"}
