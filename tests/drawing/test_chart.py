"""Charts as accessible figures."""

import re

from matplotlib.figure import Figure

from analysis.drawing.canvas import Canvas
from analysis.drawing.chart import Chart, join_link, link_mark
from analysis.drawing.style import apply_style


def drawn(label: str = "one", name: str = "dots") -> str:
    """Return a chart with one linked dot and one linked text."""
    with apply_style():
        figure = Figure(figsize=(2, 1))
        axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
        axes.set_title(label)
        link_mark(axes.scatter([0], [0]), "code 1", f"Dot: {label}")
        link_mark(axes.text(0, 0, "1"), "code 1")
    return Chart([figure], name, "Dots", "One dot.", "Read it.", "<table></table>").html


def test_figure_has_title_description_caption_and_data() -> None:
    """The figure has an accessible name and description, a caption and a data table."""
    html = drawn()
    assert 'role="group" aria-labelledby="dots-1-title" aria-describedby="dots-1-desc"' in html
    assert '<title id="dots-1-title">Dots</title><desc id="dots-1-desc">One dot.</desc>' in html
    meaning = '<a class="way" href="#marks">What the marks mean</a>'
    assert f"<figcaption><strong>Dots.</strong> Read it. {meaning}</figcaption>" in html
    assert "<summary>The data of this chart</summary><table>" in html


def test_a_mark_is_one_named_link() -> None:
    """The mark is named and reachable by keyboard; the text on it repeats the link for the mouse only."""
    links = re.findall(r"<a xlink:href[^>]*>(?:<title>[^<]*</title>)?", drawn())
    assert sorted(links) == [
        '<a xlink:href="#x-code-1-1ac271cc" role="link"><title>Dot: one</title>',
        '<a xlink:href="#x-code-1-1ac271cc" tabindex="-1" aria-hidden="true">',
    ]


def test_drawing_twice_gives_the_same_text() -> None:
    """Two runs are identical byte for byte, so stored charts can be compared."""
    assert drawn() == drawn()


def test_identifiers_carry_the_name_of_the_chart() -> None:
    """Two charts on a page share no identifiers and do not refer to each other."""
    one, other = drawn(name="one"), drawn(name="other")
    keys = re.compile(r'\bid="([^"]+)"')
    assert not set(keys.findall(one)) & set(keys.findall(other))
    assert all(
        key in keys.findall(one)
        for key in re.findall(r'url\(#([^)]+)\)|xlink:href="#(?!x-)([^"]+)"', one)
        for key in key
        if key
    )


def test_hostile_label_stays_text() -> None:
    """Markup, formulas and quotes in a label stay text; control characters are removed."""
    html = drawn('<img src=x onerror="alert(1)">\x1b\u202e$\\frac{1}$ 你好 </title>')
    assert "<img" not in html
    assert "\x1b" not in html
    assert "\u202e" not in html
    assert "$\\frac{1}$ 你好" in html


def test_ink_follows_the_page() -> None:
    """Text takes the colour of the page and stays legible on a dark page."""
    assert "fill: currentColor" in drawn()
    assert "#010203" not in drawn()


def test_svg_loads_nothing() -> None:
    """There is no style sheet, metadata or date, and no URL except namespaces."""
    html = drawn()
    assert "<style" not in html
    assert "<metadata" not in html
    assert set(re.findall(r"https?://[^\"' ]+", html)) == {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_joined_marks_are_one_link() -> None:
    """A mark that is joined to the preceding text is part of the same link."""
    canvas = Canvas(2, 1)
    link_mark(canvas.write(0, 0.5, "words", 8), "one", "Words")
    join_link(canvas.marker(1, 0.5, "o", 6), "one")
    join_link(canvas.outline([[(1, 0), (2, 0)]]), "one")
    html = Chart([canvas.figure], "joined", "Words", "Words.", "Read.", "").html
    assert html.count("<a xlink:href") == 1
    assert re.search(r"<a .*<title>Words</title>.*<text .*<use .*<path .*</a>", html, re.DOTALL)


def test_chart_is_drawn_once_in_parts() -> None:
    """Each mark appears once whatever the screen size; the parts share no identifiers."""
    parts = [Canvas(4, 1), Canvas(4, 1)]
    for canvas in parts:
        link_mark(canvas.marker(1, 0.5, "o", 6), "one", "Dot")
    html = Chart([canvas.figure for canvas in parts], "two", "Dots", "A dot.", "Read.", "", wide=True).html
    assert html.count("<svg") == html.count('class="scroll"') == html.count("<title>Dot</title>") == 2
    assert '<figure class="chart wide"' in html
    keys = re.findall(r'\bid="([^"]+)"', html)
    assert len(keys) == len(set(keys))


def test_coordinates_are_short_and_words_untouched() -> None:
    """Coordinates are rounded to a hundredth of a point; numbers in text are not."""
    html = drawn('3.14159 d="2.71828" id="x"')
    assert '3.14159 d="2.71828" id="x"' in html
    assert not re.search(r'\b(?:x|y|d)="[^"]*\d\.\d{3}', html.replace('d="2.71828"', ""))
