"""Markdown is converted to the text that its reader sees."""

import pytest

from analysis.reading.markdown import strip_markdown


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Talks *go* **on** and _on_ and __on__.", "Talks go on and on and on."),
        (
            "See [the talks](https://example.org 'x') and <https://example.org>.",
            "See the talks and https://example.org.",
        ),
        ("Before ![a photo](x.png) after.", "Before after."),
        ("Two * three * four, snake_case_name, 5 \\* 6.", "Two * three * four, snake_case_name, 5 * 6."),
        ("## What next\n\nTalks.", "What next\n\nTalks."),
        ("Heading\n-------\n\nTalks.", "Heading\n\nTalks."),
        ("> “Yes,” he said.\n> “No,” she said.", "“Yes,” he said.\n“No,” she said."),
        ("- one\n- two\n\nThree.", "one\ntwo\n\nThree."),
        ("- one\n- two\n\n> three", "one\ntwo\n\nthree"),
        ("1. one\n2. two", "one\ntwo"),
        ("1986. That was the year.", "1986. That was the year."),
        ("- one\n\n- two", "one\n\ntwo"),
        ("- one\n  - *inner*\n- two", "one\ninner\ntwo"),
        ("```py\na *b* c\n```", "```py\na *b* c\n```"),
        ("    An indented line.\n\nTwo.", "An indented line.\n\nTwo."),
        ("Use `x` here.", "Use x here."),
        ("Salt &amp; pepper, <b>bold</b>.<br>", "Salt & pepper, bold."),
        ("<script>\nevil()\n</script>\n\nTalks.", "Talks."),
        ("<!-- note -->\n\nTalks.", "Talks."),
        ("<div>\nTalks.\n</div>", "Talks."),
        ("One.\n\n---\n\nTwo.", "One.\n\nTwo."),
        ("One line\nand another.", "One line\nand another."),
        ("It's “so”, 'so' -- and... \"so\".", "It's “so”, 'so' -- and... \"so\"."),
    ],
)
def test_markup_is_removed_and_words_stay(markdown, text):
    """Every Markdown marker is removed; words, quotation marks and paragraphs stay."""
    heading, found = strip_markdown(markdown)
    assert heading is None
    assert found.strip() == text


@pytest.mark.parametrize("markdown", ["# Talks *go* on\n\nYes.", "Talks go on\n===========\nYes."])
def test_the_opening_heading_is_the_title(markdown):
    """A first-level heading at the start is the title and not part of the text."""
    heading, text = strip_markdown(markdown)
    assert (heading, text.strip()) == ("Talks go on", "Yes.")


def test_a_later_heading_is_text():
    """Only a heading that opens the article is its title."""
    assert strip_markdown("Yes.\n\n# Talks")[0] is None


def test_a_known_title_wins(reading):
    """With a title in the front matter, a different heading stays in the text; the same one is removed."""
    other = reading("a.md", "---\ntitle: Talks\n---\n# A history\n\nYes.").document
    same = reading("a.md", "---\ntitle: Talks\n---\n# Talks\n\nYes.").document
    assert (other.title, other.text) == ("Talks", "A history\n\nYes.")
    assert (same.title, same.text) == ("Talks", "Yes.")


def test_boilerplate_links_at_the_end_are_removed(reading):
    """A link with the text 'Source link' is recognised as boilerplate."""
    assert reading("a.markdown", "Talks.\n\n[Source link](https://example.org)\n").document.text == "Talks."


def test_a_file_with_a_title_only_is_a_problem(reading):
    """A title alone is not an article."""
    assert "no text" in reading("a.md", "# Talks go on\n").problem.message
