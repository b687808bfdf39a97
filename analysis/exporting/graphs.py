"""Export networks as GraphML, GEXF and CSV; each tie lists the statements that it is based on.

GraphML declares every key with name and type, as networkx, igraph and visone require. Lists of statements
are JSON strings, because neither XML format has lists. Names are untrusted: characters that XML does not
allow are replaced, and the writers escape the rest.
"""

import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.codebook import Codebook
from analysis.codes import Codes
from analysis.comparing.networks.building import discourse_network
from analysis.comparing.networks.network import Network
from analysis.documents import Problem
from analysis.errors import unknown_name_error
from analysis.replacing import replace_atomically
from analysis.spreadsheets import neutralise_table
from analysis.text import format_count

if TYPE_CHECKING:
    import networkx

# characters that XML 1.0 does not allow
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# the date of writing, which networkx adds to GEXF
MODIFIED_DATE = re.compile(rb' lastmodifieddate="[^"]*"')
# a table of ties, or the matrix
CSV_FORMS = ("edges", "matrix")


def export_network(network: Network, path: str | Path, form: str = "edges") -> Path:
    """Write a network as a file; the same network always produces the same bytes.

    Args:
        network: the network.
        path: output file; the extension selects the format: ``.graphml``, ``.gexf`` or ``.csv``.
        form: layout of a CSV file, ``edges`` (``row, column, weight, statements``) or ``matrix``.

    Returns:
        The path of the file.

    Raises:
        StancebookError: for an unknown format or form.
        OSError: when the file cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() not in FORMATS:
        raise unknown_name_error("format (the file extension)", path.suffix or path.name, FORMATS)
    if form not in CSV_FORMS:
        raise unknown_name_error("form of a table", form, CSV_FORMS)
    content = FORMATS[path.suffix.lower()](network, form)
    with replace_atomically(path) as draft:
        draft.write_bytes(content)
    return path


def write_network(
    path: Path,
    documents: pd.DataFrame,
    statements: pd.DataFrame,
    codebook: Codebook,
    extras: Mapping[str, Any],
) -> tuple[Problem, ...]:
    """Write the discourse network of statements that ``discourse_network`` builds by default.

    Args:
        path: output file; the extension selects the format.
        documents: the documents table.
        statements: the statements table; only firm statements count.
        codebook: states the organisation that each actor speaks for.
        extras: not used in a network.

    Returns:
        A description of the network and of the omitted content.
    """
    network = discourse_network(
        Codes(path.stem, {"documents": documents, "statements": statements}, codebook, (), "")
    )
    export_network(network, path)
    used = len(network.used.frame)
    what = (
        f"This is the network of organisations tied by issues that both speak on: "
        f"{format_count(len(network.nodes), 'node')}, {format_count(len(network.edges), 'tie')}, from "
        f"{used:,} of {format_count(len(statements), 'statement')}: the firm ones, whatever their stance. "
        "It contains no documents or quotes. For other networks, see docs/networks.md."
    )
    return (Problem(path.name, what, "warning"),)


def _format_graphml(network: Network, _: str) -> bytes:
    import networkx

    out = io.BytesIO()
    networkx.write_graphml(_simplify(network), out)
    return out.getvalue()


def _format_gexf(network: Network, _: str) -> bytes:
    import networkx

    out = io.BytesIO()
    networkx.write_gexf(_simplify(network), out, version="1.2draft")
    return MODIFIED_DATE.sub(b"", out.getvalue())


def _format_csv(network: Network, form: str) -> bytes:
    if form == "matrix":
        text = neutralise_table(network.matrix).to_csv(lineterminator="\r\n")
    else:
        edges = network.with_statements()
        table = edges.assign(statements=[_format_list(keys) for keys in edges["statements"]])
        text = neutralise_table(table).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8")


def _simplify(network: Network) -> "networkx.Graph":
    """Return the graph with attributes that XML can hold: strings and numbers."""
    graph = network.to_graph()
    simple = type(graph)(**_convert_attributes(graph.graph))
    # names may contain spaces, which GraphML identifiers must not
    ids = {node: f"n{number}" for number, node in enumerate(graph)}
    for node, attributes in graph.nodes(data=True):
        simple.add_node(
            ids[node], label=_replace_illegal(attributes["name"]), **_convert_attributes(attributes)
        )
    for start, end, attributes in graph.edges(data=True):
        simple.add_edge(ids[start], ids[end], **_convert_attributes(attributes))
    return simple


def _convert_attributes(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _convert_value(value) for name, value in attributes.items()}


def _convert_value(value: Any) -> Any:
    if isinstance(value, list):
        return _replace_illegal(_format_list(value))
    return _replace_illegal(value) if isinstance(value, str) else value


def _format_list(keys: list[Any]) -> str:
    """Return identifiers as a JSON string; numbers from tables are not JSON-serialisable."""
    return json.dumps([key if isinstance(key, str) else str(key) for key in keys], ensure_ascii=False)


def _replace_illegal(words: str) -> str:
    return ILLEGAL.sub("\ufffd", words)


FORMATS: dict[str, Callable[[Network, str], bytes]] = {
    ".graphml": _format_graphml,
    ".gexf": _format_gexf,
    ".csv": _format_csv,
}
