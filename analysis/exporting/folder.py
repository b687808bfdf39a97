"""Write a corpus as a folder that can be opened again: documents, codebook, codings and extras."""

import csv
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomli_w

from analysis.codebook import Codebook, write_codebook
from analysis.corpus import Corpus
from analysis.documents import Problem
from analysis.exchange.refi.codes import BETWEEN
from analysis.reading.codings import SHEET
from analysis.reading.decisions import ATTRIBUTION_COLUMNS, EVENT_COLUMNS, EventDecision
from analysis.settings import CORPUS_FILE, OUTSIDE, RULES
from analysis.spreadsheets import neutralise
from analysis.tables import STANCES

DOCUMENTS, CODEBOOK, ORIGIN = "documents.jsonl", "codebook.toml", "origin.json"
SELECTIONS = "selections.csv"
SELECTION_COLUMNS = ("doc_id", "actor", "issue", "stance", "evidence", "start", "end", "coder", "reason")
"""Columns for coded spans from another tool; with actor and stance filled in, they are a table of codings."""


def write_folder(
    corpus: Corpus, codebook: Codebook, folder: Path
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Write a corpus as a folder.

    Args:
        corpus: the corpus.
        codebook: its codebook, with suggestions for what it lacks.
        folder: the output folder, which is created if it does not exist.

    Returns:
        The names of the files in the folder, and warnings about them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    settings: dict[str, Any] = {"documents": [DOCUMENTS], "codebook": CODEBOOK}
    _write_documents(corpus, folder / DOCUMENTS)
    write_codebook(codebook, folder / CODEBOOK, corpus.title)
    names = [CORPUS_FILE, DOCUMENTS, CODEBOOK]
    problems: tuple[Problem, ...] = ()
    if corpus.audit:
        problems = (
            Problem("audit", "It belongs to the codes of this corpus and was not copied.", "warning"),
        )
    if corpus.codings or corpus.decisions:
        settings["codings"] = _write_codings(corpus, folder)
        names += settings["codings"]
    if selections := corpus.origin.get("selections"):
        _write_selections(selections, codebook, folder / SELECTIONS)
        problems += (Problem(SELECTIONS, _explain_selections(len(selections)), "warning"),)
        names.append(SELECTIONS)
    if corpus.coder != RULES:
        settings["coder"] = corpus.coder
    if corpus.calibration:
        settings["calibration"] = corpus.calibration.to_settings()
    if corpus.llm:
        settings["llm"] = dict(corpus.llm)
        if "prompts" in corpus.llm:
            settings["llm"]["prompts"] = str(corpus.path / corpus.llm["prompts"])
            settings[OUTSIDE] = True
    if corpus.origin:
        text = json.dumps(corpus.origin, ensure_ascii=False, indent=1)
        (folder / ORIGIN).write_text(text, encoding="utf-8")
        settings["origin"] = ORIGIN
        names.append(ORIGIN)
    (folder / CORPUS_FILE).write_text(tomli_w.dumps(settings), encoding="utf-8")
    return tuple(names), problems


def _explain_selections(count: int) -> str:
    return (
        f"{count:,} coded spans have no actor or stance and are therefore not statements. Fill in both where "
        f'known, delete the other rows and add codings = ["{SELECTIONS}"] to {CORPUS_FILE}.'
    )


def _write_documents(corpus: Corpus, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for document in corpus.documents:
            fields = {name: value for name, value in vars(document).items() if value is not None}
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")


def _write_codings(corpus: Corpus, folder: Path) -> list[str]:
    """Write each table as a separate file, as it matters which machine rows a table of codings lacks."""
    rows: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    columns: dict[str, Sequence[str]] = {}
    for coding in corpus.codings:
        rows[coding.source].append({**dict(coding.cells), "coder": coding.machine or coding.coder})
        columns[coding.source] = SHEET.columns
    for decision in corpus.decisions:
        rows[decision.table].append(vars(decision))
        is_event = isinstance(decision, EventDecision)
        columns[decision.table] = EVENT_COLUMNS if is_event else ATTRIBUTION_COLUMNS
    names = {table: table if table.startswith("codings") else f"codings/{table}" for table in rows}
    for table, name in names.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns[table], extrasaction="ignore")
            writer.writeheader()
            for row in rows[table]:
                writer.writerow({column: neutralise(cell) for column, cell in row.items()})
    return list(names.values())


def _write_selections(selections: list[Mapping[str, Any]], codebook: Codebook, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, SELECTION_COLUMNS)
        writer.writeheader()
        for row in selections:
            issue, stance = _read_code(str(row.get("code") or ""), codebook)
            cells = {name: row.get(name) for name in ("doc_id", "start", "end", "coder")}
            texts = {"evidence": row.get("text"), "reason": row.get("memo")}
            whole = {**cells, **texts, "issue": issue, "stance": stance}
            writer.writerow({name: neutralise(cell) for name, cell in whole.items()})


def _read_code(code: str, codebook: Codebook) -> tuple[str, str]:
    """Return the issue of a code under its name in the codebook, and its stance if the code states one."""
    parent, _, last = code.rpartition(BETWEEN)
    path, stance = (parent, last.lower()) if parent and last.lower() in STANCES else (code, "")
    names = {issue.name.lower(): issue.name for issue in codebook.issues}
    short = path.rpartition(BETWEEN)[2]
    return names.get(path.lower(), names.get(short.lower(), path)), stance
