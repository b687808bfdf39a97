"""Measure discourse networks: ``python -m tests.benchmarks.networks STATEMENTS`` prints JSON."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np
import pandas as pd

from tests.benchmarks.speed import ROOT

SIZES = (50_000, 1_000_000)
ORGANISATIONS, CONCEPTS, DOCUMENTS = 400, 150, 5_000
# number of ties whose statements are looked up
LOOKED_UP = 1_000


def measure() -> Iterator[str]:
    """Yield time and memory for each size, measured in separate processes."""
    for size in SIZES:
        command = [sys.executable, "-m", "tests.benchmarks.networks", str(size)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        result = json.loads(done.stdout)
        yield (
            f"{size:,} statements, duplicates within documents left out, congruence of {ORGANISATIONS} "
            f"organisations: {result['seconds']:.2f}, "
            f"statements of {LOOKED_UP:,} ties: {result['looking_up']:.2f}, peak {result['memory']:.0f} MB"
        )


def generate_statements(size: int) -> pd.DataFrame:
    """Return random statements; the same size gives the same statements."""
    random = np.random.default_rng(0)
    document = np.sort(random.integers(DOCUMENTS, size=size))
    return pd.DataFrame(
        {
            "statement_id": np.arange(size),
            "organization": [f"organisation {one}" for one in random.integers(ORGANISATIONS, size=size)],
            "concept": [f"concept {one}" for one in random.integers(CONCEPTS, size=size)],
            "agreement": random.integers(2, size=size),
            "document": document,
            "date": pd.Timestamp("2005-01-01") + pd.to_timedelta(document // 2, unit="D"),
        }
    )


def main() -> None:
    """Measure the time to build a network and to look up the statements of its ties."""
    from analysis.comparing.networks.building import network

    statements = generate_statements(int(sys.argv[1]))
    started = time.perf_counter()
    built = network(
        statements, "onemode", "organization", "concept", "agreement",
        qualifier_aggregation="congruence", duplicates="document", document="document",
    )  # fmt: skip
    ties = built.edges
    built.statements(ties["row"][0], ties["column"][0])
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    for row, column in ties[["row", "column"]].head(LOOKED_UP).itertuples(index=False):
        built.statements(row, column)
    looking_up = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "looking_up": looking_up, "memory": memory}))


if __name__ == "__main__":
    main()
