"""Quotation marks are normalised, and British quotations distinguished from apostrophes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.marks import find_quoted_spans, straighten

MARKS = st.text(alphabet="“”‘’'\"«»‹›„‚` aAs.,\n", max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘We stay,’ he said.", "“We stay,” he said."),
        ("The workers’ rights", "The workers' rights"),
        ("It’s his brother’s.", "It's his brother's."),
        ("‘The workers’ rights matter,’ he said.", "“The workers' rights matter,” he said."),
        ("‘He said “no” to it,’ she said.", "“He said 'no' to it,” she said."),
        ("“He said ‘no’ to it,” she said.", "“He said 'no' to it,” she said."),
        ("'We stay,' he said.", "“We stay,” he said."),
        ("Rock 'n' roll of the '90s", "Rock 'n' roll of the '90s"),
        ("«Nous restons»", "“Nous restons”"),
        ("‘We stay. And tomorrow", "“We stay. And tomorrow"),
        ("'We stay. And tomorrow", "“We stay. And tomorrow"),
        ("‘We stay,’ he said. ‘And tomorrow", "“We stay,” he said. “And tomorrow"),
        ("„We stay“, he said. „Both of us.“", "“We stay”, he said. “Both of us.”"),
        ("„We stay,” he said.", "“We stay,” he said."),
        ("»We stay,« he said. »Both of us.«", "“We stay,” he said. “Both of us.”"),
        ("»We stay,» he said. ”Both of us.”", "“We stay,” he said. “Both of us.”"),
        ("« We stay », he said.", "“ We stay ”, he said."),
        ("‹We stay,› he said.", "“We stay,” he said."),
        ("“We stay“, he said.", "“We stay”, he said."),
        ("``We stay,'' he said.", "““We stay,”” he said."),
        ("‘‘We stay,’’ he said.", "““We stay,”” he said."),
        ("‚We stay‘, he said.", "“We stay”, he said."),
        ("“He said «no» to it,” she said.", "“He said 'no' to it,” she said."),
        ('"He said “no” to it," she said.', "\"He said 'no' to it,\" she said."),
    ],
)
def test_plain(text: str, expected: str) -> None:
    """Marks of every country quote alike; single ones that quote nothing are apostrophes."""
    assert straighten(text) == expected


@given(MARKS)
def test_plain_keeps_offsets(text: str) -> None:
    """The text keeps its length, and only marks change."""
    normalised = straighten(text)
    assert len(normalised) == len(text)
    assert all(new == old or old in "“”‘’'\"«»‹›„‚`" for new, old in zip(normalised, text, strict=True))


@given(MARKS)
def test_quotations_are_in_order_and_within_bounds(text: str) -> None:
    """Quotations do not overlap, and each begins with a mark."""
    end = 0
    for start, stop in find_quoted_spans(straighten(text)):
        assert end <= start < stop <= len(text)
        assert straighten(text)[start] in '“"'
        end = stop


def test_an_open_quotation_runs_to_the_end() -> None:
    """A quotation that continues in the next paragraph is open in this one."""
    assert find_quoted_spans("He said: “We stay.") == [(9, 18)]
