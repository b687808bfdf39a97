"""Read the statements of a REFI-QDA project: cases with variables, or spans coded with actor and stance."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from analysis.documents import Problem
from analysis.errors import StancebookError, unknown
from analysis.exchange.anchoring import Span
from analysis.exchange.normalised import trim_span
from analysis.exchange.refi.codes import Codes
from analysis.exchange.refi.markup import Node
from analysis.exchange.refi.sources import Selected
from analysis.exchange.refi.variables import read_value
from analysis.reading.codings import HUMAN, Coding
from analysis.tables import STANCES
from analysis.text import count

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
        used: for each selection, the codings that became statements and need not be kept.
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

    def codings(self, codes: Collection[str]) -> list[Node]:
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
    places = {
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
            _add_case(found, case, values, places, codes, users, name)
    _add_coded_spans(found, places, codes, users, item)
    return found


def _add_case(
    found: FoundStatements,
    case: Node,
    values: dict[str, str],
    places: dict[str, _LocatedSelection],
    codes: Codes,
    users: dict[str, str],
    item: str,
) -> None:
    selected = [places[ref.target] for ref in case.all("SelectionRef") if ref.target in places]
    conditions = [place for place in selected if place.codings(codes.conditions)]
    evidence = [place for place in selected if place not in conditions]
    try:
        values = values | {"stance": _parse_stance(values["stance"])}
    except StancebookError as error:
        found.problems.append(Problem(item, f"The case is kept, but is not a statement: {error}"))
        return
    if not evidence:
        what = "The case is kept, but is not a statement: none of its selections is in a text."
        found.problems.append(Problem(item, what))
        return
    found.cases.add(case.guid)
    for place in evidence:
        # the case replaces only the codings of its own stance and actor
        codings = place.codings(codes.find(values["actor"], values["issue"], values["stance"]))
        _mark_used(found, place, codings)
        given = {name: values[name] for name in COLUMNS if values.get(name)} | _read_dates(values)
        coder = given.get("coder") or _find_coder(codings or place.selection.all("Coding"), place, users)
        _add_coding(found, place, given | _read_condition(conditions, place), coder, item)
    for place in conditions:
        _mark_used(found, place, place.codings(codes.conditions))


def _read_dates(values: dict[str, str]) -> dict[str, str]:
    """Return the dates of a statement; ``date`` alone gives both bounds."""
    day = values.get("date", "")[:10]
    return {"earliest": day, "latest": day} if day and not values.keys() & {"earliest", "latest"} else {}


def _parse_stance(text: str) -> str:
    stance = _YES_NO.get(text.strip().lower(), text.strip().lower())
    if stance not in STANCES:
        raise unknown("stance", text, STANCES)
    return stance


def _read_condition(conditions: list[_LocatedSelection], near: _LocatedSelection) -> dict[str, str]:
    there = [place for place in conditions if place.text is near.text]
    if not there:
        return {}
    start, end = there[0].span
    return {"condition": there[0].words, "condition_start": str(start), "condition_end": str(end)}


def _add_coding(
    found: FoundStatements, place: _LocatedSelection, given: dict[str, str], coder: str, item: str
) -> None:
    document, (start, end) = place.text.document, place.span
    if "statement_id" not in given:
        # a selection of whole lines includes the line ends
        start, end = trim_span(document.text, place.span)
    cells = {"doc_id": document.doc_id} | given
    cells |= {"start": str(start), "end": str(end), "evidence": document.text[start:end], "coder": coder}
    found.codings.append(Coding(item, coder, tuple(cells.items())))


def _mark_used(found: FoundStatements, place: _LocatedSelection, codings: Iterable[Node]) -> None:
    found.used.setdefault(place.selection.guid, []).extend(codings)


def _find_coder(codings: list[Node], place: _LocatedSelection, users: dict[str, str]) -> str:
    guids = [coding.get("creatingUser") for coding in codings] + [place.selection.get("creatingUser")]
    names = [users[guid.strip("{}").lower()] for guid in guids if guid.strip("{}").lower() in users]
    return HUMAN + (names[0] if names else "unknown")


def _add_coded_spans(
    found: FoundStatements,
    places: dict[str, _LocatedSelection],
    codes: Codes,
    users: dict[str, str],
    item: str,
) -> None:
    """Add the spans coded with a stance and an actor; report the number coded with only a stance."""
    without_actor: Counter[str] = Counter()
    for place in places.values():
        used = found.used.get(place.selection.guid, ())
        free = [coding for coding in place.codings(codes.stances) if coding not in used]
        actors = place.codings(codes.actors)
        if free and not actors:
            without_actor[place.text.document.doc_id] += len(free)
        for coding, actor in ((coding, actor) for coding in free for actor in actors):
            issue, stance = codes.stances[coding.first("CodeRef").target]
            values = {"actor": codes.actors[actor.first("CodeRef").target], "issue": issue, "stance": stance}
            name = f"{item}: selection {place.selection.get('guid')}"
            _mark_used(found, place, [coding, actor])
            _add_coding(found, place, values, _find_coder([coding], place, users), name)
    for doc_id, number in without_actor.items():
        selections = count(number, "selection")
        what = f"{selections} coded with a stance but no actor; code the actor there too."
        found.problems.append(Problem(f"{item}: {doc_id}", what, "warning"))


def remove_statements(project: Node, texts: Iterable[Selected], found: FoundStatements) -> None:
    """Remove the statements from a project; when it is written again, they are added from the tables."""
    cases = project.first("Cases")
    cases.children = [case for case in cases.children if case.guid not in found.cases]
    for text in texts:
        kept: list[Node] = []
        for child in text.node.children:
            used = found.used.get(child.guid, []) if child.tag == "PlainTextSelection" else []
            child.children = [coding for coding in child.children if coding not in used]
            if not used or any(rest.tag != "Description" or rest.text.strip() for rest in child.children):
                kept.append(child)
        text.node.children = kept
    if not cases.children:
        project.children = [child for child in project.children if child.tag != "Cases"]
