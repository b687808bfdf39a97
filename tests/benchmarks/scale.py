"""Measure what is done with the codes of very many articles: CPU seconds, memory and size of what is shown.

``python -m tests.benchmarks.scale COLLECTION STEP`` prints JSON for one step, in a process of its own.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import analysis as sb
from analysis import tables
from tests.benchmarks.collections import write_collection
from tests.benchmarks.speed import ROOT

SIZES = (1_000, 10_000, 100_000)
CORPUS = "data/harbour-tunnel"


def measure() -> Iterator[str]:
    """Yield seconds, peak memory and megabytes shown of each step, for each size of a collection."""
    codes = sb.code(sb.open_corpus(ROOT / CORPUS))
    copied = {name: codes[name] for name in tables.SCHEMAS}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            write_collection(copied, codes.codebook, Path(folder), size)
            for step in STEPS:
                command = [sys.executable, "-m", "tests.benchmarks.scale", folder, step]
                done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
                result = json.loads(done.stdout.splitlines()[-1])
                cost = f"{result['seconds']:.1f} CPU s, peak {result['memory']:.0f} MB"
                yield f"{size:,} articles, {step}: {cost}, {result['shown']:.1f} MB shown or written"


def show_stances(codes: sb.Codes) -> list[Any]:
    """Return the matrix of stances, with its words and the articles."""
    statements = sb.selected(codes, "statements", sb.select())
    matrix = sb.stance_matrix(codes)
    return [
        sb.overview(codes),
        sb.stance_chart(matrix, codes),
        sb.agreement_chart(sb.agreement(matrix)),
        sb.statements_table(statements),
        sb.evidence(codes, statements=statements),
        sb.provenance(codes),
    ]


def show_accounts(codes: sb.Codes) -> list[Any]:
    """Return who is quoted and how, with the articles."""
    quotes = sb.linked_quotes(codes)
    return [
        sb.quoted_chart(sb.quoted(codes)),
        sb.sourced_chart(sb.sourced(codes)),
        sb.characterisations_table(sb.characterisations(codes)),
        sb.weak_claims_table(sb.weak_claims(codes)),
        sb.one_sided_table(sb.one_sided(codes)),
        sb.evidence(codes, quotes=quotes),
    ]


def show_network(codes: sb.Codes) -> list[Any]:
    """Return the discourse network, and who says what."""
    statements = sb.statements_by_actor(codes, sb.select(), "organisation")
    ties = sb.network(statements, "onemode", "organisation", duplicates="document")
    clusters = sb.clusters(ties)
    return [sb.network_summary(ties, statements), sb.network_chart(ties, clusters)]


def show_outlets(codes: sb.Codes) -> list[Any]:
    """Return whom each outlet quotes and which positions it reports."""
    accounts = sb.outlet_accounts(codes)
    return [
        sb.outlets_chart(accounts),
        sb.outlets_table(accounts),
        sb.outlet_positions_table(sb.outlet_positions(codes)),
        sb.evidence(codes, "outlets", quotes=sb.outlet_quotes(codes, accounts)),
    ]


def show_methods(codes: sb.Codes) -> list[Any]:
    """Return how the articles were coded."""
    return [sb.methods(codes), sb.measured_error(codes), sb.articles_list(codes)]


def export_all(codes: sb.Codes) -> list[Any]:
    """Write the events in each format and return what was written."""
    with tempfile.TemporaryDirectory() as folder:
        return [sb.export_events(codes, f"{folder}/events.{ending}").path.read_text() for ending in FORMATS]


FORMATS = ("csv", "json", "ics")
STEPS: dict[str, Callable[[sb.Codes], list[Any]]] = {
    "opening": lambda codes: [],
    "stances": show_stances,
    "accounts": show_accounts,
    "network": show_network,
    "outlets": show_outlets,
    "methods": show_methods,
    "events exported": export_all,
}


def main() -> None:
    """Measure one step."""
    started = time.process_time()
    codes = sb.code(sb.open_corpus(sys.argv[1]))
    shown = STEPS[sys.argv[2]](codes)
    size = sum(len(one if isinstance(one, str) else one.html) for one in shown)
    print(
        json.dumps({
            "seconds": time.process_time() - started,
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "shown": size / 1e6,
        })
    )  # fmt: skip


if __name__ == "__main__":
    main()
