"""ProQuest's text files: articles between rules, each value after its name, the body after "Full text:"."""

import re

from analysis.reading.layouts.languages import find_language
from analysis.reading.layouts.layout import Article, Layout
from analysis.reading.layouts.lines import drop_pages, join, split_paragraphs

_BETWEEN = re.compile(
    r"^[ \t]*(?:[_=*-]{20,}|(?:Document|Dokument|Documento) \d+ (?:of|von|de|sur|di) (\d+))$",
    re.MULTILINE,
)
# the last value of an article, where no rule but the head of the next article stands below it
_LAST_VALUE = re.compile(
    r"^[ \t]*Database: .*$(?=\s*\n.+\s*\n[ \t]*(?:Author:|Publication info:|Abstract:|Full text:"
    r"|ProQuest document link$|Links:))",
    re.MULTILINE | re.IGNORECASE,
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
_NAME = re.compile(
    rf"^[ \t]*(?:({'|'.join((*_FIELDS, *_LAST))}|publication info|abstract|full text|details|subject|location"
    r"|people|section|company / organization|business indexing term|identifier / keyword|classification"
    r"|publication year|publisher|place of publication|country of publication|publication subject|volume"
    r"|issue|pages|e?-?issn|source type|document type|document feature|credit|proquest document id"
    r"|first page|start page|number of pages|alternate title|edition|column|series|supplement|dateline"
    r"|accession number|notes|product name|year|illustration):"
    r"|(FULL TEXT|ABSTRACT|DETAILS|LINKS|Illustration)$)[ \t]*",
    re.MULTILINE | re.IGNORECASE,
)
_INFO = re.compile(
    r"([^;]*?)\s*;.*?\b(\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4})\b", re.DOTALL
)
_NEEDED = {"full text", "abstract", "proquest document id"}
_NONE = re.compile(r"(?:[\w ]{0,30}\b(?:un|not |none )available)?\W*", re.IGNORECASE)
_ONLY_ABSTRACT = "Only its abstract is in the export; get its text if you need what is said in it."


def find_articles(text: str) -> list[Article]:
    """Return the articles of a text of ProQuest; see ``Layout``."""
    if "ublication " not in text:
        return []
    ruled = _LAST_VALUE.sub(r"\g<0>\n" + "_" * 20, drop_pages(text))
    records = [_read_record(part) for part in _BETWEEN.split(ruled)[::2]]
    if not any(_is_article(record) for record in records):
        return []
    return [_read_article(record) for record in records if record.keys() & _NEEDED]


def count_stated(text: str) -> int | None:
    """Return the total of headings such as "Document 1 of 3"."""
    return max((int(match[1][:6]) for match in _BETWEEN.finditer(text) if match[1]), default=None)


def _is_article(record: dict[str, str]) -> bool:
    has_source = "publication title" in record or "publication info" in record
    return has_source and bool(record.keys() & _NEEDED)


def _read_record(part: str) -> dict[str, str]:
    """Return the values of a part by their names in lower case; "" names what stands above them all."""
    names = _choose_names(list(_NAME.finditer(part)), part)
    starts = [*(name.start() for name in names), len(part)]
    record = {"": part[: starts[0]]}
    for name, end in zip(names, starts[1:], strict=True):
        record[_get_name(name)] = part[name.end() : end]
    return record


def _choose_names(names: list[re.Match[str]], part: str) -> list[re.Match[str]]:
    """Leave out names that begin a line of the body: below the body, only names and values follow."""
    texts = [place for place, name in enumerate(names) if _get_name(name) == "full text"]
    if not texts:
        return names
    ends = [*(name.start() for name in names), len(part)][1:]
    is_dense = "\n\n" not in part.strip()
    below = len(names)
    while below > texts[0] + 1:
        name = names[below - 1]
        value = part[name.end() : ends[below - 1]].strip()
        is_text = ("\n" if is_dense else "\n\n") in value and _get_name(name) not in _LAST
        if is_text:
            break
        below -= 1
        if _get_name(name) == "details":
            return names[: texts[0] + 1] + names[below:]
    # the names stand in a paragraph of their own, unlike a line of the last paragraph of the body
    separate = (place for place in range(below, len(names)) if part.endswith("\n\n", 0, names[place].start()))
    return names[: texts[0] + 1] + names[next(separate, below) :]


def _get_name(name: re.Match[str]) -> str:
    return (name[1] or name[2]).lower()


def _read_article(record: dict[str, str]) -> Article:
    values = {name: join(split_paragraphs(value)[:1]) for name, value in record.items()}
    fields: dict[str, object] = {field: values[name] for name, field in _FIELDS.items() if values.get(name)}
    fields.setdefault("title", values[""])
    if info := _INFO.match(values.get("publication info", "")[:500]):
        fields.setdefault("outlet", info[1])
        fields.setdefault("published", info[2])
    fields["outlet"] = str(fields.get("outlet", "")).partition(";")[0].strip()
    fields["language"] = find_language(str(fields.get("language", "")))
    text, abstract = record.get("full text", "").strip(), record.get("abstract", "").strip()
    if _NONE.fullmatch(text) and not _NONE.fullmatch(abstract):
        return Article(abstract, fields, remark=_ONLY_ABSTRACT)
    return Article("" if _NONE.fullmatch(text) else text, fields)


LAYOUT = Layout("ProQuest", find_articles, count_stated)
