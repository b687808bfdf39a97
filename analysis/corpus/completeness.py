"""Say how many documents lack a publication day, an outlet or a title, and group problems that repeat."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from analysis.corpus.file_names import suggest_pattern
from analysis.documents import Document, Problem
from analysis.text import format_count

_FIELDS = {
    "published": ("publication day", ", so days such as “on Monday” stay open"),
    "outlet": ("outlet", ""),
    "title": ("title", ""),
}
_SHOWN = 5
_MOST = 5
"""Problems of one kind that are listed singly."""


def describe_gaps(item: str, documents: Iterable[Document]) -> Iterator[Problem]:
    """Yield a note for each field that documents lack, with their number and names.

    Args:
        item: what the note is about: the corpus.
        documents: all documents.
    """
    listed = list(documents)
    for field, (name, consequence) in _FIELDS.items():
        names = [document.doc_id for document in listed if getattr(document, field) is None]
        if not names:
            continue
        verb = "has" if len(names) == 1 else "have"
        message = f"{len(names):,} of {format_count(len(listed), 'text')} {verb} no {name}{consequence}: "
        message += f"{_list_names(names)}."
        pattern = suggest_pattern(names) if field == "published" else None
        if pattern:
            message += (
                " Days stand at the beginning of file names: to use them, add "
                f'file_names = "{pattern}" to corpus.toml.'
            )
        yield Problem(item, message, "note")


def group_problems(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield each problem in its order; many items with the same problem become one, at the first."""
    listed = list(problems)
    items: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in listed:
        items[problem.message, problem.severity].append(problem)
    for problem in listed:
        same = items[problem.message, problem.severity]
        if len(same) <= _MOST:
            yield problem
        elif problem is same[0]:
            names = [problem.item for problem in same]
            message = f"{_list_names(names)}: {problem.message}"
            yield Problem(format_count(len(same), "item"), message, problem.severity)


def _list_names(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
