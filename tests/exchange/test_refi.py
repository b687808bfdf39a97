"""REFI-QDA projects written by other tools: every coded span is located on its words."""

import json
import zipfile
from pathlib import Path

from analysis.exchange.project import Project
from analysis.exchange.refi import read_qdpx
from tests.exchange.making import ANNA, TEXT, TOLL, code, guid, one_text, project, qdpx, selection, source

EMOJI = "A 🚇 tunnel. Lind rejected the toll 🙂 at once. Berg wants it."


def words(read: Project) -> list[str]:
    """Return the words of the selections, cut at the converted offsets."""
    texts = {document.doc_id: document.text for document in read.documents}
    rows = read.extras["selections"]
    assert all(texts[row["doc_id"]][row["start"] : row["end"]] == row["text"] for row in rows)
    return [row["text"] for row in rows]


def utf16(text: str, wanted: str) -> tuple[int, int]:
    """Return the span of words in UTF-16 units."""
    start = len(text[: text.index(wanted)].encode("utf-16-le")) // 2
    return start, start + len(wanted.encode("utf-16-le")) // 2


def points(text: str, wanted: str) -> tuple[int, int]:
    """Return the span of words in code points."""
    return text.index(wanted), text.index(wanted) + len(wanted)


def test_a_selection_has_its_words_code_coder_time_and_memo(tmp_path: Path) -> None:
    """A coded span of another tool is one row."""
    text = "Lind rejected the toll."
    path = one_text(tmp_path / "a.qdpx", text, selection(1, 5, 22, TOLL, memo="strong"))
    read = read_qdpx(path)
    assert read.extras["selections"] == [
        {
            "doc_id": "Interview",
            "start": 5,
            "end": 22,
            "text": "rejected the toll",
            "code": "Toll",
            "coder": "human:anna",
            "created": "2024-01-02T10:00:00Z",
            "memo": "strong",
            "guid": guid(1),
        }
    ]
    assert (read.title, read.codings, read.problems) == ("Tunnel", (), ())


def test_quoted_names_identify_utf16_offsets(tmp_path: Path) -> None:
    """A tool that counts an emoji as two is recognised if selections are named by their words."""
    quotes = ("rejected the toll", "Berg wants it")
    picked = [selection(n, *utf16(EMOJI, quote), TOLL, name=quote) for n, quote in enumerate(quotes, 1)]
    read = read_qdpx(one_text(tmp_path / "a.qdpx", EMOJI, *picked))
    assert words(read) == list(quotes)
    assert read.problems == ()


def test_quoted_names_identify_code_points_even_from_nvivo(tmp_path: Path) -> None:
    """The quoted words outweigh the usual unit of a program."""
    quotes = ("rejected the toll", "Berg wants it")
    picked = [selection(n, *points(EMOJI, quote), TOLL, name=quote) for n, quote in enumerate(quotes, 1)]
    read = read_qdpx(one_text(tmp_path / "a.qdpx", EMOJI, *picked, origin="NVivo 14"))
    assert words(read) == list(quotes)


def test_nvivo_without_names_counts_utf16(tmp_path: Path) -> None:
    """NVivo does not name selections; its offsets are read in its usual unit and cut no word."""
    quotes = ("rejected the toll", "Berg wants it")
    picked = [selection(n, *utf16(EMOJI, quote), TOLL) for n, quote in enumerate(quotes, 1)]
    read = read_qdpx(one_text(tmp_path / "a.qdpx", EMOJI, *picked, origin="NVivo for Mac 15.0.0"))
    assert words(read) == list(quotes)


def test_ambiguous_offsets_are_reported(tmp_path: Path) -> None:
    """If nothing decides between two readings, the doubt is reported and the usual reading used."""
    text = "🚇 . - . - . - ."
    read = read_qdpx(one_text(tmp_path / "a.qdpx", "Toll: " + text, selection(1, 10, 13, TOLL)))
    assert [problem.severity for problem in read.problems] == ["warning"]
    assert "code points or UTF-16 units" in read.problems[0].message


def test_quoted_names_identify_byte_offsets(tmp_path: Path) -> None:
    """A tool that counts UTF-8 bytes is recognised too."""
    text = "Büro – später. Lind rejected the toll."
    start = len(text[: text.index("rejected")].encode())
    picked = selection(1, start, start + 17, TOLL, name="rejected the toll")
    assert words(read_qdpx(one_text(tmp_path / "a.qdpx", text, picked))) == ["rejected the toll"]


