"""Read a data set of coded articles: each article with a codebook of its own and reference positions.

A data set is a folder with

- ``labels/*.jsonl``, one article a line: ``doc``, ``source``, ``actors`` and ``issues`` as in a codebook,
  ``positions`` (``actor``, ``issue``, ``stance`` and, if known, ``how`` it shows) and perhaps ``split``, such
  as train and test;
- ``<source>.jsonl``, the articles of a source: ``id``, ``text`` and perhaps ``title``, ``date``, ``outlet``
  and ``url``. Texts that may not be passed on can be missing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codebook import Codebook, parse_codebook
from analysis.corpus.collecting import Corpus
from analysis.documents import Document, Problem
from analysis.errors import StancebookError, shorten
from analysis.files import TABLE_LIMIT, check_file
from analysis.reading.values import format_value
from analysis.settings import CORPUS_FILE
from analysis.structured import parse_json
from analysis.text import format_count

LABELS = "labels"
WHOLE = "all"
POSITION_COLUMNS = ("doc_id", "actor", "issue", "stance", "how")


@dataclass(frozen=True)
class CodedArticle:
    """An article, its codebook and its reference positions.

    Attributes:
        document: the article; its identifier begins with the source.
        codebook: the actors and issues to code in this article.
        positions: one row per actor and issue with a position: ``doc_id``, ``actor``, ``issue``, ``stance``
            (also ``mixed``), ``how``.
        split: the part of the data set that it belongs to.
    """

    document: Document
    codebook: Codebook
    positions: pd.DataFrame
    split: str = WHOLE

    def open(self, path: Path, coder: str) -> Corpus:
        """Return the article as a corpus to code.

        Args:
            path: the folder of the data set.
            coder: entry point of the coder of statements.
        """
        return Corpus(self.document.doc_id, path, (self.document,), self.codebook, coder=coder)


def is_data_set(path: Path) -> bool:
    """Tell whether a path is a folder of coded articles."""
    return any((path / LABELS).glob("*.jsonl")) and not (path / CORPUS_FILE).exists()


def read_coded_articles(folder: Path) -> tuple[list[CodedArticle], list[Problem]]:
    """Return the articles whose text is there, and a note for each source whose texts are not.

    Args:
        folder: the data set.

    Raises:
        StancebookError: if a row is not as described above, or no article has a text.
    """
    articles: list[CodedArticle] = []
    missing: dict[str, int] = {}
    texts: dict[str, dict[str, Any]] = {}
    for file in sorted((folder / LABELS).glob("*.jsonl")):
        for item, row in _read_rows(file):
            source = str(_get(item, row, "source"))
            if Path(source).name != source:
                raise StancebookError(f"{item}: source: expected the name of a file, got {shorten(source)}.")
            if source not in texts:
                texts[source] = _read_texts(folder / f"{source}.jsonl")
            if str(_get(item, row, "doc")) in texts[source]:
                articles.append(_build_article(item, row, texts[source][str(row["doc"])]))
            else:
                missing[source] = missing.get(source, 0) + 1
    if not articles:
        raise StancebookError(f"{folder}: no coded article has its text. Expected labels/*.jsonl and texts.")
    return articles, [_note_missing(folder, source, number) for source, number in missing.items()]


def _note_missing(folder: Path, source: str, number: int) -> Problem:
    where = folder / f"{source}.jsonl"
    message = f"{format_count(number, 'article')} not evaluated, for lack of text: expected in {where}."
    return Problem(source, message, "note")


def _read_texts(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    return {str(_get(item, row, "id")): row for item, row in _read_rows(file)}


def _read_rows(file: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the place and content of each line."""
    try:
        check_file(file, TABLE_LIMIT)
    except StancebookError as error:
        raise StancebookError(f"{file}: {error}") from None
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            item = f"{file.name}, line {number}"
            try:
                row = parse_json(line)
            except StancebookError as error:
                raise StancebookError(f"{item}: {error}") from None
            if not isinstance(row, dict):
                raise StancebookError(f"{item}: expected a JSON object, got {type(row).__name__}.")
            yield item, row


def _get(item: str, row: Mapping[str, Any], key: str) -> Any:
    if key not in row:
        raise StancebookError(f"{item}: expected {key!r}, but it is missing.")
    return row[key]


def _list_positions(item: str, row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    positions = _get(item, row, "positions")
    if not isinstance(positions, list) or not all(isinstance(position, dict) for position in positions):
        raise StancebookError(f"{item}: positions: expected a list of objects, got {shorten(positions)}.")
    return positions


def _drop_empty(entries: Any) -> Any:
    """Return the actors or issues of a row without what is left open, such as an actor's side."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return entries
    return [{name: value for name, value in entry.items() if value != ""} for entry in entries]


def _build_article(item: str, row: Mapping[str, Any], article: Mapping[str, Any]) -> CodedArticle:
    try:
        codebook = parse_codebook({key: _drop_empty(_get(item, row, key)) for key in ("actors", "issues")})
    except StancebookError as error:
        raise StancebookError(f"{item}: {error}") from None
    document = Document(
        f"{row['source']}/{row['doc']}",
        str(_get(item, article, "text")),
        format_value(article.get("title")),
        format_value(article.get("outlet")),
        published=format_value(article.get("date")),
        url=format_value(article.get("url")),
    )
    known = set(codebook.pairs())
    rows = []
    for position in _list_positions(item, row):
        actor, issue, stance = (_get(item, position, key) for key in ("actor", "issue", "stance"))
        if (actor, issue) not in known:
            raise StancebookError(f"{item}: {actor!r} or {issue!r} is not in the article's codebook.")
        rows.append((document.doc_id, actor, issue, stance, position.get("how")))
    return CodedArticle(
        document, codebook, pd.DataFrame(rows, columns=POSITION_COLUMNS), str(row.get("split", WHOLE))
    )
