"""Read a live page: dated entries, mostly the newest first, over which "today" is not always the same day."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from lxml.html import Element, HtmlElement

from analysis.documents import Problem
from analysis.reading.pages.boilerplate import is_boilerplate
from analysis.reading.pages.json_ld import Node, list_parts
from analysis.reading.pages.metadata import is_update
from analysis.reading.pages.parsing import get_classes, list_lines
from analysis.reading.printed_days import find_printed_day
from analysis.text import format_count

_MARK = re.compile(
    r"(?:^|[-_])live[-_]?(?:blogs?|pages?|updates?|feeds?|entr(?:y|ies)|posts?|coverage|ticker)", re.I
)
_TITLE = re.compile(
    r"\blive\b(?!-)|\bas it happened\b|\blatest updates\b|\brolling coverage\b", re.IGNORECASE
)
# the time of an entry that stands outside of a time element
_CLOCK = re.compile(
    r"(?:(?:last )?updated|published|posted)?:?(?: at| on)?\s*"
    r"(?:\d{1,2}[.:]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,5})?)?",
    re.IGNORECASE,
)
_BEGINNING = re.compile(r"^\d{1,2}[.:]\d{2}\b", re.MULTILINE)
_STAMP = re.compile(
    r"(?:\w+day,? )?(?:\w+\.? )?\d[\w.]*,? (?:\w+\.?,? )?\d{4}(?:\W+(?:at\s+)?\d{1,2}[.:]\d{2}.{0,12})?"
)
_HOURS = re.compile(r"\b(\d{1,2})[.:](\d{2})(?:\s*([ap])\.?m)?", re.IGNORECASE)
_HEADINGS = ("h2", "h3", "h4")
_AROUND = frozenset(("aside", "footer", "form", "nav"))
_FEWEST_WORDS = 5
"""Words of an entry; a time with fewer is one of a comment or a menu."""


@dataclass(frozen=True)
class Entry:
    """One entry: when it was published, as the page prints it, and the lines of its text."""

    stamp: datetime
    lines: list[str]


def is_marked(article: Node, tree: HtmlElement) -> bool:
    """Return whether a page says that it is live, by its JSON-LD or the names of its elements."""
    types = article.get("@type")
    named = {name for part in tree.iter() for name in (*get_classes(part), part.get("id") or "")}
    return (
        "LiveBlogPosting" in (types if isinstance(types, list) else [types])
        or bool(list_updates(article))
        or bool(tree.xpath('//*[contains(@itemtype, "LiveBlogPosting")]'))
        or any(map(_MARK.search, named))
    )


def has_live_title(title: str | None) -> bool:
    """Return whether a page is live by its title, if it has entries with times."""
    return title is not None and _TITLE.search(title) is not None


def has_clocks(text: str) -> bool:
    """Return whether several paragraphs of a text begin with a time of day, as entries of a live page do."""
    return len(_BEGINNING.findall(text)) > 1


def list_updates(article: Node) -> list[Node]:
    """Return the entries that the JSON-LD object of a live page lists."""
    return list_parts(article.get("liveBlogUpdate"))


def read_entries(article: Node, tree: HtmlElement) -> tuple[list[str], list[Entry]]:
    """Return the lines above the entries of a live page and the entries, in the order of the page.

    Args:
        article: the JSON-LD object of the page, whose times are used where the page itself prints none.
        tree: the page without boilerplate, from which the times are removed.
    """
    _add_times(article, tree)
    times = [time for time in tree.iter("time") if _parse(time.get("datetime")) and not is_update(time)]
    runs = _list_runs(times)
    above = _list_above(tree, runs)
    stamps = [
        next(stamp for part in run for time in part.iter("time") if (stamp := _get_stamp(time)))
        for run in runs
    ]
    for time in list(tree.iter("time")):
        time.drop_tree()
    read = (Entry(stamp, _list_text(run)) for stamp, run in zip(stamps, runs, strict=True))
    entries = [entry for entry in read if len(" ".join(entry.lines).split()) >= _FEWEST_WORDS]
    return above, entries or _read_updates(article)


def join_entries(above: list[str], entries: list[Entry], published: str | None) -> str:
    """Return the text of a live page; each entry begins with its day and time if they are of several days.

    Args:
        above: the lines above the entries.
        entries: the entries in the order of the page.
        published: the day on which the page was first published; None if it is unknown.
    """
    days = {published, *(entry.stamp.date().isoformat() for entry in entries)}
    stamped = ([_format(entry.stamp), *entry.lines] if len(days) > 1 else entry.lines for entry in entries)
    return "\n\n".join([*above, *(line for lines in stamped for line in lines)])


def describe(item: str, entries: list[Entry]) -> Problem:
    """Return the note that a page is live, or a warning if the days of its entries are not known."""
    if len(entries) > 1:
        days = {entry.stamp.date() for entry in entries}
        count, spread = format_count(len(entries), "entry", "entries"), format_count(len(days), "day")
        return Problem(
            item, f"It is a live page with {count} of {spread}, each dated by its own time.", "note"
        )
    message = (
        "It seems to be a live page, but the times of its entries were not found, so that days such as "
        "“today” are counted from its publication; check them."
    )
    return Problem(item, message, "warning")


def _add_times(article: Node, tree: HtmlElement) -> None:
    """Write times for entries that have none: those of the JSON-LD by headline, else the printed ones."""
    if any(_parse(time.get("datetime")) for time in tree.iter("time")):
        return
    updates = ((node.get("headline"), node.get("datePublished")) for node in list_updates(article))
    stamps = {" ".join(str(headline).split()): stamp for headline, stamp in updates}
    for element in list(tree.xpath("//body//*[not(*)]")):
        line = " ".join((element.text or "").split())
        listed = stamps.get(line) if element.tag in _HEADINGS else None
        if stamp := listed or _read_printed(line):
            time = Element("time", datetime=str(stamp))
            time.tail = line if listed else None
            element.text = None
            element.insert(0, time)


def _read_printed(line: str) -> str | None:
    """Return the day and time of a line that is nothing else, such as "Friday 14 March 2025, 17:05 GMT"."""
    day = find_printed_day(line)
    if not day or not _STAMP.fullmatch(line):
        return None
    clock = _HOURS.search(line)
    if not clock:
        return day
    hour = int(clock[1]) % 12 + (12 if clock[3].lower() == "p" else 0) if clock[3] else int(clock[1])
    return f"{day}T{hour:02}:{clock[2]}"


def _list_runs(times: list[HtmlElement]) -> list[list[HtmlElement]]:
    """Return the elements of each entry.

    Entries are children of the element with most children that hold times. Each such child begins an entry;
    the children after it belong to it too.
    """
    beginnings = {child for time in times for child in (time, *time.iterancestors())}
    counts = Counter(parent for child in beginnings if (parent := child.getparent()) is not None)
    parent = max(counts, key=lambda each: counts[each], default=None)
    runs: list[list[HtmlElement]] = []
    for child in parent if parent is not None else ():
        if child in beginnings and child.tag != "header" and next(child.iter("h1"), None) is None:
            runs.append([child])
        elif runs and child.tag not in _AROUND:
            runs[-1].append(child)
    return runs


def _list_above(tree: HtmlElement, runs: list[list[HtmlElement]]) -> list[str]:
    """Return the paragraphs above the first entry."""
    first = runs[0][0] if runs else None
    lines: list[str] = []
    for element in tree.iter():
        if element is first:
            break
        if element.tag in ("p", "li"):
            lines += (line for line in list_lines(element) if len(line.split()) > _FEWEST_WORDS)
    return list(dict.fromkeys(lines)) if runs else []


def _list_text(run: list[HtmlElement]) -> list[str]:
    return [line for line in list_lines(*run) if not is_boilerplate(line) and not _CLOCK.fullmatch(line)]


def _read_updates(article: Node) -> list[Entry]:
    """Return the entries of the JSON-LD object that have a time and a text."""
    found = (
        (_parse(node.get("datePublished")), node) for node in list_updates(article) if node.get("articleBody")
    )
    return [
        Entry(stamp, [str(node[key]) for key in ("headline", "articleBody") if node.get(key)])
        for stamp, node in found
        if stamp
    ]


def _get_stamp(time: HtmlElement) -> datetime | None:
    return None if is_update(time) else _parse(time.get("datetime"))


def _parse(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value).strip())
    except ValueError:
        return None


def _format(stamp: datetime) -> str:
    # midnight is the time of an entry of which only the day is known
    return f"{stamp.day} {stamp:%B %Y, %H:%M}".removesuffix(", 00:00")