def test_a_windows_line_end_is_one_for_atlas_ti(tmp_path: Path) -> None:
    """ATLAS.ti stores two characters and counts one."""
    text = "One.\nTwo.\nLind rejected the toll.\nEnd."
    quotes = ("rejected the toll", "End")
    picked = [selection(n, *points(text, quote), TOLL) for n, quote in enumerate(quotes, 1)]
    data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    read = read_qdpx(one_text(tmp_path / "a.qdpx", text, *picked, origin="ATLAS.ti Win 9.0.19", data=data))
    assert words(read) == list(quotes)
    assert read.documents[0].text == text


def test_a_windows_line_end_is_two_for_others(tmp_path: Path) -> None:
    """Offsets into the stored file stay valid after its line ends are normalised."""
    text = "One.\r\nTwo.\r\nLind rejected the toll.\r\nEnd."
    quotes = ("rejected the toll", "End")
    picked = [selection(n, *points(text, quote), TOLL) for n, quote in enumerate(quotes, 1)]
    read = read_qdpx(one_text(tmp_path / "a.qdpx", text, *picked, origin="NVivo 14"))
    assert words(read) == list(quotes)
    assert "\r" not in read.documents[0].text


def test_without_names_the_reading_that_cuts_no_word_is_chosen(tmp_path: Path) -> None:
    """If nothing else decides, spans begin and end with words."""
    text = "One.\nTwo.\nLind rejected the toll.\nEnd."
    quotes = ("rejected the toll", "End")
    picked = [selection(n, *points(text, quote), TOLL) for n, quote in enumerate(quotes, 1)]
    data = text.replace("\n", "\r\n").encode()
    assert words(read_qdpx(one_text(tmp_path / "a.qdpx", text, *picked, data=data))) == list(quotes)


def test_a_span_outside_the_article_is_reported(tmp_path: Path) -> None:
    """The line that asks to share an article is not part of it; codings there are reported."""
    text = "Lind rejected the toll.\nShare this article"
    read = read_qdpx(
        one_text(tmp_path / "a.qdpx", text, selection(1, 24, 42, TOLL), selection(2, 0, 4, TOLL))
    )
    assert words(read) == ["Lind"]
    assert "part of the article" in read.problems[0].message


def test_quoted_words_identify_a_line_feed_counted_as_two(tmp_path: Path) -> None:
    """Some tools count two for each line end of a file that stores one."""
    text = "One.\nTwo.\nLind rejected the toll."
    start, end = points(text.replace("\n", "\r\n"), "rejected the toll")
    picked = selection(1, start, end, TOLL, name="rejected the toll")
    assert words(read_qdpx(one_text(tmp_path / "a.qdpx", text, picked))) == ["rejected the toll"]


def test_quoted_words_identify_a_counted_byte_order_mark(tmp_path: Path) -> None:
    """A byte order mark that a tool counts shifts no span."""
    text = "Lind rejected the toll."
    picked = selection(1, 6, 23, TOLL, name="rejected the toll")
    data = b"\xef\xbb\xbf" + text.encode()
    assert words(read_qdpx(one_text(tmp_path / "a.qdpx", text, picked, data=data))) == ["rejected the toll"]


def test_spans_follow_the_text_through_normalising(tmp_path: Path) -> None:
    """Blank lines, spaces, soft hyphens and split accents are normalised, and spans stay on their words."""
    text = "\n\nCafe\u0301 \u00a0owner \t\nLind re\u00adjected the toll.  \n\n"
    quotes = ("Cafe\u0301", "re\u00adjected the toll")
    picked = [selection(n, *points(text, quote), TOLL) for n, quote in enumerate(quotes, 1)]
    assert words(read_qdpx(one_text(tmp_path / "a.qdpx", text, *picked))) == ["Café", "rejected the toll"]


def test_a_span_off_its_words_is_moved_and_reported(tmp_path: Path) -> None:
    """A span that does not match its quoted words is moved to the nearest match, never silently."""
    text = "The toll is unfair. Lind rejected the toll. The toll is unfair."
    picked = (
        selection(1, 20, 42, TOLL, name="Lind rejected the toll"),
        selection(2, 46, 64, TOLL, name="The toll is unfair"),
    )
    read = read_qdpx(one_text(tmp_path / "a.qdpx", text, *picked))
    assert [(row["start"], row["end"]) for row in read.extras["selections"]] == [(20, 42), (44, 62)]
    assert len(read.problems) == 1
    assert guid(2) in read.problems[0].item
    assert "moved" in read.problems[0].message


