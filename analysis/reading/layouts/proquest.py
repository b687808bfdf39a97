"""ProQuest's text files: articles between rules, each value after its name, the body after "Full text:"."""

import re
from collections.abc import Iterator
from itertools import islice

from analysis.reading.layouts.languages import find_language
from analysis.reading.layouts.layout import Article, Layout
from analysis.reading.layouts.lines import drop_pages, join, split_paragraphs
from analysis.reading.layouts.proquest_names import NAME, read_name
from analysis.reading.printed_days import find_printed_day

_BETWEEN = re.compile(
    r"^[ \t]*(?:[_=*-]{20,}|(?:Document|Dokument|Documento) \d+ (?:of|von|de|sur|di) (\d+))$",
    re.MULTILINE,
)
_FIELDS = {
    "title": "title",
    "author": "author",
    "publication title": "outlet",
    "publication date": "published",
    "language of publication": "language",
    "url": "url",
    "document url": "url",
}
_LAST = ("copyright", "last updated", "database", "links")
_NEEDED = {"full text", "abstract", "proquest document id"}
_NONE = re.compile(
    r"(?:[\w ]{0,30}\b(?:(?:un|not |none )available|nicht verfügbar|non? disponib(?:le|ile)"
    r"|(?:não|nao) disponível|aucun\w* disponible))?\W*",
    re.IGNORECASE,
)
_FEWEST_NAMES = 2
_ONLY_ABSTRACT = "Only its abstract is in the export; get its text if you need what is said in it."


def find_articles(text: str) -> list[Article]:
    """Return the articles of a text of ProQuest; see ``Layout``."""
    # other texts, which are most, are read through only once
    if len(list(islice(NAME.finditer(text), _FEWEST_NAMES))) < _FEWEST_NAMES:
        return []
    parts = _BETWEEN.split(drop_pages(text))[::2]
    records = [_read_record(part) for joined in parts for part in _split_records(joined)]
    if not any(_is_article(record) for record in records):
        return []
    return [_read_article(record) for record in records if record.keys() & _NEEDED]


def count_stated(text: str) -> int | None:
    """Return the total of headings such as "Document 1 of 3"."""
    return max((int(match[1][:6]) for match in _BETWEEN.finditer(text) if match[1]), default=None)


def _is_article(record: dict[str, str]) -> bool:
    has_source = "publication title" in record or "publication info" in record
    return has_source and bool(record.keys() & _NEEDED)


def _split_records(part: str) -> Iterator[str]:
    """Yield each record of a part: without rules between them, a record ends with its database."""
    start, seen = 0, set()
    for match in NAME.finditer(part):
        name = read_name(match)
        seen.add(name)
        if name == "database" and "publication title" in seen:
            end = match.end() + len(part[match.end() :].partition("\n")[0])
            yield part[start:end]
            start, seen = end, set()
    yield part[start:]


def _read_record(part: str) -> dict[str, str]:
    """Return the values of a part by their names in lower case; "" names what stands above them all."""
    names = _choose_names(list(NAME.finditer(part)), part)
    starts = [*(name.start() for name in names), len(part)]
    record = {"": part[: starts[0]]}
    for name, end in zip(names, starts[1:], strict=True):
        record[read_name(name)] = part[name.end() : end]
    return record


def _choose_names(names: list[re.Match[str]], part: str) -> list[re.Match[str]]:
    """Leave out names that begin a line of the body: below the body, only names and values follow."""
    texts = [place for place, name in enumerate(names) if read_name(name) == "full text"]
    if not texts:
        return names
    ends = [*(name.start() for name in names), len(part)][1:]
    is_dense = "\n\n" not in part.strip()
    below = len(names)
    while below > texts[0] + 1:
        name = names[below - 1]
        value = part[name.end() : ends[below - 1]].strip()
        is_text = ("\n" if is_dense else "\n\n") in value and read_name(name) not in _LAST
        if is_text:
            break
        below -= 1
        if read_name(name) == "details":
            return names[: texts[0] + 1] + names[below:]
    # the names stand in a paragraph of their own, unlike a line of the last paragraph of the body
    separate = (place for place in range(below, len(names)) if part.endswith("\n\n", 0, names[place].start()))
    return names[: texts[0] + 1] + names[next(separate, below) :]


def _read_article(record: dict[str, str]) -> Article:
    values = {name: join(split_paragraphs(value)[:1]) for name, value in record.items()}
    fields: dict[str, object] = {field: values[name] for name, field in _FIELDS.items() if values.get(name)}
    fields.setdefault("title", values[""])
    info = values.get("publication info", "")[:500]
    if ";" in info and (day := find_printed_day(info)):
        fields = {"outlet": info, "published": day, **fields}
    fields["outlet"] = str(fields.get("outlet", "")).partition(";")[0].strip()
    fields["language"] = find_language(str(fields.get("language", "")))
    text, abstract = record.get("full text", "").strip(), record.get("abstract", "").strip()
    if _NONE.fullmatch(text) and not _NONE.fullmatch(abstract):
        return Article(abstract, fields, remark=_ONLY_ABSTRACT)
    return Article("" if _NONE.fullmatch(text) else text, fields)


LAYOUT = Layout("ProQuest", find_articles, count_stated)
