"""Legible colours and fitting labels."""

import os
import re
from pathlib import Path

import pytest
from matplotlib.colors import to_rgb

from analysis.drawing import style

ROOT = Path(style.__file__).parents[1]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)
        ]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


FILLS = [style.BLUE, style.ORANGE, style.RED, style.GREY, style.GREEN, style.PURPLE]


@pytest.mark.parametrize("fill", FILLS)
def test_text_on_a_mark_can_be_read(fill: str) -> None:
    """Text on every fill has a contrast of 4.5 or more."""
    assert contrast(fill, style.choose_ink(fill)) >= 4.5


@pytest.mark.parametrize("fill", [fill for fill in FILLS if fill != style.ORANGE])
@pytest.mark.parametrize("paper", ["#ffffff", "#15171b"])
def test_marks_stand_out_from_the_page(fill: str, paper: str) -> None:
    """An outline has a contrast of 3 or more on white and on the dark page."""
    assert contrast(fill, paper) >= 3


@pytest.mark.parametrize("stance", style.STANCE)
@pytest.mark.parametrize("paper", ["#ffffff", "#15171b"])
def test_pale_outlines_can_be_seen(stance: str, paper: str) -> None:
    """The outline of an unchecked statement has a contrast of 3 or more on white and on the dark page."""
    assert contrast(style.PALE[stance], paper) >= 3


def test_long_labels_take_two_lines() -> None:
    """Labels longer than two lines are cut with an ellipsis."""
    assert style.wrap_label("one two three", 8) == "one two\nthree"
    assert style.wrap_label("one two three four five", 8) == "one two\nthree f…"
    assert style.wrap_label("", 8) == ""


def test_ideographs_are_wide() -> None:
    """Labels in Chinese are measured at full width."""
    assert style.measure_text("停火协议", 9) == pytest.approx(0.5)
    assert style.measure_text("truce", 9) < style.measure_text("停火协议的", 9)


def test_words_are_measured_by_their_letters() -> None:
    """Wide letters take more space than narrow ones; combining accents take none."""
    assert style.measure_text("WWW", 8) > 2 * style.measure_text("iii", 8)
    assert style.measure_text("e\u0301", 8) == style.measure_text("e", 8)


def test_lines_are_as_wide_as_they_may_be() -> None:
    """Lines break at spaces, or anywhere in scripts without spaces, but not within dates."""
    for words in (
        "one two three four five six",
        "停火协议停火协议停火协议",
        "Donaudampfschifffahrt ab",
    ):
        broken = style.wrap_text(words, 0.8, 8, 9)
        assert "".join(broken).replace(" ", "") == words.replace(" ", "")
        assert all(style.measure_text(line, 8) <= 0.8 for line in broken)
    assert style.wrap_text("on 19\u00a0May\u00a02025", 0.8, 8, 3) == ["on", "19\u00a0May\u00a02025"]
    assert style.wrap_text("one two three four", 0.5, 8, 1) == ["one …"]
    assert style.wrap_text("", 1, 8, 2) == [""]


def test_style_sheets_use_the_colours_of_the_charts() -> None:
    """Every colour beside words is one of the palette; those that the page sets are the page's."""
    page = (ROOT / "reporting" / "templates" / "page.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", page[: page.index("@media")]))
    for name in ("evidence", "words"):
        sheet = (ROOT / "drawing" / f"{name}.css").read_text(encoding="utf-8")
        fallbacks = dict(re.findall(r"var\(--([a-z]+), (#[0-9a-f]{6})\)", sheet))
        assert fallbacks.items() <= light.items()
        others = set(re.findall(r"(?<!, )#[0-9a-f]{6}", sheet))
        assert others
        assert others <= set(FILLS)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no forks")
def test_a_fork_opens_the_font_itself() -> None:
    """Forked kernels that share an open font read each other's characters."""
    style.measure_text("\u0250")
    child = os.fork()
    if child == 0:
        os._exit(style._load_font.cache_info().currsize)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert style._load_font.cache_info().currsize == 1
