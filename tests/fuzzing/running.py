"""Run inputs in processes of their own, and keep what goes wrong with the smallest input that shows it.

Of two processes that hash differently, one runs an input; every few inputs both do, so that an order that
depends on hashes shows as unequal results.
"""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

ROOT = Path(__file__).parents[2]
# seconds of CPU time that any input may take, and those for each byte; a busy machine needs no more of them
BASE_SECONDS, SECONDS_PER_BYTE = 20, 0.0005
# seconds of the clock without an answer: it waits for something that will not happen
PATIENCE = 900
# one in so many inputs is run by both processes
BOTH = 5
# attempts to make the input of a finding smaller
MOST_ATTEMPTS = 60


@dataclass
class Finding:
    """Something that went wrong.

    Attributes:
        target: the reader or stage.
        kind: the error and its place, or what was violated; findings of one kind count as one.
        file: the smallest input found.
        trace: how it came about.
        count: number of inputs with it.
    """

    target: str
    kind: str
    file: Path
    trace: str
    count: int = 1


class Worker:
    """A process that runs inputs, see ``worker``; a new one replaces one that dies."""

    def __init__(self, hash_seed: int) -> None:
        self._cache = mkdtemp(prefix="stancebook-fuzz-")
        self._seed = str(hash_seed)
        self._start()

    def _start(self) -> None:
        environment = {
            **os.environ, "PYTHONHASHSEED": self._seed, "XDG_CACHE_HOME": self._cache,
            "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg",
        }  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzzing.worker"], cwd=ROOT, env=environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def send(self, target: str, path: Path, seconds: float) -> None:
        """Start to run an input."""
        assert self._process.stdin is not None
        print(json.dumps([target, str(path), seconds]), file=self._process.stdin, flush=True)

    def receive(self) -> dict[str, Any]:
        """Return the answer; that the process died is an answer too."""
        assert self._process.stdout is not None
        is_ready = select.select([self._process.stdout], [], [], PATIENCE)[0]
        line = self._process.stdout.readline() if is_ready else ""
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        if not is_ready:
            self._process.kill()
        status = self._process.wait()
        self._start()
        if not is_ready:
            return {"finding": "no answer: it waits", "trace": ""}
        if status == -signal.SIGXCPU:
            return {"finding": "time: it takes too long for its size", "trace": ""}
        return {"finding": f"death: the process died (exit status {status})", "trace": ""}

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        shutil.rmtree(self._cache, ignore_errors=True)


@dataclass
class Runner:
    """Runs inputs and collects findings.

    Attributes:
        folder: where the inputs of findings are kept.
        inputs: number of inputs, by what was run.
        refused: number of these that were refused with a message.
        findings: by target and kind.
        slowest: for each target, the seconds of CPU time of the slowest input.
    """

    folder: Path
    inputs: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    slowest: dict[str, float] = field(default_factory=dict)
    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._workers = [Worker(1), Worker(2)]

    def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.close()

    def run(self, target: str, path: Path, mutated: Path) -> None:
        """Run an input.

        Args:
            target: the reader or stage.
            path: what it is given.
            mutated: the damaged file: ``path`` itself, or a file in the folder ``path``.
        """
        self.inputs[target] = self.inputs.get(target, 0) + 1
        answer = self._ask(target, path, mutated, self.inputs[target] % BOTH == 1)
        self.refused[target] = self.refused.get(target, 0) + bool(answer.get("refused"))
        self.slowest[target] = max(self.slowest.get(target, 0), answer.get("seconds", 0))
        if kind := answer.get("finding"):
            known = self.findings.get((target, kind))
            if known:
                known.count += 1
                return
            self._shrink(target, kind, path, mutated)
            self._keep(target, kind, path, answer["trace"])

    def _ask(self, target: str, path: Path, mutated: Path, is_twice: bool) -> dict[str, Any]:
        """Return the answer of a process, or what went wrong in either."""
        seconds = BASE_SECONDS + SECONDS_PER_BYTE * mutated.stat().st_size
        workers = self._workers if is_twice else self._workers[:1]
        for worker in workers:
            worker.send(target, path, seconds)
        answers = [worker.receive() for worker in workers]
        for answer in answers:
            if "finding" in answer:
                return answer
        if len({answer["digest"] for answer in answers}) > 1:
            return {"finding": "unequal: two runs give different results", "trace": ""}
        return answers[0]

    def _shrink(self, target: str, kind: str, path: Path, mutated: Path) -> None:
        """Cut parts of the damaged file away as long as the same goes wrong."""
        content = mutated.read_bytes()
        if kind.startswith(("time", "no answer")):
            return
        is_twice = kind.startswith("unequal")
        attempts, size = 0, len(content) // 2
        while size and attempts < MOST_ATTEMPTS:
            start = 0
            while start < len(content) and attempts < MOST_ATTEMPTS:
                smaller = content[:start] + content[start + size :]
                mutated.write_bytes(smaller)
                attempts += 1
                if self._ask(target, path, mutated, is_twice).get("finding") == kind:
                    content = smaller
                else:
                    start += size
            size //= 2
        mutated.write_bytes(content)

    def _keep(self, target: str, kind: str, path: Path, trace: str) -> None:
        kept = self.folder / f"{len(self.findings) + 1:03}-{target}"
        kept.mkdir(parents=True)
        if path.is_dir():
            shutil.copytree(path, kept / path.name)
        else:
            shutil.copy(path, kept)
        (kept / "finding.txt").write_text(f"{target}: {kind}\n\n{trace}", encoding="utf-8")
        self.findings[target, kind] = Finding(target, kind, kept / path.name, trace)

    def summarise(self) -> Iterator[str]:
        """Yield the lines of a summary."""
        yield f"{'':12}{'inputs':>8}{'refused':>9}{'slowest':>10}{'findings':>10}"
        for target, number in self.inputs.items():
            found = sum(one.target == target for one in self.findings.values())
            yield f"{target:12}{number:8}{self.refused[target]:9}{self.slowest[target]:9.1f}s{found:10}"
        inputs, refused = sum(self.inputs.values()), sum(self.refused.values())
        yield f"{'all':12}{inputs:8}{refused:9}{'':10}{len(self.findings):10}"
        for one in self.findings.values():
            yield f"  {one.target}: {one.kind} ({one.count} inputs) → {one.file}"
