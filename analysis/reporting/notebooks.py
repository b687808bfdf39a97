"""Find notebooks, the project's or the user's own, and read and check their parameters."""

import ast
import io
import json
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import resources
from analysis.errors import StancebookError, unknown_name_error
from analysis.parameters import NOTEBOOKS, Kind, Parameter, is_for_reports

if TYPE_CHECKING:
    from analysis.comparing.selecting import Selection

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
# its empty marks show which actors and issues are named
STANCES = "stance-comparison"
# compares coders; runs only on corpora with human codings
AGREEMENT = "coder-agreement"
# runs only on corpora in which people decided on the machine's statements
REVIEW = "review"
# runs only on corpora whose articles are of several known outlets
OUTLETS = "outlets"
# runs only on corpora with several documents or dated events
NETWORK = "discourse-network"
# parameter kinds by type, as annotated in the parameters cell or that of the default
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
    cells = [cell for cell in read_content(path)["cells"] if "parameters" in cell["metadata"].get("tags", ())]
    source = "".join(cells[0]["source"]) if cells else ""
    try:
        statements = ast.parse(source).body
        helps = _read_comments(source)
    except (SyntaxError, ValueError, tokenize.TokenError) as error:
        raise StancebookError(
            f"{path}: the cell with the tag “parameters” is not valid Python ({error}). Write one parameter "
            "in a line, such as: top: int = 10  # Most rows to show"
        ) from None
    found = {}
    for one in statements:
        target = one.targets[0] if isinstance(one, ast.Assign) else getattr(one, "target", None)
        if isinstance(one, ast.Assign | ast.AnnAssign) and isinstance(target, ast.Name):
            kind = ast.unparse(one.annotation) if isinstance(one, ast.AnnAssign) else ""
            found[target.id] = _build_parameter(
                target.id, kind, one.value, helps.get(one.end_lineno or 0, "")
            )
    return found


def _read_comments(source: str) -> dict[int, str]:
    """Return the comments of a cell by line."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        token.start[0]: token.string.lstrip("# ").rstrip()
        for token in tokens
        if token.type == tokenize.COMMENT
    }


def _build_parameter(name: str, kind: str, value: ast.expr | None, comment: str) -> Parameter:
    """Return a parameter of a user's notebook: its annotation decides, else the type of its default."""
    try:
        default = None if value is None else ast.literal_eval(value)
    except ValueError:
        default = None
    return Parameter(name, KINDS.get(kind or type(default).__name__, "text"), comment, default)


def read_content(path: Path) -> dict[str, Any]:
    """Return the content of a notebook in version 4 of the format.

    Raises:
        StancebookError: if the file is no notebook in Python.
    """
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if content.get("nbformat") != 4:
            # takes seconds to import where JupyterLab is installed
            import nbformat

            read: Any = nbformat.read
            content = read(path, as_version=4)
        kernel, info = (content["metadata"].get(name, {}) for name in ("kernelspec", "language_info"))
        language = str(kernel.get("language") or info.get("name") or "python")
        is_notebook = all({"cell_type", "metadata", "source"} <= set(cell) for cell in content["cells"])
    except Exception as error:
        # an older format is converted by a library that raises errors of any kind
        raise StancebookError(f"{path}: this notebook cannot be read ({error}).") from error
    if not is_notebook:
        raise StancebookError(f"{path}: this is not a Jupyter notebook: a cell lacks its type or its source.")
    if language.lower() != "python":
        raise StancebookError(f"{path}: this notebook is written in {language}; reports need one in Python.")
    return content


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
    if checked:
        build_selection(checked)
    return checked


def build_selection(parameters: Mapping[str, Any]) -> "Selection":
    """Return the selection defined by typed parameters; raise the same errors as ``select``."""
    # loads pandas, which the process that divides a batch among others does not need
    from analysis.comparing.selecting import select

    fields = ("actors", "issues", "since", "until", "min_confidence", "publish")
    return select(**{name: parameters[name] for name in fields if name in parameters})
