"""The readers under test: each takes a path and returns what it found, or raises ``StancebookError``.

What is found is returned as JSON can hold it, so that two processes can be compared. ``Flaw`` is raised for
what no reader may return, such as text that cannot be written again, or a row that is lost without a word.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import is_dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from analysis import reading, tables
from analysis.documents import Document, Problem
from analysis.parameters import NOTEBOOKS
from tests.fuzzing.flaws import Flaw

CATCH_ALL = re.compile(r"It could not be read \(\w+: .*\); save it as plain text\.", re.DOTALL)


def read_articles(path: Path) -> Any:
    """Read a file of articles."""
    found = list(reading.read(path))
    for item in found:
        if isinstance(item, Problem) and CATCH_ALL.fullmatch(item.message):
            # what a library raised is told to the user, but by whom it was raised is told to nobody
            list(reading._read_chosen(path))
            raise Flaw(f"caught by nobody: {item.message}")
    if not any(isinstance(item, Document) or item.severity == "left out" for item in found):
        raise Flaw("lost: neither a document nor a problem")
    check_documents(item for item in found if isinstance(item, Document))
    return simplify(found)


def check_documents(documents: Iterable[Document]) -> None:
    """Check what holds of each document, whatever it was read from."""
    for document in documents:
        for name, value in vars(document).items():
            if value is None:
                continue
            if not isinstance(value, str):
                raise Flaw(f"{name} is a {type(value).__name__}")
            try:
                value.encode()
            except UnicodeEncodeError:
                raise Flaw(f"{name} cannot be written as UTF-8") from None
            if "\x00" in value:
                raise Flaw(f"{name} has a null character")
            if name not in ("text", "doc_id") and "\n" in value:
                raise Flaw(f"{name} has several lines")
        if not document.text.strip():
            raise Flaw("the text is empty")
        if (
            document.published is not None
            and date.fromisoformat(document.published).isoformat() != document.published
        ):
            raise Flaw("published is no day")


def open_any(path: Path) -> Any:
    """Open whatever a path names as a corpus."""
    from analysis.corpus import open_corpus

    corpus = open_corpus(path)
    check_documents(corpus.documents)
    tables.check("documents", corpus.table())
    return simplify([corpus.documents, corpus.codebook, corpus.codings, corpus.decisions, corpus.chronology,
                     corpus.problems])  # fmt: skip


def open_project(path: Path) -> Any:
    """Open a project file, write it in all formats that it may be converted to, and read these again."""
    from analysis.coding import place_statements
    from analysis.corpus import open_corpus
    from analysis.exchange import FORMATS

    found = open_any(path)
    corpus = open_corpus(path)
    if corpus.codebook is None:
        return found
    placed = place_statements(corpus, corpus.codebook, tables.build("statements", [])).human
    check_spans({"documents": corpus.table(), "statements": placed})
    with TemporaryDirectory() as folder:
        for suffix, form in FORMATS.items():
            if form.write is None:
                continue
            out = Path(folder) / f"new{suffix}"
            form.write(out, corpus.table(), placed, corpus.codebook, corpus.origin)
            if form.read is not None and len(open_corpus(out).documents) != len(corpus.documents):
                raise Flaw(f"lost: an article, written as {suffix} and read again")
    return found


def code_corpus(path: Path) -> Any:
    """Open a corpus and code it, with all that people decided."""
    from analysis.coding import code
    from analysis.corpus import open_corpus

    codes = code(open_corpus(path))
    check_tables(codes.tables)
    return simplify([codes.tables, codes.problems])


def check_tables(found: tables.Tables) -> None:
    """Check the six tables: their schemas, and that spans are where their text is."""
    for name, frame in found.items():
        tables.check(name, frame)
    check_spans(found)


SPANS = (
    ("quotes", "start", "end", "content"), ("quotes", "source_start", "source_end", "source"),
    ("quotes", "cue_start", "cue_end", "cue"), ("statements", "start", "end", "evidence"),
    ("statements", "condition_start", "condition_end", "condition"), ("tones", "start", "end", "expression"),
    ("dates", "start", "end", "text"), ("events", "start", "end", "evidence"),
)  # fmt: skip


def check_spans(found: tables.Tables) -> None:
    """Check that each span of the tables is where its text is in the document."""
    texts = dict(zip(found["documents"]["doc_id"], found["documents"]["text"], strict=True))
    for table, start, end, text in SPANS:
        if table not in found:
            continue
        frame = found[table]
        frame = frame[frame["doc_id"].notna() & frame[start].notna() & frame[end].notna()]
        for doc_id, first, last, words in zip(
            frame["doc_id"], frame[start], frame[end], frame[text], strict=True
        ):
            there = texts[doc_id][int(first) : int(last)] if doc_id in texts else words
            if there != words:
                raise Flaw(f"span: {table}.{text} is {words!r}, but {there!r} is there")


def read_codebook(path: Path) -> Any:
    """Read a codebook and write it in both formats."""
    from analysis.exchange import CODEBOOKS

    codebook = CODEBOOKS[path.suffix].read(path)
    with TemporaryDirectory() as folder:
        for suffix, form in CODEBOOKS.items():
            out = Path(folder) / f"new{suffix}"
            form.write(codebook, out, "Title")
            again = form.read(out)
            if len(again.issues) != len(codebook.issues) or len(again.actors) != len(codebook.actors):
                raise Flaw(f"lost: an actor or issue, written as {suffix} and read again")
    return simplify(codebook)


def read_batch(path: Path) -> Any:
    """Read a table of reports and plan them, or the manifest of a batch."""
    from analysis.reporting.batch.manifest import read_records
    from analysis.reporting.batch.planning import collect_jobs
    from analysis.reporting.batch.table import read_table
    from analysis.reporting.running import DEFAULT_LIMITS

    if path.name == "manifest.jsonl":
        with TemporaryDirectory() as folder:
            from analysis.reporting.batch.pages import write_index

            shutil.copy(path, folder)
            records = read_records(path)
            write_index(folder)
        return simplify(list(records.values()))
    rows = list(read_table(path, {one.name: one for given in NOTEBOOKS.values() for one in given}))
    return simplify(collect_jobs((), rows, {}, Path("out"), None, DEFAULT_LIMITS))


def go_on_reviewing(path: Path) -> Any:
    """Go on with a review: read its table, decide once, and read it again."""
    from analysis.coding import code
    from analysis.corpus import open_corpus
    from analysis.reviewing.recording import Recorder
    from analysis.reviewing.session import Session

    of = {".events": "events", ".attributions": "attributions"}.get(Path(path.stem).suffix, "statements")
    codes = code(open_corpus(Path(__file__).parents[2] / "data" / "harbour-tunnel"))
    with TemporaryDirectory() as folder:
        own = Path(shutil.copy(path, folder))
        recorder = Recorder(own, of)
        before = recorder.list_decisions()
        session = Session(codes, recorder)
        shown = session.describe()
        if session.item is not None:
            session.act("right")
            after = Recorder(own, of).list_decisions()
            if len(after) < len(before):
                raise Flaw("lost: a decision, when another one was recorded")
    return simplify([before, shown])


def hear_reply(path: Path) -> Any:
    """Interview a language model whose server gives this reply to each question."""
    from analysis.coding.llm.asking import Interview
    from analysis.coding.llm.prompts import Prompts
    from analysis.coding.llm.stage import AnswersStage, ModelStage
    from analysis.coding.llm.wire import Reply, RequestError, Server, Usage, _parse, _TemporaryError
    from analysis.endpoint import Endpoint
    from tests.coding.llm.conftest import CODEBOOK, TEXT

    endpoint = Endpoint("http://localhost:1", "m", mask=path.stem == "masked")
    server = Server.__new__(Server)
    server._endpoint = endpoint

    def answer(*_: object) -> Reply:
        file = path.with_name(questions.pop(0) if len(questions) > 1 else questions[0])
        try:
            text, usage, model = server._open(file.read_bytes(), Usage(9, 9))
            return Reply(_parse(text), usage, model)
        except _TemporaryError as error:
            raise RequestError(str(error)) from None

    questions = ["passages.json", "stances.json"]
    server.ask = answer  # type: ignore[method-assign]
    document = Document("tunnel", TEXT, "A tunnel?", published="2025-03-01")
    held = Interview(document, CODEBOOK, server, Prompts(None), mask=endpoint.mask).hold()
    held["account"] |= {"day": ""}
    result = ModelStage(AnswersStage(endpoint), "1")._check(
        document, json.loads(json.dumps(held)), [], CODEBOOK
    )
    check_spans({"documents": tables.build("documents", [vars(document)]),
                 "statements": tables.build("statements", result.rows)})  # fmt: skip
    return simplify([held, result.rows, result.problems])


def read_cache(path: Path) -> Any:
    """Code an article with this cache: the same codes as without it, or an error."""
    from analysis.coding import code
    from analysis.coding.cache import open_cache
    from tests.fuzzing.planting import TUNNEL

    before = os.environ["XDG_CACHE_HOME"]
    with TemporaryDirectory() as folder:
        (Path(folder) / "stancebook").mkdir()
        shutil.copy(path, Path(folder) / "stancebook" / "codes.sqlite3")
        os.environ["XDG_CACHE_HOME"] = folder
        try:
            codes = code(TUNNEL)
            with open_cache() as cache:
                cache.contents()
                cache.clear()
        finally:
            os.environ["XDG_CACHE_HOME"] = before
    check_tables(codes.tables)
    return simplify(codes.tables)


def compare_reports(path: Path) -> Any:
    """Compare a stored report with itself."""
    from analysis.reporting.difference import write_difference
    from tests.fuzzing.pages import check_page

    with TemporaryDirectory() as folder:
        page, summary = write_difference(path, path, Path(folder) / "changes.html")
        check_page(page.read_text(encoding="utf-8"))
    return summary


def simplify(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, pd.DataFrame):
        return simplify(value.astype(object).where(value.notna(), None).to_dict("records"))
    if is_dataclass(value) and not isinstance(value, type):
        return simplify({name: getattr(value, name) for name in value.__dataclass_fields__})
    if isinstance(value, dict):
        return {str(key): simplify(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [simplify(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)


READERS: dict[str, Callable[[Path], Any]] = {
    "articles": read_articles,
    "projects": open_project,
    "codebooks": read_codebook,
    "corpus": open_any,
    "codings": code_corpus,
    "collections": code_corpus,
    "batches": read_batch,
    "reviews": go_on_reviewing,
    "replies": hear_reply,
    "cache": read_cache,
    "reports": compare_reports,
}
"""The readers, by the folder of their seeds."""
