"""Kill commands at random moments, and check that running them again gives what an undisturbed run gives.

``python -m tests.fuzzing.kills --minutes 20`` is the last part of ``make fuzz``. A kill counts if the
command was still running. After each, no file may be half-written under its final name, no process may be
left, and the same command, run again, must succeed with the same results, byte for byte or row for row.
"""

import argparse
import csv
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from tests.exchange.databases import dump

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "data" / "harbour-tunnel"
# what differs between two runs of a report: how long it took, and where and when it was
VARYING = re.compile(r'"(?:seconds|finished|day)": [^,\n}]+|\d+(?:\.\d+)? seconds?|\d{4}-\d\d-\d\dT[\d:.+Z]+')
# a process is left over if it sleeps for so many looks, each half a second, or lives on for so many seconds
IDLE, PATIENCE = 40, 900
# what commands import, so that each of them starts at once
IMPORTED = (
    "cli", "coding.builtin", "coding.codebooks", "converting", "exporting", "language.parsing",
    "reviewing.session", "reporting.batch.batch", "comparing.calibrating", "drawing.calibrations",
)  # fmt: skip
Contents = dict[str, Any]


Work = Callable[[Path], int]


def call(*arguments: object) -> int:
    """Run the command line with these arguments and return its exit status."""
    from analysis.cli import main

    return main([*map(str, arguments)])


def code_on_all_cores(folder: Path) -> int:
    """Code a corpus in several processes, however small it is."""
    from analysis.coding import pipeline

    pipeline.WORTH_PROCESSES = 0
    os.environ["LOKY_MAX_CPU_COUNT"] = "2"
    return call("code", CORPUS, "--out", folder / "out")


def code_together(folder: Path) -> int:
    """Code a corpus in two processes at once, into one folder, while a third one clears the cache."""
    others = [
        Process(work, folder, Path(os.environ["XDG_CACHE_HOME"]))
        for work in (lambda at: call("code", CORPUS, "--out", at / "out"), clear_often)
    ]
    status = call("code", CORPUS, "--out", folder / "out")
    return max(status, *(other.wait() for other in others))


def clear_often(_: Path) -> int:
    """Clear the cache again and again."""
    return max(call("cache", "--clear") for _ in range(5) if not time.sleep(0.5))


def decide(folder: Path) -> int:
    """Review statements, as fast as they can be decided on."""
    from analysis.coding import code
    from analysis.corpus import open_corpus
    from analysis.reviewing.recording import Recorder
    from analysis.reviewing.session import Session

    session = Session(code(open_corpus(CORPUS)), Recorder(folder / "dora.csv"))
    while session.item is not None:
        session.act("reject")
    return 0


class Process:
    """A command in a fork of this process, which has imported everything already, in its own session.

    Args:
        work: what it does.
        folder: the folder that it works in; what it says goes to ``said.txt`` there.
        cache: its cache folder.
    """

    def __init__(self, work: Work, folder: Path, cache: Path) -> None:
        self.status: int | None = None
        self.number = os.fork()
        if self.number:
            return
        status = 1
        try:
            os.setsid()
            said = os.open(folder / "said.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            for descriptor in (1, 2):
                os.dup2(said, descriptor)
            os.environ.update(XDG_CACHE_HOME=str(cache), MARK=str(folder))
            os.chdir(ROOT)
            status = work(folder)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def poll(self) -> int | None:
        """Return the exit status, or None while it runs."""
        return self.status if self.status is not None else self._wait(os.WNOHANG)

    def wait(self) -> int:
        """Wait for its end and return the exit status."""
        status = self.poll() if self.status is not None else self._wait(0)
        assert status is not None
        return status

    def _wait(self, options: int) -> int | None:
        number, status = os.waitpid(self.number, options)
        if number:
            self.status = os.waitstatus_to_exitcode(status)
        return self.status


@dataclass(frozen=True)
class Scenario:
    """A command to kill.

    Attributes:
        name: what it is called.
        work: what it does, in a folder; returns the exit status.
        read: returns its results, given that folder; raises if a file in it is half-written.
        is_cold: whether it starts with an empty cache.
        is_worker_killed: whether one of the processes that it started is killed in its place; it must then
            end as if undisturbed.
        statuses: exit statuses of success; 1 too where a finished output is not replaced.
    """

    name: str
    work: Work
    read: Callable[[Path], Contents]
    is_cold: bool = False
    statuses: tuple[int, ...] = (0,)
    is_worker_killed: bool = False


@dataclass
class Tally:
    """What the kills did.

    Attributes:
        hits: kills of a running command, by scenario.
        at: of these, those after the first file of the output was there.
        findings: what went wrong.
    """

    hits: Counter[str] = field(default_factory=Counter)
    at: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)


