"""Turn the paragraphs of a document into its title and its running text."""

from collections.abc import Iterable
from typing import NamedTuple

from analysis.reading.normalising import to_one_line


class Paragraph(NamedTuple):
    """A paragraph: its text, and whether it is set as a title (not as a heading within the text)."""

    text: str
    is_title: bool = False


def join_paragraphs(texts: Iterable[str]) -> str:
    """Return the texts that are not blank, with a blank line between them."""
    return "\n\n".join(text for text in texts if text.strip())


def split_title(paragraphs: Iterable[Paragraph], stated: str | None = None) -> tuple[str, str]:
    """Split the paragraphs of a document into its title and its text.

    The first paragraph is the title if it is set as one and is the only one set so, or if it is the title
    that the document's properties state. A stated title that does not open the text is not used: it is mostly
    that of a template, or the name of a file.

    Args:
        paragraphs: the paragraphs in order.
        stated: the title in the document's properties, if any.

    Returns:
        The title, empty if there is none, and the text.
    """
    filled = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    if not filled:
        return "", ""
    first = to_one_line(filled[0].text)
    is_only_title = filled[0].is_title and sum(paragraph.is_title for paragraph in filled) == 1
    has_title = len(filled) > 1 and (is_only_title or first == to_one_line(stated or ""))
    text = join_paragraphs(paragraph.text for paragraph in filled[has_title:])
    return (first if has_title else ""), text
