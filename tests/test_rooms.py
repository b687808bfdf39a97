"""The house: each room imports only from rooms below it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "analysis"
FLOORS = [
    {
        "errors",
        "resources",
        "documents",
        "edtf",
        "tables",
        "codebook",
        "parameters",
        "progress",
        "text",
        "quality",
        "codes",
    },
    {"reading"},
    {"language"},
    {"exchange"},
    {"settings"},
    {"corpus"},
    {"coding"},
    {"comparing"},
    {"drawing"},
    {"exporting"},
    {"reporting"},
    {"cli"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def imported_rooms(file: Path) -> set[str]:
    """Return the rooms that a file imports from, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "analysis":
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis."):
            found.add(str(node.module).split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {name.name.split(".")[1] for name in node.names if name.name.startswith("analysis.")}
    return found


def files_of(room: str) -> list[Path]:
    """Return the Python files of one room."""
    return sorted((PACKAGE / room).rglob("*.py")) or [PACKAGE / f"{room}.py"]


@pytest.mark.parametrize("room", sorted(FLOOR))
def test_a_room_imports_only_from_below(room: str) -> None:
    """Text flows upwards, imports point downwards; nothing below knows what is above it."""
    for file in files_of(room):
        above = {other for other in imported_rooms(file) if FLOOR.get(other, 0) > FLOOR[room]}
        assert not above, f"{file.relative_to(PACKAGE)} imports from {sorted(above)}"


def test_reading_and_language_do_not_know_each_other() -> None:
    """Formats and parsing are two rooms on different stairs."""
    assert "language" not in {room for file in files_of("reading") for room in imported_rooms(file)}
    assert "reading" not in {room for file in files_of("language") for room in imported_rooms(file)}


@pytest.mark.parametrize("module", ["coding", "corpus", "tables"])
def test_cached_codes_are_read_without_the_language_pipeline(module: str) -> None:
    """Importing the coding room loads neither spaCy nor pandera, so that notebooks open at once."""
    loaded = f"import sys, analysis.{module}; print(sorted({{'spacy', 'pandera'}} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
