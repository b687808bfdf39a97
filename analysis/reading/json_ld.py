"""JSON-LD: what schema.org says of the article in a web page's script of that type."""

import json
import re
from collections.abc import Iterable, Iterator

Node = dict[str, object]

_TYPE = re.compile(r"\w*Article|\w*BlogPosting|Report")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_DEPTH = 8


def described(scripts: Iterable[str]) -> dict[str, list[object]]:
    """Give what the first article among the scripts says of itself.

    Args:
        scripts: the content of the page's ``application/ld+json`` scripts; broken ones are passed over.

    Returns:
        Values by field of ``Document``, in the order of preference; a field may have none.
    """
    nodes = list(_nodes(_parsed(script) for script in scripts))
    article = next((node for node in nodes if _is_article(node)), {})
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    return {
        "title": [article.get("headline")],
        "outlet": list(_names(article.get("publisher"), by_id)),
        "author": list(_names(article.get("author"), by_id)),
        "published": [article.get("datePublished")],
        "url": [article.get("url")],
        "language": [article.get("inLanguage")],
    }


def _parsed(script: str) -> object:
    try:
        return json.loads(_WRAPPING.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(values: Iterable[object]) -> Iterator[Node]:
    """Walk level by level, so that the page's own article comes before those that it mentions."""
    level = list(values)
    for _ in range(_DEPTH):
        yield from (value for value in level if isinstance(value, dict))
        level = [part for value in level for part in _parts(value)]


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _is_article(node: Node) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _TYPE.fullmatch(name) for name in names)


def _names(value: object, by_id: dict[object, Node]) -> Iterator[object]:
    """Give the names of people and organisations, written out or referred to by identifier."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            identifier = one.get("@id")
            known = by_id.get(identifier, {}) if isinstance(identifier, str) else {}
            yield one.get("name") or known.get("name")
