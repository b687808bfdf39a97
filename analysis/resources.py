"""Where the files that are not code live: in a clone beside the package, in a wheel inside it."""

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """Return the folder that holds ``notebooks/``, ``data/`` and ``seeds/``."""
    package = Path(__file__).parent
    return package.parent if (package.parent / "notebooks").is_dir() else package / "share"
