"""Round trips: our tables survive as REFI-QDA, and other tools' projects survive as tables."""

import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from analysis import tables
from analysis.codebook import Actor, Codebook, Issue, Role
from analysis.errors import StancebookError
from analysis.exchange.project import Project
from analysis.exchange.refi import read_qdc, read_qdpx, write_qdc, write_qdpx
from analysis.reading.normalising import normalise
from tests.exchange.making import ANNA, TEXT, TOLL, code, guid, project, qdpx, selection, source

CODEBOOK = Codebook(
    (
        Actor("Mara Lind", "person", ("Lind",), "Council", (Role("Mayor of Port", "2020-01-01", None),)),
        Actor("Council", "organisation"),
    ),
    (
        Issue("Toll", "There should be a toll.", ("toll", "fee"), ("free passage",)),
        Issue("Tunnel", "Build it.", ()),
    ),
)
ARTICLE = "Lind backs the toll 🙂 if fares fall.\nThe council said no."
DOCUMENTS = [
    {
        "doc_id": "a.txt", "title": "A toll", "outlet": "Herald", "published": "2024-03-04", "language": "en",
        "text": ARTICLE,
    },
    {"doc_id": "b.txt", "text": "The council wants the tunnel."},
]  # fmt: skip
STATEMENTS = [
    {
        "statement_id": "a-s1", "doc_id": "a.txt", "quote_id": "a-q1", "actor": "Mara Lind",
        "organisation": "Council", "issue": "Toll", "stance": "conditional", "start": 5, "end": 36,
        "evidence": ARTICLE[5:36], "condition_start": 25, "condition_end": 35, "condition": "fares fall",
        "if_met": "support",
        "earliest": "2024-03-01", "latest": "2024-03-04", "reason": "backs", "doubt": "unclear",
        "coder": "rules-0.1.0", "confidence": 0.1 + 0.2,
    },
    {
        "statement_id": "a-s2", "doc_id": "a.txt", "actor": "Council", "issue": "Toll", "stance": "oppose",
        "start": 37, "end": 56, "evidence": ARTICLE[37:56], "reason": "said no", "coder": "human:ben",
        "confidence": 1e-7,
    },
]  # fmt: skip


def documents(read: Project) -> pd.DataFrame:
    """Return the documents of a project as the documents table."""
    return tables.build("documents", [vars(document) for document in read.documents])


def statements(read: Project) -> pd.DataFrame:
    """Return the codings of a project as the statements table."""
    numbers = ("start", "end", "condition_start", "condition_end")
    rows: list[dict[str, Any]] = []
    for coding in read.codings:
        row: dict[str, Any] = dict(coding.cells)
        row |= {name: int(row[name]) for name in numbers if name in row} | {
            "confidence": float(row["confidence"])
        }
        rows.append(row | {"coder": coding.coder})
    return tables.build("statements", rows)


def test_our_export_is_read_back_as_the_same_tables(tmp_path: Path) -> None:
    """Documents, codebook and statements with their spans, conditions, coders and days come back."""
    path = tmp_path / "out.qdpx"
    table = tables.build("statements", STATEMENTS)
    lost = write_qdpx(path, tables.build("documents", DOCUMENTS), table, CODEBOOK, {})
    read = read_qdpx(path)
    assert read.problems == ()
    assert read.codebook == CODEBOOK
    pd.testing.assert_frame_equal(documents(read), tables.build("documents", DOCUMENTS))
    pd.testing.assert_frame_equal(statements(read), table)
    assert read.extras["selections"] == []
    assert [one.message.split(":")[0] for one in lost] == ["a.txt"]


def test_the_same_tables_give_the_same_file(tmp_path: Path) -> None:
    """It contains neither date nor machine, and reading and writing it again changes nothing."""
    given_tables = tables.build("documents", DOCUMENTS), tables.build("statements", STATEMENTS)
    one, two = tmp_path / "out.qdpx", tmp_path / "folder"
    two.mkdir()
    write_qdpx(one, *given_tables, CODEBOOK, {})
    write_qdpx(two / "out.qdpx", *given_tables, CODEBOOK, {})
    assert one.read_bytes() == (two / "out.qdpx").read_bytes()
    read = read_qdpx(one)
    write_qdpx(
        two / "out.qdpx",
        documents(read),
        statements(read),
        read.codebook,
        json.loads(json.dumps(read.extras)),
    )
    assert one.read_bytes() == (two / "out.qdpx").read_bytes()
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["folder", "out.qdpx", "out.qdpx"]


