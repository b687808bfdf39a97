"""Measure the speed and memory of reports, notebooks and coding."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEED = "data/putin-trump-call"
# stages that are timed on the same documents, the bare pipeline first
STAGES = ("bare language pipeline", "with textacy's direct quotations", "with attributions", "all tables")
ROUNDS = 3
COPIES = 60
# numbers of articles in the two runs whose memory is compared
FEW, MANY = 1_000, 20_000


def measure() -> Iterator[str]:
    """Yield every figure of speed and memory."""
    yield from _time_report()
    yield from _time_notebooks()
    yield from _time_stages()
    yield from _compare_memory()


def _measure_seconds(command: list[str], **environment: str) -> float:
    started = time.perf_counter()
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **environment}
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return time.perf_counter() - started


def _time_report() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "analysis", "report", SEED, "--out", f"{folder}/report"]
        cold = _measure_seconds(command, XDG_CACHE_HOME=folder)
        warm = _measure_seconds(command, XDG_CACHE_HOME=folder)
    yield f"stancebook report on the seed, nothing cached: {cold:.1f}; codes cached: {warm:.1f}"


def _time_notebooks() -> Iterator[str]:
    """Time each notebook with cached codes, alternating with an empty notebook."""
    import nbformat

    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]), empty)
        for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
            differences = []
            for _ in range(ROUNDS):
                base = _time_papermill(empty, folder)
                differences.append(_time_papermill(notebook, folder) - base)
            beyond = statistics.median(differences)
            yield f"{notebook.stem}: {beyond:.1f} beyond an empty notebook (median of {ROUNDS})"


def _time_papermill(notebook: Path, folder: str) -> float:
    command = [sys.executable, "-m", "papermill", str(notebook), f"{folder}/out.ipynb", "--no-progress-bar"]
    return _measure_seconds([*command, "-k", "python3"])


def _time_stages() -> Iterator[str]:
    """Time the stages on the same documents, alternating, each in a separate process."""
    measured: dict[int, list[dict[str, float]]] = {number: [] for number in range(len(STAGES))}
    for _ in range(ROUNDS):
        for number in measured:
            command = [sys.executable, "-m", "tests.benchmarks.stage", str(number)]
            done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
            measured[number].append(json.loads(done.stdout))
    loading = statistics.median(result["loading"] for result in measured[3])
    yield f"loading pipeline and attribution model, beyond importing spaCy: {loading:.1f}"
    for number, name in enumerate(STAGES):
        pairs = zip(measured[0], measured[number], strict=True)
        ratio = statistics.median(result["seconds"] / bare["seconds"] for bare, result in pairs)
        words = statistics.median(result["words"] / result["seconds"] for result in measured[number])
        memory = statistics.median(result["memory"] for result in measured[number])
        yield f"{name}: {ratio:.2f} times the bare pipeline, {words:,.0f} words/s, peak {memory:.0f} MB"


CODE_AND_PRINT_MEMORY = """
import resource, sys
from analysis.cli import main
main(["code", sys.argv[1], "--out", sys.argv[2]])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def _compare_memory() -> Iterator[str]:
    """Compare the peak memory of coding few and many short articles."""
    sentences = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8").split(". ")
    for count in (FEW, MANY):
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder) / "articles.jsonl"
            with table.open("w", encoding="utf-8") as file:
                for number in range(count):
                    piece = f"{sentences[number % len(sentences)]}. This was number {number}.\n"
                    file.write(json.dumps({"id": str(number), "text": piece}) + "\n")
            command = [sys.executable, "-c", CODE_AND_PRINT_MEMORY, str(table), f"{folder}/out"]
            environment = {**os.environ, "XDG_CACHE_HOME": folder}
            started = time.perf_counter()
            done = subprocess.run(
                command, check=True, capture_output=True, text=True, cwd=ROOT, env=environment
            )
            seconds, peak = time.perf_counter() - started, done.stdout.split()[-1]
            yield f"coding {count:,} short articles: {seconds:.0f}, peak {peak} MB"
