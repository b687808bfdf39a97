"""Read a file of any supported format into documents and problems.

>>> from pathlib import Path
>>> for found in read(Path("articles.csv")):  # doctest: +SKIP
...     print(found)
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.binary import HEAD, binary_error
from analysis.reading.files import TABLE_LIMIT, check_file
from analysis.reading.formats import FORMATS, find_format

__all__ = ["SUFFIXES", "is_readable", "read"]

SUFFIXES = tuple(suffix for each in FORMATS for suffix in each.suffixes)
"""The file extensions that ``read`` supports, in lower case."""


def is_readable(path: Path) -> bool:
    """Return whether ``read`` supports a file, judging by its name only; the file is not opened.

    Hidden files are not readable: macOS leaves ``._article.txt`` beside ``article.txt``.
    """
    return find_format(path) is not None and not path.name.startswith(".")


def read(path: Path) -> Iterator[Document | Problem]:
    """Read one file: an article, or a table with one article per row.

    Args:
        path: a file with one of the extensions in ``SUFFIXES``, in upper or lower case.

    Yields:
        A document for each article, followed by a warning for each part that could not be used; a problem
        for each article that is left out. Bad input never raises.
    """
    found = False
    try:
        for item in _choose_reader(path)(path):
            found = True
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


def _choose_reader(path: Path) -> Callable[[Path], Iterator[Document | Problem]]:
    if found := find_format(path):
        return found.read_documents
    check_file(path, TABLE_LIMIT)
    with path.open("rb") as file:
        error = binary_error(file.read(HEAD))
    raise error or StancebookError(
        f"Files named *{path.suffix} are not supported. If it is in one of the supported formats, change its "
        f"extension to one of: {', '.join(SUFFIXES)}."
    )
