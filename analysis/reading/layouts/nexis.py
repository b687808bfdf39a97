"""Nexis before Nexis Uni: "1 of 3 DOCUMENTS", outlet, day, title, labels in capitals, body, more labels."""

import re
from typing import NamedTuple

from analysis.reading.layouts.languages import find_language
from analysis.reading.layouts.layout import Article, Layout
from analysis.reading.layouts.lines import (
    count_words,
    drop_indents,
    drop_pages,
    find_day,
    is_notice,
    join,
    split_paragraphs,
)

_HEADING = re.compile(
    r"^[ \t]*(?:(?:(?:FOCUS|LEVEL \d) - )?([\d,.]+) (?:of|OF|von|de|van|di) ([\d,.]+)"
    r" (?:DOCUMENT\w*|DOKUMENT\w*|STORY|STORIES)"
    r"|(?:Document|DOCUMENT|Dokument|DOKUMENT|Documento|DOCUMENTO) ([\d,.]+) (?:von|de|van|di) ([\d,.]+))$",
    re.MULTILINE,
)
_FIELDS = {
    "title": "HEADLINE",
    "author": "BYLINE|AUTOR|AUTEUR|AUTHOR",
    "words": "LENGTH|LÄNGE|LONGUEUR|LENGTE|LONGITUD",
    "language": "LANGUAGE|SPRACHE|LANGUE|TAAL|IDIOMA",
    "url": "URL",
}
_FIELD = {label: field for field, labels in _FIELDS.items() for label in labels.split("|")}
_ABOVE = (
    f"{_FIELDS['title']}|{_FIELDS['author']}|{_FIELDS['words']}|BODY|DATELINE|HIGHLIGHT|SERIES|SOURCE"
    "|SECTION|RUBRIK|RUBRIQUE|RUBRIEK|SECCI[OÓ]N"
)
_BELOW = (
    f"{_FIELDS['language']}|{_FIELDS['url']}|[A-ZÀ-Þ-]*(?:DATE|DATUM|FECHA|TYPE|TIPO)[A-ZÀ-Þ-]*|JOURNAL-CODE"
    "|ACC-NO|DISTRIBUTION|TIME-OF-DAY|NOTES|GRAPHIC|GRAFIK|GRAPHIQUE|CORRECTION|SUBJECT|ORGANIZATION|COMPANY"
    "|TICKER|INDUSTRY|PERSON|GEOGRAPHIC|COUNTRY|STATE|CITY"
)
_LABEL_ABOVE = re.compile(rf"[ \t]*({_ABOVE}):\s*(.*)", re.DOTALL)
_LABEL_BELOW = re.compile(rf"[ \t]*({_BELOW}):\s*(.*)", re.DOTALL)
_ANY_LABEL = re.compile(r"[ \t]*[A-ZÄÖÜÉÓ][A-ZÄÖÜÉÓ-]+: ")
_BETWEEN_ABOVE = re.compile(rf"\n(?=[ \t]*(?:{_ABOVE}):)")
_BETWEEN_BELOW = re.compile(rf"\n(?=[ \t]*(?:{_BELOW}):)")
_PICTURE = re.compile(r"[ \t]*(?:GRAPHIC|GRAFIK|GRAPHIQUE): ")
_NO_TITLE = re.compile(
    r"correction appended|(?:[\w-]+ ){0,3}edition(?: \d+)?(?:[;-].{0,40})?|[A-Z]{2} cycle", re.IGNORECASE
)
_CENTRED = " " * 8
_HEAD = 16
"""Paragraphs among which the labels above a body are looked for."""


class _Heading(NamedTuple):
    start: int
    end: int
    number: int
    total: int


def find_articles(text: str) -> list[Article]:
    """Return the articles of a text of Nexis; see ``Layout``."""
    text = drop_pages(text)
    headings = _find_headings(text)
    ends = [*(heading.start for heading in headings), len(text)][1:]
    return [_read_article(text[heading.end : end]) for heading, end in zip(headings, ends, strict=True)]


def count_stated(text: str) -> int | None:
    """Return the sum of the totals in headings such as "1 of 3 DOCUMENTS"; of each total once."""
    stated, last = 0, None
    for heading in _find_headings(text):
        if last is None or heading.total != last.total or heading.number <= last.number:
            stated += heading.total
        last = heading
    return stated or None


def _find_headings(text: str) -> list[_Heading]:
    """Return the headings that open an article: labels follow, or a day."""
    found = list(_HEADING.finditer(text))
    ends = [*(match.start() for match in found), len(text)][1:]
    return [
        _Heading(match.start(), match.end(), _number(match[1] or match[3]), _number(match[2] or match[4]))
        for match, end in zip(found, ends, strict=True)
        if _opens_article(text[match.end() : min(end, match.end() + 2_000)])
    ]


