"""Read a file of any supported format into documents and problems.

>>> from pathlib import Path
>>> for found in read(Path("articles.csv")):  # doctest: +SKIP
...     print(found)
"""

from collections.abc import Iterator
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import TABLE_LIMIT, check_file
from analysis.reading.binary import HEAD, binary_error
from analysis.reading.formats import FORMATS, find_by_content, find_format

__all__ = ["SUFFIXES", "is_readable", "read"]

SUFFIXES = tuple(suffix for each in FORMATS for suffix in each.suffixes)
"""The file extensions that ``read`` supports, in lower case."""


def is_readable(path: Path) -> bool:
    """Return whether ``read`` supports a file, judging by its name only; the file is not opened.

    Hidden files are not readable: macOS leaves ``._article.txt`` beside ``article.txt``.
    """
    return find_format(path) is not None and not path.name.startswith(".")


def read(path: Path) -> Iterator[Document | Problem]:
    """Read one file: an article, a table with one article per row, or an archive of files.

    Args:
        path: a file with one of the extensions in ``SUFFIXES``, in upper or lower case. A file that is
            plainly in another of the formats is read as what it is, and a note says so.

    Yields:
        A document for each article, followed by a warning for each part that could not be used; a problem
        for each article that is left out. Bad input never raises.
    """
    found = False
    try:
        for item in _read_chosen(path):
            found = found or not isinstance(item, Problem) or item.severity == "left out"
            yield item
        if not found:
            yield Problem(path.name, "No article was found in it; expected a header and at least one row.")
    except StancebookError as error:
        yield Problem(path.name, str(error))
    except OSError as error:
        reason = error.strerror or error
        yield Problem(
            path.name, f"It could not be opened ({reason}); check that it exists and that you may read it."
        )
    except Exception as error:
        # the other files must be read whatever a library raises for this one
        message = f"It could not be read ({type(error).__name__}: {error}); save it as plain text."
        yield Problem(path.name, message)


def _read_chosen(path: Path) -> Iterator[Document | Problem]:
    """Read a file in the format that its content shows, else in the one that its extension names."""
    check_file(path, TABLE_LIMIT)
    named, shown = find_format(path), find_by_content(path)
    if shown and shown is not named:
        called = f"is named *{path.suffix}" if path.suffix else "has no extension"
        yield Problem(path.name, f"It {called}, but it is {shown.name} and is read as such.", "note")
    chosen = shown or named
    if chosen is None:
        raise _unsupported_error(path)
    yield from chosen.read_documents(path)


def _unsupported_error(path: Path) -> StancebookError:
    with path.open("rb") as file:
        error = binary_error(file.read(HEAD))
    if error:
        return error
    if not path.suffix:
        return StancebookError(
            "Its name has no extension, so its format is unknown. If it is a text, add .txt to its name; "
            "otherwise, the extension of its format."
        )
    return StancebookError(
        f"Files named *{path.suffix} are not supported. If it is in one of the supported formats, change its "
        f"extension to one of: {', '.join(SUFFIXES)}."
    )
