"""NewsBank's texts: "Paper:", "Title:", "Date:" and other names with their values, then the body."""

import re
from itertools import pairwise

from analysis.reading.layouts.layout import Article, Layout
from analysis.reading.layouts.lines import count_words, drop_pages, is_notice, join, split_paragraphs

_FIELDS = {
    "paper": "outlet",
    "title": "title",
    "headline": "title",
    "author": "author",
    "byline": "author",
    "author/byline": "author",
    "date": "published",
    "length": "words",
}
_NAME = re.compile(
    rf"^[ \t]*({'|'.join(_FIELDS)}|section|page|edition|column|series|dateline|source|location|memo|caption"
    r"|record number|article id|index terms|correction):[ \t]*(.*)$",
    re.MULTILINE | re.IGNORECASE,
)
_SERVICE = re.compile(
    r"\s*(?:OpenURL|Read News Document|Citation \(|NewsBank|Access World News|(?:Record Number|Article ID"
    r"|Index Terms|Memo|Caption): |[_=*-]{5,}\s*$)",
    re.IGNORECASE,
)

_LINES = 2
"""Lines of the longest value."""


def find_articles(text: str) -> list[Article]:
    """Return the articles of a text of NewsBank; see ``Layout``."""
    if "Paper:" not in text:
        return []
    text = drop_pages(text)
    heads = [head for head in _group_names(text) if len(head) > 1 and _has_name(head, "paper")]
    if not any(_has_name(head, "date") for head in heads):
        return []
    starts = [*(head[0].start() for head in heads), len(text)]
    return [
        _read_article(head, text[head[0].start() : end]) for head, end in zip(heads, starts[1:], strict=True)
    ]


def _group_names(text: str) -> list[list[re.Match[str]]]:
    """Return the names in groups, within which only values stand: of one line, or of two if they are long."""
    groups: list[list[re.Match[str]]] = []
    for name in _NAME.finditer(text):
        last = groups[-1] if groups else []
        value = text[last[-1].start() : name.start()].split("\n") if last else []
        if 0 < len(list(filter(str.strip, value))) <= _LINES and _get_name(name) not in map(_get_name, last):
            last.append(name)
        else:
            groups.append([name])
    return groups


def _has_name(head: list[re.Match[str]], name: str) -> bool:
    return name in map(_get_name, head)


def _get_name(name: re.Match[str]) -> str:
    return name[1].lower()


def _read_article(head: list[re.Match[str]], text: str) -> Article:
    values = {_get_name(name): name[2] for name in head}
    for name, following in pairwise(head):
        values[_get_name(name)] = join([name.string[name.start(2) : following.start()]])
    fields: dict[str, object] = {field: values[name] for name, field in _FIELDS.items() if values.get(name)}
    words = count_words(str(fields.pop("words", "")))
    body = text[head[-1].end() - head[0].start() :]
    return Article(strip_service(body), fields, words)


def strip_service(text: str) -> str:
    """Return a text without what NewsBank adds at its end, such as the notice of copyright."""
    paragraphs = split_paragraphs(text)
    while paragraphs and _is_service(paragraphs[-1]):
        paragraphs.pop()
    lines = "\n\n".join(paragraphs).split("\n")
    while lines and _is_service(lines[-1]):
        lines.pop()
    return "\n".join(lines)


def _is_service(text: str) -> bool:
    return is_notice(text) or _SERVICE.match(text) is not None


LAYOUT = Layout("NewsBank", find_articles)
