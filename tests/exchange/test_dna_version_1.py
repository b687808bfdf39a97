"""Files of DNA 1, which are XML: read like the databases of later versions."""

from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from analysis.errors import StancebookError
from analysis.exchange.dna import read_dna, write_dna
from analysis.exchange.project import Project
from tests.exchange.test_dna_writing import tables_of

TEXT = "The mill burned down.\nIvo Sand 🙂 wants it rebuilt, says the guild. Ada Moor is against it."
METADATA = """<metadata>
 <regex><term><pattern>mill(s)?</pattern><red>255</red><green>10</green><blue>0</blue></term></regex>
 <persons>
  <person><name>Ivo Sand</name><type>miller</type><alias>Old Ivo</alias><note>retired</note></person>
  <person><name>Eve Lake</name><type /><alias /><note /></person>
 </persons>
 <personTypes><type><label>miller</label><red>1</red><green>2</green><blue>3</blue></type></personTypes>
 <organizations>
  <organization><name>Guild</name><type>group</type><alias /><note /></organization>
 </organizations>
 <organizationTypes />
</metadata>"""


def statement(
    words: str,
    person: str,
    agreement: str,
    *,
    number: str = "7",
    organization: str = "Guild",
    first: int = 1,
    text: str = TEXT,
) -> str:
    """Return the XML of a statement; DNA 1 counts UTF-16 units from 1."""
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2 + first
    end = start + len(words.encode("utf-16-le")) // 2
    return (
        f"<statement><id>{number}</id><start>{start}</start><end>{end}</end><person>{person}</person>"
        f"<organization>{organization}</organization><category>Rebuild the mill.</category>"
        f"<agreement>{agreement}</agreement></statement>"
    )


def article(*statements: str, date: str = "09.04.2012", text: str = escape(TEXT)) -> str:
    """Return the XML of an article."""
    return (
        f"<article><text>{text}</text><date>{date}</date><title>The mill</title>"
        f"<statements>{''.join(statements)}</statements></article>"
    )


def discourse(path: Path, articles: str, metadata: str = METADATA, version: str = "1.21") -> Path:
    """Write a file of DNA 1.16 or later."""
    path.write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<discourse><version>{version}</version>{metadata}'
        f"<articles>{articles}</articles></discourse>",
        encoding="utf-8",
    )
    return path


WANTS, AGAINST = "Ivo Sand 🙂 wants it rebuilt", "Ada Moor is against it"
BOTH = (statement(WANTS, "Ivo Sand", "yes"), statement(AGAINST, "Ada Moor", "no", organization=""))


def codings(project: Project) -> list[tuple[str, ...]]:
    """Return actor, issue, stance and evidence of each statement."""
    cells = [dict(coding.cells) for coding in project.codings]
    return [tuple(row[name] for name in ("actor", "issue", "stance", "evidence")) for row in cells]


EXPECTED = [
    ("Ivo Sand", "Rebuild the mill.", "support", WANTS),
    ("Ada Moor", "Rebuild the mill.", "oppose", AGAINST),
]


def test_statements_are_codings(tmp_path: Path) -> None:
    """Yes is support, no is opposition, and the spans are the marked words, also after an emoji."""
    project = read_dna(discourse(tmp_path / "mill.dna", article(*BOTH)))
    assert codings(project) == EXPECTED
    assert {problem.severity for problem in project.problems} == {"warning"}
    (document,) = project.documents
    assert (document.title, document.published, document.text) == ("The mill", "2012-04-09", TEXT)


def test_statements_with_one_number_stay_separate(tmp_path: Path) -> None:
    """DNA 1 could give a number twice; the second statement gets a new one."""
    project = read_dna(discourse(tmp_path / "mill.dna", article(*BOTH)))
    assert [dict(one.cells)["statement_id"] for one in project.codings] == ["7", "8"]


