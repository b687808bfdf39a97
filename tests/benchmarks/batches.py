"""Compare the speed and memory of ``stancebook batch`` with a plain papermill loop."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat

from analysis.codebook import write_codebook
from analysis.corpus import write_corpus
from training.stances.gold import read_disputes

ROOT = Path(__file__).parents[2]
OWN = Path(__file__).parents[1] / "gold" / "stances"
NOTEBOOKS = ("stance-comparison", "timeline", "accounts")
ROUNDS = 3
# seconds between two measurements of memory
PAUSE = 0.1
LOOP = """
import sys
import papermill
folder, notebooks, *corpora = sys.argv[1:]
for corpus in corpora:
    for name in ("stance-comparison", "timeline", "accounts"):
        papermill.execute_notebook(
            f"{notebooks}/{name}.ipynb", f"{folder}/{corpus.split('/')[-1]}-{name}.ipynb", {"corpus": corpus},
            progress_bar=False,
        )
"""


def measure() -> Iterator[str]:
    """Yield the speed-up of a batch of 8 corpora, its memory, and the notebooks whose outputs differ."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpora = _write_corpora(folder)
        environment = {**os.environ, "XDG_CACHE_HOME": name}
        loop = [sys.executable, "-c", LOOP, str(folder), str(ROOT / "notebooks"), *map(str, corpora)]
        batch = [sys.executable, "-m", "analysis", "batch", *map(str, corpora), "--out", str(folder / "out")]
        _measure_command(batch, environment)
        rounds = [
            (_measure_command(loop, environment), _measure_command(batch, environment)) for _ in range(ROUNDS)
        ]
        differing = [
            f"{corpus.name}/{notebook}"
            for corpus in corpora
            for notebook in NOTEBOOKS
            if _read_outputs(folder / f"{corpus.name}-{notebook}.ipynb")
            != _read_outputs(folder / "out" / corpus.name / f"{notebook}.ipynb")
        ]
    ratios = sorted(loop[0] / batch[0] for loop, batch in rounds)
    listed = ", ".join(f"{ratio:.1f}" for ratio in ratios)
    (slow, slow_peak), (fast, fast_peak) = rounds[-1]
    yield (
        f"{len(corpora) * len(NOTEBOOKS)} reports, codes cached: {ratios[ROUNDS // 2]:.1f} times as fast "
        f"as a papermill loop (rounds: {listed}; last {fast:.0f} s beside {slow:.0f} s, pages included)"
    )
    yield f"peak memory, shared pages counted once: {fast_peak:.0f} MB beside {slow_peak:.0f} MB"
    yield f"notebooks whose tables or charts differ: {len(differing)} {' '.join(differing)}"


def _write_corpora(folder: Path) -> list[Path]:
    """Write each of the project's own articles as a corpus."""
    corpora = []
    for dispute in (one for one in read_disputes(OWN) if one.name.startswith("article-")):
        path = folder / dispute.name
        document = dispute.documents[0]
        head = f"---\ntitle: {json.dumps(document.title)}\ndate: {document.published}\n---\n"
        write_corpus(path, [])
        (path / "article.md").write_text(head + document.text, encoding="utf-8")
        (path / "corpus.toml").write_text('documents = ["article.md"]\ncodebook = "codebook.toml"\n')
        write_codebook(dispute.codebook, path / "codebook.toml", dispute.name)
        corpora.append(path)
    return corpora


def _measure_command(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Return the run time of a command in seconds, and the peak memory of its processes in megabytes."""
    started, peak = time.perf_counter(), 0.0
    with tempfile.TemporaryFile() as output_file:
        process = subprocess.Popen(command, stdout=output_file, stderr=output_file, env=environment, cwd=ROOT)
        while process.poll() is None:
            peak = max(peak, sum(map(_read_memory, _find_processes(process.pid))))
            time.sleep(PAUSE)
        if process.returncode:
            output_file.seek(0)
            raise SystemExit(f"{command[:4]} ended with {process.returncode}:\n{output_file.read().decode()}")
    return time.perf_counter() - started, peak


def _find_processes(pid: int) -> Iterator[int]:
    """Yield the identifiers of a process and its descendants, if the system provides them."""
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = path.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _find_processes(int(child))


def _read_memory(pid: int) -> float:
    """Return the memory of a process in megabytes, with its share of shared pages."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)


def _read_outputs(notebook: Path) -> list[object]:
    """Return the outputs of an executed notebook."""
    cells = nbformat.read(notebook, as_version=4).cells
    return [
        {name: value for name, value in output.items() if name in ("data", "text", "name")}
        for cell in cells
        for output in cell.get("outputs", ())
    ]
