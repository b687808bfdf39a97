"""A DNA database out: what came from one goes back as it was, what is new or changed is put beside it.

Statements that support or oppose go into the type ``DNA Statement``, which DNA's networks count. Its
boolean cannot hold a conditional or neutral stance or one that its coder doubted: these go into a type of
their own, ``Stancebook Statement`` (person, organization, concept, stance, if met, condition, doubt).
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codebook import Actor, Codebook
from analysis.documents import Problem
from analysis.errors import StancebookError, unknown
from analysis.exchange.dna.content import (
    AGREED,
    AGREEMENT,
    CONCEPT,
    CONDITION,
    DOUBT,
    IF_MET,
    NEEDED,
    ORGANIZATION,
    PERSON,
    STANCE,
    Content,
    Kind,
)
from analysis.exchange.dna.database import Rows, cleaned
from analysis.exchange.dna.documents import Texts
from analysis.exchange.dna.draft import Draft
from analysis.exchange.dna.reading import FORMAT, MACHINE
from analysis.exchange.dna.saving import save
from analysis.exchange.dna.schema import COLOURS, LONGEST
from analysis.reading.codings import HUMAN
from analysis.reading.normalising import one_line

CLEAR = ("DNA Statement", (239, 208, 51), {**NEEDED, AGREEMENT: "boolean"})
OWN = (
    "Stancebook Statement",
    (148, 103, 189),
    {**NEEDED, STANCE: "short text", IF_MET: "short text", CONDITION: "long text", DOUBT: "long text"},
)
QUALIFIER = {AGREEMENT: CLEAR, STANCE: OWN}
AGREEMENTS = {stance: value for value, stance in AGREED.items()}
CODER_COLOURS = ((51, 153, 255), (255, 102, 102), (102, 204, 0), (255, 153, 0), (153, 102, 204))
SAME = ("doc_id", "actor", "organisation", "issue", "stance", "start", "end", "coder", "condition", "if_met")
# what of a statement has no place in DNA
UNCARRIED = ("quote_id", "reason", "confidence")


def write_dna(
    path: str | Path,
    documents: pd.DataFrame,
    statements: pd.DataFrame,
    codebook: Codebook,
    extras: Mapping[str, Any],
) -> tuple[Problem, ...]:
    """Write a database that DNA 3 opens.

    With the ``extras`` of a project that was read from DNA, what nobody changed goes back as it was: all
    tables, offsets and IDs. A statement whose ID is known but whose content differs is changed in place; one
    of the table's that is no longer in ``statements`` is left out, and so is a document.

    Args:
        path: the file to write; it takes its place all at once.
        documents: the documents table.
        statements: the statements table; coders that are persons come by their names, machines as
            ``machine:<name>``.
        codebook: whose persons go to ``person``, other actors to ``organization``, issues to ``concept``.
        extras: of ``read_dna``, or anything else for a new database.

    Returns:
        What could not be carried over.

    Raises:
        StancebookError: for a statement whose document is not among the documents.
    """
    path = Path(path)
    rows, problems = merged(documents, statements, codebook, extras)
    return (*problems, *save(rows, path))


def merged(
    documents: pd.DataFrame, statements: pd.DataFrame, codebook: Codebook, extras: Mapping[str, Any]
) -> tuple[Rows, list[Problem]]:
    """Return the rows of a database for these tables, and what could not be carried over.

    Args:
        documents: as of ``write_dna``, like the others.
        statements: the statements table.
        codebook: its actors and issues.
        extras: what came with a database.
    """
    listed = records(documents)
    draft = Draft(restored(extras))
    before = Content({name: [dict(row) for row in rows] for name, rows in draft.rows.items()})
    originals = _originals(before)
    texts = Texts(draft, before, listed)
    writer = _Writer(draft, codebook, texts)
    kept = set()
    for given in records(statements):
        if given["doc_id"] not in texts.ids:
            raise StancebookError(f"Statements: {unknown('document', given['doc_id'], texts.ids)}")
        number = str(given["statement_id"])
        original = originals.get(number)
        if original is None:
            writer.add(given)
        elif number not in kept:
            kept.add(number)
            if not _is_same(original, given) or given["doc_id"] in texts.changed:
                writer.change(int(number), given)
    there = {str(row["ID"]) for row in draft.rows["STATEMENTS"]}
    gone = (originals.keys() & there) - kept
    draft.remove_statements(map(int, gone))
    texts.move_others({int(number) for number in originals})
    told = [f"{text[:60]!r}… is cut: DNA allows {LONGEST} characters." for text in draft.cut]
    if gone:
        told.append(f"{len(gone)} statements of the DNA file are not there any more; they are left out.")
    told += writer.told()
    return draft.rows, [*texts.problems, *(Problem("dna", what, "warning") for what in told)]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table, what is missing as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): cell for name, cell in row.items()} for row in plain.to_dict("records")]


def restored(extras: Mapping[str, Any]) -> Rows:
    """Return the rows of the database that extras came with; none where they came with something else."""
    tables = extras.get("tables") if extras.get("format") == FORMAT else None
    return cleaned(tables if isinstance(tables, Mapping) else {})[0]


def _originals(content: Content) -> dict[str, dict[str, Any]]:
    """Return what the statements of a database said, by their ID."""
    found = {}
    for row in content.rows["STATEMENTS"]:
        try:
            found[str(row["ID"])] = content.cells(row)
        except StancebookError:
            continue
    return found


def _is_same(original: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Tell whether a statement says what it said; an organisation that is its actor need not be named."""
    then, now = ([_plain(row.get(name)) for name in SAME] for row in (original, given))
    return then == now


