"""Read metadata from the names of files, by a pattern such as ``{date} - {outlet} - {title}``."""

import re
from collections.abc import Iterable, Iterator

from analysis.documents import Document, Problem, fill_missing
from analysis.errors import StancebookError, unknown_name_error
from analysis.reading.dates import publication_day
from analysis.reading.values import format_value
from analysis.text import format_count

FIELDS = {
    "date": "published",
    "outlet": "outlet",
    "author": "author",
    "title": "title",
    "language": "language",
    "id": "",
}
"""The names in a pattern, with the fields of ``Document``; ``id`` stands for anything that is not used."""
_FIELD = re.compile(r"\{([^{}]*)\}")
_DAY = re.compile(r"((?:19|20)\d\d([-_.]?)(?:0\d|1[0-2])\2(?:[0-2]\d|3[01]))([ _-]+)\S")
_SHOWN = 3


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a regular expression for a pattern.

    Raises:
        StancebookError: if a name in it is unknown or occurs twice, or no text separates two of them.
    """
    parts = _FIELD.split(pattern)
    names, texts = parts[1::2], parts[0::2]
    for name in names:
        if name not in FIELDS:
            raise StancebookError(unknown_name_error("name in a pattern of file names", name, FIELDS))
        if names.count(name) > 1:
            raise StancebookError(f"{pattern!r} has {{{name}}} twice; expected it once.")
    if not names or not all(texts[1:-1]):
        raise StancebookError(
            f"{pattern!r} is no pattern of file names; expected names in braces with characters between "
            "them, such as '{date}_{outlet}_{title}'."
        )
    fields = "".join(f"(?P<{name}>.+?){re.escape(text)}" for name, text in zip(names, texts[1:], strict=True))
    return re.compile(re.escape(texts[0]) + fields, re.DOTALL)


def fill_from_names(documents: Iterable[Document], pattern: re.Pattern[str]) -> Iterator[Document | Problem]:
    """Fill in missing metadata from the names of the files, which are the documents' identifiers.

    Yields:
        The documents, and a warning for the names that do not fit the pattern or have no readable day.
    """
    unfit: list[str] = []
    for document in documents:
        match = pattern.fullmatch(document.doc_id)
        if match is None:
            unfit.append(document.doc_id)
            yield document
            continue
        values: dict[str, object] = {}
        for name, value in match.groupdict().items():
            try:
                values[FIELDS[name]] = _read_value(name, value)
            except StancebookError as error:
                yield Problem(document.doc_id, f"In its file name: {error}", "warning")
        yield fill_missing(document, values)
    if unfit:
        verb = "does" if len(unfit) == 1 else "do"
        message = f"{format_count(len(unfit), 'file name')} {verb} not fit the pattern `file_names`: "
        yield Problem("corpus.toml", message + f"{', '.join(unfit[:_SHOWN])}.", "warning")


def _read_value(name: str, value: str) -> str | None:
    if name == "date":
        return publication_day(value.replace("_", "-").strip())
    if name == "language":
        return value.strip().lower()
    # names of files often have underscores or hyphens for spaces
    spaced = value if " " in value else re.sub("[_-]", " ", value)
    return format_value(spaced)


def suggest_pattern(names: Iterable[str]) -> str | None:
    """Return a pattern for names that begin with a day, or None if most do not."""
    listed = list(names)
    matches = [match for name in listed if (match := _DAY.match(name))]
    if not matches or 2 * len(matches) < len(listed):
        return None
    return f"{{date}}{matches[0][3]}{{title}}"
