"""Reading a DNA database: documents, actors, issues, stances and the words that the coder marked."""

from pathlib import Path

import pytest

from analysis.errors import StancebookError
from analysis.exchange.dna import event_list, read_dna
from analysis.exchange.project import Project
from tests.exchange.databases import DNA2, DNA3, EMOJI, STATEMENTS, create, sample_2_rows, sample_rows

TOLL, TUNNEL = "A toll should be levied.", "The tunnel should be built."


def stances(project: Project) -> dict[str, tuple[str, ...]]:
    """Return actor, organisation, issue, stance and coder by statement."""
    names = ("actor", "organisation", "issue", "stance", "coder")
    cells = [dict(coding.cells) for coding in project.codings]
    return {row["statement_id"]: tuple(row[name] for name in names) for row in cells}


EXPECTED = {
    "11": ("Ms O'Hara", "Dockers' Union", TOLL, "oppose", "human:Anna"),
    "12": ("Ms O'Hara", "Dockers' Union", TUNNEL, "support", "human:Anna"),
    "13": ("Lee", "Port", TOLL, "support", "human:Ben"),
    "14": ("Ms O'Hara", "Port", TOLL, "support", "human:Ben"),
    "15": ("Port", "Port", TUNNEL, "oppose", "human:Anna"),
}


def test_statements_are_codings_of_their_coders(dna: Path) -> None:
    """Agreement is support or opposition; without a person, the organisation takes the stance."""
    assert stances(read_dna(dna)) == EXPECTED


def test_spans_are_the_marked_words(dna: Path) -> None:
    """Line ends, blank lines, composed letters and emoji shift no span; overlapping spans stay separate."""
    project = read_dna(dna)
    texts = {document.doc_id: document.text for document in project.documents}
    for coding in project.codings:
        cells = dict(coding.cells)
        words = texts[cells["doc_id"]][int(cells["start"]) : int(cells["end"])]
        marked = STATEMENTS[int(cells["statement_id"])][1].replace("Cafe\u0301", "Café")
        assert words == cells["evidence"] == marked


def test_documents_keep_their_metadata(dna: Path) -> None:
    """Source is the outlet, notes that consist of a web address are the URL, times become UTC days."""
    first, second = read_dna(dna).documents
    assert (first.doc_id, first.title, first.outlet, first.author) == ("dna-1", "A toll?", "The Paper", "Kim")
    assert (first.published, first.url) == ("2025-05-19", None)
    assert (second.published, second.url) == ("2025-05-18", "https://post.example/1")
    assert first.text.startswith("Ms O'Hara of the Dockers' Union\nrejected")


def test_the_codebook_knows_sides_and_aliases(dna: Path) -> None:
    """A person's side is their organisation if they have only one; aliases are separated by semicolons."""
    book = read_dna(dna).codebook
    assert [(actor.name, actor.kind, actor.side) for actor in book.actors] == [
        ("Ms O'Hara", "person", None),
        ("Lee", "person", "Port"),
        ("Dockers' Union", "organisation", None),
        ("Port", "organisation", None),
    ]
    assert book.actor("Peg").name == "Ms O'Hara"
    assert [issue.name for issue in book.issues] == [TOLL, TUNNEL]


def test_statements_without_a_stance_are_reported(dna: Path) -> None:
    """Other statement types are each reported once, as is a document with emoji."""
    problems = read_dna(dna).problems
    assert {problem.severity for problem in problems} == {"warning"}
    assert any("'Role'" in one.message and "ID 16" in one.message for one in problems)
    assert any(one.item == "dna-2" and "U+FFFF" in one.message for one in problems)


def test_an_event_list_has_dnas_columns_and_values(dna: Path) -> None:
    """Ordered by date, document and position; qualifiers as numbers, texts verbatim, DNA's offsets."""
    events = event_list(dna)
    assert list(events.columns) == [
        "statement_id", "time", "person", "organization", "concept", "agreement", "strength",
        "start_position", "stop_position", "text", "coder", "document_id", "document_title",
        "document_author", "document_source", "document_section", "document_type",
    ]  # fmt: skip
    assert list(events["statement_id"]) == [14, 15, 11, 12, 13]
    assert list(events["agreement"]) == [1, 0, 0, 1, 1]
    assert list(events["strength"]) == [-486, -485, -489, -488, -487]
    assert list(events["text"]) == [STATEMENTS[key][1] for key in events["statement_id"]]
    assert events["time"].astype(str).iloc[-1] == "2025-05-19 13:30:00"
    assert events["person"].iloc[1] == ""
    assert list(event_list(read_dna(dna), "Role")["note"]) == ["Is Lee the hero?\nAsk."]


def test_an_unknown_statement_type_names_the_nearest(dna: Path) -> None:
    """The message lists the existing types."""
    with pytest.raises(StancebookError, match="Did you mean 'DNA Statement'"):
        event_list(dna, "DNA statment")


def test_a_scale_is_not_forced_into_yes_and_no(tmp_path: Path) -> None:
    """An integer agreement has no known midpoint: it is in the event list, but not in the table."""
    rows = sample_rows()
    rows["VARIABLES"][3] = (4, "agreement", "integer", 1)
    rows["DATAINTEGER"] += [(10 + n, *row[1:3], 3) for n, row in enumerate(rows.pop("DATABOOLEAN"))]
    path = create(tmp_path / "scale.dna", DNA3, rows)
    project = read_dna(path)
    assert project.codings == ()
    assert any("5 not among the statements" in problem.message for problem in project.problems)
    assert list(event_list(project)["agreement"]) == [3] * 5


