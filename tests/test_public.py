"""The public names: importable, typed, and listed for completion."""

import subprocess
import sys
from pathlib import Path

import pytest

import analysis
from analysis import _PUBLIC
from tests.stubs import STUB, build_stub

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", _PUBLIC)
def test_a_public_name_is_there(name: str) -> None:
    """Every name that a notebook may use is defined and offered for completion."""
    assert getattr(analysis, name) is not None
    assert name in dir(analysis)


def test_the_stub_lists_the_public_names() -> None:
    """Type checkers see what is imported late; ``python -m tests.stubs`` writes the file anew."""
    assert STUB.read_text(encoding="utf-8") == build_stub()
    assert (STUB.parent / "py.typed").exists()


def test_a_user_of_the_package_gets_types(tmp_path: Path) -> None:
    """A type checker knows what a public function returns, and refuses a wrong argument."""
    program = tmp_path / "program.py"
    program.write_text(
        "import analysis as sb\nreveal_type(sb.stance_matrix)\nsb.open_corpus(1)\n", encoding="utf-8"
    )
    run = subprocess.run(
        # with the cache of `make check`
        [sys.executable, "-m", "mypy", str(program)],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert "pandas" in run.stdout
    assert 'Argument 1 to "open_corpus" has incompatible type "int"' in run.stdout
