"""Statements in a REFI-QDA project: as cases with variables, or as codes of actor and stance together."""

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
from analysis.exchange.refi.variables import value_of
from analysis.reading.codings import HUMAN, Coding
from analysis.tables import STANCES
from analysis.text import count

COLUMNS = (
    "statement_id", "quote_id", "actor", "organisation", "issue", "stance", "condition", "if_met", "earliest",
    "latest", "reason", "doubt", "coder", "confidence",
)  # fmt: skip
"""The columns of the statements table that are variables; document and spans are references."""
# how Discourse Network Analyzer and others name the same
_SAME = {"person": "actor", "organization": "organisation", "concept": "issue", "agreement": "stance"}
_YES_NO = {"true": "support", "1": "support", "false": "oppose", "0": "oppose"}


@dataclass
class Found:
    """What the cases and codes of a project say.

    Attributes:
        codings: its statements.
        cases: the identifiers of the cases that are statements.
        used: of each selection, the codings that are statements and need not be kept.
        problems: cases that could not be used.
    """

    codings: list[Coding] = field(default_factory=list)
    cases: set[str] = field(default_factory=set)
    used: dict[str, list[Node]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Place:
    text: Selected
    selection: Node
    span: Span

    @property
    def words(self) -> str:
        return self.text.document.text[slice(*self.span)]

    def codings(self, codes: Collection[str]) -> list[Node]:
        """Give its codings with one of these codes."""
        return [coding for coding in self.selection.all("Coding") if coding.first("CodeRef").target in codes]


def read_statements(
    project: Node,
    texts: Iterable[Selected],
    codes: Codes,
    variables: dict[str, str],
    users: dict[str, str],
    item: str,
) -> Found:
    """Find the statements of a project.

    Args:
        project: its root.
        texts: its texts with their selections.
        codes: what its codes mean.
        variables: the names of its variables, by their identifiers.
        users: the names of its users, by their identifiers.
        item: what the file is called in messages.
    """
    places = {
        selection.guid: _Place(text, selection, text.spans[selection.guid])
        for text in texts
        for selection in text.node.all("PlainTextSelection")
        if selection.guid in text.spans
    }
    found = Found()
    for case in project.first("Cases").all("Case"):
        values = dict(value_of(value, variables) for value in case.all("VariableValue"))
        values = {_SAME.get(name, name): value for name, value in values.items()}
        if all(values.get(name, "").strip() for name in ("actor", "issue", "stance")):
            name = f"{item}: case {case.get('name') or case.get('guid')}"
            _add_case(found, case, values, places, codes, users, name)
    _add_coded(found, places, codes, users, item)
    return found


def _add_case(
    found: Found,
    case: Node,
    values: dict[str, str],
    places: dict[str, _Place],
    codes: Codes,
    users: dict[str, str],
    item: str,
) -> None:
    selected = [places[ref.target] for ref in case.all("SelectionRef") if ref.target in places]
    waiting = [place for place in selected if place.codings(codes.conditions)]
    evidence = [place for place in selected if place not in waiting]
    try:
        values = values | {"stance": _stance(values["stance"])}
    except StancebookError as error:
        found.problems.append(Problem(item, f"It is kept, but is no statement here: {error}"))
        return
    if not evidence:
        what = "It is kept, but is no statement here: none of its selections has a place in a text."
        found.problems.append(Problem(item, what))
        return
    found.cases.add(case.guid)
    for place in evidence:
        # only the coding of its own stance and actor is said by the case already
        codings = place.codings(codes.saying(values["actor"], values["issue"], values["stance"]))
        _use(found, place, codings)
        given = {name: values[name] for name in COLUMNS if values.get(name)} | _dates(values)
        coder = given.get("coder") or _coder(codings or place.selection.all("Coding"), place, users)
        _add(found, place, given | _condition(waiting, place), coder, item)
    for place in waiting:
        _use(found, place, place.codings(codes.conditions))


def _dates(values: dict[str, str]) -> dict[str, str]:
    """Give the days of a statement; ``date`` alone is both bounds."""
    day = values.get("date", "")[:10]
    return {"earliest": day, "latest": day} if day and not values.keys() & {"earliest", "latest"} else {}


def _stance(text: str) -> str:
    stance = _YES_NO.get(text.strip().lower(), text.strip().lower())
    if stance not in STANCES:
        raise unknown("stance", text, STANCES)
    return stance


def _condition(waiting: list[_Place], near: _Place) -> dict[str, str]:
    there = [place for place in waiting if place.text is near.text]
    if not there:
        return {}
    start, end = there[0].span
    return {"condition": there[0].words, "condition_start": str(start), "condition_end": str(end)}


def _add(found: Found, place: _Place, given: dict[str, str], coder: str, item: str) -> None:
    document, (start, end) = place.text.document, place.span
    if "statement_id" not in given:
        # whole lines are marked with their line ends
        start, end = trim_span(document.text, place.span)
    cells = {"doc_id": document.doc_id} | given
    cells |= {"start": str(start), "end": str(end), "evidence": document.text[start:end], "coder": coder}
    found.codings.append(Coding(item, coder, tuple(cells.items())))


def _use(found: Found, place: _Place, codings: Iterable[Node]) -> None:
    found.used.setdefault(place.selection.guid, []).extend(codings)


def _coder(codings: list[Node], place: _Place, users: dict[str, str]) -> str:
    guids = [coding.get("creatingUser") for coding in codings] + [place.selection.get("creatingUser")]
    names = [users[guid.strip("{}").lower()] for guid in guids if guid.strip("{}").lower() in users]
    return HUMAN + (names[0] if names else "unknown")


def _add_coded(
    found: Found, places: dict[str, _Place], codes: Codes, users: dict[str, str], item: str
) -> None:
    """Add what is coded with a stance and an actor, and say how much is coded with a stance alone."""
    lacking: Counter[str] = Counter()
    for place in places.values():
        free = [
            one for one in place.codings(codes.stances) if one not in found.used.get(place.selection.guid, ())
        ]
        actors = place.codings(codes.actors)
        if free and not actors:
            lacking[place.text.document.doc_id] += len(free)
        for coding, actor in ((coding, actor) for coding in free for actor in actors):
            issue, stance = codes.stances[coding.first("CodeRef").target]
            values = {"actor": codes.actors[actor.first("CodeRef").target], "issue": issue, "stance": stance}
            name = f"{item}: selection {place.selection.get('guid')}"
            _use(found, place, [coding, actor])
            _add(found, place, values, _coder([coding], place, users), name)
    for doc_id, number in lacking.items():
        selections = count(number, "selection")
        what = f"{selections} coded with a stance but no actor: code the actor there too."
        found.problems.append(Problem(f"{item}: {doc_id}", what, "warning"))


def without_statements(project: Node, texts: Iterable[Selected], found: Found) -> None:
    """Take the statements out of a project: what writes it again puts them back from the tables."""
    cases = project.first("Cases")
    cases.children = [case for case in cases.children if case.guid not in found.cases]
    for text in texts:
        kept: list[Node] = []
        for child in text.node.children:
            used = found.used.get(child.guid, []) if child.tag == "PlainTextSelection" else []
            child.children = [one for one in child.children if one not in used]
            if not used or any(one.tag != "Description" or one.text.strip() for one in child.children):
                kept.append(child)
        text.node.children = kept
    if not cases.children:
        project.children = [child for child in project.children if child.tag != "Cases"]
