"""The notebooks that come with the project, and the parameters that each declares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import resources
from analysis.comparing.selecting import Selection, names, select
from analysis.comparing.timeline import check_lanes
from analysis.errors import StancebookError, unknown

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


@dataclass(frozen=True)
class Notebook:
    """A notebook and its declared parameters.

    Attributes:
        name: file name without suffix.
        path: where it lies.
        parameters: name → what papermill reads of it (type, default, help).
    """

    name: str
    path: Path
    parameters: Mapping[str, Mapping[str, str]]

    @property
    def label(self) -> str:
        """What readers call its page."""
        return LABELS.get(self.name, self.name)


def notebooks(folder: Path | None = None) -> list[Notebook]:
    """Return the notebooks of a folder, by default the project's, in the order of a report's pages."""
    # papermill takes a second to import
    from papermill.inspection import inspect_notebook

    order = [*LABELS]
    paths = sorted((folder or resources.root() / "notebooks").glob("*.ipynb"))
    paths.sort(key=lambda path: order.index(path.stem) if path.stem in order else len(order))
    return [Notebook(path.stem, path, inspect_notebook(str(path))) for path in paths]


def check_parameters(given: Mapping[str, str], known: Sequence[Notebook]) -> dict[str, Any]:
    """Check the parameters of a report and return them with the types that the notebooks declare.

    Args:
        given: name → text from the command line; lists are comma-separated.
        known: the notebooks; each gets those of the parameters that it declares.

    Raises:
        StancebookError: for a name that no notebook declares (nearest match named), ``corpus``, or
            a value of the wrong type.
    """
    declared = {name: spec for notebook in known for name, spec in notebook.parameters.items()}
    declared.pop("corpus", None)
    typed = {}
    for name, value in given.items():
        if name not in declared:
            raise unknown("parameter", name, declared)
        typed[name] = _typed(name, value, declared[name]["inferred_type_name"])
    check_lanes(typed.get("lanes", "family"))
    return typed


def chosen(parameters: Mapping[str, Any]) -> Selection:
    """Return the selection that typed parameters make, or raise as ``select`` does."""
    fields = ("actors", "issues", "since", "until", "min_confidence")
    return select(**{name: parameters[name] for name in fields if name in parameters})


def _typed(name: str, value: str, kind: str) -> Any:
    if kind.startswith("list"):
        return list(names(name, value))
    if kind == "float":
        try:
            return float(value)
        except ValueError:
            raise StancebookError(f"Parameter {name}: expected a number, got {value!r}.") from None
    return value
