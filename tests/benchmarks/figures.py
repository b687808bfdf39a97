"""Write measured figures to the file that pages and README quote."""

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
#   measured       real news; written by `make bench`, see their key `measured`. Do not edit.
#   measured_once  real news; readings that no command here repeats, typed in by hand.
#   figures        everything else, typed in by hand.
"""


def replace_measured(readings: list[Evaluation], path: Path = PATH) -> None:
    """Replace the measured figures on the same data, or add them; all others are unchanged.

    Args:
        readings: figures measured on real news.
        path: the file of figures.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    new = {
        one.data: {key: value for key, value in asdict(one).items() if value is not None} for one in readings
    }
    old = {entry["data"]: entry for entry in content["measured"]}
    content["measured"] = list((old | new).values())
    check_quality(content)
    path.write_text(format_file(content), encoding="utf-8")
    read_quality.cache_clear()


def format_file(content: Mapping[str, Any]) -> str:
    """Format the file of figures; the same figures always give the same text."""
    return HEAD + "\n" + tomli_w.dumps(content)
