"""Read the article of a web page, or its articles if it holds several."""

from collections.abc import Iterator, Mapping
from typing import cast

from lxml.html import HtmlElement

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.building import build
from analysis.reading.metadata import check_metadata
from analysis.reading.pages import kinds, live, paywalls, several
from analysis.reading.pages.boilerplate import drop_boilerplate
from analysis.reading.pages.extracting import extract_text
from analysis.reading.pages.json_ld import Node, has_title, list_fields
from analysis.reading.pages.metadata import (
    find_article,
    is_of_article,
    list_titles,
    read_metadata,
    read_nodes,
)
from analysis.reading.pages.parsing import list_lines
from analysis.reading.values import format_value, is_missing
from analysis.text import format_count

Given = dict[str, object]


def read_page(
    item: str, doc_id: str, tree: HtmlElement, address: str | None = None
) -> Iterator[Document | Problem]:
    """Read a page.

    Args:
        item: the file, or the file and the number of the page in it, to name in problems.
        doc_id: the identifier of the document; with a number for each of several articles.
        tree: the parsed page; it is changed.
        address: the address that the page was saved from, used if the page gives none.

    Yields:
        The document of the page, or of each article in it, each followed by its warnings; notes of how the
        page was read.

    Raises:
        StancebookError: if no article is found in the page.
    """
    given = read_metadata(tree)
    given["url"] = [*cast(list[object], given["url"]), address]
    is_live = live.is_marked(find_article(tree), tree)
    articles = [] if is_live else several.list_articles(tree)
    if len(articles) < 2:
        if not is_live:
            several.drop_teasers(tree, articles)
        yield from _read_article(item, doc_id, tree, given, is_live)
        return
    count = format_count(len(articles), "article")
    yield Problem(item, f"This page holds {count}; each is read as a document of its own.", "note")
    nodes = read_nodes(tree)
    for number, article in enumerate(articles, start=1):
        name = f"{item} article {number}"
        part = several.isolate(article)
        try:
            yield from _read_article(name, f"{doc_id}-{number}", part, _read_part(part, given, nodes), False)
        except StancebookError as error:
            yield Problem(name, str(error))


def _read_part(part: HtmlElement, page: Given, nodes: list[Node]) -> Given:
    """Return the metadata of one of several articles: its own, and those that hold for the whole page."""
    own, heading = read_metadata(part), several.find_heading(part)
    title = None if heading is None else " ".join(list_lines(heading))
    titles = {(title or "").casefold()}
    listed = list_fields(next((node for node in nodes if has_title(node, titles)), {}), nodes)
    main = page if format_value(page["title"]) == title else {}
    fields = ("author", "published", "url")
    chosen = {field: _pick(listed[field], own[field], main.get(field)) for field in fields}
    return {**chosen, "title": title, "outlet": page["outlet"], "language": page["language"]}


def _pick(*candidates: object) -> object:
    """Return the first value, or list of values, in which one is not missing."""
    lists = (found if isinstance(found, list) else [found] for found in candidates)
    return next((values for values in lists if not all(map(is_missing, values))), None)


def _read_article(
    item: str, doc_id: str, tree: HtmlElement, given: Mapping[str, object], is_live: bool
) -> Iterator[Document | Problem]:
    node, nodes = find_article(tree), read_nodes(tree)
    may_be_other = not is_live and not is_of_article(tree)
    is_marked = paywalls.is_marked(node, nodes, tree)
    paywalls.drop_offers(nodes, tree)
    drop_boilerplate(tree)
    listing = _check_kind(tree, nodes) if may_be_other else None
    published = check_metadata(given)[0].published
    may_be_live = is_live or live.has_live_title(format_value(given["title"]))
    above, entries = live.read_entries(node, tree) if may_be_live else ([], [])
    has_entries = len(entries) > 1
    text = live.join_entries(above, entries, published) if has_entries else extract_text(tree)
    text, has_offers = paywalls.split_offers(_drop_head(text, given))
    yield from build(item, doc_id, text, given)
    if is_live or has_entries or (may_be_live and live.has_clocks(text)):
        yield live.describe(item, entries)
    if listing:
        message = f"This page seems to be {listing}; check that its text is one article."
        yield Problem(item, message, "warning")
    if cut := paywalls.describe_cut(text, is_marked, has_offers):
        yield Problem(item, cut, "warning")


def _check_kind(tree: HtmlElement, nodes: list[Node]) -> str | None:
    """Return what a page is that lists articles beside a text of its own; None for an article.

    Raises:
        StancebookError: if there is no text of its own in the page.
    """
    titles = list_titles(tree)
    headings = [*titles, *(" ".join(list_lines(part)) for part in tree.iter("h2"))]
    message = kinds.describe_message(headings, " ".join(list_lines(tree)))
    listing = kinds.describe_listing(titles, nodes, tree)
    if listing and listing.has_text and not message:
        return listing.kind
    if kind := message or (listing and listing.kind):
        raise StancebookError(f"This page is {kind}, not an article; save the page of the article itself.")
    return None


def _drop_head(text: str, given: Mapping[str, object]) -> str:
    """Remove the headline and the line with the author from the text: they are stored apart."""
    title, author = format_value(given["title"]), format_value(given["author"])
    lines = text.split("\n\n")
    start = 0
    while start < len(lines) - 1 and format_value(lines[start]) in (title, author, f"By {author}"):
        start += 1
    return "\n\n".join(lines[start:])
