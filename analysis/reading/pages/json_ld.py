"""Read schema.org metadata of an article from the JSON-LD scripts of a web page."""

import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from analysis.reading.normalising import to_one_line

Node = dict[str, object]
_Address = tuple[str, str]

_TYPE = re.compile(r"\w*Article|\w*BlogPosting|Report")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_DEPTH = 8


def read_nodes(scripts: Iterable[str]) -> list[Node]:
    """Return all objects of the scripts, those of the page itself before those that they mention.

    Args:
        scripts: the content of the page's ``application/ld+json`` scripts; invalid ones are ignored.
    """
    return list(_walk_nodes(_parse_script(script) for script in scripts))


def find_article(nodes: list[Node], addresses: Iterable[str], titles: Iterable[str]) -> Node:
    """Return the article that a page is about.

    Args:
        nodes: the objects of the page; see ``read_nodes``.
        addresses: the addresses that the page gives as its own.
        titles: the titles that the page gives as its own.

    Returns:
        Of several articles the one with the address of the page, else the one with its title, else the first
        if it has no other address; an empty object if there is none.
    """
    articles = [node for node in nodes if _is_article(node)]
    own_addresses = set(filter(None, map(_split_address, addresses)))
    own_titles = {to_one_line(title).casefold() for title in titles}
    for article in articles:
        if any(_is_same(own, other) for own in own_addresses for other in _list_addresses(article)):
            return article
    for article in articles:
        if has_title(article, own_titles):
            return article
    is_another = len(articles) > 1 and own_addresses and _list_addresses(articles[0])
    return articles[0] if articles and not is_another else {}


def has_title(article: Node, titles: set[str]) -> bool:
    """Return whether the headline of an article is among titles in lower case."""
    return to_one_line(str(article.get("headline") or "")).casefold() in titles - {""}


def list_fields(article: Node, nodes: list[Node]) -> dict[str, list[object]]:
    """Return the metadata of an article.

    Args:
        article: the article; see ``find_article``.
        nodes: the objects of the page, among which authors and publishers may be.

    Returns:
        Values by field of ``Document``, in order of preference; a field may have none.
    """
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    return {
        "title": [article.get("headline")],
        "outlet": list(_find_names(article.get("publisher"), by_id)),
        "author": list(_find_names(article.get("author"), by_id)),
        "published": [article.get("datePublished"), article.get("dateCreated")],
        "url": [article.get("url")],
        "language": [article.get("inLanguage")],
    }


def list_parts(value: object) -> list[Node]:
    """Return the objects of a property, which may have one, several or none."""
    return [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, dict)]


def _parse_script(script: str) -> object:
    try:
        return json.loads(_WRAPPING.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _walk_nodes(values: Iterable[object]) -> Iterator[Node]:
    """Yield all objects level by level: the page's own article before those that it mentions."""
    level = list(values)
    for _ in range(_DEPTH):
        yield from (value for value in level if isinstance(value, dict))
        level = [part for value in level for part in _list_values(value)]


def _list_values(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _is_article(node: Node) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _TYPE.fullmatch(name) for name in names)


def _list_addresses(article: Node) -> set[_Address]:
    """Return the addresses of an article and of the page that it is the main entity of."""
    pages = article.get("mainEntityOfPage")
    described = [article, *list_parts(pages)]
    values = [pages, *(node.get(key) for node in described for key in ("url", "@id"))]
    return {address for value in values if isinstance(value, str) and (address := _split_address(value))}


def _split_address(address: str) -> _Address | None:
    """Return host and path, and the query; None for the address of a site as a whole."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    place = f"{parts.netloc.lower().removeprefix('www.')}{path}"
    return (place, parts.query) if parts.netloc and (path or parts.query) else None


def _is_same(one: _Address, other: _Address) -> bool:
    """Return whether two addresses name one page; one of them may have a query for tracking its readers."""
    return one[0] == other[0] and (one[1] == other[1] or not (one[1] and other[1]))


def _find_names(value: object, by_id: dict[object, Node]) -> Iterator[object]:
    """Yield the names of people and organisations, given in full or by identifier."""
    for entity in value if isinstance(value, list) else [value]:
        if isinstance(entity, str):
            yield entity
        elif isinstance(entity, dict):
            identifier = entity.get("@id")
            referent = by_id.get(identifier, {}) if isinstance(identifier, str) else {}
            yield entity.get("name") or referent.get("name")
