"""Fill in the prompts, and hash them: they are files, which the user may replace."""

from collections.abc import Mapping
from pathlib import Path
from string import Template

from analysis.coding.stages import hash_texts
from analysis.errors import StancebookError

FOLDER = Path(__file__).parent / "prompts"
PASSAGES, STANCES, CODEBOOK, MERGING = NAMES = ("passages", "stances", "codebook", "merging")


class Prompts:
    """The prompts of the package, or of the user where they have the same name.

    Args:
        folder: the user's folder; None for none.

    Raises:
        StancebookError: if a file of the user's cannot be read or lacks a placeholder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        own = {name: folder / f"{name}.md" for name in NAMES} if folder is not None else {}
        shipped = {name: (FOLDER / f"{name}.md").read_text(encoding="utf-8") for name in NAMES}
        self._texts = {
            name: _read(own[name], shipped[name]) if name in own and own[name].is_file() else shipped[name]
            for name in NAMES
        }

    def fill(self, name: str, **values: str) -> str:
        """Return a prompt with its placeholders filled in."""
        return Template(self._texts[name]).substitute(values)

    @property
    def hash(self) -> str:
        """A hash of the prompts by which articles are coded."""
        return hash_texts(self._texts[PASSAGES], self._texts[STANCES])[:8]


def _read(path: Path, shipped: str) -> str:
    try:
        given = path.read_text(encoding="utf-8")
        missing = set(Template(shipped).get_identifiers()) ^ set(Template(given).get_identifiers())
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise StancebookError(
            f"{path}: this prompt cannot be read ({error}). Save it as plain text."
        ) from None
    if missing or not Template(given).is_valid():
        expected = ", ".join(f"${name}" for name in Template(shipped).get_identifiers())
        raise StancebookError(
            f"{path}: expected the placeholders {expected}, each at least once, and no others. A dollar sign "
            "is written $$."
        )
    return given


def enclose(kind: str, content: str) -> str:
    """Return data between two marks whose number follows from the data, which thus cannot close them."""
    mark = f"{kind}-{hash_texts(content)[:8]}"
    return f"<{mark}>\n{content}\n</{mark}>"


def list_lines(entries: Mapping[str, str]) -> str:
    """Return names and what is said of them, one a line."""
    lines = (f"- {name}{': ' if said else ''}{said}" for name, said in entries.items())
    return "\n".join(" ".join(line.split()) for line in lines)
