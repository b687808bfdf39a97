"""Normalise the committed notebooks after they were executed: ``python -m tests.notebooks.clean``.

Outputs, execution counts and cell identifiers stay, since nbval compares them; what changes from
machine to machine (times, papermill's notes, the version of Python) goes.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
# of a cell only what somebody wrote there
KEPT_OF_CELL = ("tags",)
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def cleaned(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook without what differs between two runs."""
    cells = [
        {**cell, "metadata": {key: cell["metadata"][key] for key in KEPT_OF_CELL if key in cell["metadata"]}}
        for cell in notebook["cells"]
    ]
    return {
        **notebook,
        "cells": cells,
        "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}},
    }


def main(paths: Sequence[str]) -> None:
    """Clean notebooks in place, by default the project's."""
    for path in map(Path, paths or sorted(map(str, NOTEBOOKS.glob("*.ipynb")))):
        notebook = cleaned(json.loads(path.read_text(encoding="utf-8")))
        path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
