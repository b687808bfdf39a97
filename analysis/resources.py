"""Locate the files that are not code: beside the package in a clone, inside it in a wheel."""

from functools import cache
from pathlib import Path


@cache
def find_root() -> Path:
    """Return the folder that holds ``notebooks/``, ``data/`` and ``seeds/``."""
    package = Path(__file__).parent
    return package.parent if (package.parent / "notebooks").is_dir() else package / "share"
