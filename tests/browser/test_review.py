"""The review widget in a browser: by keyboard alone, accessible, and what it shows is what is recorded."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from analysis.codes import Codes
from analysis.reviewing.recording import Recorder
from analysis.reviewing.widget import HERE, ReviewWidget

SENTENCES = 24
# stands for Jupyter: the model of the widget, whose messages go to Python
PAGE = """<!doctype html><html lang="en"><title>Review</title>
<main><h1>Review</h1><div id="place"></div></main>
<style>%s</style><script type="module">
const state = %s, handlers = []
const model = {
  get: name => state[name],
  on: (name, handler) => handlers.push(handler),
  off: () => {},
  send: async content => {
    state.screen = await window.answer(content)
    handlers.forEach(handler => handler())
    window.shown = state.screen.turn
  },
}
%s
render({ model, el: document.getElementById("place") })
</script></html>"""
FOCUS = "document.querySelector('.sb-review').contains(document.activeElement)"
RUN_AXE = """async () => {
    const found = await axe.run({resultTypes: ['violations']})
    return found.violations.map(one => `${one.impact} ${one.id}: ${one.nodes[0].html.slice(0, 160)}`)
}"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return the place of Anna's table."""
    return tmp_path / "codings" / "anna.csv"


@pytest.fixture
def crowd(make_coder) -> Codes:
    """Return 24 statements, alternately of Ann for and Bob against a truce, attributions and events."""
    sentences = [f"{('Ann', 'Bob')[n % 2]} spoke of the truce, day {n + 1:02}." for n in range(SENTENCES)]
    coder = make_coder({"paper": "\n\n".join(sentences)})
    for number, words in enumerate(sentences):
        coder.statement(words[:3], "truce", ("support", "oppose")[number % 2], words)
        coder.quote(words[:3], words, source=words[:3])
        coder.event(words, actors=[words[:3]], earliest="2025-05-19", latest="2025-05-19")
    return coder.codes()


@pytest.fixture
def widget(crowd: Codes, table: Path) -> ReviewWidget:
    """Return a widget with the statements."""
    return ReviewWidget(crowd, table, "Add a line.")


def make_widget(codes: Codes, table: Path, of: str) -> ReviewWidget:
    """Return a widget for another kind of code."""
    return ReviewWidget(codes, find_table(table, of), of=of)


def find_table(table: Path, of: str) -> Path:
    """Return the place of Anna's table of another kind."""
    return table.with_name(f"anna.{of}.csv")


