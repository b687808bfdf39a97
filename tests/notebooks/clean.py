"""Clean the committed notebooks after they were executed: ``python -m tests.notebooks.clean``.

Outputs, execution counts and cell identifiers are kept, since nbval compares them. Data that differ between
machines (times, papermill's metadata, the version of Python) are removed.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
# cell metadata written by hand
KEPT_METADATA = ("tags", "jupyter")
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def clean(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook without metadata that differ between runs."""
    cells = [
        {**cell, "metadata": {key: cell["metadata"][key] for key in KEPT_METADATA if key in cell["metadata"]}}
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
        notebook = clean(json.loads(path.read_text(encoding="utf-8")))
        path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
