"""Read plain text and Markdown, with optional metadata in front matter."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from analysis.documents import Document, Problem
from analysis.files import read_article_bytes
from analysis.reading.decoding import decode
from analysis.reading.formats.format import Format
from analysis.reading.layouts import split_export
from analysis.reading.markdown import strip_markdown
from analysis.reading.metadata import check_metadata, list_unused, pick_fields
from analysis.reading.normalising import normalise, to_one_line
from analysis.reading.tabular.field_names import is_known
from analysis.reading.texts import read_text

# A block that begins like this is a mapping, if it is YAML at all.
_OPENED = re.compile(r"---\n\s*[A-Za-z_][\w -]{0,40}:(?:\s|$)", re.MULTILINE)
_BLOCK = re.compile(r"---\n(.*?)^(?:---|\.\.\.)$", re.DOTALL | re.MULTILINE)
_BLOCK_LIMIT = 20_000
_LINE = re.compile(r"([A-Za-z_][\w-]{0,40})[ \t]*:[ \t]+(['\"]?)(.*?)\2[ \t]*")
_HEAD_LINE = re.compile(r"([^\W\d][\w -]{0,40}?)[ \t]*:[ \t]+(\S.*)")
_SHOWN = 20
_FEWEST = 2
"""Lines of a head."""

# The base loader builds only strings, lists and mappings: "no" stays Norwegian, an invalid date a string.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


MARKDOWN = (".md", ".markdown")


class _Parts(NamedTuple):
    body: str
    given: dict[str, object]
    warning: str | None = None
    unused: Sequence[str] = ()


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read a text or Markdown file; the file name without its extension is the document's identifier.

    Yields:
        The document and its warnings, or one problem.

    Raises:
        StancebookError: if the file is empty, too big or not text.
        OSError: if the file cannot be opened.
    """
    parts = _split_front_matter(normalise(decode(read_article_bytes(path))))
    given, body = parts.given, parts.body
    if path.suffix.lower() in MARKDOWN:
        heading, body = strip_markdown(body, title=str(given.get("title", "")))
        given = {"title": heading, **given}
    yield from read_text(path, body, given)
    if parts.warning:
        yield Problem(path.name, parts.warning, "warning")
    if parts.unused:
        listed = ", ".join(parts.unused[:_SHOWN])
        yield Problem(path.name, f"Of its front matter these are not used: {listed}.", "note")


def _split_front_matter(text: str) -> _Parts:
    """Split a normalised text into front matter and body; lines between two rules may also be body text."""
    if not _OPENED.match(text):
        return _split_head(text)
    block = _BLOCK.match(text, 0, _BLOCK_LIMIT)
    if not block:
        return _Parts(
            text, {}, "Its front matter has no closing '---', so it is read as text; add the closing line."
        )
    body = text[block.end() :]
    try:
        fields = yaml.load(block[1], Loader=_Loader)  # noqa: S506 - it builds no objects
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        given = pick_fields(_read_line_by_line(block[1]))
        return _Parts(body, given, _describe_yaml_error(error, given))
    return _Parts(body, pick_fields(fields), unused=list_unused(fields))


def _split_head(text: str) -> _Parts:
    """Split a text from a head such as "Title: …" and "Date: …", if nothing else is in its first lines.

    Without a readable day it may as well be a conversation: "Host: …" also names an outlet.
    """
    head, _, body = text.partition("\n\n")
    lines = [_HEAD_LINE.fullmatch(line) for line in head.split("\n")]
    fields = {match[1]: match[2] for match in lines if match and is_known(match[1])}
    if len(fields) < max(_FEWEST, len(lines)) or not body.strip():
        return _Parts(text, {})
    given = pick_fields(fields)
    # the head of another article, or that of an archive's export, is not this article's alone
    is_again = re.search(rf"^{re.escape(next(iter(fields)))}[ \t]*:", body, re.MULTILINE)
    is_head = check_metadata(given)[0].published and not is_again and not split_export(text)
    return _Parts(body, given) if is_head else _Parts(text, {})


def _read_line_by_line(block: str) -> dict[str, object]:
    """Read a block that is not valid YAML: each line that begins with a key is one value."""
    matches = (_LINE.fullmatch(line) for line in block.splitlines())
    return {match[1]: match[3] for match in matches if match}


def _describe_yaml_error(error: Exception, given: Mapping[str, object]) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f" (line {mark.line + 2}: {to_one_line(str(getattr(error, 'problem', '')))})" if mark else ""
    used = f"found: {', '.join(given)}" if given else "nothing usable was found"
    return (
        f"Its front matter is not valid YAML{where}, so it was read line by line; {used}. "
        "Put values that contain a colon or a quotation mark in quotation marks."
    )


FORMAT = Format("a text", (".txt", ".text", *MARKDOWN), read_documents)