def elements(path: Path) -> etree._Element:
    """Return the root element of a project file."""
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("project.qde"))


def names(element: etree._Element) -> list[str]:
    """Return the tags of the children."""
    return [etree.QName(child).localname for child in element]


def test_elements_are_in_the_order_of_the_schema(tmp_path: Path) -> None:
    """A tool that validates against the schema opens the file."""
    path = tmp_path / "out.qdpx"
    write_qdpx(
        path, tables.build("documents", DOCUMENTS), tables.build("statements", STATEMENTS), CODEBOOK, {}
    )
    root = elements(path)
    assert names(root) == ["Users", "CodeBook", "Variables", "Cases", "Sources"]
    assert names(root[3][0]) == ["VariableValue"] * 14 + ["SelectionRef"] * 2
    assert names(root[4][0]) == ["PlainTextSelection"] * 3 + ["VariableValue"] * 5
    assert names(root[4][0][0]) == ["Coding"] * 2


def test_tools_without_cases_see_issue_and_stance_and_the_actor(tmp_path: Path) -> None:
    """The evidence is coded with the stance as a subcode of its issue, and with the actor."""
    path = tmp_path / "out.qdpx"
    write_qdpx(
        path, tables.build("documents", DOCUMENTS), tables.build("statements", STATEMENTS), CODEBOOK, {}
    )
    space = {"q": "urn:QDA-XML:project:1.0"}
    root = elements(path)
    (picked,) = root.xpath("//q:PlainTextSelection[@startPosition='37']", namespaces=space)
    assert (picked.get("endPosition"), picked.get("name")) == ("56", "The council said no")
    coded = [one.get("targetGUID") for one in picked.iterfind(".//q:CodeRef", space)]
    paths = [
        " / ".join(up.get("name") for up in [*reversed([*one.iterancestors(f"{{{space['q']}}}Code")]), one])
        for guid_ in coded
        for one in root.xpath(f"//q:Code[@guid='{guid_}']", namespaces=space)
    ]
    assert paths == ["Toll / oppose", "Actors / Council"]


def to_lists(element: etree._Element | None) -> Any:
    """Return an element as nested lists, without its layout."""
    assert element is not None
    return [
        element.tag,
        dict(element.attrib),
        (element.text or "").strip(),
        [to_lists(one) for one in element],
    ]


OTHERS = project(
    source(
        selection(1, 5, 22, TOLL, name="rejected the toll", memo="strong"),
        selection(2, 0, 4, guid(71), guid(73)),
        f'<NoteRef targetGUID="{guid(20)}"/>',
    )
    + f'<PictureSource guid="{guid(30)}" name="Photo" path="internal://p.png"><PictureSelection '
    f'guid="{guid(31)}" firstX="1" firstY="2" secondX="3" secondY="4"/></PictureSource>',
    f'<Code guid="{TOLL}" name="Toll" isCodable="true" color="#ff0000"><Description>There should be a toll.'
    f'</Description><NoteRef targetGUID="{guid(20)}"/>{code(guid(71), "oppose")}</Code>'
    + code(guid(72), "Actors", code(guid(73), "Mara Lind", description='kind = "person"'), codable=False),
    f'<Notes><Note guid="{guid(20)}" name="Memo" plainTextPath="internal://n.txt"/></Notes>'
    f'<Links><Link guid="{guid(21)}" originGUID="{TOLL}" targetGUID="{guid(30)}" direction="OneWay"/></Links>'
    f'<Sets><Set guid="{guid(22)}" name="Main"><MemberSource targetGUID="{TEXT}"/></Set></Sets>'
    f'<Graphs><Graph guid="{guid(23)}" name="Map"><Vertex guid="{guid(24)}" representedGUID="{TOLL}" '
    'firstX="0" firstY="0"/></Graph></Graphs><Description>About the tunnel</Description>',
    before='<Variables><Variable guid="'
    + guid(40)
    + '" name="Age" typeOfVariable="Integer"/></Variables><Cases>'
    f'<Case guid="{guid(41)}" name="Resident"><VariableValue><VariableRef targetGUID="{guid(40)}"/>'
    f'<IntegerValue>52</IntegerValue></VariableValue><SourceRef targetGUID="{TEXT}"/></Case></Cases>',
)
OTHER_FILES = {
    f"sources/{TEXT}.txt": b"Lind rejected the toll.",
    "sources/p.png": b"\x89PNG",
    "sources/n.txt": b"A memo",
}


