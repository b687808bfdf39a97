"""Fit a page to a size that still opens quickly, by leaving out passages of its evidence.

Charts and tables stay as they are. Regular expressions edit the page, for the reason given in ``page``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import count

from analysis.drawing.evidence import EXCERPTS, GAP
from analysis.reporting.lists import FILES

# bytes of a page's content; with its style and table of contents, a page stays below 3 MB
MOST_BYTES = 2_900_000
ARTICLE = re.compile(r'<article\b[^>]*\bclass="source"[^>]*>.*?</article>', re.DOTALL)
PARAGRAPH = re.compile(r'<div class="paragraph">.*?</div>', re.DOTALL)
TARGET = re.compile(r'<mark\b[^>]*\bid="([^"]+)"')
GAPS = re.compile(f"(?:{re.escape(GAP)})+")
LINK = re.compile(r'<a\b[^>]*\bhref="#(x-[^"]+)"[^>]*>')
# one of several links in a cell, as ``markup.link_codes`` writes them
PLACE = re.compile(r'\baria-label="evidence (\d+)')
NUMBERED = re.compile(rf'<a\b(?=[^>]*{PLACE.pattern})[^>]*\bhref="#([^"]+)"[^>]*>\d+</a>')
# a note's link to its passage and to the next one of its group
NEXT = re.compile(r'(<li class="[^"]*"><a href="#([^"]+)">[^<]*</a> <a href="#)([^"]+)(">[^<]* next ›</a>)')


def fit_evidence(body: str) -> str:
    """Leave out passages if a page is too large, and state how many.

    Paragraphs with passages that charts link to are kept first, then those of the first link in each cell of
    a table, then those of the second, and so on, as far as they fit. Numbered links to the others become
    plain numbers; other links to them lose their target.

    Args:
        body: HTML of the page's content.

    Returns:
        The content, unchanged if it has at most ``MOST_BYTES`` bytes or no articles.
    """
    articles = ARTICLE.findall(body)
    if not articles or _measure(body) <= MOST_BYTES:
        return body
    rest = ARTICLE.sub("", body)
    kept = _choose_paragraphs(articles, rest, MOST_BYTES - _measure(NUMBERED.sub(r"\1", rest)))
    shortened = [_shorten_article(article, kept[place]) for place, article in enumerate(articles)]
    found, shown = _find_targets(articles), _find_targets(shortened)
    following = {key: after for article in articles for _, key, after, _ in NEXT.findall(article)}
    linked = [_link_shown(article, following, shown) for article in shortened]
    pieces = iter([_write_note(len(shown), len(found)) + linked[0], *linked[1:]])
    body = ARTICLE.sub(lambda _: next(pieces), body).replace(EXCERPTS, "")
    left_out = found - shown
    return NUMBERED.sub(lambda link: link[1] if link[2] in left_out else link[0], body)


def _measure(html: str) -> int:
    return len(html.encode())


def _order_links(html: str) -> dict[str, int]:
    """Return the linked passages with their place in the order of ``fit_evidence``."""
    links = sorted(LINK.finditer(html), key=lambda link: _rank_link(link[0]))
    return {key: place for place, key in enumerate(dict.fromkeys(link[1] for link in links))}


def _rank_link(tag: str) -> int:
    """Return 0 for a link of a chart, else its place in its cell."""
    if "xlink:href" in tag:
        return 0
    place = PLACE.search(tag)
    return int(place[1]) if place else 1


def _choose_paragraphs(articles: Sequence[str], rest: str, room: int) -> list[set[int]]:
    """Return the places of the paragraphs to keep in each article: the foremost that fit.

    Args:
        articles: the HTML of each article.
        rest: the HTML of charts and tables; passages that it does not link to come last.
        room: bytes for all articles together, and for the numbered links to them.
    """
    order = _order_links(rest)
    links: Counter[str] = Counter()
    for link in NUMBERED.finditer(rest):
        links[link[2]] += len(link[0])
    kept: list[set[int]] = [set() for _ in articles]
    passages = [
        (
            min(order.get(key, len(order)) for key in keys),
            place,
            paragraphs,
            size + sum(links[key] for key in keys),
        )
        for place, article in enumerate(articles)
        for keys, paragraphs, size in _find_passages(article)
    ]
    for _, place, paragraphs, size in sorted(passages):
        needed = size + (0 if kept[place] else _measure(PARAGRAPH.sub("", articles[place])))
        if needed <= room:
            room -= needed
            kept[place] |= {*paragraphs}
    return kept


def _find_passages(article: str) -> Iterator[tuple[list[str], list[int], int]]:
    """Yield the targets, places and bytes of paragraphs where passages begin, with those they go on in."""
    found: list[tuple[list[str], list[int], int]] = []
    for place, paragraph in enumerate(PARAGRAPH.findall(article)):
        size = _measure(paragraph) + _measure(GAP)
        if keys := TARGET.findall(paragraph):
            found.append((keys, [place], size))
        elif found and "<mark" in paragraph:
            keys, places, before = found[-1]
            found[-1] = keys, [*places, place], before + size
    yield from found


def _shorten_article(article: str, kept: set[int]) -> str:
    """Return an article with a sign for each gap; "" if no paragraph is kept."""
    places = count()
    shown = PARAGRAPH.sub(lambda found: found[0] if next(places) in kept else GAP, article)
    return GAPS.sub(GAP, shown) if kept else ""


def _find_targets(articles: Iterable[str]) -> set[str]:
    return {key for article in articles for key in TARGET.findall(article)}


def _link_shown(article: str, following: Mapping[str, str], shown: Set[str]) -> str:
    """Link each note to the next passage of its group that is shown, if there is another."""

    def link(note: re.Match[str]) -> str:
        key = note[3]
        # a group is a circle, so its passages are at most all there are
        for _ in following:
            if key in shown or key not in following:
                break
            key = following[key]
        return note[0] if key == note[2] else f"{note[1]}{key}{note[4]}"

    return NEXT.sub(link, article)


def _write_note(shown: int, found: int) -> str:
    files = f"{', '.join(FILES[:-1])} and {FILES[-1]}"
    return (
        f"<p>With all {found:,} highlighted passages, this page would be too large. It shows {shown:,} of "
        "them, without the paragraphs around: first those that charts link to, then those that tables link "
        "to. Marks and numbers without a link stand for passages that are left out. All codes are in "
        f"{files}, which “stancebook report” writes next to its pages.</p>"
    )
