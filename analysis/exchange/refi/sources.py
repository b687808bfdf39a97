"""Read the texts of a REFI-QDA project and locate the selections in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.exchange.anchoring import Span, locate_span, report_ambiguity
from analysis.exchange.normalised import NormalisedText, normalise_text
from analysis.exchange.offsets import Claim, Reading, Source, apply_reading, choose_readings
from analysis.exchange.project import make_unique
from analysis.exchange.quoting import matches_quote
from analysis.exchange.refi.archive import Archive
from analysis.exchange.refi.markup import ORIGIN, Node, make_guid
from analysis.exchange.refi.variables import read_value
from analysis.files import ARTICLE_LIMIT
from analysis.reading.building import build_verbatim
from analysis.reading.decoding import decode
from analysis.reading.metadata import pick_fields
from analysis.reading.normalising import to_one_line

MEDIA = ("PictureSource", "PDFSource", "AudioSource", "VideoSource")


@dataclass
class Selected:
    """A text with its selections.

    Attributes:
        source: the element that the project lists.
        node: the element that holds the selections: the source, or the text of a PDF.
        document: the article.
        spans: the span of each selection, by identifier.
    """

    source: Node
    node: Node
    document: Document
    spans: dict[str, Span] = field(default_factory=dict)


@dataclass
class _Text:
    source: Node
    node: Node
    document: Document
    text: NormalisedText
    has_mark: bool
    selections: list[Node]
    claims: list[Claim]


def read_sources(
    project: Node, archive: Archive, item: str, variables: dict[str, str]
) -> tuple[list[Selected], list[Problem]]:
    """Read the texts of a project and locate its selections.

    Args:
        project: its root.
        archive: its archive.
        item: the file's name in messages.
        variables: the names of the variables, by identifier.

    Returns:
        A text for each source that has one, and the problems.
    """
    texts: list[_Text] = []
    problems: list[Problem] = []
    taken: set[str] = set()
    case_values = _read_case_values(project, variables)
    for source in project.first("Sources").children:
        name = f"{item}: {to_one_line(source.get('name')) or source.get('guid')}"
        try:
            values = case_values.get(source.guid, {})
            for result in _read_source(name, source, archive, values, taken, variables):
                if isinstance(result, Problem):
                    problems.append(result)
                else:
                    texts.append(result)
        except StancebookError as error:
            problems.append(Problem(name, str(error)))
    return _locate_selections(texts, project.get("origin"), item, problems), problems


def _guess_reading(origin: str) -> Reading:
    """Return how a program is known to count offsets, or code points by default."""
    if "nvivo" in origin.lower():
        return Reading("UTF-16 units")
    return Reading(ends="as one") if "atlas" in origin.lower() else Reading()


def _read_case_values(project: Node, variables: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the variables of sources as MAXQDA writes them: one case without selections per source."""
    found: dict[str, dict[str, str]] = {}
    for case in project.first("Cases").all("Case"):
        sources = case.all("SourceRef")
        if len(sources) == 1 and not case.all("SelectionRef"):
            found.setdefault(sources[0].target, {}).update(_read_values(case, variables))
    return found


def _read_values(node: Node, variables: dict[str, str]) -> dict[str, str]:
    return dict(read_value(value, variables) for value in node.all("VariableValue"))


def _read_source(
    name: str,
    source: Node,
    archive: Archive,
    case_values: dict[str, str],
    taken: set[str],
    variables: dict[str, str],
) -> Iterator["_Text | Problem"]:
    node = source.first("Representation") if source.tag == "PDFSource" else source
    if source.tag in MEDIA and not (node.get("plainTextPath") or node.all("PlainTextContent")):
        kind = source.tag.removesuffix("Source")
        yield Problem(name, f"The source has no text ({kind}); it is kept with its codings, but not shown.")
        return
    raw, has_mark = _read_text(node, archive)
    values = case_values | _read_values(source, variables)
    doc_id = values.get("doc_id") or _choose_name(source, node)
    doc_id = make_unique(doc_id, taken)
    title = None if "doc_id" in values else to_one_line(source.get("name")) or None
    for result in build_verbatim(name, doc_id, raw, {"title": title} | pick_fields(values)):
        if isinstance(result, Problem):
            yield result
            continue
        taken.add(doc_id)
        selections = _identify_selections(node, doc_id)
        yield _Text(
            source, node, replace(result, doc_id=doc_id), normalise_text(raw), has_mark, selections,
            [_build_claim(selection) for selection in selections],
        )  # fmt: skip


