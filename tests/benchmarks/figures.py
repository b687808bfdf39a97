"""Writes what was measured into the one file of figures that pages and README quote."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import tomli_w

from analysis.quality import PATH, Evaluation, check_quality, read_quality

HEAD = """\
# How good the built-in coder is: the only place for these figures. Pages print them, the README quotes them
# (tests/test_figures.py compares), and analysis/quality.py says what each key means.
#   measured       real news; written by `make bench GOLD=folder ONLY=news`. Do not edit.
#   measured_once  real news; readings that no command here repeats, typed in by hand.
#   figures        everything else, typed in by hand.
"""


def keep(readings: list[Evaluation], path: Path = PATH) -> None:
    """Replace what was measured before, and leave the parts that are kept by hand as they are.

    Args:
        readings: of real news.
        path: the file of figures.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    content["measured"] = [
        {key: value for key, value in asdict(one).items() if value is not None} for one in readings
    ]
    check_quality(content)
    path.write_text(written(content), encoding="utf-8")
    read_quality.cache_clear()


def written(content: Mapping[str, Any]) -> str:
    """Return the file of figures as text: always the same for the same figures."""
    return HEAD + "\n" + tomli_w.dumps(content)
