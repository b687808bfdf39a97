"""Measure how busy a language model's server is kept.

``python -m tests.benchmarks.language_model`` is the server, in a process of its own.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from analysis.coding.pipeline import Coded, ask_ahead
from analysis.coding.plugins import load
from analysis.corpus import Corpus
from analysis.documents import Document
from tests.benchmarks.speed import ROOT
from tests.coding.llm.conftest import CODEBOOK, GOOD, TEXT
from tests.coding.llm.scripted_server import Answer, scripted_server

ARTICLES, REQUESTS, DELAY = 1_000, 2, 0.05
CONCURRENCY = (4, 8)


def measure() -> Iterator[str]:
    """Yield for each number of requests at a time, the articles a second, as a share of what it allows."""
    documents = tuple(Document(f"d{number}", f"Number {number}. {TEXT}") for number in range(ARTICLES))
    for concurrency in CONCURRENCY:
        command = [sys.executable, "-m", "tests.benchmarks.language_model"]
        with (
            tempfile.TemporaryDirectory() as folder,
            subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
            ) as server,
        ):
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            llm = {"address": address, "model": "scripted", "concurrency": concurrency}
            os.environ["XDG_CACHE_HOME"] = folder
            corpus = Corpus("Numbers", Path(folder), documents, CODEBOOK, coder="llm", llm=llm)
            coded = Coded(documents, CODEBOOK, load(corpus))
            started = time.perf_counter()
            problems = ask_ahead([coded], folder)
            seconds = time.perf_counter() - started
            assert not problems, problems
            server.communicate()
        possible = concurrency / (REQUESTS * DELAY)
        yield (
            f"{ARTICLES:,} articles, {DELAY * 1000:.0f} ms a reply, {concurrency} requests at a time: "
            f"{ARTICLES / seconds:.0f} articles a second, {ARTICLES / seconds / possible:.2f} of what that "
            "allows"
        )


def main() -> None:
    """Serve until the input ends."""
    with scripted_server(lambda body: Answer(GOOD(body).content, delay=DELAY)) as server:
        print(server.address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
