"""Read the statements of a REFI-QDA project: cases with variables, or spans coded with actor and stance."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from analysis.documents import Problem
from analysis.errors import StancebookError, unknown_name_error
from analysis.exchange.anchoring import Span
from analysis.exchange.normalised import trim_span
from analysis.exchange.refi.codes import Codes
from analysis.exchange.refi.markup import Node
from analysis.exchange.refi.sources import Selected
from analysis.exchange.refi.variables import read_value
from analysis.reading.codings import HUMAN, Coding
from analysis.tables import STANCES
from analysis.text import format_count

COLUMNS = (
    "statement_id", "quote_id", "actor", "organisation", "issue", "stance", "condition", "if_met", "earliest",
    "latest", "reason", "doubt", "coder", "confidence",
)  # fmt: skip
"""The columns of the statements table stored as variables; document and spans are references."""
# names of the same variables in Discourse Network Analyzer and other tools
_SYNONYMS = {"person": "actor", "organization": "organisation", "concept": "issue", "agreement": "stance"}
_YES_NO = {"true": "support", "1": "support", "false": "oppose", "0": "oppose"}


@dataclass
class FoundStatements:
    """The statements found in the cases and codes of a project.

    Attributes:
        codings: the statements.
        cases: the identifiers of the cases that are statements.
        used: for each selection, the codings that became statements and need not be remaining.
        problems: cases that could not be used.
    """

    codings: list[Coding] = field(default_factory=list)
    cases: set[str] = field(default_factory=set)
    used: dict[str, list[Node]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _LocatedSelection:
    text: Selected
    selection: Node
    span: Span

    @property
    def words(self) -> str:
        return self.text.document.text[slice(*self.span)]

    def find_codings(self, codes: Collection[str]) -> list[Node]:
        """Return its codings with one of these codes."""
        return [coding for coding in self.selection.all("Coding") if coding.first("CodeRef").target in codes]


def read_statements(
    project: Node,
    texts: Iterable[Selected],
    codes: Codes,
    variables: dict[str, str],
    users: dict[str, str],
    item: str,
) -> FoundStatements:
    """Find the statements of a project.

    Args:
        project: its root.
        texts: its texts with their selections.
        codes: the meaning of its codes.
        variables: the names of its variables, by identifier.
        users: the names of its users, by identifier.
        item: the file's name in messages.
    """
    located_by_guid = {
        selection.guid: _LocatedSelection(text, selection, text.spans[selection.guid])
        for text in texts
        for selection in text.node.all("PlainTextSelection")
        if selection.guid in text.spans
    }
    found = FoundStatements()
    for case in project.first("Cases").all("Case"):
        values = dict(read_value(value, variables) for value in case.all("VariableValue"))
        values = {_SYNONYMS.get(name, name): value for name, value in values.items()}
        if all(values.get(name, "").strip() for name in ("actor", "issue", "stance")):
            name = f"{item}: case {case.get('name') or case.get('guid')}"
            _add_case(found, case, values, located_by_guid, codes, users, name)
    _add_coded_spans(found, located_by_guid, codes, users, item)
    return found


def _add_case(
    found: FoundStatements,
    case: Node,
    values: dict[str, str],
    located_by_guid: dict[str, _LocatedSelection],
    codes: Codes,
    users: dict[str, str],
    item: str,
) -> None:
    selected = [
        located_by_guid[ref.target] for ref in case.all("SelectionRef") if ref.target in located_by_guid
    ]
    conditions = [located for located in selected if located.find_codings(codes.conditions)]
    evidence = [located for located in selected if located not in conditions]
    try:
        values = values | {"stance": _parse_stance(values["stance"])}
    except StancebookError as error:
        found.problems.append(Problem(item, f"The case is remaining, but is not a statement: {error}"))
        return
    if not evidence:
        what = "The case is remaining, but is not a statement: none of its selections is in a text."
        found.problems.append(Problem(item, what))
        return
    found.cases.add(case.guid)
    for located in evidence:
        # the case replaces only the codings of its own stance and actor
        codings = located.find_codings(codes.find(values["actor"], values["issue"], values["stance"]))
        _mark_used(found, located, codings)
        cells = {name: values[name] for name in COLUMNS if values.get(name)} | _read_dates(values)
        coder = cells.get("coder") or _find_coder(codings or located.selection.all("Coding"), located, users)
        _add_coding(found, located, cells | _read_condition(conditions, located), coder, item)
    for located in conditions:
        _mark_used(found, located, located.find_codings(codes.conditions))


def _read_dates(values: dict[str, str]) -> dict[str, str]:
    """Return the dates of a statement; ``date`` alone gives both bounds."""
    day = values.get("date", "")[:10]
    return {"earliest": day, "latest": day} if day and not values.keys() & {"earliest", "latest"} else {}


def _parse_stance(text: str) -> str:
    stance = _YES_NO.get(text.strip().lower(), text.strip().lower())
    if stance not in STANCES:
        raise unknown_name_error("stance", text, STANCES)
    return stance


def _read_condition(conditions: list[_LocatedSelection], near: _LocatedSelection) -> dict[str, str]:
    in_same_text = [located for located in conditions if located.text is near.text]
    if not in_same_text:
        return {}
    start, end = in_same_text[0].span
    return {"condition": in_same_text[0].words, "condition_start": str(start), "condition_end": str(end)}


def _add_coding(
    found: FoundStatements, located: _LocatedSelection, cells: dict[str, str], coder: str, item: str
) -> None:
    document, (start, end) = located.text.document, located.span
    if "statement_id" not in cells:
        # a selection of whole lines includes the line ends
        start, end = trim_span(document.text, located.span)
    cells = {"doc_id": document.doc_id} | cells
    cells |= {"start": str(start), "end": str(end), "evidence": document.text[start:end], "coder": coder}
    found.codings.append(Coding(item, coder, tuple(cells.items())))


def _mark_used(found: FoundStatements, located: _LocatedSelection, codings: Iterable[Node]) -> None:
    found.used.setdefault(located.selection.guid, []).extend(codings)


def _find_coder(codings: list[Node], located: _LocatedSelection, users: dict[str, str]) -> str:
    guids = [coding.get("creatingUser") for coding in codings] + [located.selection.get("creatingUser")]
    names = [users[guid.strip("{}").lower()] for guid in guids if guid.strip("{}").lower() in users]
    return HUMAN + (names[0] if names else "unknown")


def _add_coded_spans(
    found: FoundStatements,
    located_by_guid: dict[str, _LocatedSelection],
    codes: Codes,
    users: dict[str, str],
    item: str,
) -> None:
    """Add the spans coded with a stance and an actor; report the number coded with only a stance."""
    without_actor: Counter[str] = Counter()
    for located in located_by_guid.values():
        used = found.used.get(located.selection.guid, ())
        unused = [coding for coding in located.find_codings(codes.stances) if coding not in used]
        actors = located.find_codings(codes.actors)
        if unused and not actors:
            without_actor[located.text.document.doc_id] += len(unused)
        for coding, actor in ((coding, actor) for coding in unused for actor in actors):
            issue, stance = codes.stances[coding.first("CodeRef").target]
            values = {"actor": codes.actors[actor.first("CodeRef").target], "issue": issue, "stance": stance}
            name = f"{item}: selection {located.selection.get('guid')}"
            _mark_used(found, located, [coding, actor])
            _add_coding(found, located, values, _find_coder([coding], located, users), name)
    for doc_id, number in without_actor.items():
        selections = format_count(number, "selection")
        what = f"{selections} coded with a stance but no actor; code the actor in_same_text too."
        found.problems.append(Problem(f"{item}: {doc_id}", what, "warning"))


def remove_statements(project: Node, texts: Iterable[Selected], found: FoundStatements) -> None:
    """Remove the statements from a project; when it is written again, they are added from the tables."""
    cases = project.first("Cases")
    cases.children = [case for case in cases.children if case.guid not in found.cases]
    for text in texts:
        remaining: list[Node] = []
        for child in text.node.children:
            used = found.used.get(child.guid, []) if child.tag == "PlainTextSelection" else []
            child.children = [coding for coding in child.children if coding not in used]
            if not used or any(rest.tag != "Description" or rest.text.strip() for rest in child.children):
                remaining.append(child)
        text.node.children = remaining
    if not cases.children:
        project.children = [child for child in project.children if child.tag != "Cases"]
