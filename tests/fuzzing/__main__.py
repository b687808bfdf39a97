"""Try to break the readers, the coding and the pages with damaged and hostile inputs, and kill commands.

``make fuzz MINUTES=10`` runs for about ten minutes; ``SEED=7`` makes other inputs, the same for the same
seed; ``ONLY=articles`` tries one reader or stage, ``ONLY=kills`` only kills. What goes wrong is listed with
the smallest input found, which is kept in ``build/fuzz``, and the exit status is then 1.
"""

import argparse
import os
import random
import shutil
import sys
import time
import traceback
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import seed as reproduce
from hypothesis import strategies as st

from tests.fuzzing.articles import STAGES, list_shapes, mutate_article, write_article
from tests.fuzzing.kills import kill_all, summarise
from tests.fuzzing.mutating import mutate
from tests.fuzzing.planting import SEEDS, plant_own
from tests.fuzzing.readers import READERS
from tests.fuzzing.rows import ROWS, WRITERS, Rows, check_rows
from tests.fuzzing.running import Finding, Runner

Seed = tuple[str, Path]
# inputs of a stage of coding take about so many times as long as those of a reader
TURN = 20
# tables whose rows are counted
TABLES = 300
SIZES = (300, 3_000, 12_000, 89_000)


def list_seeds(own: Path) -> list[Seed]:
    """Return the readers with each of their seeds; those of the project's own formats are in ``own``."""
    found = []
    for target in READERS:
        folder = SEEDS / {"codings": "corpus"}.get(target, target)
        folder = folder if folder.exists() else own / target
        if not folder.exists():
            continue
        found += [(target, path) for path in sorted(folder.iterdir())]
    return found


def make_mutant(target: str, seed: Path, folder: Path, rng: random.Random) -> tuple[Path, Path]:
    """Copy a seed, damage one of its files, and return the path to open and the damaged file."""
    path = folder / seed.name
    if not seed.is_dir():
        for beside in seed.parent.iterdir():
            if target == "replies":
                shutil.copy(beside, folder)
        shutil.copy(seed, path)
        mutate(path, rng)
        return path, path
    shutil.copytree(seed, path)
    files = [
        file for file in path.rglob("*") if file.is_file() and (target != "codings" or file.suffix == ".csv")
    ]
    mutated = rng.choice(sorted(files))
    mutate(mutated, rng)
    return path, mutated


def choose(seeds: list[Seed], only: str, rng: random.Random) -> Iterator[str]:
    """Yield what to run next, without end: each reader in turn, and after some of them the stages."""
    targets = [only] if only else list(dict.fromkeys(target for target, _ in seeds))
    for number in count():
        yield targets[number % len(targets)]
        if not only and number % TURN == 0:
            yield list(STAGES)[number // TURN % len(STAGES)]


def fuzz(runner: Runner, seconds: float, only: str, seed: int) -> None:
    """Run inputs until the time is over."""
    rng = random.Random(seed)
    shapes = [text for size in SIZES for _, text in list_shapes(size)]
    with TemporaryDirectory() as own:
        plant_own(Path(own))
        seeds = list_seeds(Path(own))
        end = time.monotonic() + seconds
        told = time.monotonic()
        for number, target in enumerate(choose(seeds, only, rng)):
            if time.monotonic() > end:
                break
            own_rng = random.Random(f"{seed}-{number}")
            with TemporaryDirectory() as folder:
                if target in STAGES:
                    path = mutated = Path(folder) / "article.json"
                    done = runner.inputs.get(target, 0)
                    is_shape = done % 2 and done // 2 < len(shapes)
                    text = shapes[done // 2] if is_shape else mutate_article(own_rng)
                    write_article(path, text, own_rng)
                else:
                    options = [path for name, path in seeds if name == target]
                    path, mutated = make_mutant(target, own_rng.choice(options), Path(folder), own_rng)
                runner.run(target, path, mutated)
            if time.monotonic() > told + 15:
                told = time.monotonic()
                print(f"{sum(runner.inputs.values()):,} inputs, {len(runner.findings)} findings", flush=True)


def count_rows(seed: int) -> Finding | None:
    """Write tables of known rows and count what is read; return the finding, if there is one."""
    with TemporaryDirectory() as folder:

        @reproduce(seed)
        @settings(max_examples=TABLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(st.sampled_from(sorted(WRITERS)), ROWS)
        def check(suffix: str, rows: Rows) -> None:
            check_rows(Path(folder, f"table{suffix}"), rows)

        try:
            check()
        except Exception as error:
            return Finding(
                "tables", f"{type(error).__name__}: {error}", Path("see below"), traceback.format_exc()
            )
    return None


def main() -> None:
    """Read the options, run, and exit with 1 if anything was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", choices=["", "kills", *READERS, *STAGES])
    parser.add_argument("--out", type=Path, default=Path("build/fuzz"))
    options = parser.parse_args()
    shutil.rmtree(options.out, ignore_errors=True)
    with TemporaryDirectory(prefix="stancebook-fuzz-") as cache:
        # seeds of the project's own formats are made with it, and no user's codes shall be in them
        os.environ["XDG_CACHE_HOME"] = cache
        sys.exit(1 if run(options) else 0)


def run(options: argparse.Namespace) -> bool:
    """Fuzz, kill and print the summaries; return whether anything was found."""
    seconds = 60 * options.minutes
    is_found = False
    if options.only != "kills":
        runner = Runner(options.out)
        try:
            if not options.only and (finding := count_rows(options.seed)):
                runner.findings["tables", finding.kind] = finding
                print(finding.trace)
            fuzz(runner, seconds * (1 if options.only else 0.6), options.only, options.seed)
        finally:
            print(*runner.summarise(), sep="\n")
            runner.close()
        is_found = bool(runner.findings)
    if options.only in ("", "kills"):
        tally = kill_all(seconds * (1 if options.only else 0.4), options.seed)
        print(*summarise(tally), sep="\n")
        is_found = is_found or bool(tally.findings)
    return is_found


if __name__ == "__main__":
    main()