def test_a_project_of_another_tool_survives_the_tables_without_loss(tmp_path: Path) -> None:
    """Sets, links, notes, graphs, colours, cases, variables, pictures and identifiers are all kept."""
    read = read_qdpx(qdpx(tmp_path / "theirs.qdpx", OTHERS, OTHER_FILES))
    assert len(read.codings) == 1
    row = dict(read.codings[0].cells) | {"statement_id": "s1", "reason": "", "confidence": 1.0}
    table = tables.build("statements", [row | {"start": int(row["start"]), "end": int(row["end"])}])
    assert write_qdpx(tmp_path / "ours.qdpx", documents(read), table, read.codebook, read.extras) == ()
    theirs, ours = elements(tmp_path / "theirs.qdpx"), elements(tmp_path / "ours.qdpx")
    kept = {one.get("guid") for one in theirs.iter() if one.get("guid")}
    # the statement was a selection with two codings and is now one with a case
    statement = {guid(2), guid(2000), guid(2001)}
    assert kept - {one.get("guid") for one in ours.iter()} == statement
    for tag in ("Notes", "Links", "Sets", "Graphs", "Description"):
        before, after = (to_lists(root.find(f"{{*}}{tag}")) for root in (theirs, ours))
        assert before == after
    assert ours.find(".//{*}Code[@guid='" + TOLL + "']").get("color") == "#ff0000"
    with zipfile.ZipFile(tmp_path / "ours.qdpx") as archive:
        assert {name: archive.read(name) for name in OTHER_FILES} == OTHER_FILES
    again = read_qdpx(tmp_path / "ours.qdpx")
    assert again.extras["selections"] == read.extras["selections"]
    assert again.codebook == read.codebook
    assert [dict(one.cells)["actor"] for one in again.codings] == ["Mara Lind"]


def test_content_removed_from_the_tables_is_removed_from_the_project(tmp_path: Path) -> None:
    """A removed document, issue or actor disappears with all references to it."""
    read = read_qdpx(qdpx(tmp_path / "theirs.qdpx", OTHERS, OTHER_FILES))
    none = tables.build("documents", []), tables.build("statements", [])
    lost = write_qdpx(tmp_path / "ours.qdpx", *none, Codebook((), ()), read.extras)
    assert [one.message for one in lost] == ["Interview: omitted, because it is not in the documents table."]
    ours = elements(tmp_path / "ours.qdpx")
    assert {one.get("guid") for one in ours.find("{*}Sources")} == {guid(30)}
    assert ours.find(".//{*}MemberSource") is None
    # a link still refers to the code
    assert [one.get("name") for one in ours.iterfind(".//{*}Code")] == ["Toll", "oppose", "Actors"]


def test_selections_follow_a_text_that_was_edited(tmp_path: Path) -> None:
    """Selections are located again by their words, or reported."""
    read = read_qdpx(qdpx(tmp_path / "theirs.qdpx", OTHERS, OTHER_FILES))
    edited = [{"doc_id": "Interview", "text": "Yesterday Lind rejected the toll."}]
    none = tables.build("statements", [])
    write_qdpx(tmp_path / "ours.qdpx", tables.build("documents", edited), none, read.codebook, read.extras)
    (row,) = read_qdpx(tmp_path / "ours.qdpx").extras["selections"]
    assert (row["start"], row["text"]) == (15, "rejected the toll")
    edited[0]["text"] = "Lind said nothing."
    lost = write_qdpx(
        tmp_path / "ours.qdpx", tables.build("documents", edited), none, read.codebook, read.extras
    )
    assert any("rejected the toll" in one.message for one in lost)


def test_rows_of_another_format_become_coded_selections(tmp_path: Path) -> None:
    """Codings from Taguette are written for all other tools, with coder and memo."""
    row = {
        "doc_id": "b.txt",
        "start": 4,
        "end": 11,
        "text": "council",
        "code": "People / groups",
        "coder": "human:eve",
        "memo": "who?",
    }
    extras = {"selections": [row, row | {"code": "Toll"}], "taguette": {"description": "x"}}
    path = tmp_path / "out.qdpx"
    none = tables.build("statements", [])
    lost = write_qdpx(path, tables.build("documents", DOCUMENTS[1:]), none, CODEBOOK, extras)
    assert lost == ()
    rows = read_qdpx(path).extras["selections"]
    assert [(one["code"], one["text"], one["coder"], one["memo"]) for one in rows] == [
        ("People / groups", "council", "human:eve", "who?"),
        ("Toll", "council", "human:eve", "who?"),
    ]


