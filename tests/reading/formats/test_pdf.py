"""PDFs that have text: columns, paragraphs, and what stands on every page."""

import pytest

from analysis.documents import Document
from tests.reading.formats.making import UPRIGHT, UPWARDS, build_pdf

STORY = ["The council of Eastmere voted on Monday", "and agreed to a toll on the new bridge."]


def set_lines(lines: list[str], left: float = 60, top: float = 700, size: float = 10, pitch: float = 12):
    """Return lines of a page below each other; see ``build_pdf``."""
    return [(left, top - pitch * number, size, words) for number, words in enumerate(lines)]


def text_of(reading, *pages) -> str:
    """Return the text of a PDF with these pages."""
    return reading("a.pdf", build_pdf(list(pages))).document.text


def test_lines_are_joined_and_gaps_divide_paragraphs(reading):
    """A larger distance, an indent, or room for the next word at the end of a line ends a paragraph."""
    gap = set_lines([*STORY, "", "She left for the harbour."])
    indent = set_lines(STORY) + set_lines(["She left for the harbour before noon"], left=72, top=676)
    indent += set_lines(["and went home by ferry across the bay."], top=664)
    room = set_lines([*STORY, "He agreed.", "Nobody in the town had voted against."])
    story = " ".join(STORY)
    assert text_of(reading, gap) == f"{story}\n\nShe left for the harbour."
    assert text_of(reading, indent) == (
        f"{story}\n\nShe left for the harbour before noon and went home by ferry across the bay."
    )
    assert text_of(reading, room) == f"{story} He agreed.\n\nNobody in the town had voted against."


@pytest.mark.parametrize("is_by_row", [False, True])
def test_columns_are_read_one_after_the_other(reading, is_by_row):
    """Two columns are read in order, whether the file writes them by column or by row across the page."""
    left = set_lines(
        ["The council of Eastmere", "voted on a toll at noon", "and most of its members", "agreed with"]
    )
    right = set_lines(
        ["Mayor Falk, who had put", "it to them in the winter", "after a long quarrel in", "the harbour."],
        left=300,
    )
    lines = [line for row in zip(left, right, strict=True) for line in row] if is_by_row else left + right
    head = [(60, 730, 20, "Toll agreed")]
    assert reading("a.pdf", build_pdf([head + lines])).document == Document(
        "a",
        "The council of Eastmere voted on a toll at noon and most of its members agreed with\n\n"
        "Mayor Falk, who had put it to them in the winter after a long quarrel in the harbour.",
        title="Toll agreed",
    )


def test_divided_words_are_made_whole(reading):
    """The hyphen goes, except in compounds, before capitals and before digits."""
    lines = [
        "A cease-fire and long nego-",
        "tiations on a long-",
        "term toll; the term is the mid-",
        "1990s, said US-",
        "British envoys of the cease-",
        "fire and others on this line.",
    ]
    assert text_of(reading, set_lines(lines)) == (
        "A cease-fire and long negotiations on a long-term toll; the term is the mid-1990s, said US-British "
        "envoys of the cease-fire and others on this line."
    )


def test_what_stands_on_every_page_is_dropped(reading):
    """Heads, feet and page numbers recur; a sentence and a divided word run on over the page."""

    def page(number: int, lines: list[str]):
        running = [
            (60, 770, 8, f"The Example, {number} March"),
            (60, 30, 8, f"Page {number} of 3"),
            (300, 30, 8, "© Desk"),
        ]
        return running + set_lines(lines)

    found = text_of(
        reading,
        page(1, ["The council of Eastmere has agreed to the nego-"]),
        page(2, ["tiations, said Mayor Falk, who had put it to the"]),
        page(3, ["members of the council, before the winter."]),
    )
    assert found == (
        "The council of Eastmere has agreed to the negotiations, said Mayor Falk, who had put it to the "
        "members of the council, before the winter."
    )


def test_a_large_initial_belongs_to_its_word(reading):
    """The first letter of an article reaches down over lines; it is neither a title nor a word."""
    lines = [
        (60, 680, 34, "T"),
        *set_lines(["he council of Eastmere voted on", "a toll, and Mayor Falk, who had"], left=84),
    ]
    lines += set_lines(["put it to them in winter, was glad."], top=676)
    document = reading("a.pdf", build_pdf([lines])).document
    assert document.text == (
        "The council of Eastmere voted on a toll, and Mayor Falk, who had put it to them in winter, was glad."
    )
    assert document.title is None


