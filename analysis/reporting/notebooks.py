"""The notebooks that come with the project or are somebody's own, and the parameters that each declares."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import resources
from analysis.comparing.selecting import Selection, select
from analysis.errors import StancebookError, unknown
from analysis.parameters import NOTEBOOKS, Kind, Parameter

LABELS = {
    "stance-comparison": "Who stands where",
    "discourse-network": "Who stands with whom",
    "timeline": "What happened when",
    "accounts": "Whose account",
    "coder-agreement": "How far coders agree",
}
# the one that compares coders, for corpora that persons coded too
AGREEMENT = "coder-agreement"
# the one that needs statements of several texts
NETWORK = "discourse-network"
# by how a notebook's own parameters cell annotates them, or papermill infers it
KINDS: Mapping[str, Kind] = {"float": "number", "int": "number", "list": "names", "list[str]": "names"}


@dataclass(frozen=True)
class Notebook:
    """A notebook and its declared parameters.

    Attributes:
        name: file name without suffix.
        path: where it lies.
        parameters: by name.
    """

    name: str
    path: Path
    parameters: Mapping[str, Parameter]

    @property
    def label(self) -> str:
        """What readers call its page."""
        return LABELS.get(self.name, self.name)


def notebooks(path: Path | None = None) -> list[Notebook]:
    """Return one notebook, or those of a folder, in the order of a report's pages.

    Args:
        path: a notebook or a folder of them; the project's by default.

    Raises:
        StancebookError: when there is none, or one can not be read.
    """
    path = path or resources.root() / "notebooks"
    found = sorted(path.glob("*.ipynb")) if path.is_dir() else [path]
    if not found or not all(one.is_file() and one.suffix == ".ipynb" for one in found):
        raise StancebookError(f"{path}: no notebook there. Name a notebook (.ipynb) or a folder of them.")
    order = [*LABELS]
    found.sort(key=lambda one: order.index(one.stem) if one.stem in order else len(order))
    return [Notebook(one.stem, one, _parameters(one)) for one in found]


def _parameters(path: Path) -> dict[str, Parameter]:
    """Return the parameters of a notebook: the project's are declared, others say theirs in their cell."""
    if path.stem in NOTEBOOKS and path.parent == resources.root() / "notebooks":
        return {parameter.name: parameter for parameter in NOTEBOOKS[path.stem]}
    # papermill takes a second to import
    from papermill.inspection import inspect_notebook

    try:
        found = inspect_notebook(str(path))
    except Exception as error:
        raise StancebookError(f"{path}: this notebook can not be read ({error}).") from error
    return {name: _own(name, spec) for name, spec in found.items()}


def _own(name: str, spec: Mapping[str, str]) -> Parameter:
    """Return a parameter of somebody's own notebook, as papermill reads it."""
    try:
        default = ast.literal_eval(spec["default"])
    except (SyntaxError, ValueError):
        default = None
    inferred = type(default).__name__ if spec["inferred_type_name"] == "None" else spec["inferred_type_name"]
    return Parameter(name, KINDS.get(inferred, "text"), spec["help"], default)


def declared(known: Sequence[Notebook]) -> dict[str, Parameter]:
    """Return the parameters that some notebook declares, by name; the corpus is every report's own."""
    named = {name: one for notebook in known for name, one in notebook.parameters.items()}
    return {name: one for name, one in named.items() if name != "corpus"}


def check_parameters(given: Mapping[str, Any], known: Sequence[Notebook]) -> dict[str, Any]:
    """Check the parameters of a report and return them with the types that the notebooks declare.

    Args:
        given: name → value; texts as a command line or a table gives them are read by their parameter's
            kind, lists are comma-separated.
        known: the notebooks; each gets those of the parameters that it declares.

    Raises:
        StancebookError: for a name that no notebook declares (nearest match named), ``corpus``, or
            a value that the declaration does not allow.
    """
    allowed = declared(known)
    checked = {}
    for name, value in given.items():
        if name not in allowed:
            raise unknown("parameter", name, allowed)
        checked[name] = allowed[name].parse(value) if isinstance(value, str) else allowed[name].check(value)
    chosen(checked)
    return checked


def chosen(parameters: Mapping[str, Any]) -> Selection:
    """Return the selection that typed parameters make, or raise as ``select`` does."""
    fields = ("actors", "issues", "since", "until", "min_confidence")
    return select(**{name: parameters[name] for name in fields if name in parameters})
