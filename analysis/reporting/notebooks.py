"""Find notebooks, the project's or the user's own, and read and check their parameters."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import resources
from analysis.comparing.selecting import Selection, select
from analysis.errors import StancebookError, unknown_name_error
from analysis.parameters import NOTEBOOKS, Kind, Parameter, is_for_reports

LABELS = {
    "stance-comparison": "Who stands where",
    "discourse-network": "Who stands with whom",
    "timeline": "What happened when",
    "accounts": "Whose account",
    "outlets": "How outlets differ",
    "coder-agreement": "How far coders agree",
    "review": "What people checked",
    "methods": "Methods and error",
}
# compares coders; runs only on corpora with human codings
AGREEMENT = "coder-agreement"
# runs only on corpora in which people decided on the machine's statements
REVIEW = "review"
# runs only on corpora whose articles are of several known outlets
OUTLETS = "outlets"
# runs only on corpora with several documents or dated events
NETWORK = "discourse-network"
# parameter kinds by type, as annotated in the parameters cell or inferred by papermill
KINDS: Mapping[str, Kind] = {
    "float": "number",
    "int": "number",
    "list": "names",
    "list[str]": "names",
    "bool": "switch",
}


@dataclass(frozen=True)
class Notebook:
    """A notebook and its declared parameters.

    Attributes:
        name: file name without extension.
        path: the file.
        parameters: declared parameters by name.
    """

    name: str
    path: Path
    parameters: Mapping[str, Parameter]

    @property
    def label(self) -> str:
        """The label of the notebook's page."""
        return LABELS.get(self.name, self.name)


def find_notebooks(path: Path | None = None) -> list[Notebook]:
    """Return one notebook, or the notebooks of a folder, in page order.

    Args:
        path: a notebook or a folder of notebooks; by default the project's folder.

    Raises:
        StancebookError: if there is no notebook, or one cannot be read.
    """
    path = path or resources.find_root() / "notebooks"
    found = sorted(path.glob("*.ipynb")) if path.is_dir() else [path]
    if not found or not all(file.is_file() and file.suffix == ".ipynb" for file in found):
        raise StancebookError(
            f"{path}: no notebook found. Name a notebook (.ipynb) or a folder of notebooks."
        )
    order = [*LABELS]
    found.sort(key=lambda file: order.index(file.stem) if file.stem in order else len(order))
    return [Notebook(file.stem, file, _read_parameters(file)) for file in found]


def _read_parameters(path: Path) -> dict[str, Parameter]:
    """Return a notebook's parameters: predeclared for project notebooks, else from the parameters cell."""
    if path.stem in NOTEBOOKS and path.parent == resources.find_root() / "notebooks":
        return {parameter.name: parameter for parameter in NOTEBOOKS[path.stem]}
    # papermill takes a second to import
    from papermill.inspection import inspect_notebook

    try:
        found = inspect_notebook(str(path))
    except Exception as error:
        raise StancebookError(f"{path}: this notebook cannot be read ({error}).") from error
    return {name: _build_parameter(name, spec) for name, spec in found.items()}


def _build_parameter(name: str, spec: Mapping[str, str]) -> Parameter:
    """Return a parameter of a user's notebook from papermill's description."""
    try:
        default = ast.literal_eval(spec["default"])
    except (SyntaxError, ValueError):
        default = None
    inferred = type(default).__name__ if spec["inferred_type_name"] == "None" else spec["inferred_type_name"]
    return Parameter(name, KINDS.get(inferred, "text"), spec["help"], default)


def collect_parameters(notebooks: Sequence[Notebook]) -> dict[str, Parameter]:
    """Return the parameters that the notebooks declare and a report may set, by name."""
    declared = {name: parameter for book in notebooks for name, parameter in book.parameters.items()}
    return {name: parameter for name, parameter in declared.items() if is_for_reports(parameter)}


def check_parameters(given: Mapping[str, Any], notebooks: Sequence[Notebook]) -> dict[str, Any]:
    """Check the parameters of a report and return them with their declared types.

    Args:
        given: name → value; strings from a command line or a table are parsed by the parameter's kind,
            lists are comma-separated.
        notebooks: the notebooks; each receives the parameters that it declares.

    Raises:
        StancebookError: for a name that no notebook declares (the message names the nearest match),
            ``corpus``, or a value that the declaration does not allow.
    """
    allowed = collect_parameters(notebooks)
    checked = {}
    for name, value in given.items():
        if name not in allowed:
            raise unknown_name_error("parameter", name, allowed)
        checked[name] = allowed[name].parse(value) if isinstance(value, str) else allowed[name].check(value)
    build_selection(checked)
    return checked


def build_selection(parameters: Mapping[str, Any]) -> Selection:
    """Return the selection defined by typed parameters; raise the same errors as ``select``."""
    fields = ("actors", "issues", "since", "until", "min_confidence", "publish")
    return select(**{name: parameters[name] for name in fields if name in parameters})