@pytest.mark.parametrize(
    ("lines", "opening"),
    [
        (["fter the vote the council went home", "and no ferry left the harbour now."], "After the vote"),
        (["ferry left the harbour before the vote", "and no ferry was seen after it too."], "A ferry left"),
    ],
)
def test_an_initial_that_may_be_a_word(reading, lines, opening):
    """An "A" is a word of its own if the letters after it are one, as the rest of the page shows."""
    assert text_of(reading, [(60, 684, 28, "A"), *set_lines(lines, left=80)]).startswith(opening)


def test_words_set_upright_are_dropped(reading):
    """The name of a photographer runs up beside the picture."""
    content = build_pdf([[*set_lines(STORY), (560, 300, 6, "Desk/The Example")]])
    content = content.replace(f"{UPRIGHT} 560".encode(), f"{UPWARDS} 560".encode())
    assert reading("a.pdf", content).document.text == " ".join(STORY)


def test_a_stretched_space_is_no_column(reading):
    """Narrow columns are set with wide spaces, which end anywhere."""
    rows = [
        ("The council", "has", 180),
        ("voted on a", "toll on", 200),
        ("the bridge and", "then", 190),
        ("it", "left.", 120),
    ]
    lines = [
        part
        for number, (left, right, place) in enumerate(rows)
        for part in set_lines([left], top=700 - 12 * number)
        + set_lines([right], left=place, top=700 - 12 * number)
    ]
    assert text_of(reading, lines) == "The council has voted on a toll on the bridge and then it left."


def test_what_a_browser_prints_around_a_page_is_dropped(reading):
    """The time of printing, the address and the number of a page printed from a browser are no text."""
    around = [
        (30, 780, 8, "3/14/25, 5:05 PM Toll agreed"),
        (30, 15, 8, "https://example.org/toll"),
        (560, 15, 8, "1/1"),
    ]
    assert text_of(reading, around + set_lines(STORY)) == " ".join(STORY)


@pytest.mark.parametrize(("stated", "title"), [("Toll agreed", "Toll agreed"), ("toll_v7_final.docx", None)])
def test_a_stated_title_counts_if_the_text_begins_with_it(reading, stated, title):
    """The properties of a PDF often give the name of a file."""
    lines = set_lines(["Toll agreed", "", *STORY])
    assert reading("a.pdf", build_pdf([lines], title=stated)).document.title == title


def test_a_scan_is_told_how_to_get_its_text(reading):
    """A PDF without text holds images; the message names the command for OCR."""
    found = reading("a.pdf", build_pdf([[], [(60, 30, 8, "2")]]))
    assert found.problem.message == (
        "It holds only images of pages, without text; run OCR first, for example: ocrmypdf in.pdf out.pdf."
    )


def test_pages_without_text_are_warned_of(reading):
    """If some pages have no text, the others are read."""
    found = reading("a.pdf", build_pdf([set_lines(STORY), [], set_lines(STORY)]))
    assert found.warning.message.startswith("1 page of 3 without text (2)")


def test_an_encrypted_file_is_told(reading):
    """A PDF with a password is left out; the message says what to do."""
    key = "0" * 64
    encryption = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -44 >> /ID [<00> <00>]"
    content = build_pdf([set_lines(STORY)], trailer=encryption)
    assert "encrypted with a password" in reading("a.pdf", content).problem.message


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n\x00", b"%PDF-", build_pdf([set_lines(STORY)])[:300], b"Talks began."]
)
def test_what_is_damaged_or_no_pdf_is_told(reading, content):
    """A broken file, or another under this name, is left out with its reason."""
    assert reading("a.pdf", content).problem.message.startswith(("It is damaged", "It is not a PDF"))


def test_the_number_of_pages_is_bounded(reading, monkeypatch):
    """A file of any size cannot keep the program busy for ever."""
    monkeypatch.setattr("analysis.reading.formats.pdf._MOST_PAGES", 2)
    assert "It has 3 pages, but the limit is 2" in reading("a.pdf", build_pdf([[], [], []])).problem.message
