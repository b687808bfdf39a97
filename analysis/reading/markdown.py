"""Markdown to the text that its reader sees; the parser is markdown-it-py's CommonMark."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from analysis.reading.normalising import one_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_UNSEEN = re.compile(r"\s*<(?:script|style|!|\?)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SPACES = re.compile(r"[ \t]+")
_WORDS = ("text", "code_inline")
_BREAKS = ("softbreak", "hardbreak")
# A paragraph that begins "1986." is a list to Markdown, and a year to its author.
_YEAR = 4
_LIST_ENDS = ("bullet_list_close", "ordered_list_close")


def as_text(markdown: str, title: str = "") -> tuple[str | None, str]:
    """Take the marks off a Markdown text.

    Links and emphasis become their words, images go, and so do the marks of headings, lists and block
    quotes; fenced code stays as it is. Blocks stand one blank line apart.

    Args:
        markdown: the source, without front matter.
        title: the title that is known already, if any.

    Returns:
        The heading of the first level that opens the text, or None, and the text. The heading is not
        in the text, unless another title is known.
    """
    tokens = _parser().parse(markdown)
    heading = _opening_heading(tokens)
    if heading is not None and title.strip() in ("", heading):
        return heading, _joined(tokens[3:])
    return None, _joined(tokens)


@cache
def _parser() -> "MarkdownIt":
    # Folders of plain text, the most common ones, never need it.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def _opening_heading(tokens: "list[Token]") -> str | None:
    if len(tokens) >= 3 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return one_line(_inline(tokens[1])) or None
    return None


def _joined(tokens: "list[Token]") -> str:
    return "".join(text + gap for text, gap in _blocks(tokens))


def _blocks(tokens: "list[Token]") -> Iterator[tuple[str, str]]:
    """Give each block's text and what follows it: the items of a tight list stand on adjacent lines."""
    tight = False
    for token in tokens:
        if token.type == "paragraph_open":
            tight = token.hidden
        elif token.type == "list_item_open" and len(token.info) >= _YEAR:
            yield f"{token.info}{token.markup} ", ""
        elif token.type == "inline":
            yield _inline(token), "\n" if tight else "\n\n"
        elif token.type in _LIST_ENDS and token.level == 0 and tight:
            yield "", "\n"
        elif token.type == "fence":
            yield f"{token.markup}{token.info}\n{token.content}{token.markup}", "\n\n"
        elif token.type == "code_block":
            yield token.content.rstrip("\n"), "\n\n"
        elif token.type == "html_block" and not _UNSEEN.match(token.content):
            yield _TAG.sub("", token.content).strip(), "\n\n"


def _inline(token: "Token") -> str:
    text = "".join(
        "\n" if child.type in _BREAKS else child.content if child.type in _WORDS else ""
        for child in token.children or []
    )
    return _SPACES.sub(" ", text)
