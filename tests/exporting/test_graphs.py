"""Exported networks: every tie lists its statements, and names may contain any characters."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import igraph
import networkx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from analysis.comparing.networks.building import network
from analysis.comparing.networks.network import Network
from analysis.errors import StancebookError
from analysis.exporting.graphs import export_network

HOSTILE = '<b>&"]]>\x00\x1b ;'
READERS = {".graphml": networkx.read_graphml, ".gexf": networkx.read_gexf}


def build_network(names: list[str], mode: str = "onemode") -> Network:
    """Return the network of actors that all support one issue, which is named after the first of them."""
    table = pd.DataFrame({"statement_id": [f"s{number}" for number in range(len(names))], "actor": names})
    return network(table.assign(issue=names[0], stance="support"), mode, qualifier_aggregation="subtract")


@pytest.mark.parametrize("suffix", READERS)
def test_a_graph_is_read_back_unchanged(tmp_path: Path, suffix: str) -> None:
    """Nodes keep their attributes, ties their weight and statements."""
    graph = READERS[suffix](export_network(build_network(["Ann", "Bob", "Ann"]), tmp_path / f"g{suffix}"))
    nodes = {
        data["label"]: (data["variable"], data["statements"], data["partners"])
        for _, data in graph.nodes(data=True)
    }
    assert nodes == {"Ann": ("actor", 2, 1), "Bob": ("actor", 1, 1)}
    ((_, _, tie),) = graph.edges(data=True)
    assert (tie["weight"], json.loads(tie["statements"])) == (2.0, ["s0", "s1", "s2"])


@pytest.mark.parametrize("suffix", READERS)
def test_an_actor_and_an_issue_may_share_a_name(tmp_path: Path, suffix: str) -> None:
    """In a two-mode network they are two nodes."""
    graph = READERS[suffix](export_network(build_network(["Ann"], "twomode"), tmp_path / f"g{suffix}"))
    assert sorted((data["label"], data["variable"]) for _, data in graph.nodes(data=True)) == [
        ("Ann", "actor"), ("Ann", "issue")
    ]  # fmt: skip
    assert graph.number_of_edges() == 1


def test_graphml_declares_every_key_and_has_valid_identifiers(tmp_path: Path) -> None:
    """As igraph and visone require: name, type and domain for each key, no space in an identifier."""
    root = etree.parse(export_network(build_network(["A b", "C d"]), tmp_path / "g.graphml")).getroot()
    keys = root.findall("{*}key")
    assert {"weight", "statements", "label"} <= {key.get("attr.name") for key in keys}
    assert all(key.get("attr.type") in ("string", "double", "long") and key.get("for") for key in keys)
    assert [node.get("id") for node in root.iter("{*}node")] == ["n0", "n1"]
    assert root.find("{*}graph").get("edgedefault") == "undirected"


def test_igraph_reads_graphml(tmp_path: Path) -> None:
    """Names, weights and statements are read."""
    graph = igraph.Graph.Read_GraphML(
        str(export_network(build_network(["Ann", "Bob"]), tmp_path / "g.graphml"))
    )
    assert graph.vs["name"] == ["Ann", "Bob"]
    assert (graph.es["weight"], graph.es["statements"]) == ([1.0], ['["s0", "s1"]'])


@pytest.mark.parametrize("suffix", READERS)
def test_untrusted_names_are_escaped(tmp_path: Path, suffix: str) -> None:
    """Markup is text, and characters that XML does not allow are replaced."""
    graph = READERS[suffix](export_network(build_network([HOSTILE, "Bob"]), tmp_path / f"g{suffix}"))
    assert {data["label"] for _, data in graph.nodes(data=True)} == {'<b>&"]]>\ufffd\ufffd ;', "Bob"}


@settings(deadline=None, max_examples=25)
@given(names=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=2, unique=True))
def test_any_names_can_be_written_and_read(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    """Both formats contain all nodes."""
    for suffix, read in READERS.items():
        path = tmp_path_factory.mktemp("g") / f"g{suffix}"
        assert read(export_network(build_network(names), path)).number_of_nodes() == len(names)


def test_a_table_of_ties_and_the_matrix(tmp_path: Path) -> None:
    """CSV has one tie per row, or the matrix with its names."""
    content = export_network(build_network(["Ann", "Bob"]), tmp_path / "g.csv").read_bytes().decode()
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    assert row == {"row": "Ann", "column": "Bob", "weight": "1.0", "statements": '["s0", "s1"]'}
    matrix = pd.read_csv(
        export_network(build_network(["Ann", "Bob"]), tmp_path / "m.csv", "matrix"), index_col=0
    )
    assert matrix.to_dict("list") == {"Ann": [0, 1], "Bob": [1, 0]}


def test_the_same_network_gives_the_same_bytes(tmp_path: Path) -> None:
    """The files contain no time of writing, and their order does not change between runs."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from tests.exporting.test_graphs import build_network, export_network\n"
        "for end in ('graphml', 'gexf'):\n"
        "    export_network(build_network(['Ann', 'Bob', 'Cy']), f'{sys.argv[2]}.{end}')"
    )
    root = str(Path(__file__).parents[2])
    for seed in ("1", "2"):
        command = [sys.executable, "-c", code, root, str(tmp_path / seed)]
        subprocess.run(command, check=True, env={"PYTHONHASHSEED": seed}, cwd=root)
    for suffix in READERS:
        first, second = ((tmp_path / f"{seed}{suffix}").read_bytes() for seed in "12")
        assert first == second
        assert b"lastmodified" not in first


def test_an_unknown_format_is_an_error(tmp_path: Path) -> None:
    """The extension selects the format; nothing is written."""
    with pytest.raises(StancebookError, match=r"Did you mean '\.graphml'"):
        export_network(build_network(["A"]), tmp_path / "g.graphm")
    with pytest.raises(StancebookError, match="Unknown form of a table 'edge'"):
        export_network(build_network(["A"]), tmp_path / "g.csv", "edge")
    assert list(tmp_path.iterdir()) == []
