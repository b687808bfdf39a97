"""Add statements to a database that is being written, with their types, values and coders."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from analysis.codebook import Actor, Codebook
from analysis.exchange.dna.content import (
    AGREED,
    AGREEMENT,
    ALIAS,
    CONCEPT,
    CONDITION,
    DOUBT,
    IF_MET,
    KIND,
    ORGANIZATION,
    PERSON,
    PROPOSITION,
    REQUIRED,
    STANCE,
    Content,
    Kind,
)
from analysis.exchange.dna.documents import Texts
from analysis.exchange.dna.draft import Draft
from analysis.exchange.dna.schema import COLOURS
from analysis.exchange.project import MACHINE_PREFIX
from analysis.reading.codings import HUMAN
from analysis.reading.normalising import to_one_line
from analysis.text import format_count

DNA_TYPE = ("DNA Statement", (239, 208, 51), {**REQUIRED, AGREEMENT: "boolean"})
STANCEBOOK_TYPE = (
    "Stancebook Statement",
    (148, 103, 189),
    {**REQUIRED, STANCE: "short text", IF_MET: "short text", CONDITION: "long text", DOUBT: "long text"},
)
TYPES = {AGREEMENT: DNA_TYPE, STANCE: STANCEBOOK_TYPE}
AGREEMENTS = {stance: value for value, stance in AGREED.items()}
CODER_COLOURS = ((51, 153, 255), (255, 102, 102), (102, 204, 0), (255, 153, 0), (153, 102, 204))
# columns of the statements table that DNA cannot store
UNSUPPORTED = ("quote_id", "reason", "confidence")


class Statements:
    """Adds statements to a draft."""

    def __init__(self, draft: Draft, codebook: Codebook, texts: Texts) -> None:
        self._draft = draft
        self._codebook = codebook
        self._texts = texts
        self._all = Content(draft.rows).kinds
        self._kinds = {kind.qualifier: kind for kind in reversed(self._all.values())}
        self._statements = {row["ID"]: row for row in draft.rows["STATEMENTS"]}
        self._coders = {to_one_line(row["Name"]): row["ID"] for row in draft.rows["CODERS"]}
        self._ensure_kind(AGREEMENT)
        self._add_codebook()
        self.omitted: Counter[str] = Counter()
        self._moved: list[str] = []

    def _ensure_kind(self, qualifier: str) -> Kind:
        """Return the statement type with this qualifier, which is added if it is missing."""
        if qualifier not in self._kinds:
            kind = self._kinds[qualifier] = self._draft.add_kind(*TYPES[qualifier])
            self._all[kind.row["ID"]] = kind
        return self._kinds[qualifier]

    def _add_codebook(self) -> None:
        """Add the actors and issues of the codebook."""
        kind = self._kinds[AGREEMENT]
        for actor in self._codebook.actors:
            name = PERSON if actor.kind == "person" else ORGANIZATION
            attributes = {KIND: actor.kind, ALIAS: "; ".join(actor.aliases)}
            if variable := kind.find_variable(name, REQUIRED[name]):
                self._draft.find_or_add_entity(variable["ID"], actor.name, attributes)
        variable = kind.variables[CONCEPT]
        for issue in self._codebook.issues:
            proposition = issue.proposition if issue.proposition != issue.name else ""
            self._draft.find_or_add_entity(variable["ID"], issue.name, {PROPOSITION: proposition})

    def add(self, statement: Mapping[str, Any]) -> None:
        """Add a statement."""
        kind = self._ensure_kind(self._choose_qualifier(statement))
        start, stop = self._texts.convert_span(statement["doc_id"], statement["start"], statement["end"])
        number = self._draft.add(
            "STATEMENTS", StatementTypeId=kind.row["ID"], DocumentId=self._texts.ids[statement["doc_id"]],
            Start=start, Stop=stop, Coder=self._ensure_coder(statement["coder"]),
        )  # fmt: skip
        self._set_values(number, kind, statement)
        self.omitted.update(name for name in UNSUPPORTED if statement.get(name) is not None)

    def change(self, number: int, statement: Mapping[str, Any]) -> None:
        """Change a statement in place; if its type can hold the change, other variables are kept."""
        row = self._statements[number]
        kind = self._all[row["StatementTypeId"]]
        if kind.qualifier == AGREEMENT and self._choose_qualifier(statement) == STANCE:
            kind = self._ensure_kind(STANCE)
            self._draft.remove_values({number})
            label = kind.row["Label"]
            self._moved.append(f"Statement {number} is no longer yes or no; it was moved to {label!r}.")
        start, stop = self._texts.convert_span(statement["doc_id"], statement["start"], statement["end"])
        row |= {
            "StatementTypeId": kind.row["ID"], "DocumentId": self._texts.ids[statement["doc_id"]],
            "Start": start, "Stop": stop, "Coder": self._ensure_coder(statement["coder"]),
        }  # fmt: skip
        self._set_values(number, kind, statement)

    def _choose_qualifier(self, statement: Mapping[str, Any]) -> str:
        return AGREEMENT if statement["stance"] in AGREEMENTS and not statement.get("doubt") else STANCE

    def _set_values(self, number: int, kind: Kind, statement: Mapping[str, Any]) -> None:
        """Set the values of a statement."""
        person, organization = self._find_speakers(statement)
        values: dict[str, Any] = {PERSON: person, ORGANIZATION: organization, CONCEPT: statement["issue"]}
        if kind.qualifier == AGREEMENT:
            values[AGREEMENT] = AGREEMENTS[statement["stance"]]
        else:
            texts = {CONDITION: "condition", IF_MET: "if_met", DOUBT: "doubt"}
            values[STANCE] = statement["stance"]
            values |= {name: statement.get(column) or "" for name, column in texts.items()}
        for name, value in values.items():
            if name in kind.variables:
                self._draft.set_value(number, kind.variables[name], value)
            elif value:
                self.omitted[name] += 1

    def _find_speakers(self, statement: Mapping[str, Any]) -> tuple[str, str]:
        """Return person and organization; an actor that is not a person is the organization itself."""
        actor = self._find_actor(statement["actor"])
        organisation = statement.get("organisation")
        if actor.kind == "person":
            return actor.name, organisation or actor.side or ""
        if organisation and organisation != actor.name:
            self.omitted["organisation"] += 1
        return "", actor.name

    def _find_actor(self, name: str) -> Actor:
        return next((actor for actor in self._codebook.actors if actor.name == name), Actor(name, "group"))

    def _ensure_coder(self, coder: str) -> int:
        name = coder.removeprefix(HUMAN) if coder.startswith(HUMAN) else MACHINE_PREFIX + coder
        if name not in self._coders:
            colour = CODER_COLOURS[len(self._coders) % len(CODER_COLOURS)]
            short = self._draft.shorten(name)
            cells = dict(zip(COLOURS, colour, strict=True))
            self._coders[name] = self._draft.add("CODERS", Name=short, Password="", **cells)
        return int(self._coders[name])

    def describe_losses(self) -> list[str]:
        """Return messages about content that DNA cannot store."""
        losses = {
            "terms of issues": any(
                issue.terms != (issue.name,) or issue.against for issue in self._codebook.issues
            ),
            "offices of people": any(actor.roles for actor in self._codebook.actors),
            "sides of actors other than people": any(
                actor.side for actor in self._codebook.actors if actor.kind != "person"
            ),
        }
        lost = ", ".join(what for what, is_lost in losses.items() if is_lost)
        return [
            *self._moved,
            *(
                f"“{name}” of {format_count(number, 'statement')} cannot be stored in DNA."
                for name, number in self.omitted.items()
            ),
            *([f"From the codebook, DNA cannot store the {lost}."] if lost else []),
        ]
