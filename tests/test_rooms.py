"""The package is a house of rooms: each imports only from rooms below it, and so do the rooms of coding."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "analysis"
FLOORS = [
    {
        "errors",
        "resources",
        "documents",
        "edtf",
        "files",
        "replacing",
        "structured",
        "tables",
        "codebook",
        "parameters",
        "progress",
        "spreadsheets",
        "stores",
        "text",
    },
    {"quality", "codes", "table_files", "calibration", "partitions", "stored_tables"},
    {"reading"},
    {"language"},
    {"exchange"},
    {"settings", "endpoint"},
    {"corpus"},
    {"comparing"},
    {"drawing"},
    {"exporting"},
    {"coding"},
    {"converting", "evaluating", "auditing", "reviewing"},
    {"reporting"},
    {"cli"},
]
CODING_FLOORS = [
    {"cache", "parallel", "threads", "linear", "basis", "lexicon"},
    {"stages", "verification"},
    {"llm", "parses"},
    {"syntax"},
    {"actors", "issues", "stance_cues"},
    {"manual", "plugins", "completing"},
    {"quotes", "dates"},
    {"article"},
    {"events", "statements", "tones", "misattribution"},
    {"codebooks", "builtin"},
    {"running"},
    {"pipeline"},
    {"repeating", "cached_tables", "collection"},
]
# imports of what is above, by what is imported late or only named in types
LATE = {
    ("stages", "builtin"),
    ("stages", "article"),
    ("llm", "article"),
    ("plugins", "article"),
    ("completing", "codebooks"),
}


def number_floors(floors: list[set[str]]) -> dict[str, int]:
    """Return the floor of each room."""
    return {room: number for number, rooms in enumerate(floors) for room in rooms}


FLOOR, CODING_FLOOR = number_floors(FLOORS), number_floors(CODING_FLOORS)


def imported_modules(file: Path) -> Iterator[str]:
    """Yield the modules of the package that a file imports, inside functions too, and ``import analysis``."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "analysis":
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.split(".")[0] == "analysis")


def files_of(folder: Path, room: str) -> list[Path]:
    """Return the Python files of one room."""
    return sorted((folder / room).rglob("*.py")) or [folder / f"{room}.py"]


def list_rooms(folder: Path) -> set[str]:
    """Return the modules and packages in a folder."""
    packages = {path.name for path in folder.iterdir() if (path / "__init__.py").exists()}
    return packages | {path.stem for path in folder.glob("[!_]*.py")}


def test_every_room_has_its_floor() -> None:
    """A new module is put in its place before anybody imports it."""
    assert list_rooms(PACKAGE) == set(FLOOR)
    assert list_rooms(PACKAGE / "coding") == set(CODING_FLOOR)


@pytest.mark.parametrize("room", sorted(FLOOR))
def test_a_room_imports_only_from_below(room: str) -> None:
    """Text flows upwards, imports point downwards; nothing below knows what is above it."""
    for file in files_of(PACKAGE, room):
        for module in imported_modules(file):
            other = module.split(".")[1] if "." in module else "cli"
            # both deal with the public names, whose modules they do not import
            is_own_name = (file.name, other) in {("warming.py", "_PUBLIC"), ("sharing.py", "cli")}
            assert is_own_name or FLOOR[other] <= FLOOR[room], f"{file.relative_to(PACKAGE)} imports {module}"


@pytest.mark.parametrize("room", sorted(CODING_FLOOR))
def test_a_room_of_coding_imports_only_from_below(room: str) -> None:
    """The lexicon knows no sentence, the syntax no actor, the actors no attribution, and no stage another."""
    for file in files_of(PACKAGE / "coding", room):
        inner = (
            module.split(".")[2] for module in imported_modules(file) if module.startswith("analysis.coding.")
        )
        for other in set(inner) - {room}:
            is_below = CODING_FLOOR[other] < CODING_FLOOR[room]
            assert is_below or (room, other) in LATE, f"{file.relative_to(PACKAGE)} imports {other}"


@pytest.mark.parametrize("room", ["converting", "reporting"])
def test_only_the_front_of_coding_is_used(room: str) -> None:
    """Reports and conversions code a corpus; how that is done is no concern of theirs."""
    front = {
        "code",
        "is_coded",
        "place_statements",
        "completing",
        "stages",
        "running",
        "parallel",
        "codebooks",
    }
    for file in files_of(PACKAGE, room):
        used = (
            module.split(".")[2] for module in imported_modules(file) if module.startswith("analysis.coding.")
        )
        assert set(used) <= front


def test_reading_and_language_do_not_know_each_other() -> None:
    """Formats of files and the parsing of language are independent."""
    rooms = {
        room: {module.split(".")[1] for file in files_of(PACKAGE, room) for module in imported_modules(file)}
        for room in ("reading", "language")
    }
    assert "language" not in rooms["reading"]
    assert "reading" not in rooms["language"]


def test_the_package_needs_no_training() -> None:
    """What fits the weights is not installed."""
    for file in PACKAGE.rglob("*.py"):
        assert "from training" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("module", ["coding", "corpus", "tables"])
def test_cached_codes_are_read_without_the_language_pipeline(module: str) -> None:
    """Importing the coding room does not load spaCy, so notebooks open at once."""
    loaded = f"import sys, analysis.{module}; print('spacy' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
