"""Read files of gold codes, and run the scorers that came with them."""

import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def score(scorer: Path, gold: Path, predicted: list[dict[str, Any]], *options: str) -> str:
    """Run a scorer on predictions and return what it prints."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row, default=int) + "\n" for row in predicted)
        file.flush()
        command = [sys.executable, str(scorer), str(gold), file.name, *options]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def load_scorer(scorer: Path) -> ModuleType:
    """Load a scorer as a module, to score single codes."""
    spec = importlib.util.spec_from_file_location("scorer", scorer)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
