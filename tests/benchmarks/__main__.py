"""Measure speed and memory, and accuracy where a folder of human codes is given.

``make bench`` prints speed and memory; ``make bench GOLD=folder`` adds accuracy, where the folder holds
``attribution/dev.jsonl``, ``time/*.jsonl``, ``events/*.jsonl``, ``stance/*.jsonl`` and their scorers.
Figures quoted anywhere in this project come from here. Timings on shared machines are noisy: compare ratios.
"""

import argparse
from pathlib import Path

from tests.benchmarks import attribution, batches, dates, event_dates, event_types, networks, speed, stances


def main() -> None:
    """Print every measurement as it is made."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, help="folder with human codes and their scorers")
    gold = parser.parse_args().gold
    print("Speed (wall seconds unless said otherwise) and memory")
    for what in (speed.lines, batches.lines, networks.lines):
        for line in what():
            print(f"  {line}", flush=True)
    print("\nAccuracy on own disputes that nothing was learned from")
    for line in stances.own():
        print(f"  {line}", flush=True)
    if gold is not None:
        print(f"\nAccuracy against the human codes in {gold}")
        for what in (stances.others, attribution.lines, dates.lines, event_dates.lines, event_types.lines):
            for line in what(gold):
                print(f"  {line}", flush=True)


if __name__ == "__main__":
    main()
