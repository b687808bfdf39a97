"""Hold what was found: a headline and a few sentences, whose names and numbers lead to their evidence.

A sentence states only what the tables hold. Its verbs do not depend on the number of an actor's name: nothing
in a codebook says whether "United States" is one or many.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analysis.drawing.markup import Html, anchor, text
from analysis.text import clean_line


class Part(NamedTuple):
    """Some words of a sentence, and the code that shows them; no code for words that only connect."""

    words: str
    code: str = ""


Sentence = list[Part]


class Findings(Html):
    """What was found, in a headline and sentences.

    Attributes:
        headline: the main finding; empty if there is none.
        sentences: the others, in order.
    """

    def __init__(self, headline: Sentence, sentences: Iterable[Sentence]) -> None:
        self.headline = headline
        self.sentences = [sentence for sentence in sentences if any(part.words for part in sentence)]
        super().__init__(self.format_html())

    def format_html(self, page: str = "") -> str:
        """Return the findings as HTML.

        Args:
            page: the page that holds the evidence; by default the same one.
        """
        head = f'<p class="headline">{_format(self.headline, page)}</p>' if self.headline else ""
        items = "".join(f"<li>{_format(sentence, page)}</li>" for sentence in self.sentences)
        return head + (f'<ul class="findings">{items}</ul>' if items else "")

    def list_plain(self) -> list[str]:
        """Return the headline, if there is one, and the sentences as plain text."""
        listed = ("".join(part.words for part in one) for one in (self.headline, *self.sentences) if one)
        return [clean_line(words) for words in listed]


def _format(sentence: Sentence, page: str) -> str:
    return "".join(
        f'<a href="{page}#{anchor(part.code)}">{text(part.words)}</a>' if part.code else text(part.words)
        for part in sentence
    )


def join(items: Sequence[Sentence], last: str = " and ") -> Sentence:
    """Return items in a row: "A, B and C"."""
    joined: Sentence = []
    for place, item in enumerate(items):
        between = "" if not place else last if place == len(items) - 1 else ", "
        joined += [Part(between), *item]
    return joined