@pytest.fixture
def open_widget(browser: Any, widget: ReviewWidget) -> Iterator[Any]:
    """Return a function that opens the widget in a page with the given settings of the browser."""
    contexts = []

    def show(shown: ReviewWidget = widget, **settings: Any) -> Any:
        def answer(content: dict[str, Any]) -> dict[str, Any]:
            shown.receive(None, content)
            return dict(shown.screen)

        context = browser.new_context(**{"viewport": {"width": 1000, "height": 800}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.expose_function("answer", answer)
        state = json.dumps({"screen": shown.screen, "names": shown.names, "notice": shown.notice})
        script = (HERE / "widget.js").read_text(encoding="utf-8").replace("export default { render }", "")
        css = (HERE / "widget.css").read_text(encoding="utf-8")
        page.set_content(PAGE % (css, state.replace("</", "<\\/"), script))
        page.wait_for_selector(".sb-review mark")
        return page

    yield show
    for context in contexts:
        context.close()


def get_slots(widget: ReviewWidget) -> dict[str, str]:
    """Return the text of each slot on the screen."""
    return {name: text for name, _, text in widget.screen["slots"]}


def press(page: Any, widget: ReviewWidget, key: str) -> None:
    """Press a key and wait for the next screen."""
    turn = widget.screen["turn"]
    page.keyboard.press(key)
    page.wait_for_function("turn => window.shown > turn", arg=turn)
    assert widget.screen["turn"] == turn + 1
    assert page.evaluate(FOCUS), f"the focus was lost after {key}"


def test_twenty_decisions_by_keyboard_alone(open_widget, widget: ReviewWidget, table: Path) -> None:
    """Tab reaches the widget; each key decides what it says, moving decides nothing, focus stays."""
    page = open_widget()
    page.keyboard.press("Tab")
    assert "24 at random. No single rejection would change" in page.inner_text(".sb-progress")
    decided: dict[str, str] = {}
    stances = {"s": "support", "o": "oppose", "n": "neutral", "c": "conditional", "x": "", "Enter": None}
    for number in range(20):
        press(page, widget, "j")
        press(page, widget, "k")
        assert len(Recorder(table).list_decisions()) == number
        evidence, coded = page.inner_text(".sb-review mark"), get_slots(widget)["stance"]
        key = list(stances)[number % 6]
        press(page, widget, key)
        decided[evidence] = coded if stances[key] is None else str(stances[key])
        assert page.inner_text(".sb-review mark") not in decided
    records = Recorder(table).list_decisions()
    assert {record.cells["evidence"]: record.cells["stance"] for record in records} == decided
    assert len(decided) == len(records) == 20
    assert page.inner_text(".sb-progress").startswith("20 decided in codings/anna.csv. Left: 4 ")


def test_an_actor_is_changed_by_typing_its_beginning(open_widget, widget: ReviewWidget, table: Path) -> None:
    """The keys of the review are letters while a name or a note is typed; Escape changes nothing."""
    page = open_widget()
    page.keyboard.press("Tab")
    page.keyboard.press("a")
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    assert widget.screen["turn"] == 0
    assert page.evaluate(FOCUS)
    page.keyboard.press("a")
    page.keyboard.type("smi")
    press(page, widget, "Enter")
    assert page.inner_text(".sb-actor dd") == "Smith, John"
    assert page.inner_text(".sb-status dd") == "changed, not decided"
    page.keyboard.press("f")
    page.keyboard.type("sox")
    press(page, widget, "Enter")
    press(page, widget, "Enter")
    (record,) = Recorder(table).list_decisions()
    assert (record.cells["actor"], record.cells["reason"][-12:]) == ("Smith, John", "flagged: sox")
    assert "Smith, John, truce" in page.inner_text("[aria-live]")
    press(page, widget, "u")
    assert page.inner_text(".sb-status dd") == "flagged, not decided"


def test_every_key_is_a_button(open_widget, widget: ReviewWidget, table: Path) -> None:
    """A click does what the key on the button does, and Enter then means right again."""
    page = open_widget()
    keys = page.locator(".sb-keys kbd").all_inner_texts()
    assert keys == ["Enter", "x", "s", "o", "c", "n", "w", "a", "i", "[", "]", "m", "f", "u", "j", "k"]
    page.get_by_role("button", name="x not a position").click()
    page.wait_for_selector("text=1 decided in")
    press(page, widget, "Enter")
    records = Recorder(table).list_decisions()
    assert [bool(record.cells["stance"]) for record in records] == [False, True]
    assert page.evaluate(FOCUS)


def test_brackets_work_on_every_keyboard(open_widget, widget: ReviewWidget) -> None:
    """They narrow and widen the evidence, also with Alt; shortcuts of the browser decide nothing."""
    page = open_widget()
    page.keyboard.press("Tab")
    whole = page.inner_text(".sb-review mark")
    press(page, widget, "Alt+[")
    assert page.inner_text(".sb-review mark") == whole.partition(",")[0] + ","
    press(page, widget, "]")
    assert page.inner_text(".sb-review mark") == whole
    page.keyboard.press("Control+x")
    page.keyboard.press("Alt+s")
    press(page, widget, "j")
    assert widget.screen["decided"] == 0


@pytest.mark.parametrize(
    "settings",
    [
        {"color_scheme": "light"},
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
        # 200 % zoom of a window of 800 pixels
        {"viewport": {"width": 400, "height": 400}, "device_scale_factor": 2},
    ],
)
def test_the_widget_is_accessible(
    open_widget, crowd: Codes, table: Path, widget: ReviewWidget, settings: dict[str, Any]
) -> None:
    """In every theme and at 200 % zoom axe-core finds nothing, and no page scrolls sideways, of any kind."""
    for shown, key in (
        (widget, "w"),
        (make_widget(crowd, table, "events"), "e"),
        (make_widget(crowd, table, "attributions"), "a"),
    ):
        page = open_widget(shown, **settings)
        page.locator(".sb-review").focus()
        page.keyboard.press(key)
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(RUN_AXE) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_events_are_decided_by_keyboard(open_widget, crowd: Codes, table: Path) -> None:
    """A status decides, days are typed and then decided, and an event is merged with one of a list."""
    widget = make_widget(crowd, table, "events")
    page = open_widget(widget)
    page.keyboard.press("Tab")
    assert page.get_attribute(".sb-review", "aria-label").startswith("Review of events.")
    press(page, widget, "p")
    page.keyboard.press("t")
    page.keyboard.type("2025-05-12/..")
    press(page, widget, "Enter")
    assert page.inner_text(".sb-days dd") == "2025-05-12 or later"
    press(page, widget, "Enter")
    page.keyboard.press("e")
    chosen = page.get_attribute("datalist option", "value")
    page.keyboard.type(chosen)
    press(page, widget, "Enter")
    assert f"the same as “{chosen.partition(' (')[0]}”" in page.inner_text("[aria-live]")
    press(page, widget, "x")
    rows = [record.cells for record in Recorder(find_table(table, "events"), "events").list_decisions()]
    assert [row["status"] for row in rows] == ["planned", "occurred", "occurred", ""]
    assert [row["earliest"] for row in rows] == ["2025-05-19", "2025-05-12", "2025-05-19", "2025-05-19"]
    assert [row["same_evidence"] for row in rows] == ["", "", chosen.partition(" (")[0], ""]


def test_speakers_are_decided_by_keyboard(open_widget, crowd: Codes, table: Path) -> None:
    """A speaker is typed, shown, and decided with a kind of sourcing; a key of another kind does nothing."""
    widget = make_widget(crowd, table, "attributions")
    page = open_widget(widget)
    page.keyboard.press("Tab")
    page.keyboard.press("s")
    page.keyboard.press("a")
    page.keyboard.type("smi")
    press(page, widget, "Enter")
    assert page.inner_text(".sb-actor dd") == "Smith, John"
    press(page, widget, "v")
    (record,) = Recorder(find_table(table, "attributions"), "attributions").list_decisions()
    assert (record.cells["actor"], record.cells["sourcing"]) == ("Smith, John", "vague")


def test_a_condition_is_typed(open_widget, widget: ReviewWidget, table: Path) -> None:
    """What does not occur in the passage is said so; what does is on the screen, and c decides."""
    page = open_widget()
    page.keyboard.press("Tab")
    page.keyboard.press("w")
    page.keyboard.type("if it rains")
    press(page, widget, "Enter")
    assert "'if it rains' does not occur in the passage" in page.inner_text("[aria-live]")
    page.keyboard.press("w")
    page.keyboard.type("of the truce -> oppose")
    press(page, widget, "Enter")
    assert page.inner_text(".sb-condition dd") == "of the truce (if met: oppose)"
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.sb-review mark'))")
    page.keyboard.press("w")
    assert page.input_value(".sb-review input") == page.inner_text(".sb-review mark")
    page.keyboard.press("Escape")
    press(page, widget, "c")
    (record,) = Recorder(table).list_decisions()
    assert (record.cells["stance"], record.cells["condition"]) == ("conditional", "of the truce")


def test_the_last_decision_ends_the_review(open_widget, widget: ReviewWidget) -> None:
    """After the last one nothing is left on the screen but how to go back, and undo brings it back."""
    page = open_widget()
    page.keyboard.press("Tab")
    for _ in range(SENTENCES):
        press(page, widget, "Enter")
    assert "Left: nothing" in page.inner_text(".sb-progress")
    assert page.locator(".sb-passage").is_hidden()
    press(page, widget, "x")
    assert "Nothing is left to decide" in page.inner_text("[aria-live]")
    press(page, widget, "u")
    assert page.locator(".sb-passage mark").is_visible()