def test_persons_and_organisations_are_actors(tmp_path: Path) -> None:
    """Those without statements too, with the organisation a person speaks for, the alias and the type."""
    book = read_dna(discourse(tmp_path / "mill.dna", article(*BOTH))).codebook
    assert [(actor.name, actor.kind, actor.side) for actor in book.actors] == [
        ("Ivo Sand", "person", "Guild"),
        ("Eve Lake", "person", None),
        ("Ada Moor", "person", None),
        ("Guild", "group", None),
    ]
    assert book.actor("Old Ivo").name == "Ivo Sand"


def test_everything_is_written_to_a_database_of_dna_3(tmp_path: Path) -> None:
    """Regular expressions with their colours, types and notes, statements and offsets."""
    project = read_dna(discourse(tmp_path / "mill.dna", article(*BOTH)))
    write_dna(tmp_path / "new.dna", *tables_of(project), project.codebook, project.extras)
    again = read_dna(tmp_path / "new.dna")
    assert codings(again) == EXPECTED
    stored = again.extras["tables"]
    assert stored["REGEXES"] == [{"Label": "mill(s)?", "Red": 255, "Green": 10, "Blue": 0}]
    assert "retired" in {row["AttributeValue"] for row in stored["ATTRIBUTEVALUES"]}
    (ivo,) = [row for row in stored["ENTITIES"] if row["Value"] == "Ivo Sand"]
    assert (ivo["Red"], ivo["Green"], ivo["Blue"]) == (1, 2, 3)


def test_offsets_from_zero_are_recognised(tmp_path: Path) -> None:
    """Other programs count from 0: the count under which statements begin and end with words is used."""
    statements = (
        statement(WANTS, "Ivo Sand", "yes", first=0),
        statement(AGAINST, "Ada Moor", "no", first=0),
    )
    assert codings(read_dna(discourse(tmp_path / "mill.dna", article(*statements)))) == EXPECTED


def test_an_end_beyond_the_text_is_its_end(tmp_path: Path) -> None:
    """DNA 1 corrects such an end when it opens a file."""
    late = statement(AGAINST, "Ada Moor", "no").replace("<end>", "<end>9")
    (row,) = codings(read_dna(discourse(tmp_path / "mill.dna", article(late))))
    assert row[3] == "Ada Moor is against it."


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("9.4.2012", "2012-04-09"),
        ("09.04.2012 18:30", "2012-04-09"),
        ("2012-04-09", "2012-04-09"),
        ("9 April 2012", "2012-04-09"),
        ("", None),
    ],
)
def test_days_are_read(tmp_path: Path, written: str, day: str | None) -> None:
    """DNA 1 writes day, month and year; a file that was edited may have another order."""
    project = read_dna(discourse(tmp_path / "mill.dna", article(date=written)))
    assert project.documents[0].published == day
    assert not any("Article 1" in problem.message for problem in project.problems)


@pytest.mark.parametrize("written", ["31.02.2012", "04/05/2012", "spring 2012"])
def test_a_day_that_is_none_is_reported(tmp_path: Path, written: str) -> None:
    """The article is read without a day, and the message names the article and the date."""
    project = read_dna(discourse(tmp_path / "mill.dna", article(date=written)))
    assert project.documents[0].published is None
    assert any("Article 1" in problem.message for problem in project.problems)


def test_a_statement_without_yes_or_no_is_reported(tmp_path: Path) -> None:
    """An agreement that is neither is no stance."""
    unclear = statement(WANTS, "Ivo Sand", "perhaps")
    project = read_dna(discourse(tmp_path / "mill.dna", article(unclear)))
    assert codings(project) == []
    assert any("ID 7" in problem.message for problem in project.problems)


def test_line_breaks_and_escaped_characters_count_as_one(tmp_path: Path) -> None:
    """As elements, as character references and in CDATA sections."""
    text = "Mill & mound.\nIvo Sand wants it."
    one = statement("Ivo Sand wants it", "Ivo Sand", "yes", text=text)
    for written in ("Mill &amp; mound.<br/>Ivo Sand wants it.", f"<![CDATA[{text}]]>"):
        (row,) = codings(read_dna(discourse(tmp_path / "mill.dna", article(one, text=written))))
        assert row[3] == "Ivo Sand wants it"