def _plain(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value


class _Writer:
    """Puts statements into a draft."""

    def __init__(self, draft: Draft, codebook: Codebook, texts: Texts) -> None:
        self._draft = draft
        self._codebook = codebook
        self._texts = texts
        self._all = Content(draft.rows).kinds
        self._kinds = {kind.qualifier: kind for kind in reversed(self._all.values())}
        self._statements = {row["ID"]: row for row in draft.rows["STATEMENTS"]}
        self._coders = {one_line(row["Name"]): row["ID"] for row in draft.rows["CODERS"]}
        self._kind(AGREEMENT)
        self._name_all()
        self.uncarried: Counter[str] = Counter()
        self._moved: list[str] = []

    def _kind(self, qualifier: str) -> Kind:
        """Return the statement type with this qualifier; it is made where there is none."""
        if qualifier not in self._kinds:
            kind = self._kinds[qualifier] = self._draft.kind(*QUALIFIER[qualifier])
            self._all[kind.row["ID"]] = kind
        return self._kinds[qualifier]

    def _name_all(self) -> None:
        """Add the actors and issues of the codebook."""
        kind = self._kinds[AGREEMENT]
        for actor in self._codebook.actors:
            name = PERSON if actor.kind == "person" else ORGANIZATION
            described = {"Type": actor.kind, "Alias": "; ".join(actor.aliases)}
            if variable := kind.variable(name, NEEDED[name]):
                self._draft.entity(variable["ID"], actor.name, described)
        variable = kind.variables[CONCEPT]
        for issue in self._codebook.issues:
            notes = issue.proposition if issue.proposition != issue.name else ""
            self._draft.entity(variable["ID"], issue.name, {"Notes": notes})

    def add(self, given: Mapping[str, Any]) -> None:
        """Add a statement."""
        kind = self._kind(self._qualifier(given))
        start, stop = self._texts.span(given["doc_id"], given["start"], given["end"])
        number = self._draft.add(
            "STATEMENTS", StatementTypeId=kind.row["ID"], DocumentId=self._texts.ids[given["doc_id"]],
            Start=start, Stop=stop, Coder=self._coder(given["coder"]),
        )  # fmt: skip
        self._fill(number, kind, given)
        self.uncarried.update(name for name in UNCARRIED if given.get(name) is not None)

    def change(self, number: int, given: Mapping[str, Any]) -> None:
        """Change a statement in place; if its type can hold it, other variables stay."""
        row = self._statements[number]
        kind = self._all[row["StatementTypeId"]]
        if kind.qualifier == AGREEMENT and self._qualifier(given) == STANCE:
            kind = self._kind(STANCE)
            self._draft.forget({number})
            self._moved.append(f"Statement {number} is no yes or no now; it moved to {kind.row['Label']!r}.")
        start, stop = self._texts.span(given["doc_id"], given["start"], given["end"])
        row |= {
            "StatementTypeId": kind.row["ID"], "DocumentId": self._texts.ids[given["doc_id"]],
            "Start": start, "Stop": stop, "Coder": self._coder(given["coder"]),
        }  # fmt: skip
        self._fill(number, kind, given)

    def _qualifier(self, given: Mapping[str, Any]) -> str:
        return AGREEMENT if given["stance"] in AGREEMENTS and not given.get("doubt") else STANCE

    def _fill(self, number: int, kind: Kind, given: Mapping[str, Any]) -> None:
        """Give a statement its values."""
        person, organization = self._speakers(given)
        values: dict[str, Any] = {PERSON: person, ORGANIZATION: organization, CONCEPT: given["issue"]}
        if kind.qualifier == AGREEMENT:
            values[AGREEMENT] = AGREEMENTS[given["stance"]]
        else:
            texts = {CONDITION: "condition", IF_MET: "if_met", DOUBT: "doubt"}
            values[STANCE] = given["stance"]
            values |= {name: given.get(column) or "" for name, column in texts.items()}
        for name, value in values.items():
            if name in kind.variables:
                self._draft.set(number, kind.variables[name], value)
            elif value:
                self.uncarried[name] += 1

    def _speakers(self, given: Mapping[str, Any]) -> tuple[str, str]:
        """Return person and organization: an actor that is no person is the organization itself."""
        actor = self._actor(given["actor"])
        organisation = given.get("organisation")
        if actor.kind == "person":
            return actor.name, organisation or actor.side or ""
        if organisation and organisation != actor.name:
            self.uncarried["organisation"] += 1
        return "", actor.name

    def _actor(self, name: str) -> Actor:
        return next((one for one in self._codebook.actors if one.name == name), Actor(name, "group"))

    def _coder(self, coder: str) -> int:
        name = coder.removeprefix(HUMAN) if coder.startswith(HUMAN) else MACHINE + coder
        if name not in self._coders:
            colour = CODER_COLOURS[len(self._coders) % len(CODER_COLOURS)]
            short = self._draft.short(name)
            cells = dict(zip(COLOURS, colour, strict=True))
            self._coders[name] = self._draft.add("CODERS", Name=short, Password="", **cells)
        return int(self._coders[name])

    def told(self) -> list[str]:
        """Return sentences on what has no place in DNA."""
        book = {
            "terms of issues": any(
                issue.terms != (issue.name,) or issue.against for issue in self._codebook.issues
            ),
            "offices of persons": any(actor.roles for actor in self._codebook.actors),
            "sides of actors that are no persons": any(
                actor.side for actor in self._codebook.actors if actor.kind != "person"
            ),
        }
        named = ", ".join(what for what, there in book.items() if there)
        return [
            *self._moved,
            *(
                f"“{name}” of {count} statements has no place in DNA."
                for name, count in self.uncarried.items()
            ),
            *([f"Of the codebook {named} have no place in DNA."] if named else []),
        ]
