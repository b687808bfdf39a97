"""A cell's text is what a reader of the page saw, so that nobody's words move to somebody else."""

import pytest

from analysis.reading.tabular.cells import clean_text, drop_cut_off_mark


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>“Yes,” said Ada.</p><p>“No,” said Bo.</p>", "“Yes,” said Ada.\n\n“No,” said Bo."),
        ("<P CLASS=lead>“Yes,” said Ada.<P>“No,” said Bo.", "“Yes,” said Ada.\n\n“No,” said Bo."),
        ("“Yes,” said Ada.<br><br />“No,” said Bo.", "“Yes,” said Ada.\n\n“No,” said Bo."),
        (
            "<div>The quay\nis <b>closed</b>,\nsaid <a href='x?a=1'>Ada</a>.</div>",
            "The quay is closed, said Ada.",
        ),
        ("<ul><li>Close it</li><li>Keep it</li></ul>", "Close it\n\nKeep it"),
        ("One.\n\nTwo is <em>late</em>.\nThree.", "One.\n\nTwo is late.\nThree."),
        ("Ada said <q>no</q>.", "Ada said “no”."),
        ("A<script>if (a < b) { w('<p>x</p>') }</script>B<!-- no -->C<style>p {}</style>", "ABC"),
        ("<![CDATA[<p>Closed.</p>]]>", "Closed."),
        ('<span title="a > b">Closed.</span>', "Closed."),
    ],
)
def test_markup(cell, text):
    """Blocks are paragraphs, line breaks are lines, and scripts, styles and comments are not read."""
    assert clean_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("&ldquo;No,&rdquo; said the dockers&rsquo; union.", "“No,” said the dockers’ union."),
        ("&#8220;No,&#8221; said &#x41;da.", "“No,” said Ada."),
        ("&#147;No,&#148; said Ada.", "“No,” said Ada."),
        ("&amp;ldquo;No&amp;rdquo; &amp;amp; nothing else", "“No” & nothing else"),
        ("&lt;p&gt;Yes.&lt;/p&gt;&lt;p&gt;No.&lt;/p&gt;", "Yes.\n\nNo."),
    ],
)
def test_references(cell, text):
    """Character references are characters, however often a program has escaped them."""
    assert clean_text(cell) == text


@pytest.mark.parametrize(
    "text",
    [
        "If x < 5 and y > 3, it floats. We <3 ferries.",
        "R&D at AT&T; see /quay?a=1&copy=2",
        "Write to <ada@quay.example>, said <name withheld>.",
        "if a <b and c> d",
        r"Look in C:\new\texts for it.",
    ],
)
def test_plain_text_stays(text):
    """A less-than sign, an ampersand or a backslash that is no mark-up is part of the text."""
    assert clean_text(text) == text


def test_written_escapes():
    r"""What a program left of a string's escapes becomes what it stood for: ``\n`` is a line end."""
    assert clean_text(r"\u201cNo,\u201d said Ada.\n\nBo said \"yes\".") == '“No,” said Ada.\n\nBo said "yes".'


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("The quay is closed.… [+2345 chars]", "The quay is closed."),
        ("The quay is clo… [+1,234 chars]", "The quay is clo…"),
        ("The quay is clo... [980 chars]", "The quay is clo…"),
    ],
)
def test_cut_off_texts(cell, text):
    """The mark of a service that gives only the beginning is removed and known."""
    assert drop_cut_off_mark(cell) == (text, True)


def test_whole_texts_are_not_cut_off():
    """The same words inside a text are the text's own."""
    assert drop_cut_off_mark("It ends with [+5 chars] in brackets.")[1] is False


@pytest.mark.parametrize("part", ["<p ", '<p "', "<!--", "<script>", "\n ", "&amp;", "<a href='"])
def test_hostile_cells(part):
    """Mark-up that is never closed, a hundred thousand times, is read in one go."""
    assert isinstance(clean_text(f"{part * 100_000}<p>"), str)
