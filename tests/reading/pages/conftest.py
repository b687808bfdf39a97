"""Shared fixture: a whole page around the parts that a test is about."""

from collections.abc import Callable

import pytest


@pytest.fixture
def page() -> Callable[..., str]:
    """Return a function that writes a page from its body and its head."""

    def write(body: str, head: str = "") -> str:
        start = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        return f"{start}{head}</head><body>{body}</body></html>"

    return write


@pytest.fixture
def paragraphs() -> list[str]:
    """Return four paragraphs of a news article."""
    return [
        "The mayor of Aldmouth closed the old bridge on Monday after a crack was found in a pillar.",
        "“It is not safe,” said Greta Moll, who inspected it. The repair will last until the end of summer.",
        "Shopkeepers on the far bank demanded a ferry, and the council promised one by the end of the week.",
        "The governor refused to pay for the repair, which the town cannot afford on its own this year.",
    ]