def _number(digits: str) -> int:
    return int(re.sub(r"\D", "", digits)[:9] or 0)


def _opens_article(block: str) -> bool:
    lines = [line for line in block.split("\n") if line.strip()][:_HEAD]
    has_label = any(_LABEL_ABOVE.match(line) for line in lines)
    return has_label or any(find_day(line) for line in lines[:6])


def _read_article(block: str) -> Article:
    # without blank lines, each line is a paragraph: the text comes from a word processor
    block = block if "\n\n" in block.strip() else block.replace("\n", "\n\n")
    paragraphs = split_paragraphs(block)
    fields, after = _read_head(paragraphs)
    labels, loose, body = _read_labels(paragraphs[after:])
    body, below = _split_tail(body)
    if body and _NO_TITLE.fullmatch(join(body[:1])):
        body = body[1:]
    for label, value in (below | labels).items():
        if value and label in _FIELD:
            fields[_FIELD[label]] = value
    fields.setdefault("title", join(loose))
    if "language" in fields:
        fields["language"] = find_language(str(fields["language"]))
    words = count_words(str(fields.pop("words", "")))
    return Article(drop_indents("\n\n".join(body)), fields, words)


def _read_head(paragraphs: list[str]) -> tuple[dict[str, object], int]:
    """Return outlet and day, and the number of the paragraph that follows them."""
    above: list[list[str]] = []
    for number, paragraph in enumerate(paragraphs[:8]):
        if _LABEL_ABOVE.match(paragraph):
            break
        lines = paragraph.split("\n")
        for place, line in enumerate(lines):
            if day := find_day(line):
                return {"outlet": _find_outlet([*above, lines[:place]]), "published": day}, number + 1
        above.append(lines)
    return {"outlet": join(paragraphs[:1])}, 1


def _find_outlet(paragraphs: list[list[str]]) -> str:
    """Return the outlet among the lines above the day; a notice of copyright may run on over lines."""
    without = [lines for lines in paragraphs if lines and not is_notice(lines[0])]
    return join(line for lines in without or paragraphs for line in lines if not is_notice(line))


def _read_labels(paragraphs: list[str]) -> tuple[dict[str, str], list[str], list[str]]:
    """Return the labels above the body, the title and what else is above the labels, and the body.

    The labels end at the first paragraph that has none: what looks like a label further down is body text.
    """
    parts = [part for paragraph in paragraphs[:_HEAD] for part in _BETWEEN_ABOVE.split(paragraph)]
    first = next((place for place, part in enumerate(parts) if _LABEL_ABOVE.match(part)), None)
    if first is None:
        first = next((place for place, part in enumerate(parts, 1) if not _is_edition(part)), 0)
    labels: dict[str, str] = {}
    body: list[str] = []
    end = first
    while not body and end < len(parts) and (match := _LABEL_ABOVE.match(parts[end])):
        value = match[2]
        if _FIELD.get(match[1]) == "words":
            value, _, rest = value.partition("\n")
            body = [rest] if rest.strip() else []
        if match[1] == "BODY":
            body = [value]
        else:
            labels[match[1]] = join([value])
        end += 1
    loose = [part for part in parts[:first] if not _is_edition(part)]
    return labels, loose, [*body, *parts[end:], *paragraphs[_HEAD:]]


def _is_edition(paragraph: str) -> bool:
    """Return whether a paragraph between day and title is no title; editions are centred, titles are not."""
    is_centred = all(line.startswith(_CENTRED) for line in paragraph.split("\n"))
    return is_centred or is_notice(paragraph) or _NO_TITLE.fullmatch(join([paragraph])) is not None


def _split_tail(paragraphs: list[str]) -> tuple[list[str], dict[str, str]]:
    """Split the body from the labels below it."""
    parts = [part for paragraph in paragraphs for part in _BETWEEN_BELOW.split(paragraph)]
    start = len(parts)
    while start and (_ANY_LABEL.match(parts[start - 1]) or is_notice(parts[start - 1])):
        start -= 1
    while start < len(parts) and not (_LABEL_BELOW.match(parts[start]) or is_notice(parts[start])):
        start += 1
    matches = filter(None, map(_LABEL_BELOW.match, parts[start:]))
    labels = {match[1]: match[2].partition("\n")[0].strip() for match in matches}
    pictures = (place for place, part in enumerate(parts[:start]) if _PICTURE.match(part))
    return parts[: next(pictures, start)], labels


LAYOUT = Layout("Nexis", find_articles, count_stated)
