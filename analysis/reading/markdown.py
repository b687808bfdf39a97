"""Convert Markdown to the text that its reader sees, with markdown-it-py's CommonMark parser."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from analysis.reading.normalising import to_one_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_UNSEEN = re.compile(r"\s*<(?:script|style|!|\?)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SPACES = re.compile(r"[ \t]+")
_WORDS = ("text", "code_inline")
_BREAKS = ("softbreak", "hardbreak")
# A paragraph that begins with "1986." is a list in Markdown, but a year to its author.
_YEAR = 4
_LIST_ENDS = ("bullet_list_close", "ordered_list_close")


def strip_markdown(markdown: str, title: str = "") -> tuple[str | None, str]:
    """Remove the markup from a Markdown text.

    Links and emphasis are reduced to their words; images and the markers of headings, lists and block quotes
    are removed; fenced code is unchanged. Blocks are separated by one blank line.

    Args:
        markdown: the source, without front matter.
        title: the title if already known.

    Returns:
        The first-level heading that opens the text, or None, and the text. The text does not include the
        heading, unless a different title is known.
    """
    tokens = _get_parser().parse(markdown)
    heading = _find_opening_heading(tokens)
    if heading is not None and title.strip() in ("", heading):
        return heading, _join_blocks(tokens[3:])
    return None, _join_blocks(tokens)


@cache
def _get_parser() -> "MarkdownIt":
    # imported here because folders of plain text, the most common case, do not need it
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def _find_opening_heading(tokens: "list[Token]") -> str | None:
    if len(tokens) >= 3 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return to_one_line(_render_inline(tokens[1])) or None
    return None


def _join_blocks(tokens: "list[Token]") -> str:
    return "".join(text + gap for text, gap in _render_blocks(tokens))


def _render_blocks(tokens: "list[Token]") -> Iterator[tuple[str, str]]:
    """Yield the text of each block and what follows it; items of a tight list are on adjacent lines."""
    tight = False
    for token in tokens:
        if token.type == "paragraph_open":
            tight = token.hidden
        elif token.type == "list_item_open" and len(token.info) >= _YEAR:
            yield f"{token.info}{token.markup} ", ""
        elif token.type == "inline":
            yield _render_inline(token), "\n" if tight else "\n\n"
        elif token.type in _LIST_ENDS and token.level == 0 and tight:
            yield "", "\n"
        elif token.type == "fence":
            yield f"{token.markup}{token.info}\n{token.content}{token.markup}", "\n\n"
        elif token.type == "code_block":
            yield token.content.rstrip("\n"), "\n\n"
        elif token.type == "html_block" and not _UNSEEN.match(token.content):
            yield _TAG.sub("", token.content).strip(), "\n\n"


def _render_inline(token: "Token") -> str:
    return _SPACES.sub(" ", "".join(map(_render_child, token.children or [])))


def _render_child(child: "Token") -> str:
    if child.type in _BREAKS:
        return "\n"
    return child.content if child.type in _WORDS else ""
