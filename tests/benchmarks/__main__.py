"""Measure speed and memory, and accuracy where a folder of codes made by reading is given.

``make bench`` prints speed and memory; ``make bench GOLD=folder`` adds accuracy, where the folder holds
``attribution/dev.jsonl``, ``time/*.jsonl``, ``events/*.jsonl``, ``stance/*.jsonl`` (all coded by people),
``news/dev`` (read by a language model) and the scorers. ``ONLY=news`` runs one part, here positions in real
news, whose figures it writes where pages and README find them. Timings on shared machines are noisy:
compare ratios.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks import (
    attribution,
    batches,
    dates,
    event_dates,
    event_types,
    networks,
    news,
    speed,
    stances,
)

ALONE: dict[str, Callable[[], Iterator[str]]] = {
    "speed": speed.lines,
    "batches": batches.lines,
    "networks": networks.lines,
    "own-disputes": stances.own,
}
AGAINST: dict[str, Callable[[Path], Iterator[str]]] = {
    "news": news.lines,
    "stances": stances.others,
    "attribution": attribution.lines,
    "dates": dates.lines,
    "event-dates": event_dates.lines,
    "event-types": event_types.lines,
}


def main() -> None:
    """Print every measurement as it is made."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, help="folder with codes made by reading, and their scorers")
    parser.add_argument("--only", choices=[*ALONE, *AGAINST], help="the one part to run (default: all)")
    args = parser.parse_args()
    if args.only in AGAINST and args.gold is None:
        parser.error(
            f"--only {args.only} is measured against codes made by reading: name their folder with --gold."
        )
    for name, what in ALONE.items():
        if args.only in (None, name):
            _print(name, what())
    for name, against in AGAINST.items():
        if args.gold is not None and args.only in (None, name):
            _print(name, against(args.gold))


def _print(name: str, lines: Iterator[str]) -> None:
    print(f"\n{name}")
    for line in lines:
        print(f"  {line}", flush=True)


if __name__ == "__main__":
    main()
