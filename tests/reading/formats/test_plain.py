"""Plain text with optional front matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.documents import Document
from analysis.reading.formats import plain

FRONT = """---
title: Talks go on
publisher: The Example
authors: [Jane Doe, John Roe]
date: 2025-05-20
link: https://example.org/talks
lang: en-GB
---

Talks go on.
"""


def test_text_without_metadata(reading):
    """The file name is the identifier, the text is stored, and nothing is guessed."""
    assert reading("talks.eu.txt", "Talks\r\n\r\ngo on.\n").document == Document(
        "talks.eu", "Talks\n\ngo on."
    )


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("mark", ["", "\ufeff", "\n"])
def test_front_matter(reading, name, mark):
    """Front matter gives the metadata and is not text, with or without a byte order mark."""
    assert reading(name, mark + FRONT).document == Document(
        doc_id="a",
        text="Talks go on.",
        title="Talks go on",
        outlet="The Example",
        author="Jane Doe, John Roe",
        published="2025-05-20",
        url="https://example.org/talks",
        language="en",
    )


def test_windows_line_ends_in_front_matter(reading):
    """Front matter with Windows line ends is read too."""
    assert reading("a.txt", FRONT.replace("\n", "\r\n")).document.title == "Talks go on"


def test_norwegian_and_other_yaml_traps(reading):
    """'no' is a language, not a Boolean, and a number may be a title."""
    document = reading("a.txt", "---\nlanguage: no\ntitle: 1984\noutlet: on\n---\nText.").document
    assert (document.language, document.title, document.outlet) == ("no", "1984", "on")


def test_front_matter_that_is_not_yaml_is_read_line_by_line(reading):
    """A colon in a title breaks YAML; title and day are still used, and the line is reported."""
    found = reading("a.txt", "---\ntitle: Istanbul: a second round\ndate: 2025-05-20\n---\nTalks go on.")
    assert found.document == Document(
        "a", "Talks go on.", title="Istanbul: a second round", published="2025-05-20"
    )
    assert found.warning.item == "a.txt"
    assert "(line 2: mapping values are not allowed in this context)" in found.warning.message
    assert "read line by line; found: title, published" in found.warning.message


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: 'One: two'", "One: two"),
        ('title: "No" means no: a talk', '"No" means no: a talk'),
        ("title: @home", "@home"),
        ("title: [a", "[a"),
    ],
)
def test_a_value_that_yaml_rejects_is_kept_verbatim(reading, line, title):
    """Quotation marks around a whole value are removed, all others stay."""
    assert reading("a.txt", f"---\n{line}\nurl: a: b\n---\nTalks go on.").document.title == title


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200))
def test_no_front_matter_costs_the_article(tmp_path_factory, block):
    """The text after the block is read whatever the block contains."""
    path = tmp_path_factory.mktemp("any") / "a.txt"
    path.write_text(f"---\ntitle: x\n{block}\n---\nTalks go on.", encoding="utf-8")
    found = next(item for item in plain.read_documents(path) if isinstance(item, Document))
    assert found.text.endswith("Talks go on.")


def test_front_matter_that_never_ends_is_a_warning(reading):
    """The end of the block is unknown, so all of it is text."""
    found = reading("a.txt", "---\ntitle: Talks\nTalks go on.")
    assert found.document.text == "---\ntitle: Talks\nTalks go on."
    assert "no closing '---'" in found.warning.message


@pytest.mark.parametrize("text", ["---\nTalks go on.\n---\nMore.", "One.\n---\ntitle: x\n---", "--- no rule"])
def test_rules_are_not_front_matter(reading, text):
    """Lines between two rules, or a rule further down, are text."""
    found = reading("a.txt", text)
    assert (found.document.text, found.problems) == (text, [])


def test_unusable_values_are_warnings(reading):
    """The document is read, and every unusable value is reported."""
    found = reading("a.txt", "---\ndate: 2025-02-30\nurl: example.org\n---\nTalks go on.")
    assert found.document == Document("a", "Talks go on.")
    assert ["2025-02-30" in found.problems[0].message, "example.org" in found.problems[1].message] == [
        True,
        True,
    ]
    assert {problem.severity for problem in found.problems} == {"warning"}


@pytest.mark.parametrize(
    "block",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: *c\nauthor: [*c, *c]",
        "title: " + "[" * 5_000,
        "title: !!python/object/apply:os.system ['false']",
        "title: {a: {b: c}}",
        "? [a]\n: b\ntitle: x",
    ],
)
def test_hostile_front_matter_is_harmless(reading, block):
    """Nothing is executed, nothing expands, and the text is read."""
    assert reading("a.txt", f"---\ntitle: x\n{block}\n---\nTalks go on.").document.text == "Talks go on."


def test_markdown_is_not_interpreted_in_plain_text(reading):
    """In a text file an asterisk is an asterisk."""
    assert reading("a.txt", "# Talks\n\n*go* on").document == Document("a", "# Talks\n\n*go* on")


def test_lost_characters_are_counted(reading):
    """Bytes that cannot be decoded become U+FFFD, and their number is reported."""
    found = reading("a.txt", "“Yes”, “no” ".encode() + b"\xff and \xfe.")
    assert found.document.text == "“Yes”, “no” \ufffd and \ufffd."
    assert found.warning.message.startswith("2 characters could not be decoded")


def test_an_article_of_five_megabytes(reading):
    """A very long article is read completely, as one document."""
    assert len(reading("a.txt", "Talks go “on”.\n" * 350_000).document.text) == 350_000 * 15 - 1


HEAD = "Title: Boats stay in\nSource: Lenne Echo\nDate: 4 March 2025\nAuthor: Ida Holm\n\n"


def test_a_head_of_names_and_values_is_metadata(reading):
    """People note above a text where it is from; it is not part of the article."""
    document = reading("a.txt", HEAD + "No boat sailed.\n\nNote: it rained.").document
    assert document.text == "No boat sailed.\n\nNote: it rained."
    assert (document.title, document.outlet, document.author, document.published) == (
        "Boats stay in",
        "Lenne Echo",
        "Ida Holm",
        "2025-03-04",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Host: Good evening.\nReporter: The boats stay in.\n\nThat was all.",
        HEAD.replace("Source", "Skipper") + "No boat sailed.",
        f"{HEAD}No boat sailed.\n\n{HEAD}All boats sailed.",
    ],
    ids=["conversation", "other line", "several articles"],
)
def test_lines_that_are_no_head_stay(reading, text):
    """What may be the words of somebody, or the heads of several articles, is left in the text."""
    assert reading("a.txt", text).document.text == text


def test_front_matter_that_is_not_used_is_named(reading):
    """The note names the fields that no column of the documents table holds."""
    found = reading("a.txt", "---\ntitle: Vote\ntags: [sea, law]\nsection: Politics\n---\nThe vote is on.")
    assert found.document.title == "Vote"
    (note,) = found.problems
    assert (note.severity, note.message) == ("note", "Of its front matter these are not used: tags, section.")
