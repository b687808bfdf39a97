"""Measure speed, and accuracy where a folder of human codes is given.

``make bench`` prints speed; ``make bench GOLD=folder`` adds accuracy, where the folder holds
``attribution/dev.jsonl``, ``time/*.jsonl`` and the scorers that came with them. Figures quoted
anywhere in this project come from here. Timings on shared machines are noisy: compare ratios.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SEED = "data/putin-trump-call"


def main() -> None:
    """Print every measurement as it is made."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, help="folder with human codes and their scorers")
    gold = parser.parse_args().gold
    print("Speed (wall seconds unless said otherwise)")
    for line in (*_report_time(), *_notebook_time(), *_coding_speed()):
        print(f"  {line}", flush=True)
    if gold is not None:
        print(f"\nAccuracy against the human codes in {gold}")
        for line in (*_attribution(gold), *_dates(gold)):
            print(f"  {line}", flush=True)


def _seconds(command: list[str], **environment: str) -> float:
    started = time.perf_counter()
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **environment}
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return time.perf_counter() - started


def _report_time() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "analysis", "report", SEED, "--out", f"{folder}/report"]
        cold = _seconds(command, XDG_CACHE_HOME=folder)
        warm = _seconds(command, XDG_CACHE_HOME=folder)
    yield f"stancebook report on the seed, nothing cached: {cold:.1f}; codes cached: {warm:.1f}"


def _notebook_time() -> Iterator[str]:
    """Time each notebook with cached codes beside an empty one, in turn."""
    import nbformat

    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]), empty)
        for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
            differences = []
            for _ in range(3):
                base = _papermill(empty, folder)
                differences.append(_papermill(notebook, folder) - base)
            beyond = statistics.median(differences)
            yield f"{notebook.stem}: {beyond:.1f} beyond an empty notebook (median of 3)"


def _papermill(notebook: Path, folder: str) -> float:
    command = [sys.executable, "-m", "papermill", str(notebook), f"{folder}/out.ipynb", "--no-progress-bar"]
    return _seconds([*command, "-k", "python3"])


def _coding_speed() -> Iterator[str]:
    """Time all tables against the bare language pipeline on the same documents, in turn."""
    started = time.perf_counter()
    from analysis.language.parsing import load

    load()
    yield f"importing spaCy and loading the language pipeline: {time.perf_counter() - started:.1f}"
    from analysis.coding.rules import code_documents
    from analysis.corpus import open_corpus
    from analysis.language.parsing import parse

    corpus = open_corpus(ROOT / SEED)
    assert corpus.codebook is not None
    codebook = corpus.codebook
    seed = corpus.documents[0]
    documents = [type(seed)(f"d{number}", seed.text) for number in range(60)]
    words = 60 * len(seed.text.split())
    bare, whole = [], []
    for _ in range(3):
        bare.append(_timed(lambda: list(parse(documents))))
        whole.append(_timed(lambda: code_documents(documents, codebook)))
    ratio = statistics.median(b / a for a, b in zip(bare, whole, strict=True))
    yield f"coding: {words / statistics.median(whole):,.0f} words/s, all tables, one process"
    yield f"bare language pipeline: {words / statistics.median(bare):,.0f} words/s"
    yield f"coding takes {ratio:.2f} times as long as the bare pipeline (median of 3 pairs)"


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _score(scorer: Path, gold: Path, predicted: list[dict[str, Any]], *options: str) -> str:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row, default=int) + "\n" for row in predicted)
        file.flush()
        command = [sys.executable, str(scorer), str(gold), file.name, *options]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _attribution(folder: Path) -> Iterator[str]:
    from analysis.codebook import Codebook
    from analysis.coding.rules import code_documents
    from analysis.documents import Document

    gold = folder / "attribution" / "dev.jsonl"
    rows = _rows(gold)
    quotes = code_documents([Document(row["id"], row["text"]) for row in rows], Codebook((), ()))["quotes"]
    predicted: dict[str, list[dict[str, Any]]] = {row["id"]: [] for row in rows}
    for quote in quotes.itertuples():
        predicted[str(quote.doc_id)].append(
            {
                "source": [[quote.source_start, quote.source_end]] if isinstance(quote.source, str) else [],
                "cue": [[quote.cue_start, quote.cue_end]],
                "content": quote.content_spans,
            }
        )
    listed = [{"id": key, "attributions": found} for key, found in predicted.items()]
    result = json.loads(_score(folder / "attribution" / "score.py", gold, listed, "--boot", "500"))
    interval = {name: result["ci95"][name] for name in ("content_match", "full") if name in result["ci95"]}
    match, full = result["content_match"]["f"], result["full"]["f"]
    yield f"attribution, {len(rows)} articles: content match F1 {match:.3f}, full F1 {full:.3f}"
    for kind in ("direct", "mixed", "indirect"):
        found = result["by_type"][kind]
        yield f"  {kind}: full F1 {found['full']['f']:.3f} (n = {found['n_gold']})"
    yield f"  95 % intervals over documents: {json.dumps(interval)}"


def _dates(folder: Path) -> Iterator[str]:
    from analysis.codebook import Codebook
    from analysis.coding.rules import code_documents
    from analysis.documents import Document

    for name in ("timebank_tbaq", "aquaint_tbaq", "meantime_en"):
        gold = folder / "time" / f"{name}.jsonl"
        rows = _rows(gold)
        documents = [Document(row["id"], row["text"], published=row["dct"][:10]) for row in rows]
        dates = code_documents(documents, Codebook((), ()))["dates"]
        found: dict[str, list[dict[str, Any]]] = {row["id"]: [] for row in rows}
        for date in dates.to_dict("records"):
            value = date["value"] if isinstance(date["value"], str) else None
            found[date["doc_id"]].append(
                {key: date[key] for key in ("start", "end", "text", "type")} | {"value": value}
            )
        predicted = [{"id": key, "timexes": listed} for key, listed in found.items()]
        output = _score(folder / "time" / "score_timex.py", gold, predicted, "--interval")
        yield f"dates, {name} ({len(rows)} articles): {' '.join(output.split())}"


if __name__ == "__main__":
    main()
