"""Many reports by ``stancebook batch`` beside the same notebooks in a plain papermill loop, in one run."""

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
# seconds between two looks at memory
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


def lines() -> Iterator[str]:
    """Yield how many times faster a batch of 8 corpora is, whether it shows the same, and its memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpora = _corpora(folder)
        environment = {**os.environ, "XDG_CACHE_HOME": name}
        loop = [sys.executable, "-c", LOOP, str(folder), str(ROOT / "notebooks"), *map(str, corpora)]
        batch = [sys.executable, "-m", "analysis", "batch", *map(str, corpora), "--out", str(folder / "out")]
        _run(batch, environment)
        rounds = [(_run(loop, environment), _run(batch, environment)) for _ in range(ROUNDS)]
        differing = [
            f"{corpus.name}/{notebook}"
            for corpus in corpora
            for notebook in NOTEBOOKS
            if _shown(folder / f"{corpus.name}-{notebook}.ipynb")
            != _shown(folder / "out" / corpus.name / f"{notebook}.ipynb")
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


def _corpora(folder: Path) -> list[Path]:
    """Write the own-words articles as a corpus each."""
    made = []
    for dispute in (one for one in read_disputes(OWN) if one.name.startswith("article-")):
        here = folder / dispute.name
        document = dispute.documents[0]
        head = f"---\ntitle: {json.dumps(document.title)}\ndate: {document.published}\n---\n"
        write_corpus(here, [])
        (here / "article.md").write_text(head + document.text, encoding="utf-8")
        (here / "corpus.toml").write_text('documents = ["article.md"]\ncodebook = "codebook.toml"\n')
        write_codebook(dispute.codebook, here / "codebook.toml", dispute.name)
        made.append(here)
    return made


def _run(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Return the seconds that a command takes, and the most megabytes that it and its children hold."""
    started, peak = time.perf_counter(), 0.0
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, stdout=told, stderr=told, env=environment, cwd=ROOT)
        while process.poll() is None:
            peak = max(peak, sum(map(_held, _family(process.pid))))
            time.sleep(PAUSE)
        if process.returncode:
            told.seek(0)
            raise SystemExit(f"{command[:4]} ended with {process.returncode}:\n{told.read().decode()}")
    return time.perf_counter() - started, peak


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all that came from it, where the system tells."""
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = path.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _held(pid: int) -> float:
    """Return the megabytes that a process holds, of shared ones its share."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)


def _shown(notebook: Path) -> list[object]:
    """Return what the cells of an executed notebook show."""
    cells = nbformat.read(notebook, as_version=4).cells
    return [
        {name: value for name, value in output.items() if name in ("data", "text", "name")}
        for cell in cells
        for output in cell.get("outputs", ())
    ]