def test_articles_of_version_1_09_are_below_the_root(tmp_path: Path) -> None:
    """That version has neither lists nor an element for all articles."""
    path = tmp_path / "mill.dna"
    path.write_text(f"<discourse><version>1.09</version>{article(*BOTH)}{article()}</discourse>", "utf-8")
    project = read_dna(path)
    assert (codings(project), len(project.documents)) == (EXPECTED, 2)


def test_regular_expressions_of_version_1_16_are_below_the_root(tmp_path: Path) -> None:
    """That version has no metadata."""
    regex = "<regex><term><pattern>guild</pattern><red>1</red><green>1</green><blue>1</blue></term></regex>"
    project = read_dna(discourse(tmp_path / "mill.dna", article(*BOTH), regex, "1.16"))
    assert codings(project) == EXPECTED
    assert [row["Label"] for row in project.extras["tables"]["REGEXES"]] == ["guild"]


def test_statements_of_the_oldest_versions_surround_their_words(tmp_path: Path) -> None:
    """Title and day are attributes of the article, and the statements elements within its text."""
    path = tmp_path / "mill.dna"
    marks = 'organization="Guild" category="Rebuild the mill."'
    path.write_text(
        '<discourse><article title="The mill" day="9" month="4" year="2012">The mill burned down.\n'
        f'<statement person="Ivo Sand" {marks} agreement="yes">{WANTS}</statement>, says the guild. '
        f'<statement person="Ada Moor" {marks} agreement="no">{AGAINST}</statement>.</article></discourse>',
        encoding="utf-8",
    )
    project = read_dna(path)
    assert codings(project) == EXPECTED
    assert (project.documents[0].text, project.documents[0].published) == (TEXT, "2012-04-09")


def test_a_byte_order_mark_and_utf_16_are_read(tmp_path: Path) -> None:
    """Windows editors save XML in both ways."""
    path = discourse(tmp_path / "mill.dna", article(*BOTH))
    written = path.read_text(encoding="utf-8")
    for content in (
        b"\xef\xbb\xbf" + written.encode(),
        written.replace('"utf-8"', '"utf-16"').encode("utf-16"),
    ):
        path.write_bytes(content)
        assert codings(read_dna(path)) == EXPECTED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<discourse><articles>", "not valid XML"),
        ("<Project></Project>", "expected <discourse>, found <Project>"),
        ('<!DOCTYPE discourse [<!ENTITY a "b">]><discourse>&a;</discourse>', "document type"),
        ('<!DOCTYPE discourse SYSTEM "http://mill.example/a.dtd"><discourse />', "document type"),
        ("<discourse>" * 5000 + "</discourse>" * 5000, "not valid XML"),
    ],
)
def test_hostile_and_damaged_files_are_refused(tmp_path: Path, content: str, reason: str) -> None:
    """Nothing is expanded or downloaded, and the message says what was found."""
    path = tmp_path / "mill.dna"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StancebookError, match=f"mill.dna: .*{reason}"):
        read_dna(path)


def test_broken_statements_do_not_affect_others(tmp_path: Path) -> None:
    """One without a position, and one outside the text, are reported; the other is read."""
    lost = statement(WANTS, "Ivo Sand", "yes", number="1").replace("<start>", "<start>x")
    outside = statement(WANTS, "Ivo Sand", "yes", number="2").replace("<start>", "<start>99")
    project = read_dna(discourse(tmp_path / "mill.dna", article(lost, outside, BOTH[1])))
    assert codings(project) == EXPECTED[1:]
    told = " ".join(f"{problem.item} {problem.message}" for problem in project.problems)
    assert "no usable Start" in told
    assert "ID 2" in told