def test_names_that_differ_in_case_only_are_one(tmp_path: Path) -> None:
    """As in a codebook; writing the database separates them again."""
    rows = sample_rows()
    rows["ENTITIES"][2] = (3, 1, "ms o'hara", 0, 0, 0, None)
    project = read_dna(create(tmp_path / "case.dna", DNA3, rows))
    assert stances(project)["13"][0] == "Ms O'Hara"
    assert any("'ms o\\'hara'" in one.message or "ms o'hara" in one.message for one in project.problems)


def test_offsets_that_split_an_emoji_are_code_points(tmp_path: Path) -> None:
    """Offsets that cannot be UTF-16 are code points, as written by a program other than DNA."""
    rows = sample_rows()
    split = len("A smile ") + 1
    rows["STATEMENTS"][3] = (14, 1, 2, split, split + 6, 3)
    project = read_dna(create(tmp_path / "split.dna", DNA3, rows))
    cells = next(dict(one.cells) for one in project.codings if ("statement_id", "14") in one.cells)
    assert cells["evidence"] == "first"
    assert EMOJI not in cells["evidence"]


def test_dna_2_reads_as_dna_3(dna2: Path) -> None:
    """Short texts, attributes and days of DNA 2 give the same result; anything omitted is reported."""
    project = read_dna(dna2)
    assert stances(project) == EXPECTED
    assert [document.published for document in project.documents] == ["2025-05-19", "2025-05-18"]
    assert project.codebook.actor("Peg").name == "Ms O'Hara"
    told = " ".join(problem.message for problem in project.problems)
    assert "Links between statements (1)" in told
    assert "UTC" in told


def told_as_left_out(project: Project) -> list[str]:
    """Return what is reported as left out."""
    return [problem.message for problem in project.problems if problem.severity == "left out"]


@pytest.mark.parametrize("parent", ["", " ", 0, "0", None])
def test_a_value_without_parent_is_no_loss(tmp_path: Path, parent: object) -> None:
    """Betas of DNA 2 write an empty text or 0 in ChildOf for a value that has no parent."""
    rows = sample_2_rows()
    rows["ATTRIBUTES"] = [(*row[:-1], parent) for row in rows["ATTRIBUTES"]]
    schema = DNA2 | {"ATTRIBUTES": DNA2["ATTRIBUTES"].replace("ChildOf INTEGER", "ChildOf TEXT")}
    project = read_dna(create(tmp_path / "beta.dna", schema, rows))
    assert stances(project) == EXPECTED
    assert told_as_left_out(project) == []
    assert {row["ChildOf"] for row in project.extras["tables"]["ENTITIES"]} == {None}


def test_a_parent_may_be_named(tmp_path: Path) -> None:
    """Betas of DNA 2 name the parent of a value, later versions state its number."""
    rows = sample_2_rows()
    rows["ATTRIBUTES"].append((9, 2, "Port", 0, 0, 0, "", "", "", "Dockers' Union"))
    schema = DNA2 | {"ATTRIBUTES": DNA2["ATTRIBUTES"].replace("ChildOf INTEGER", "ChildOf TEXT")}
    project = read_dna(create(tmp_path / "beta.dna", schema, rows))
    (port,) = [row for row in project.extras["tables"]["ENTITIES"] if row["Value"] == "Port"]
    assert port["ChildOf"] == 5
    assert told_as_left_out(project) == []


def test_a_parent_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    """The name of the parent is lost, as no value has it."""
    rows = sample_2_rows()
    rows["ATTRIBUTES"].append((9, 2, "Port", 0, 0, 0, "", "", "", "Nobody"))
    schema = DNA2 | {"ATTRIBUTES": DNA2["ATTRIBUTES"].replace("ChildOf INTEGER", "ChildOf TEXT")}
    (message,) = told_as_left_out(read_dna(create(tmp_path / "beta.dna", schema, rows)))
    assert "ChildOf" in message


@pytest.mark.parametrize("table", ["ATTRIBUTES", "CODERPERMISSIONS", "CODERRELATIONS", "REGEXES"])
def test_a_table_that_a_beta_lacks_is_no_loss(tmp_path: Path, table: str) -> None:
    """Attributes, permissions, relations and regular expressions came one after the other."""
    schema = {name: columns for name, columns in DNA2.items() if name != table}
    project = read_dna(create(tmp_path / "beta.dna", schema, sample_2_rows()))
    assert len(project.codings) == 5
    assert told_as_left_out(project) == []


@pytest.mark.parametrize("agreement", [None, "", "unsure"])
def test_no_agreement_is_no_stance(tmp_path: Path, agreement: object) -> None:
    """A statement for which nobody entered agreement is reported; it does not get DNA's default."""
    rows = sample_2_rows()
    rows["DATABOOLEAN"][0] = (*rows["DATABOOLEAN"][0][:-1], agreement)
    project = read_dna(create(tmp_path / "beta.dna", DNA2, rows))
    assert stances(project) == {key: value for key, value in EXPECTED.items() if key != "11"}
    assert any("ID 11" in problem.message for problem in project.problems)