def _choose_name(source: Node, node: Node) -> str:
    path = PurePosixPath(node.get("plainTextPath")).name
    return to_one_line(source.get("name")) or path or source.get("guid") or "document"


def _read_text(node: Node, archive: Archive) -> tuple[str, bool]:
    """Return a text as stored, and whether it had a byte order mark."""
    path = node.get("plainTextPath")
    name = archive.find(path)
    if name is None and node.all("PlainTextContent"):
        return node.first("PlainTextContent").text, False
    if not path:
        rich = node.get("richTextPath")
        form = f"only as {PurePosixPath(rich).suffix or 'rich text'}" if rich else "not"
        raise StancebookError(
            f"Its text is {form} in the project; expected plain text. The source is kept, but not read."
        )
    if name is None:
        raise StancebookError(
            f"Its text {path[:200]!r} is not in the project file; export the project with its sources."
        )
    data = archive.read(name, ARTICLE_LIMIT)
    text = decode(data)
    return text.removeprefix("\ufeff"), data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))


def _identify_selections(node: Node, doc_id: str) -> list[Node]:
    """Return the selections of a text, each with a unique identifier."""
    taken: set[str] = set()
    selections = node.all("PlainTextSelection")
    for number, selection in enumerate(selections):
        selection.children = [
            _wrap_code(child, doc_id, number) for child in _split_codings(selection.children)
        ]
        if not selection.guid or selection.guid in taken:
            selection.attributes["guid"] = make_guid("unnamed selection", doc_id, number)
        taken.add(selection.guid)
    return selections


def _split_codings(nodes: list[Node]) -> Iterator[Node]:
    """Yield the children of a selection, with a coding of several codes split into one per code."""
    for node in nodes:
        references = node.all("CodeRef")
        yield node
        if node.tag == "Coding":
            node.children = [child for child in node.children if child not in references[1:]]
            yield from references[1:]


def _wrap_code(node: Node, doc_id: str, number: int) -> Node:
    """Wrap a code that is directly inside a selection in the coding that the schema requires."""
    if node.tag != "CodeRef":
        return node
    return Node("Coding", {"guid": make_guid("unnamed coding", doc_id, number, node.target)}, children=[node])


def _build_claim(selection: Node) -> Claim:
    return Claim(
        _parse_offset(selection.get("startPosition")),
        _parse_offset(selection.get("endPosition")),
        (selection.get("name"), selection.first("Description").text),
    )


def _parse_offset(text: str) -> int:
    try:
        return int(text) if len(text) < 20 else -1
    except ValueError:
        return -1


def _locate_selections(texts: list[_Text], origin: str, item: str, problems: list[Problem]) -> list[Selected]:
    sources = [Source(text.text.raw, text.claims, text.has_mark) for text in texts]
    if origin == ORIGIN:
        choices = [apply_reading(source, Reading()) for source in sources]
    else:
        choices = choose_readings(sources, _guess_reading(origin))
    selected_texts: list[Selected] = []
    for text, choice in zip(texts, choices, strict=True):
        name = f"{item}: {text.document.doc_id}"
        if choice.rival:
            problems.append(report_ambiguity(name, choice.reading, choice.rival, text.claims))
        selected = Selected(text.source, text.node, text.document)
        are_quotes = _are_names_quotes(text, choice.spans)
        for selection, claim, span in zip(text.selections, text.claims, choice.spans, strict=True):
            selection_name = f"{name}: selection {selection.get('guid')}"
            located = locate_span(selection_name, text.text, claim, span, are_quotes)
            if located.span:
                selected.spans[selection.guid] = located.span
            if located.problem:
                problems.append(located.problem)
        selected_texts.append(selected)
    return selected_texts


def _are_names_quotes(text: _Text, spans: list[Span | None]) -> bool:
    """Return whether the names of a text's selections quote their words: most match their spans."""
    matches = [
        matches_quote(text.text.raw[slice(*span)], claim.quotes[0])
        for claim, span in zip(text.claims, spans, strict=True)
        if span and claim.quotes[0].strip()
    ]
    return sum(matches) * 2 > len(matches)
