"""Nexis Uni and Lexis Advance: title, outlet, day, labels, "Body", the text, labels, "End of Document"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from analysis.reading.layouts.languages import find_language
from analysis.reading.layouts.layout import Article, Layout
from analysis.reading.layouts.lines import count_words, drop_pages, find_day, is_notice, join

_END = re.compile(
    r"^[ \t]*(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento"
    r"|Einde van (?:het )?document)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_BODY = re.compile(r"^[ \t]*(?:Body|Textkörper|Hauptteil|Corps|Cuerpo|Tekst)[ \t]*:?$", re.MULTILINE)
_LOADED = re.compile(r"^[ \t]*(?:Load-Date|Ladedatum|Date de chargement): .*$", re.MULTILINE)
_TAILS = (
    re.compile(r"^[ \t]*(?:Classification|Klassifizierung|Clasificación|Classificatie)[ \t]*$", re.MULTILINE),
    _LOADED,
    re.compile(r"^[ \t]*(?:Graphic|Grafik|Graphique|Gráfico)[ \t]*:?$", re.MULTILINE),
)
_FIELDS = {
    "author": "Byline|Autor|Auteur",
    "words": "Length|Länge|Longueur|Longitud|Lengte",
    "language": "Language|Sprache|Langue|Idioma|Taal",
    "url": "URL",
}
_FIELD = {label.lower(): field for field, labels in _FIELDS.items() for label in labels.split("|")}
_LABEL = re.compile(
    rf"[ \t]*({'|'.join(_FIELDS.values())}|Section|Rubrik|Rubrique|Sección|Highlight|Dateline|Series)"
    r"[ \t]*:[ \t]*(.*)",
    re.IGNORECASE,
)
_COVER = re.compile(
    r"[ \t]*(?:User Name|Date and Time|Job Number|Documents? \(|Client/Matter|Search T|Narrowed by"
    r"|Content Type|.*-None-|\d+ of \d+ DOCUMENT|\| About LexisNexis)"
)
_STATED = re.compile(r"^[ \t]*(?:Documents|Dokumente|Documentos|Documenten)[ \t]*\((\d{1,6})\)", re.MULTILINE)

_LONGEST = 8
"""Lines of the longest title, counting blank ones."""


def find_articles(text: str) -> list[Article]:
    """Return the articles of a text of Nexis Uni; see ``Layout``."""
    if not _BODY.search(text):
        return []
    is_marked = bool(_END.search(text) or _LOADED.search(text))
    articles = [article for chunk in _split_chunks(drop_pages(text)) if (article := _read_article(chunk))]
    is_export = any(article.fields.get("published") and (article.words or is_marked) for article in articles)
    return articles if is_export else []


def count_stated(text: str) -> int | None:
    """Return the number of documents that the cover page states."""
    match = _STATED.search(text)
    return int(match[1]) if match else None


def _split_chunks(text: str) -> Iterator[str]:
    """Yield a part of the text for each article.

    It ends with "End of Document"; without that, with the load date, or above the title of the next article.
    """
    for chunk in _END.split(text):
        start = 0
        bodies = [match.start() for match in _BODY.finditer(chunk)]
        for body, following in pairwise(bodies):
            loaded = list(_LOADED.finditer(chunk, body, following))
            end = loaded[-1].end() if loaded else _find_title(chunk, body, following)
            if end:
                yield chunk[start:end]
                start = end
        yield chunk[start:]


def _find_title(chunk: str, body: int, following: int) -> int | None:
    """Return where the title of the second of two articles stands; None if no day stands below the first."""
    lines = chunk[body:following].split("\n")
    place = next((number for number in range(len(lines) - 1, 2, -1) if find_day(lines[number])), None)
    if place is None or not any(is_notice(line) or _LABEL.match(line) for line in lines[place:]):
        return None
    outlet = max(number for number in range(place) if lines[number].strip() or number == 0)
    title = max(number for number in range(max(outlet, 1)) if lines[number].strip() or number == 0)
    while title > 1 and lines[title - 1].strip():
        title -= 1
    return body + len("\n".join(lines[:title]))


def _read_article(chunk: str) -> Article | None:
    """Return the article of a part, also one without a body; None if the part is a cover page."""
    opening = _BODY.search(chunk)
    head = (chunk[: opening.start()] if opening else chunk).split("\n")
    labelled = (place for place, line in enumerate(head) if is_notice(line) or _LABEL.match(line))
    anchor = next(labelled, len(head))
    days = [place for place, line in enumerate(head[:anchor]) if find_day(line)]
    if not opening and (anchor == len(head) or not days):
        return None
    fields: dict[str, object] = {"published": find_day(head[days[-1]])} if days else {}
    title, outlet = _read_heading(head[: days[-1] if days else anchor])
    fields |= {"title": title, "outlet": outlet}
    text, tail = _split_tail(chunk[opening.end() :] if opening else "")
    for match in filter(None, map(_LABEL.match, (*reversed(tail.split("\n")), *reversed(head[anchor:])))):
        if match[1].lower() in _FIELD:
            fields[_FIELD[match[1].lower()]] = match[2].strip()
    if "language" in fields:
        fields["language"] = find_language(str(fields["language"]))
    words = count_words(str(fields.pop("words", "")))
    return Article(_drop_running_titles(text, title), fields, words)


def _read_heading(lines: list[str]) -> tuple[str, str]:
    """Return title and outlet from the lines above the day: the outlet is the last of them.

    Below a cover page, the title is the paragraph above the outlet; else it is all that is above the outlet.
    """
    *above, outlet = [line.strip() for line in "\n".join(lines).strip().split("\n")]
    while above and not above[-1]:
        above.pop()
    is_below_cover = any(map(_COVER.match, above)) or len(above) > _LONGEST
    title: list[str] = []
    for line in reversed(above):
        if _COVER.match(line) or (is_below_cover and not line):
            break
        title.insert(0, line)
    title = [line for line in title if line]
    # the running title of the first page stands above the title
    if len(title) > 1 and title[0] == join(title[1:]):
        title = title[1:]
    return join(title), outlet


def _split_tail(text: str) -> tuple[str, str]:
    """Split a body from what Nexis adds below it."""
    tail = ""
    for pattern in _TAILS:
        if found := list(pattern.finditer(text)):
            text, tail = text[: found[-1].start()], text[found[-1].start() :] + tail
    return text, tail


def _drop_running_titles(text: str, title: str) -> str:
    """Remove the title of the article where it is repeated at the top of its pages."""
    return "\n".join(line for line in text.split("\n") if not title or line.strip() != title)


LAYOUT = Layout("Nexis Uni", find_articles, count_stated)
