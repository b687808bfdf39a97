"""What changed from one report to the next: the same things found again by their words, not by number."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.comparing.snapshot import Row, Snapshot

Changes = tuple["Change", ...]


@dataclass(frozen=True)
class Change:
    """Something that is new, gone or different.

    Attributes:
        before: its row in the older report; None where it is new.
        after: its row in the newer report; None where it is gone.
    """

    before: Row | None
    after: Row | None

    @property
    def kind(self) -> str:
        """``new``, ``gone`` or ``changed``."""
        return "new" if self.before is None else "gone" if self.after is None else "changed"

    @property
    def row(self) -> Row:
        """The newer row that there is."""
        row = self.after if self.after is not None else self.before
        assert row is not None
        return row

    @property
    def fields(self) -> list[str]:
        """The names of the fields that differ, of what changed."""
        if self.before is None or self.after is None:
            return []
        return [name for name in self.after if self.before.get(name) != self.after[name]]


@dataclass(frozen=True)
class Difference:
    """All that changed between two reports, by table.

    Attributes:
        positions: by actor and issue; changed are those with another stance or number of statements.
        statements: by document, issue, actor and words; changed are those with another stance, condition
            or doubt.
        events: those that share a telling are one; changed are those with another time or status.
        documents: by identifier; changed are those with another text or other metadata.
        actors, issues: of the codebook, by name.
    """

    positions: Changes
    statements: Changes
    events: Changes
    documents: Changes
    actors: Changes
    issues: Changes


def difference(old: Snapshot, new: Snapshot) -> Difference:
    """Compare two reports.

    Args:
        old: as ``comparing.snapshot.snapshot`` returns it.
        new: the same of the later report.
    """
    books = [{kind: [*one["codebook"][kind].values()] for kind in ("actors", "issues")} for one in (old, new)]
    return Difference(
        _match_rows(old["positions"], new["positions"], ("actor", "issue"), ("stance", "n")),
        _match_rows(
            old["statements"], new["statements"], ("doc_id", "issue", "actor", "evidence"),
            ("stance", "condition", "if_met", "doubt"),
        ),
        tuple(_compare_events(old["events"], new["events"])),
        _match_rows(old["documents"], new["documents"], ("doc_id",)),
        _match_rows(books[0]["actors"], books[1]["actors"], ("name",)),
        _match_rows(books[0]["issues"], books[1]["issues"], ("name",)),
    )  # fmt: skip


def _match_rows(
    old: Sequence[Row], new: Sequence[Row], key: Sequence[str], values: Sequence[str] = ()
) -> Changes:
    """Return what differs of rows that are matched by a key, those of one key in their order.

    Args:
        old: the older rows.
        new: the newer rows.
        key: the fields that identify a row.
        values: the fields that count as a change; all by default.
    """
    waiting = _group_rows(old, lambda row: tuple(row[name] for name in key))
    found = []
    for row in new:
        candidates = waiting[tuple(row[name] for name in key)]
        before = candidates.pop(0) if candidates else None
        if before is None or any(before.get(name) != row.get(name) for name in values or row):
            found.append(Change(before, row))
    return (*found, *_find_gone(old, waiting.values()))


def _group_rows(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> dict[Hashable, list[Row]]:
    grouped: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[key(row)].append(row)
    return grouped


def _find_gone(old: Sequence[Row], waiting: Iterable[Sequence[Row]]) -> Iterator[Change]:
    left = {id(row) for rows in waiting for row in rows}
    return (Change(row, None) for row in old if id(row) in left)


def _compare_events(old: Sequence[Row], new: Sequence[Row]) -> Iterator[Change]:
    """Yield what differs of events, matched by the first telling that both have."""
    waiting = {id(row): row for row in old}
    told_by: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in old:
        for telling in row["tellings"]:
            told_by[tuple(telling)].append(row)
    for row in new:
        known = (one for telling in row["tellings"] for one in told_by[tuple(telling)])
        before = next((one for one in known if id(one) in waiting), None)
        if before is not None:
            del waiting[id(before)]
        if before is None or any(before[name] != row[name] for name in ("when", "status")):
            yield Change(before, row)
    yield from (Change(row, None) for row in waiting.values())
