"""RTF documents, as Word, TextEdit and news archives write them."""

import pytest

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fswiss\fcharset204 Arial Cyr;}"
    r"{\f2\fnil\fcharset128 Gothic;}}{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}"
    r"{\*\generator Riched20}\f0\fs24 "
)


def text_of(reading, body: str) -> str:
    """Return the text of a document with this body."""
    return reading("a.rtf", HEAD + body + "}").document.text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"The council agreed.\par She left.", "The council agreed.\n\nShe left."),
        ("The coun\r\ncil\\par\r\nagreed.", "The council\n\nagreed."),
        (r"One\line two\tab three", "One\ntwo\tthree"),
        (r"\b Bold\b0  and {\i italic} words", "Bold and italic words"),
        (r"\{braces\} and \\ too", "{braces} and \\ too"),
        (r"\ldblquote Yes,\rdblquote  she said \emdash  he\rquote d left", "“Yes,” she said — he’d left"),
        (r"Caf\'e9 \'93yes\'94", "Café “yes”"),
        (r"\u8220?Yes\u8221 ? \uc2\u233 \'c3\'a9t\u233\'3f\'3f \uc0\u233 !", "“Yes” été é!"),
        (r"Smile \u-10179?\u-8704? now", "Smile 😀 now"),
        (r"\f1\'cc\'e8\'f0\f0  is \'e9", "Мир is é"),
        (r"\f2\'93\'fa\'96\'7b\f0  and back", "日本 and back"),
        (
            r'Read {\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt the pledge}} now',
            "Read the pledge now",
        ),
        (r"We {\deleted never }{\v secretly }\v hidden \v0 agree", "We agree"),
        (r"{\header Page {\field{\fldrslt 1}}\par}{\footerr The Example}Text", "Text"),
        (r"{\pict\wmetafile8 0100ab}Text{\*\bkmkstart x}", "Text"),
        (r"{\pntext\f0 1.\tab}Item", "Item"),
        (r"A{\footnote Denied.}, she said.\par B", "A, she said.\n\nB\n\nDenied."),
        (
            r"{\shp{\*\shpinst{\sp{\sn name}{\sv 1}}{\shptxt In a box.\par}}{\shprslt In a box.}}Text",
            "In a box.\n\nText",
        ),
        (r"\trowd Yes\cell 12\cell\row After", "Yes\n\n12\n\nAfter"),
        ("TextEdit ends lines\\\nso.", "TextEdit ends lines\n\nso."),
        (r"co\-operate at 5\~pm, mid\_1990s", "cooperate at 5 pm, mid-1990s"),
    ],
)
def test_controls_become_the_characters_that_a_reader_sees(reading, body, text):
    """Paragraphs, typography, encodings of fonts and Unicode; what is not on the page is left out."""
    assert text_of(reading, body) == text


def test_bytes_of_a_picture_are_passed_over(reading):
    """A picture in binary may contain braces and controls."""
    content = HEAD.encode() + rb"{\pict\bin6 }}}\x{}Text}"
    assert reading("a.rtf", content).document.text == "Text"


def test_raw_bytes_are_read_in_the_encoding_of_the_document(reading):
    """Some archives write accented letters as they are."""
    content = r"{\rtf1\ansi\ansicpg1250 Dvořák}".encode("cp1250")
    assert reading("a.rtf", content).document.text == "Dvořák"


@pytest.mark.parametrize(("stated", "title"), [("Toll agreed", "Toll agreed"), ("Document7", None)])
def test_a_stated_title_counts_if_the_text_begins_with_it(reading, stated, title):
    """The properties name a title and the user of the program; neither is trusted by itself."""
    body = rf"{{\info{{\title {stated}}}{{\author Desk 4}}}}Toll agreed\par The council agreed."
    document = reading("a.rtf", HEAD + body + "}").document
    assert (document.title, document.author) == (title, None)


@pytest.mark.parametrize(
    "body", ["{" * 200_000, "}" * 1_000 + "Text", r"\u999999999 Text", r"\bin999999999 Text"]
)
def test_hostile_controls_do_not_raise(reading, body):
    """Unbalanced groups and absurd numbers yield a text or a problem."""
    found = reading("a.rtf", HEAD + body)
    assert found.documents or found.problem.severity == "left out"


def test_what_is_no_rtf_is_told(reading):
    """Another file under this name is left out with its reason."""
    assert reading("a.rtf", "Talks began.").problem.message.startswith("It is not an RTF document")


def test_an_unknown_code_page_costs_no_text(reading):
    """A number that is no code page is passed over."""
    assert reading("a.rtf", r"{\rtf1\ansi\ansicpg12 Caf\'e9}").document.text == "Café"