def test_a_span_outside_the_text_is_reported(tmp_path: Path) -> None:
    """A span outside the text is a problem; the others are read."""
    picked = (
        selection(1, 5, 900, TOLL),
        selection(2, 0, 4, TOLL),
        selection(3, -4, 2, TOLL),
        selection(4, 4, 4, TOLL),
    )
    read = read_qdpx(one_text(tmp_path / "a.qdpx", "Lind rejected the toll.", *picked))
    assert words(read) == ["Lind"]
    assert len(read.problems) == 3
    assert len(read.extras["refi"]["unplaced"]) == 3


def test_a_label_of_the_same_length_moves_nothing(tmp_path: Path) -> None:
    """A name is a quote only if it looks like one: "line:3" or a theme contradicts nothing."""
    text = "Carbon taxes are a climate matter."
    picked = selection(1, 0, 7, TOLL, name="climate"), selection(2, 7, 13, TOLL, name="line:3")
    read = read_qdpx(one_text(tmp_path / "a.qdpx", text, *picked))
    assert words(read) == ["Carbon ", "taxes "]
    assert read.problems == ()


def test_names_cut_short_are_quotes(tmp_path: Path) -> None:
    """ATLAS.ti names a selection by its beginning."""
    text = "🚇 The council wants a toll on the tunnel from May, said Berg."
    start, end = utf16(text, "council wants a toll on the tunnel from May")
    picked = selection(1, start, end, TOLL, name="council wants a to...")
    read = read_qdpx(one_text(tmp_path / "a.qdpx", text, picked))
    assert words(read) == ["council wants a toll on the tunnel from May"]


def test_braces_and_capitals_make_no_difference(tmp_path: Path) -> None:
    """Braces and case make no difference in identifiers, nor case in the folder's name."""
    codes = code("{" + "ABCDEF01-0000-0000-0000-000000000000" + "}", "Toll")
    picked = selection(1, 5, 22, "abcdef01-0000-0000-0000-000000000000")
    path = f"internal://{{{TEXT.upper()}}}.TXT"
    files = {f"Sources/{{{TEXT}}}.txt": b"Lind rejected the toll."}
    read = read_qdpx(qdpx(tmp_path / "a.qdpx", project(source(picked, path=path), codes), files))
    assert [(row["text"], row["code"]) for row in read.extras["selections"]] == [
        ("rejected the toll", "Toll")
    ]


def test_the_project_may_have_another_name_and_paths_may_be_relative(tmp_path: Path) -> None:
    """ATLAS.ti names the file inside after the project."""
    path = tmp_path / "a.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "Trial.qde", project(source(selection(1, 0, 4, TOLL), path=f"relative:///{TEXT}.txt"))
        )
        archive.writestr(f"sources/{TEXT}.txt", "Lind rejected the toll.")
    assert words(read_qdpx(path)) == ["Lind"]


def test_text_inside_the_project_file_is_read(tmp_path: Path) -> None:
    """A text may be in the XML instead of a separate file."""
    inside = (
        f'<TextSource guid="{TEXT}" name="Interview"><PlainTextContent>Lind rejected the toll.'
        f"</PlainTextContent>{selection(1, 5, 13, TOLL)}</TextSource>"
    )
    assert words(read_qdpx(qdpx(tmp_path / "a.qdpx", project(inside)))) == ["rejected"]


def test_the_text_of_a_pdf_is_read_and_other_media_are_listed(tmp_path: Path) -> None:
    """A source with a text is a document; pictures, recordings and rich text are reported and kept."""
    sources = (
        f'<PDFSource guid="{guid(50)}" name="Report" path="internal://r.pdf"><Representation '
        f'guid="{guid(51)}" plainTextPath="internal://r.txt">{selection(1, 0, 4, TOLL)}'
        "</Representation></PDFSource>"
        f'<PictureSource guid="{guid(52)}" name="Photo" path="internal://p.png"/>'
        f'<TextSource guid="{guid(53)}" name="Letter" richTextPath="internal://l.docx"/>'
        f'<TextSource guid="{guid(54)}" name="Gone" plainTextPath="internal://gone.txt"/>'
    )
    files = {
        "sources/r.pdf": b"%PDF",
        "sources/r.txt": b"Lind said no.",
        "sources/p.png": b"\x89PNG",
        "sources/l.docx": b"PK",
    }
    read = read_qdpx(qdpx(tmp_path / "a.qdpx", project(sources), files))
    assert words(read) == ["Lind"]
    assert [problem.item for problem in read.problems] == [
        f"a.qdpx: {name}" for name in ("Photo", "Letter", "Gone")
    ]
    assert sorted(read.extras["refi"]["files"]) == [
        "internal://l.docx",
        "internal://p.png",
        "internal://r.pdf",
    ]


