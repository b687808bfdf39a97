"""Pages opened from a file in a browser, without a network."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

PAGES = ("index", "stance-comparison", "timeline", "accounts")
CHARTED = PAGES[1:]
# of a small phone, a phone and a desktop, in pixels
WIDTHS = (360, 390, 1200)
FIND_LINKED = """
    [...new Set([...document.querySelectorAll('a')]
        .map(a => a.getAttribute('href') ?? a.getAttribute('xlink:href') ?? '')
        .filter(address => address.startsWith('#x-')).map(address => address.slice(1)))]
"""


@pytest.fixture
def show(browser: Any, seed_report: Path) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a page of a report and records errors and requests."""
    contexts = []

    def open_page(name: str, width: int = 1200, folder: Path = seed_report, **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.requests = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto((folder / f"{name}.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_pages_make_no_requests_and_log_nothing(show, seed_report: Path, coded_report: Path) -> None:
    """Each page makes one request, for the file itself, has no script and logs nothing to the console."""
    for path in (*seed_report.glob("*.html"), *coded_report.glob("*.html")):
        page = show(path.stem, folder=path.parent)
        assert page.complaints == [], path.name
        assert page.locator("script").count() == 0, path.name
        assert [url.split("/")[-1] for url in page.requests] == [path.name]


@pytest.mark.parametrize("name", CHARTED)
def test_every_evidence_link_leads_to_highlighted_words(show, name: str) -> None:
    """Every link to a code leads to its evidence, which is visible, highlighted and outlined."""
    page = show(name)
    keys = page.evaluate(FIND_LINKED)
    assert len(keys) > 5
    look = """key => {
        location.hash = key
        const mark = document.querySelector(':target')
        const box = mark.getBoundingClientRect(), style = getComputedStyle(mark)
        return [mark.tagName, mark.innerText.trim().length > 0, box.width > 0 && box.height > 0,
                style.backgroundColor !== 'rgba(0, 0, 0, 0)', style.outlineStyle]
    }"""
    for key in keys:
        assert page.evaluate(look, key) == ["MARK", True, True, True, "solid"], key


@pytest.mark.parametrize(
    ("name", "report", "kind"),
    [("coder-agreement", "coded_report", "MARK"), ("timeline", "dated_report", "LI")],
)
def test_evidence_of_coders_and_chronologies_is_linked(
    show, request: pytest.FixtureRequest, name: str, report: str, kind: str
) -> None:
    """Disagreements link to the evidence of both coders, events of a chronology to their entries."""
    page = show(name, folder=request.getfixturevalue(report))
    keys = page.evaluate(FIND_LINKED)
    assert len(keys) > 5
    look = """key => {
        location.hash = key
        const one = document.querySelector(':target')
        return [one.tagName, one.getBoundingClientRect().height > 0, getComputedStyle(one).outlineStyle]
    }"""
    for key in keys:
        assert page.evaluate(look, key) == [kind, True, "solid"], key


IS_IN_VIEW = """one => {
    const box = one.getBoundingClientRect()
    return box.top >= 0 && box.bottom <= innerHeight
}"""


@pytest.mark.parametrize("width", [390, 1200, 1440])
def test_click_on_a_mark_shows_its_words(show, width: int) -> None:
    """A click on Putin's mark shows his rejection; on a wide screen, the mark stays in view, outlined."""
    page = show("stance-comparison", width)
    mark = page.get_by_role("link", name="Vladimir Putin, 30-day ceasefire: oppose, 1 statement, unchecked")
    mark.click(force=True)
    words = page.locator("blockquote:target")
    assert words.evaluate(IS_IN_VIEW)
    assert "Putin rejected it" in words.inner_text()
    assert mark.evaluate("mark => getComputedStyle(mark).outlineStyle") == "solid"
    other = page.get_by_role("link", name="Ukraine, 30-day ceasefire: support, 1 statement, unchecked")
    assert other.evaluate("mark => getComputedStyle(mark).outlineStyle") == "none"
    assert mark.evaluate(IS_IN_VIEW) == (width > 1000)
    words.get_by_text("In the article").click()
    assert page.locator("mark:target").inner_text() == "Putin rejected it"


def test_every_mark_leads_to_words_beside_the_matrix(show) -> None:
    """Each mark of the matrix and each name of a strip has a quotation."""
    page = show("stance-comparison")
    broken = """[...document.querySelectorAll('#chart-stances svg a, .strip a')]
        .map(a => (a.getAttribute('href') ?? a.getAttribute('xlink:href')).slice(1))
        .filter(key => document.getElementById(key)?.tagName !== 'BLOCKQUOTE')"""
    assert page.locator("#chart-stances svg a").count() > 20
    assert page.evaluate(broken) == []


def test_keyboard_reaches_every_mark(show) -> None:
    """Tab reaches each mark of the matrix once and outlines it; Enter follows its link."""
    page = show("stance-comparison")
    page.evaluate("document.querySelector('.chart .scroll').focus()")
    names = []
    for _ in range(4):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.querySelector('title')?.textContent"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert len(set(names)) == 4
    assert all(
        re.fullmatch(r".+, .+: (support|conditional|neutral|oppose), \d+ statements?(, unchecked)?", name)
        for name in names
    )
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').tagName") == "BLOCKQUOTE"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "In the article"


@pytest.mark.parametrize(
    ("name", "chart"), [("stance-comparison", "stances"), ("timeline", "timeline"), ("accounts", "quoted")]
)
def test_keyboard_reaches_evidence_and_returns_to_the_chart(show, name: str, chart: str) -> None:
    """Enter on a mark leads to its evidence, by way of its words if they are beside it; its note follows."""
    page = show(name)
    focused = "document.activeElement"
    page.evaluate(f"document.querySelector('#chart-{chart} .scroll').focus()")
    for _ in range(2 if chart == "stances" else 1):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').tagName") == "MARK"
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate(f"{focused}.className") == "way":
            break
    assert page.evaluate(f"{focused}.textContent") == "↑\u00a0chart"
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == f"chart-{chart}"
    page.keyboard.press("Tab")
    assert page.evaluate(f"{focused}.closest('figure').id") == f"chart-{chart}"


@pytest.mark.parametrize("name", CHARTED)
def test_every_chart_links_to_the_glossary(show, name: str) -> None:
    """Each caption links to the section that explains all marks, and the contents list it."""
    page = show(name)
    captions = page.locator("figcaption")
    assert captions.locator('a[href="#marks"]').count() == captions.count() > 0
    captions.locator("a").first.click()
    assert page.locator("#marks:target dt").count() > 10
    assert page.locator("nav.contents").get_by_text("What the marks mean").count() == 1


@pytest.mark.parametrize("name", CHARTED)
def test_charts_have_names_for_screen_readers(show, name: str) -> None:
    """For screen readers, each chart is a named group and each of its links has a name."""
    page = show(name)
    drawings = page.locator("figure svg:visible")
    for place in range(drawings.count()):
        assert "- group " in drawings.nth(place).aria_snapshot().splitlines()[0] + " "
    assert page.evaluate(
        "[...document.querySelectorAll('svg a:not([tabindex])')]"
        ".every(link => link.querySelector('title')?.textContent)"
    )


def test_heads_of_long_tables_stay_in_view(show) -> None:
    """When a long table is scrolled in its frame, its head stays at the top; numbers are to the right."""
    page = show("stance-comparison")
    frame = page.get_by_role("region", name="Statements, in the order of the articles")
    gap = """frame => {
        frame.scrollTop = 400
        return [frame.scrollTop, frame.querySelector('th').getBoundingClientRect().top
            - frame.getBoundingClientRect().top]
    }"""
    scrolled, above = frame.evaluate(gap)
    assert scrolled > 100
    assert abs(above) < 2
    last = frame.locator("tbody tr").first.locator("td").last
    assert last.evaluate("cell => getComputedStyle(cell).textAlign") == "right"
    assert frame.get_by_role("link", name="all rows as CSV").get_attribute("href") == "statements.csv"


@pytest.mark.parametrize("name", PAGES)
def test_page_does_not_scroll_sideways(show, name: str) -> None:
    """Wide charts and tables scroll in their own frames, not with the page, on any screen."""
    page = show(name)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.mark.parametrize("width", WIDTHS)
def test_timeline_is_readable_on_any_screen(show, width: int) -> None:
    """Text is at least 11 pixels high; on a phone the chart scrolls in its frame, starting at its text."""
    page = show("timeline", width)
    frames = "[...document.querySelectorAll('.wide .scroll')].filter(f => f.querySelector('svg'))"
    fits = page.evaluate(f"{frames}.every(frame => frame.scrollWidth <= frame.clientWidth)")
    assert fits == (width > 1000)
    sizes = """[...document.querySelectorAll('.wide a text')].map(text =>
        parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
    assert min(page.evaluate(sizes)) >= 11
    begin = "[...document.querySelectorAll('.wide a text')].map(text => text.getBoundingClientRect().left)"
    assert max(page.evaluate(begin)) < width / 2
    assert page.evaluate(f"{frames}.every(frame => frame.tabIndex === 0)")


FIND_LOW_CONTRAST = """() => {
    const parse = colour => colour.match(/[\\d.]+/g).map(Number)
    const linear = part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    const behind = element => {
        for (; element; element = element.parentElement) {
            const colour = parse(getComputedStyle(element).backgroundColor)
            if (colour.length < 4 || colour[3] > 0) return colour
        }
        return [255, 255, 255]
    }
    const poor = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node; node = walker.nextNode();) {
        const element = node.parentElement
        // text on a filled mark is tested with its fill, in tests/drawing
        if (element.closest('svg a[tabindex], svg[aria-hidden]')) continue
        if (!node.data.trim() || ['STYLE', 'title', 'desc'].includes(element.tagName)) continue
        const style = getComputedStyle(element)
        const ink = parse(element.namespaceURI.endsWith('svg') ? style.fill : style.color)
        const [dark, light] = [luminance(ink), luminance(behind(element))].sort((a, b) => a - b)
        if ((light + 0.05) / (dark + 0.05) < 4.5) poor.push(`${node.data.trim().slice(0, 40)} ${ink}`)
    }
    return poor
}"""


@pytest.mark.parametrize("name", PAGES)
def test_text_has_enough_contrast(show, name: str) -> None:
    """All text, in prose, tables, highlights and charts, has a contrast of at least 4.5, light and dark."""
    page = show(name)
    for scheme, colour in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(21, 23, 27)")):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == colour
        assert page.evaluate(FIND_LOW_CONTRAST) == [], scheme


def test_signs_on_marks_keep_their_colour(show) -> None:
    """Signs in outlined marks do not take the colour of links."""
    page = show("stance-comparison")
    sign = page.locator("svg a[tabindex] text").first
    assert sign.evaluate("text => getComputedStyle(text).fill") == "rgb(26, 28, 32)"


@pytest.mark.parametrize("name", CHARTED)
def test_print_shows_data_and_hides_navigation(show, name: str, tmp_path: Path) -> None:
    """In print, data tables are open, navigation is hidden, and no chart is taller than a page."""
    page = show(name)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    assert page.locator("nav.contents").is_hidden()
    assert page.evaluate(
        "[...document.querySelectorAll('details table')].every(t => t.getBoundingClientRect().height > 0)"
    )
    assert (
        page.evaluate(
            "Math.max(...[...document.querySelectorAll('svg')].map(s => s.getBoundingClientRect().height))"
        )
        < 980
    )
    pdf = tmp_path / "page.pdf"
    page.pdf(path=str(pdf), format="A4")
    assert pdf.stat().st_size > 10_000


@pytest.mark.parametrize("name", PAGES)
def test_print_does_not_break_words(show, name: str) -> None:
    """In print, no table is wider than the paper, and no word in a heading cell is broken."""
    page = show(name)
    page.emulate_media(media="print")
    # A4 without its margins, in CSS pixels
    page.set_viewport_size({"width": 680, "height": 1000})
    heads = "[...document.querySelectorAll('th')].filter(th => th.scrollWidth > th.clientWidth + 1).length"
    assert page.evaluate(heads) == 0
    assert (
        page.evaluate("Math.max(...[...document.querySelectorAll('table')].map(t => t.offsetWidth))") <= 680
    )


def test_skip_link_leads_to_the_content(show) -> None:
    """The first Tab focuses a link that skips the navigation."""
    page = show("timeline")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the content"
    assert page.locator("main#main").count() == 1