def read_tables(folder: Path) -> Contents:
    """Read coded tables; a Parquet file without its end cannot be read."""
    found: Contents = {}
    for file in sorted(folder.glob("out/*")):
        if file.suffix == ".parquet":
            found[file.name] = pq.read_table(file).to_pylist()
        elif file.suffix == ".csv":
            found[file.name] = file.read_bytes()
    return found


def read_report(folder: Path) -> Contents:
    """Read the pages of a report; all that its manifest names must be there."""
    found = {
        file.name: VARYING.sub("", file.read_text(encoding="utf-8"))
        for file in sorted(folder.glob("out/*"))
        if file.suffix in (".html", ".csv", ".json", ".md")
    }
    for file in folder.glob("out/*.json"):
        json.loads(file.read_text(encoding="utf-8"))
    for file in folder.glob("out/*.html"):
        _check_whole(file)
    if (folder / "out" / "manifest.json").exists():
        pages = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))["pages"]
        missing = [page["page"] for page in pages if page["page"] and page["page"] not in found]
        if missing:
            raise ValueError(f"manifest.json names {missing}, which are not there")
    return found


def _check_whole(page: Path) -> None:
    if not page.read_text(encoding="utf-8").rstrip().endswith("</html>"):
        raise ValueError(f"{page.name} is half a page")


def read_batch(folder: Path) -> Contents:
    """Read the manifest of a batch and its pages; only the last line may be torn."""
    out, found = folder / "out", {}
    for file in sorted(out.rglob("*.html")):
        if not any(part.startswith(".") for part in file.relative_to(out).parts):
            _check_whole(file)
            found[str(file.relative_to(out))] = VARYING.sub("", file.read_text(encoding="utf-8"))
    manifest = out / "manifest.jsonl"
    lines = manifest.read_text(encoding="utf-8").splitlines() if manifest.exists() else []
    records = {}
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
        except ValueError:
            if number < len(lines):
                raise
            continue
        records[f"{record['report']} {record['notebook']}"] = record["status"].replace("skipped", "ok")
    return {"manifest": records, **{name: page for name, page in found.items() if "/" in name}}


def read_database(folder: Path) -> Contents:
    """Read a DNA database that was written."""
    file = folder / "out.dna"
    if not file.exists():
        return {}
    with closing(sqlite3.connect(file)) as database:
        if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise ValueError("out.dna is damaged")
    return {"out.dna": repr({name: rows for name, rows in dump(file).items() if name != "SETTINGS"})}


def read_folder(folder: Path) -> Contents:
    """Read a corpus that was written; if it is there, it must open."""
    from analysis.corpus import open_corpus

    out = folder / "out"
    if not out.exists() or not any(out.iterdir()):
        return {}
    open_corpus(out)
    return {
        str(file.relative_to(out)): file.read_bytes() for file in sorted(out.rglob("*")) if file.is_file()
    }


def read_list(folder: Path) -> Contents:
    """Read an exported table whole; a cut-off one has another number of cells in its last row."""
    file = folder / "out.csv"
    if not file.exists():
        return {}
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("out.csv is half-written")
    return {"out.csv": rows}


def read_review(folder: Path) -> Contents:
    """Read the table of a review; whole rows only."""
    file = folder / "dora.csv"
    if not file.exists():
        return {}
    rows = pd.read_csv(file, dtype=str, keep_default_na=False)
    return {"dora.csv": sorted(rows.drop(columns="listing").values.tolist())}


