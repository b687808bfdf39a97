"""Statements put into a database that is being written: their types, their values, their coders."""

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
    NEEDED,
    ORGANIZATION,
    PERSON,
    PROPOSITION,
    STANCE,
    Content,
    Kind,
)
from analysis.exchange.dna.documents import Texts
from analysis.exchange.dna.draft import Draft
from analysis.exchange.dna.schema import COLOURS
from analysis.exchange.project import MACHINE
from analysis.reading.codings import HUMAN
from analysis.reading.normalising import one_line
from analysis.text import count

CLEAR = ("DNA Statement", (239, 208, 51), {**NEEDED, AGREEMENT: "boolean"})
OWN = (
    "Stancebook Statement",
    (148, 103, 189),
    {**NEEDED, STANCE: "short text", IF_MET: "short text", CONDITION: "long text", DOUBT: "long text"},
)
QUALIFIER = {AGREEMENT: CLEAR, STANCE: OWN}
AGREEMENTS = {stance: value for value, stance in AGREED.items()}
CODER_COLOURS = ((51, 153, 255), (255, 102, 102), (102, 204, 0), (255, 153, 0), (153, 102, 204))
# what of a statement has no place in DNA
UNCARRIED = ("quote_id", "reason", "confidence")


class Statements:
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
            described = {KIND: actor.kind, ALIAS: "; ".join(actor.aliases)}
            if variable := kind.variable(name, NEEDED[name]):
                self._draft.entity(variable["ID"], actor.name, described)
        variable = kind.variables[CONCEPT]
        for issue in self._codebook.issues:
            proposition = issue.proposition if issue.proposition != issue.name else ""
            self._draft.entity(variable["ID"], issue.name, {PROPOSITION: proposition})

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
                f"“{name}” of {count(number, 'statement')} has no place in DNA."
                for name, number in self.uncarried.items()
            ),
            *([f"Of the codebook {named} have no place in DNA."] if named else []),
        ]
