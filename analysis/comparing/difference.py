"""Compare two reports: rows are matched by their content, since identifiers may change."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.comparing.snapshot import Row, Snapshot

Changes = tuple["Change", ...]


@dataclass(frozen=True)
class Change:
    """A row that is new, gone or changed.

    Attributes:
        before: the row in the older report; None if it is new.
        after: the row in the newer report; None if it is gone.
    """

    before: Row | None
    after: Row | None

    @property
    def kind(self) -> str:
        """``new``, ``gone`` or ``changed``."""
        if self.before is None:
            return "new"
        return "gone" if self.after is None else "changed"

    @property
    def row(self) -> Row:
        """The newer row, or the older one if it is gone."""
        row = self.after if self.after is not None else self.before
        assert row is not None
        return row

    @property
    def fields(self) -> list[str]:
        """The names of the fields that differ; empty unless the row changed."""
        if self.before is None or self.after is None:
            return []
        return [name for name in self.after if self.before.get(name) != self.after[name]]


@dataclass(frozen=True)
class Difference:
    """The changes between two reports, by table.

    Attributes:
        positions: matched by actor and issue; changed if the stance or the number of statements differs.
        statements: matched by document, issue, actor and evidence; changed if the stance, condition or doubt
            differs.
        events: matched by a shared mention; changed if the time or status differs.
        documents: matched by identifier; changed if the text or metadata differ.
        actors, issues: of the codebook, matched by name.
    """

    positions: Changes
    statements: Changes
    events: Changes
    documents: Changes
    actors: Changes
    issues: Changes


def compare_reports(old: Snapshot, new: Snapshot) -> Difference:
    """Compare two reports.

    Args:
        old: the earlier report, as ``comparing.snapshot.snapshot`` returns it.
        new: the later report.
    """
    books = [
        {kind: [*report["codebook"][kind].values()] for kind in ("actors", "issues")} for report in (old, new)
    ]
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
    """Match rows by a key and return those that differ; rows with the same key are matched in order.

    Args:
        old: the older rows.
        new: the newer rows.
        key: the fields that identify a row.
        values: the fields whose differences count as a change; all by default.
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
    """Yield the events that differ, matched by the first mention that both have."""
    waiting = {id(row): row for row in old}
    by_mention: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in old:
        for mention in row["tellings"]:
            by_mention[tuple(mention)].append(row)
    for row in new:
        matches = (match for mention in row["tellings"] for match in by_mention[tuple(mention)])
        before = next((match for match in matches if id(match) in waiting), None)
        if before is not None:
            del waiting[id(before)]
        if before is None or any(before[name] != row[name] for name in ("when", "status")):
            yield Change(before, row)
    yield from (Change(row, None) for row in waiting.values())