def list_scenarios() -> list[Scenario]:
    """Return the commands to kill."""
    table = ROOT / "data" / "reports.csv"
    return [
        Scenario("code", lambda at: call("code", CORPUS, "--out", at / "out"), read_tables, True),
        Scenario("cores", code_on_all_cores, read_tables, True),
        Scenario("workers", code_on_all_cores, read_tables, True, is_worker_killed=True),
        Scenario("together", code_together, read_tables, True),
        Scenario("convert", lambda at: call("convert", CORPUS, at / "out.dna"), read_database, False, (0, 1)),
        Scenario("folder", lambda at: call("convert", CORPUS, at / "out"), read_folder, False, (0, 1)),
        Scenario("new", lambda at: call("new", at / "out", "--from", CORPUS / "articles"), read_folder,
                 False, (0, 1)),
        Scenario("export", lambda at: call("export", CORPUS, "--out", at / "out.csv"), read_list),
        Scenario("review", decide, read_review),
        Scenario("calibrate", lambda _: call("calibrate", CORPUS), lambda _: {}, False, (0, 1)),
        Scenario("report", lambda at: call("report", CORPUS, "--out", at / "out"), read_report),
        Scenario("batch", lambda at: call("batch", "--from", table, "--resume", "--out", at / "out"),
                 read_batch),
    ]  # fmt: skip


class Killer:
    """Runs one scenario again and again, killed and undisturbed.

    Args:
        scenario: the command.
        warm: a cache with all codes.
        tally: what the kills did.
    """

    def __init__(self, scenario: Scenario, warm: Path, tally: Tally) -> None:
        self._scenario = scenario
        self._warm = warm
        self._tally = tally
        with TemporaryDirectory() as folder:
            began = time.monotonic()
            status = self._start(Path(folder)).wait()
            self._duration = time.monotonic() - began
            self._expected = scenario.read(Path(folder))
            if status not in scenario.statuses:
                self._report(f"an undisturbed run ended with status {status}")

    def _report(self, what: str) -> None:
        self._tally.findings.append(f"{self._scenario.name}: {what}")
        print(f"FOUND {self._scenario.name}: {what}", flush=True)

    def _start(self, folder: Path) -> Process:
        cache = folder / "cache"
        if not cache.exists() and not self._scenario.is_cold:
            shutil.copytree(self._warm, cache)
        return Process(self._scenario.work, folder, cache)

    def kill(self, rng: random.Random) -> None:
        """Kill the command once, at a random moment or just after its first output, and run it again."""
        with TemporaryDirectory() as name:
            folder = Path(name)
            process = self._start(folder)
            if self._scenario.is_worker_killed:
                self._kill_worker(folder, process, rng)
                return
            if rng.random() < 0.5:
                self._wait_for_output(folder, process)
                time.sleep(rng.uniform(0, 0.1 * self._duration) if rng.random() < 0.5 else 0)
            else:
                time.sleep(rng.uniform(0.1, 1.0) * self._duration)
            is_hit = process.poll() is None
            if is_hit:
                os.kill(process.number, signal.SIGTERM if rng.random() < 0.2 else signal.SIGKILL)
            process.wait()
            self._tally.hits[self._scenario.name] += is_hit
            self._tally.at[self._scenario.name] += is_hit and bool(self._list_output(folder))
            if is_hit:
                self._check_left(process)
            self._check_half_written(folder)
            self._run_again(folder)

    def _kill_worker(self, folder: Path, process: Process, rng: random.Random) -> None:
        """Kill a process that the command started, once it has begun to code."""
        found: list[int] = []
        while process.poll() is None and not found:
            found = [number for number, _, call in list_session(process.number) if "popen_loky" in call]
            time.sleep(0.01)
        time.sleep(rng.uniform(0, 0.5) * self._duration)
        if found and process.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(rng.choice(found), signal.SIGKILL)
                self._tally.hits[self._scenario.name] += 1
        self._check_end(folder, process.wait())

    def _list_output(self, folder: Path) -> list[Path]:
        own = ("cache", "said.txt")
        files = [Path(at, name) for at, _, names in os.walk(folder) for name in names]
        return [path for path in files if path.relative_to(folder).parts[0] not in own]

    def _wait_for_output(self, folder: Path, process: Process) -> None:
        while process.poll() is None and not self._list_output(folder):
            time.sleep(0.002)

    def _check_left(self, process: Process) -> None:
        """Report processes that the killed one started and that do not end, though nothing keeps them."""
        idle = 0
        end = time.monotonic() + PATIENCE
        while (left := list(list_session(process.number))) and idle < IDLE and time.monotonic() < end:
            idle = idle + 1 if all(state == "S" for _, state, _ in left) else 0
            time.sleep(0.5)
        if left:
            self._report(f"{len(left)} processes are left: {left[:3]}")
            for number, *_ in left:
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)

    def _check_half_written(self, folder: Path) -> None:
        try:
            found = self._scenario.read(folder)
        except Exception as error:
            self._report(f"half-written after a kill: {type(error).__name__}: {error}")
            return
        for name, content in found.items():
            if (
                isinstance(content, bytes | str)
                and name in self._expected
                and content != self._expected[name]
            ):
                self._report(f"half-written after a kill: {name}")

    def _run_again(self, folder: Path) -> None:
        self._check_end(folder, self._start(folder).wait())

    def _check_end(self, folder: Path, status: int) -> None:
        said = (folder / "said.txt").read_text(encoding="utf-8", errors="replace")
        if status not in self._scenario.statuses or "Traceback" in said:
            self._report(f"run again, it ended with status {status}: {said[-600:]}")
            return
        found = self._scenario.read(folder)
        if found != self._expected:
            names = {*found, *self._expected}
            unlike = sorted(name for name in names if found.get(name) != self._expected.get(name))
            self._report(f"run again, other results than undisturbed: {unlike[:10]}")


