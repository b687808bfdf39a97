"""The parts of the reference that are made from the code when the site is built."""

import io
import re
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout, suppress

import analysis
from analysis.cli import main
from analysis.parameters import NOTEBOOKS, Parameter
from analysis.tables import LISTS, SCHEMAS, Column

# public names by what they are for, in the order of work; the rooms that hold them decide
GROUPS = {
    "Open and code": ("corpus", "codes", "coding", "errors", "reviewing"),
    "Compare": ("comparing", "auditing"),
    "Draw and list": ("drawing",),
    "Exchange and export": ("converting", "exchange", "exporting"),
}


def build_functions() -> str:
    """Return the public names with their docstrings, as directives of Sphinx."""
    parts = []
    for title, rooms in GROUPS.items():
        names = [name for name, module in analysis._PUBLIC.items() if module.split(".")[0] in rooms]
        parts += [f"## {title}\n", *map(_build_directive, sorted(names, key=str.lower))]
    return "\n".join(parts)


def _build_directive(name: str) -> str:
    kind = "class" if isinstance(getattr(analysis, name), type) else "function"
    members = "\n   :members:" if kind == "class" else ""
    return f"```{{eval-rst}}\n.. auto{kind}:: analysis.{name}{members}\n```\n"


def build_commands() -> str:
    """Return the help of each subcommand, in the order in which the command lists them."""
    names = re.findall(r"^    (\w+) ", _read_help(), re.MULTILINE)
    return "\n".join(f"## {name}\n\n```text\n{_read_help(name)}```\n" for name in names)


def _read_help(*arguments: str) -> str:
    with redirect_stdout(io.StringIO()) as text, suppress(SystemExit):
        main([*arguments, "--help"])
    return text.getvalue()


def build_tables() -> str:
    """Return the columns of the six tables as Markdown tables."""
    head = ["Column", "Type", "Meaning"]
    return "\n".join(
        f"## {name}\n\n{_build_table(head, (_describe(*item) for item in columns.items()))}"
        for name, columns in SCHEMAS.items()
    )


def _describe(name: str, column: Column) -> list[str]:
    kind = f"list of {column.kind}" if column.kind in LISTS else column.kind
    values = f"; one of {', '.join(f'`{value}`' for value in column.allowed)}" if column.allowed else ""
    return [f"`{name}`", kind + (", may be missing" if column.missing else ""), column.meaning + values]


def build_parameters() -> str:
    """Return the parameters of the notebooks as Markdown tables."""
    head = ["Parameter", "Default", "Meaning"]
    return "\n".join(
        f"## {name}\n\n{_build_table(head, map(_list_cells, parameters))}"
        for name, parameters in NOTEBOOKS.items()
    )


def _list_cells(parameter: Parameter) -> list[str]:
    default = f"`{parameter.default}`" if parameter.default not in ("", []) else "–"
    return [f"`{parameter.name}`", default, parameter.help]


def _build_table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


GENERATED: dict[str, Callable[[], str]] = {
    "commands": build_commands,
    "functions": build_functions,
    "tables": build_tables,
    "parameters": build_parameters,
}
"""What is added to a page of that name."""