def test_subcodes_are_paths_and_leaves_are_issues(tmp_path: Path) -> None:
    """In another tool's codebook, a codable code is an issue, with its description as proposition."""
    codes = code(
        guid(60), "Policy",
        code(guid(61), "Toll", description="There should be a toll."),
        code(guid(62), "Tunnel", code(guid(63), "Cost"), code(guid(64), "Toll")),
        codable=False,
    ) + code(guid(65), "Folder", codable=False)  # fmt: skip
    path = tmp_path / "a.qdpx"
    files = {f"sources/{TEXT}.txt": b"Lind rejected the toll."}
    read = read_qdpx(qdpx(path, project(source(selection(1, 0, 4, guid(63))), codes), files))
    issues = [(issue.name, issue.proposition, issue.terms) for issue in read.codebook.issues]
    assert issues == [
        ("Toll", "There should be a toll.", ("Toll",)),
        ("Cost", "Cost", ("Cost",)),
        ("Policy / Tunnel / Toll", "Toll", ("Toll",)),
    ]
    assert read.extras["selections"][0]["code"] == "Policy / Tunnel / Cost"


STANCES = code(
    TOLL, "Toll", code(guid(70), "support"), code(guid(71), "Oppose"), description="There should be a toll."
)
ACTORS = code(
    guid(72),
    "Actors",
    code(guid(73), "Mara Lind", description='kind = "person"\naliases = ["Lind"]'),
    codable=False,
)  # fmt: skip


def test_a_stance_and_an_actor_on_one_span_are_a_statement(tmp_path: Path) -> None:
    """Coding with our codebook in another tool gives statements."""
    picked = selection(1, 5, 23, guid(71), guid(73)), selection(2, 0, 4, guid(70))
    files = {f"sources/{TEXT}.txt": b"Lind rejected the toll \nat once."}
    read = read_qdpx(qdpx(tmp_path / "a.qdpx", project(source(*picked), STANCES + ACTORS), files))
    (coding,) = read.codings
    assert dict(coding.cells) == {
        "doc_id": "Interview", "actor": "Mara Lind", "issue": "Toll", "stance": "oppose", "start": "5",
        "end": "22", "evidence": "rejected the toll", "coder": "human:anna",
    }  # fmt: skip
    assert [actor.aliases for actor in read.codebook.actors] == [("Lind",)]
    assert [row["code"] for row in read.extras["selections"]] == ["Toll / support"]
    assert "no actor" in read.problems[0].message


def test_a_flat_codebook_with_slashes_is_issues_and_stances(tmp_path: Path) -> None:
    """Tools without a hierarchy write issue and stance into one name."""
    codes = (
        code(guid(80), "Toll / support")
        + code(guid(81), "Toll / oppose")
        + code(guid(82), "Other / thing")
        + ACTORS
    )
    files = {f"sources/{TEXT}.txt": b"Lind rejected the toll."}
    xml = project(source(selection(1, 5, 22, guid(81), guid(73))), codes)
    read = read_qdpx(qdpx(tmp_path / "a.qdpx", xml, files))
    assert [issue.name for issue in read.codebook.issues] == ["Toll", "Other / thing"]
    assert [dict(coding.cells)["stance"] for coding in read.codings] == ["oppose"]


def case(number: int, values: dict[str, str], *references: str) -> str:
    """Write a case with values of the variables below."""
    held = "".join(
        f'<VariableValue><VariableRef targetGUID="{guid(90 + list(NAMES).index(name))}"/>'
        f"<TextValue>{value}</TextValue></VariableValue>"
        for name, value in values.items()
    )
    return f'<Case guid="{guid(number)}" name="c{number}">{held}{"".join(references)}</Case>'


