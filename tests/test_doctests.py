"""The examples in docstrings give what they show."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def find_examples() -> list[doctest.DocTest]:
    """Return the examples of the package; only modules with examples are imported."""
    found = []
    for path in sorted((ROOT / "analysis").rglob("*.py")):
        if ">>> " in path.read_text(encoding="utf-8"):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            module = import_module(name)
            found += [one for one in doctest.DocTestFinder().find(module) if one.examples]
    return found


@pytest.mark.parametrize("example", find_examples(), ids=lambda example: example.name)
def test_example(example: doctest.DocTest) -> None:
    """Running it prints what stands below it."""
    told: list[str] = []
    failed, tried = doctest.DocTestRunner().run(example, out=told.append)
    assert (failed, tried > 0) == (0, True), "".join(told)
