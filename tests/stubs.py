"""Write the stub of the public names, by which editors and type checkers know them."""

from pathlib import Path

from analysis import _PUBLIC

STUB = Path(__file__).parents[1] / "analysis" / "__init__.pyi"


def build_stub() -> str:
    """Return the stub: every public name, imported from where it is defined."""
    lines = (f"from analysis.{module} import {name} as {name}" for name, module in _PUBLIC.items())
    return "\n".join(sorted(lines)) + "\n\n_PUBLIC: dict[str, str]\n"


if __name__ == "__main__":
    STUB.write_text(build_stub(), encoding="utf-8")