def list_session(session: int) -> Iterator[tuple[int, str, str]]:
    """Yield the number, the state and the call of each process of a session that has not ended."""
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, _, _, own = (path / "stat").read_text().rpartition(") ")[2].split()[:4]
            if int(own) == session and state != "Z":
                call = (path / "cmdline").read_bytes().replace(b"\x00", b" ").decode(errors="replace")
                yield int(path.name), state, call[:120]


def kill_all(seconds: float, seed: int, only: Collection[str] = ()) -> Tally:
    """Kill each command in turn until the time is over."""
    tally, rng = Tally(), random.Random(seed)
    for module in IMPORTED:
        import_module(f"analysis.{module}")
    end = time.monotonic() + seconds
    with TemporaryDirectory() as name:
        warm = Path(name) / "cache"
        Process(lambda at: call("code", CORPUS, "--out", at / "out"), Path(name), warm).wait()
        chosen = [scenario for scenario in list_scenarios() if not only or scenario.name in only]
        killers: dict[str, Killer] = {}
        while time.monotonic() < end:
            for scenario in chosen:
                if time.monotonic() > end:
                    break
                if scenario.name not in killers:
                    killers[scenario.name] = Killer(scenario, warm, tally)
                killers[scenario.name].kill(rng)
                print(f"{scenario.name}: {tally.hits[scenario.name]} kills hit", flush=True)
    return tally


def summarise(tally: Tally) -> Iterator[str]:
    """Yield the lines of a summary."""
    yield f"{'':12}{'kills':>8}{'in output':>11}"
    for name, number in tally.hits.items():
        yield f"{name:12}{number:8}{tally.at[name]:11}"
    yield f"{'all':12}{tally.hits.total():8}{tally.at.total():11}   {len(tally.findings)} findings"
    yield from (f"  {finding}" for finding in tally.findings)


def main() -> None:
    """Kill, print the summary and exit with 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="*", default=())
    options = parser.parse_args()
    tally = kill_all(60 * options.minutes, options.seed, options.only)
    print(*summarise(tally), sep="\n")
    sys.exit(1 if tally.findings else 0)


if __name__ == "__main__":
    main()