NAMES = ("Cases:person", "concept", "agreement", "date", "author")
VARIABLES = "<Variables>{}</Variables>".format(
    "".join(
        f'<Variable guid="{guid(90 + n)}" name="{name}" typeOfVariable="Text"/>'
        for n, name in enumerate(NAMES)
    )
)


def test_cases_with_actor_issue_and_stance_are_statements(tmp_path: Path) -> None:
    """The variable names of discourse network analysis are recognised; an incomplete case is kept."""
    said = {
        "Cases:person": "Ben Berg",
        "concept": "Toll",
        "agreement": "false",
        "date": "2024-01-05T00:00:00Z",
    }
    cases = (
        case(1, said, f'<SelectionRef targetGUID="{guid(5)}"/>')
        + case(2, {"Cases:person": "Someone"}, f'<SelectionRef targetGUID="{guid(5)}"/>')
        + case(6, said | {"concept": "Bridge"}, f'<SelectionRef targetGUID="{guid(5)}"/>')
        + case(3, said | {"agreement": "perhaps"}, f'<SelectionRef targetGUID="{guid(5)}"/>')
        + case(4, {"author": "R. Porter"}, f'<SourceRef targetGUID="{TEXT}"/>')
    )
    xml = project(source(selection(5, 5, 22)), before=f"{VARIABLES}<Cases>{cases}</Cases>")
    read = read_qdpx(qdpx(tmp_path / "a.qdpx", xml, {f"sources/{TEXT}.txt": b"Lind rejected the toll."}))
    coding, _ = read.codings
    assert dict(coding.cells) == {
        "doc_id": "Interview", "actor": "Ben Berg", "issue": "Toll", "stance": "oppose",
        "earliest": "2024-01-05", "latest": "2024-01-05", "start": "5", "end": "22",
        "evidence": "rejected the toll", "coder": "human:anna",
    }  # fmt: skip
    assert [actor.name for actor in read.codebook.actors] == ["Ben Berg"]
    assert [issue.name for issue in read.codebook.issues] == ["Toll", "Bridge"]
    assert read.documents[0].author == "R. Porter"
    assert "perhaps" in read.problems[0].message
    kept = json.dumps(read.extras["refi"]["project"])
    assert [f'"name": "c{number}"' in kept for number in (1, 2, 3, 4)] == [False, True, True, True]


def test_two_sources_with_one_name_are_two_documents(tmp_path: Path) -> None:
    """The documents stay separate; an empty text is reported."""
    twice = source(selection(1, 0, 4, TOLL)) + source(path="internal://b.txt").replace(TEXT, guid(40), 1)
    empty = f'<TextSource guid="{guid(41)}" name="Empty" plainTextPath="internal://e.txt"/>'
    files = {f"sources/{TEXT}.txt": b"Lind.", "sources/b.txt": b"Berg.", "sources/e.txt": b" "}
    read = read_qdpx(qdpx(tmp_path / "a.qdpx", project(twice + empty), files))
    assert [(document.doc_id, document.text) for document in read.documents] == [
        ("Interview", "Lind."),
        ("Interview (2)", "Berg."),
    ]
    assert [problem.item for problem in read.problems] == ["a.qdpx: Empty"]


def test_faulty_selections_are_repaired(tmp_path: Path) -> None:
    """Codes without a coding, two codes in one coding and duplicate identifiers are all read."""
    bare = (
        f'<PlainTextSelection guid="{guid(1)}" startPosition="0" endPosition="4"><CodeRef '
        f'targetGUID="{TOLL}"/></PlainTextSelection><PlainTextSelection guid="{guid(1)}" startPosition="5" '
        f'endPosition="13"><Coding guid="{guid(2)}" creatingUser="{ANNA}"><CodeRef targetGUID="{TOLL}"/>'
        f'<CodeRef targetGUID="{TOLL}"/></Coding></PlainTextSelection>'
    )
    read = read_qdpx(one_text(tmp_path / "a.qdpx", "Lind rejected the toll.", bare))
    assert words(read) == ["Lind", "rejected", "rejected"]


def test_extras_are_json_serialisable(tmp_path: Path) -> None:
    """The other content of a project survives JSON unchanged."""
    read = read_qdpx(one_text(tmp_path / "a.qdpx", EMOJI, selection(1, 0, 1, TOLL)))
    assert json.loads(json.dumps(read.extras)) == read.extras
