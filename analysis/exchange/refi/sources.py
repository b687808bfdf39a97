"""The texts of a REFI-QDA project and the spans selected in them."""

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
from analysis.exchange.refi.markup import ORIGIN, Node, guid_of
from analysis.exchange.refi.variables import value_of
from analysis.reading.building import build
from analysis.reading.decoding import decode
from analysis.reading.files import ARTICLE_LIMIT
from analysis.reading.metadata import pick
from analysis.reading.normalising import one_line

MEDIA = ("PictureSource", "PDFSource", "AudioSource", "VideoSource")


@dataclass
class Selected:
    """A text with its selections.

    Attributes:
        source: the element that the project lists.
        node: the element that holds the selections: the source, or the text of a PDF.
        document: the article.
        spans: where each selection stands, by its identifier.
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
    """Read the texts of a project and place its selections.

    Args:
        project: its root.
        archive: the file it stands in.
        item: what the file is called in messages.
        variables: the names of the variables, by their identifiers.

    Returns:
        A text for each source that has one, and the problems.
    """
    texts: list[_Text] = []
    problems: list[Problem] = []
    taken: set[str] = set()
    given = _given(project, variables)
    for source in project.first("Sources").children:
        name = f"{item}: {one_line(source.get('name')) or source.get('guid')}"
        try:
            for found in _text(name, source, archive, given.get(source.guid, {}), taken, variables):
                (texts if isinstance(found, _Text) else problems).append(found)  # type: ignore[arg-type]
        except StancebookError as error:
            problems.append(Problem(name, str(error)))
    return _placed(texts, project.get("origin"), item, problems), problems


def _usual(origin: str) -> Reading:
    """Tell how a program counts, as far as that is known."""
    if "nvivo" in origin.lower():
        return Reading("UTF-16 units")
    return Reading(ends="as one") if "atlas" in origin.lower() else Reading()


def _given(project: Node, variables: dict[str, str]) -> dict[str, dict[str, str]]:
    """Give the variables of sources as MAXQDA writes them: in a case without selections for each source."""
    found: dict[str, dict[str, str]] = {}
    for case in project.first("Cases").all("Case"):
        sources = case.all("SourceRef")
        if len(sources) == 1 and not case.all("SelectionRef"):
            found.setdefault(sources[0].target, {}).update(_values(case, variables))
    return found


def _values(node: Node, variables: dict[str, str]) -> dict[str, str]:
    return dict(value_of(value, variables) for value in node.all("VariableValue"))


def _text(
    name: str,
    source: Node,
    archive: Archive,
    given: dict[str, str],
    taken: set[str],
    variables: dict[str, str],
) -> Iterator["_Text | Problem"]:
    node = source.first("Representation") if source.tag == "PDFSource" else source
    if source.tag in MEDIA and not (node.get("plainTextPath") or node.all("PlainTextContent")):
        kind = source.tag.removesuffix("Source")
        yield Problem(name, f"There is no text in it ({kind}); it is kept with its codings, and not shown.")
        return
    raw, has_mark = _raw(node, archive)
    values = given | _values(source, variables)
    doc_id = values.get("doc_id") or _name(source, node)
    doc_id = make_unique(doc_id, taken)
    title = None if "doc_id" in values else one_line(source.get("name")) or None
    for found in build(name, doc_id, raw, {"title": title} | pick(values)):
        if isinstance(found, Problem):
            yield found
            continue
        taken.add(doc_id)
        selections = _identified(node, doc_id)
        yield _Text(
            source, node, replace(found, doc_id=doc_id), normalise_text(raw), has_mark, selections,
            [_claim(selection) for selection in selections],
        )  # fmt: skip


def _name(source: Node, node: Node) -> str:
    path = PurePosixPath(node.get("plainTextPath")).name
    return one_line(source.get("name")) or path or source.get("guid") or "document"


def _raw(node: Node, archive: Archive) -> tuple[str, bool]:
    """Give a text as it is stored, and whether it had a byte order mark."""
    path = node.get("plainTextPath")
    if not path and node.all("PlainTextContent"):
        return node.first("PlainTextContent").text, False
    if not path:
        rich = node.get("richTextPath")
        what = f"only as {PurePosixPath(rich).suffix or 'rich text'}" if rich else "not at all"
        raise StancebookError(
            f"Its text is {what} in the project, and a plain text was expected; it is kept."
        )
    name = archive.find(path)
    if name is None:
        raise StancebookError(
            f"Its text {path[:200]!r} is not in the project file; export it with its sources inside."
        )
    data = archive.read(name, ARTICLE_LIMIT)
    text = decode(data)
    return text.removeprefix("\ufeff"), data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))


def _identified(node: Node, doc_id: str) -> list[Node]:
    """Give the selections of a text, each with an identifier of its own."""
    taken: set[str] = set()
    selections = node.all("PlainTextSelection")
    for number, selection in enumerate(selections):
        selection.children = [_coding(child, doc_id, number) for child in _one_code_each(selection.children)]
        if not selection.guid or selection.guid in taken:
            selection.attributes["guid"] = guid_of("unnamed selection", doc_id, number)
        taken.add(selection.guid)
    return selections


def _one_code_each(nodes: list[Node]) -> Iterator[Node]:
    """Give the children of a selection, a coding with several codes as one for each."""
    for node in nodes:
        references = node.all("CodeRef")
        yield node
        if node.tag == "Coding":
            node.children = [child for child in node.children if child not in references[1:]]
            yield from references[1:]


def _coding(node: Node, doc_id: str, number: int) -> Node:
    """Give a code that a tool puts straight into a selection the coding that the schema wants around it."""
    if node.tag != "CodeRef":
        return node
    return Node("Coding", {"guid": guid_of("unnamed coding", doc_id, number, node.target)}, children=[node])


def _claim(selection: Node) -> Claim:
    return Claim(
        _number(selection.get("startPosition")),
        _number(selection.get("endPosition")),
        (selection.get("name"), selection.first("Description").text),
    )


def _number(text: str) -> int:
    try:
        return int(text) if len(text) < 20 else -1
    except ValueError:
        return -1


def _placed(texts: list[_Text], origin: str, item: str, problems: list[Problem]) -> list[Selected]:
    sources = [Source(text.text.raw, text.claims, text.has_mark) for text in texts]
    if origin == ORIGIN:
        choices = [apply_reading(source, Reading()) for source in sources]
    else:
        choices = choose_readings(sources, _usual(origin))
    found: list[Selected] = []
    for text, choice in zip(texts, choices, strict=True):
        name = f"{item}: {text.document.doc_id}"
        if choice.rival:
            problems.append(report_ambiguity(name, choice.reading, choice.rival, text.claims))
        selected = Selected(text.source, text.node, text.document)
        are_quotes = _name_words(text, choice.spans)
        for selection, claim, span in zip(text.selections, text.claims, choice.spans, strict=True):
            selection_name = f"{name}: selection {selection.get('guid')}"
            located = locate_span(selection_name, text.text, claim, span, are_quotes)
            if located.span:
                selected.spans[selection.guid] = located.span
            if located.problem:
                problems.append(located.problem)
        found.append(selected)
    return found


def _name_words(text: _Text, spans: list[Span | None]) -> bool:
    """Whether the selections of a text are named by their words: most names stand where they should."""
    named = [
        matches_quote(text.text.raw[slice(*span)], claim.quotes[0])
        for claim, span in zip(text.claims, spans, strict=True)
        if span and claim.quotes[0].strip()
    ]
    return sum(named) * 2 > len(named)
