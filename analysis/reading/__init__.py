"""Text in: one file of any known kind becomes documents, and problems worded for its owner.

>>> from pathlib import Path
>>> for found in read(Path("articles.csv")):  # doctest: +SKIP
...     print(found)
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading import delimited, jsonlines, page, parquet, plain
from analysis.reading.binary import HEAD, refusal
from analysis.reading.files import TABLE_LIMIT, check

__all__ = ["SUFFIXES", "is_readable", "read"]

_READERS: dict[str, Callable[[Path], Iterator[Document | Problem]]] = {
    ".txt": plain.documents,
    ".md": plain.documents,
    ".markdown": plain.documents,
    ".html": page.documents,
    ".htm": page.documents,
    ".csv": delimited.documents,
    ".tsv": delimited.documents,
    ".jsonl": jsonlines.documents,
    ".ndjson": jsonlines.documents,
    ".parquet": parquet.documents,
}

SUFFIXES = tuple(_READERS)
"""The suffixes of the files that ``read`` knows, in lower case."""


def is_readable(path: Path) -> bool:
    """Whether ``read`` knows this kind of file, by its name alone: nothing is opened.

    Hidden files are not readable: ``._article.txt`` is what macOS leaves beside ``article.txt``.
    """
    return path.suffix.lower() in _READERS and not path.name.startswith(".")


def read(path: Path) -> Iterator[Document | Problem]:
    """Read one file: an article, or a table with one article per row.

    Args:
        path: a file whose suffix is in ``SUFFIXES``, in upper or lower case.

    Yields:
        A document per article, followed by a warning for each part of it that could not be used;
        a problem in place of each article that is left out. Bad input never raises.
    """
    found = False
    try:
        for one in _reader(path)(path):
            found = True
            yield one
        if not found:
            yield Problem(path.name, "No article was found in it; expected a header and at least one row.")
    except StancebookError as error:
        yield Problem(path.name, str(error))
    except OSError as error:
        reason = error.strerror or error
        yield Problem(
            path.name, f"It could not be opened ({reason}); is it still there, and may you read it?"
        )
    except Exception as error:
        # whatever a library makes of one file, the others go on
        what = f"It could not be read ({type(error).__name__}: {error}); save it as plain text."
        yield Problem(path.name, what)


def _reader(path: Path) -> Callable[[Path], Iterator[Document | Problem]]:
    if reader := _READERS.get(path.suffix.lower()):
        return reader
    check(path, TABLE_LIMIT)
    with path.open("rb") as file:
        error = refusal(file.read(HEAD))
    raise error or StancebookError(
        f"Files named *{path.suffix} are not read; give it one of these suffixes if it is such a file: "
        f"{', '.join(SUFFIXES)}."
    )
