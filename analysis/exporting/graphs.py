"""Networks out: GraphML, GEXF and CSV, whose ties name the statements that they rest on.

GraphML declares every key with name and type, so that networkx, igraph and visone read it. Lists of
statements are JSON texts, since neither format has lists. Names come from outside: what XML cannot hold is
replaced, everything else is escaped by the writers.
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
from analysis.errors import unknown
from analysis.text import count

if TYPE_CHECKING:
    import networkx

# what XML 1.0 has no place for
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# the day of writing, which networkx puts into GEXF
WRITTEN = re.compile(rb' lastmodifieddate="[^"]*"')
# a table of ties, or the matrix itself
CSV_FORMS = ("edges", "matrix")


def export_network(network: Network, path: str | Path, form: str = "edges") -> Path:
    """Write a network as a file, the same bytes for the same network.

    Args:
        network: what to write.
        path: its end tells the format: ``.graphml``, ``.gexf`` or ``.csv``.
        form: of a CSV file, ``edges`` (``row, column, weight, statements``) or ``matrix``.

    Returns:
        The path of the file.

    Raises:
        StancebookError: for an unknown format or form.
        OSError: when the file cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() not in FORMATS:
        raise unknown("format (the end of the file's name)", path.suffix or path.name, FORMATS)
    if form not in CSV_FORMS:
        raise unknown("form of a table", form, CSV_FORMS)
    path.write_bytes(FORMATS[path.suffix.lower()](network, form))
    return path


def write_network(
    path: Path,
    documents: pd.DataFrame,
    statements: pd.DataFrame,
    codebook: Codebook,
    extras: Mapping[str, Any],
) -> tuple[Problem, ...]:
    """Write the discourse network of statements as ``discourse_network`` makes it without more arguments.

    Args:
        path: the file; its end tells the format.
        documents: the documents table.
        statements: the statements table; only firm ones count.
        codebook: says for whom actors speak.
        extras: has no place in a network.

    Returns:
        Which network it is, and what is not in it.
    """
    network = discourse_network(
        Codes(path.stem, {"documents": documents, "statements": statements}, codebook, (), "")
    )
    export_network(network, path)
    used = len(network.used.frame)
    what = (
        f"It is the network of organisations tied by issues that both speak on: "
        f"{count(len(network.nodes), 'node')}, {count(len(network.edges), 'tie')}, from {used:,} of "
        f"{count(len(statements), 'statement')}: the firm ones, whatever their stance. "
        "Documents and words are not in it. For another, see docs/networks.md."
    )
    return (Problem(path.name, what, "warning"),)


def _graphml(network: Network, _: str) -> bytes:
    import networkx

    out = io.BytesIO()
    networkx.write_graphml(_plain(network), out)
    return out.getvalue()


def _gexf(network: Network, _: str) -> bytes:
    import networkx

    out = io.BytesIO()
    networkx.write_gexf(_plain(network), out, version="1.2draft")
    return WRITTEN.sub(b"", out.getvalue())


def _csv(network: Network, form: str) -> bytes:
    if form == "matrix":
        text = network.matrix.to_csv(lineterminator="\r\n")
    else:
        edges = network.with_statements()
        listed = edges.assign(statements=[_listed(keys) for keys in edges["statements"]])
        text = listed.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8")


def _plain(network: Network) -> "networkx.Graph":
    """Return the graph with attributes that XML holds: texts and numbers."""
    graph = network.to_graph()
    found = type(graph)(**_written(graph.graph))
    # names are no identifiers of GraphML, which have no spaces
    ids = {node: f"n{number}" for number, node in enumerate(graph)}
    for node, attributes in graph.nodes(data=True):
        found.add_node(ids[node], label=_text(attributes["name"]), **_written(attributes))
    for one, other, attributes in graph.edges(data=True):
        found.add_edge(ids[one], ids[other], **_written(attributes))
    return found


def _written(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in attributes.items()}


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return _text(_listed(value))
    return _text(value) if isinstance(value, str) else value


def _listed(keys: list[Any]) -> str:
    """Return identifiers as a JSON text; numbers of tables are not JSON's."""
    return json.dumps([key if isinstance(key, str) else str(key) for key in keys], ensure_ascii=False)


def _text(words: str) -> str:
    return ILLEGAL.sub("\ufffd", words)


FORMATS: dict[str, Callable[[Network, str], bytes]] = {".graphml": _graphml, ".gexf": _gexf, ".csv": _csv}
