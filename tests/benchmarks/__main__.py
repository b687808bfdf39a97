"""Measure speed and memory, and accuracy if a folder of gold codes is given.

``make bench`` prints speed and memory; ``make bench GOLD=folder`` adds accuracy. The folder contains
``attribution/dev.jsonl``, ``time/*.jsonl``, ``events/*.jsonl``, ``stance/*.jsonl`` (all coded by people),
``news/dev`` (coded by a language model), ``timelines`` (articles with journalists' timelines) and the
scorers. ``ONLY=news`` runs one part: positions in real news. It also writes the file of figures that pages
and README quote; so does ``ONLY=held-out-news``, on the part of ``gold/news`` that training leaves out.
Timings on shared machines are noisy: compare ratios.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks import (
    attribution,
    audit,
    batches,
    calibration,
    coding_speed,
    dates,
    event_dates,
    event_types,
    events,
    happenings,
    language_model,
    networks,
    news,
    review,
    review_lab,
    scale,
    speed,
    stances,
    timelines,
)

ALONE: dict[str, Callable[[], Iterator[str]]] = {
    "speed": speed.measure,
    "coding-speed": coding_speed.measure,
    "batches": batches.measure,
    "networks": networks.measure,
    "happenings": happenings.measure,
    "scale": scale.measure,
    "language-model": language_model.measure,
    "own-disputes": stances.evaluate_own,
    "held-out-news": news.measure_held_out,
    "events": events.measure,
    "audit": audit.measure,
    "review": review.measure,
    "calibration": calibration.measure,
    "review-lab": review_lab.measure,
}
AGAINST: dict[str, Callable[[Path], Iterator[str]]] = {
    "news": news.measure,
    "stances": stances.evaluate_others,
    "attribution": attribution.measure,
    "dates": dates.measure,
    "event-dates": event_dates.measure,
    "event-types": event_types.measure,
    "timelines": timelines.measure,
    "review": review.measure_corpora,
}


def main() -> None:
    """Run the chosen benchmarks and print each result as soon as it is available."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, help="folder with gold codes and their scorers")
    parser.add_argument("--only", choices=list(ALONE | AGAINST), help="run only this part (default: all)")
    args = parser.parse_args()
    if args.gold is None and args.only in AGAINST.keys() - ALONE.keys():
        parser.error(f"--only {args.only} needs gold codes, but no folder was given. Add --gold FOLDER.")
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