def test_content_that_the_format_cannot_hold_is_reported(tmp_path: Path) -> None:
    """Control characters and statements without a document are reported."""
    row = STATEMENTS[1] | {"reason": "bell \x07"}
    lone = row | {"statement_id": "x-s1", "doc_id": "x.txt"}
    lost = write_qdpx(
        tmp_path / "a.qdpx",
        tables.build("documents", DOCUMENTS),
        tables.build("statements", [row, lone]),
        CODEBOOK,
        {},
    )
    assert any("x-s1" in one.message and "x.txt" in one.message for one in lost)
    assert any("Control characters" in one.message for one in lost)


def test_damaged_extras_are_refused_with_a_message(tmp_path: Path) -> None:
    """Extras that were edited badly are not a project."""
    none = tables.build("documents", []), tables.build("statements", [])
    with pytest.raises(StancebookError, match="not as it was written"):
        write_qdpx(tmp_path / "a.qdpx", *none, CODEBOOK, {"refi": {"project": {"tag": "Project"}}})
    assert list(tmp_path.iterdir()) == []


def test_a_codebook_survives_a_qdc_file(tmp_path: Path) -> None:
    """Aliases, sides, roles and terms are read back."""
    write_qdc(tmp_path / "a.qdc", CODEBOOK)
    assert read_qdc(tmp_path / "a.qdc") == CODEBOOK
    assert names(etree.parse(tmp_path / "a.qdc").getroot()) == ["Codes"]


def test_codebooks_of_other_tools_are_read(tmp_path: Path) -> None:
    """Taguette writes flat codes, ATLAS.ti an older namespace, with sets."""
    flat = f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>{code(TOLL, "toll")}</Codes></CodeBook>'
    old = (
        f'<CodeBook xmlns="urn:QDA-XML:codebook:0:4"><Codes>{code(TOLL, "A", code(ANNA, "toll"))}</Codes>'
        f'<Sets><Set name="s" guid="{guid(1)}"><MemberCode guid="{TOLL}"/></Set></Sets></CodeBook>'
    )
    for xml in (flat, old):
        (tmp_path / "a.qdc").write_text(xml, encoding="utf-8")
        assert [issue.name for issue in read_qdc(tmp_path / "a.qdc").issues] == ["toll"]


# characters that XML allows and no reader normalises
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=12,
)
lines = texts.map(str.strip).filter(bool)
several = st.lists(texts, max_size=3).map(tuple)
kinds = st.sampled_from(["person", "state", "organisation", "group"])
roles = st.builds(Role, texts, st.none() | st.just("2020-01-01"), st.none() | st.just("2021-01-01"))
actors = st.builds(Actor, lines, kinds, several, st.none() | texts, st.lists(roles, max_size=2).map(tuple))
propositions = st.text("ab \n=[]\"'#\\é😀", max_size=20)
issues = st.builds(Issue, lines, propositions, several, several)
codebooks = st.builds(
    Codebook,
    st.lists(actors, unique_by=lambda actor: actor.name.lower(), max_size=4).map(tuple),
    st.lists(issues, unique_by=lambda issue: issue.name.lower(), max_size=4).map(tuple),
    st.booleans(),
)


@settings(deadline=None, max_examples=60)
@given(codebooks)
def test_any_codebook_comes_back(codebook: Codebook) -> None:
    """A codebook survives with any names, propositions and terms."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.qdc"
        write_qdc(path, codebook)
        assert read_qdc(path) == codebook


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_statement_comes_back(data: st.DataObject) -> None:
    """In any text, spans keep their words after writing and reading."""
    signs = st.characters(exclude_categories=["Cs"]) | st.sampled_from(list("ab \n🙂é\u0301"))
    text = normalise("a" + data.draw(st.text(signs, max_size=60)) + "b")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    stance, issue = data.draw(st.sampled_from(tables.STANCES)), data.draw(st.sampled_from(["Toll", "Tunnel"]))
    row = STATEMENTS[0] | {
        "stance": stance, "issue": issue, "start": start, "end": end, "evidence": text[start:end],
        "condition_start": start, "condition_end": end, "condition": text[start:end],
        "confidence": data.draw(st.floats(0, 1)),
    }  # fmt: skip
    given_tables = (
        tables.build("documents", [{"doc_id": "a.txt", "text": text}]),
        tables.build("statements", [row]),
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.qdpx"
        write_qdpx(path, *given_tables, CODEBOOK, {})
        read = read_qdpx(path)
    pd.testing.assert_frame_equal(documents(read), given_tables[0])
    pd.testing.assert_frame_equal(statements(read), given_tables[1])
    assert read.problems == ()
