"""Read schema.org metadata of an article from the JSON-LD scripts of a web page."""

import json
import re
from collections.abc import Iterable, Iterator

Node = dict[str, object]

_TYPE = re.compile(r"\w*Article|\w*BlogPosting|Report")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_DEPTH = 8


def read_article(scripts: Iterable[str]) -> dict[str, list[object]]:
    """Return the metadata of the first article in the scripts.

    Args:
        scripts: the content of the page's ``application/ld+json`` scripts; invalid ones are ignored.

    Returns:
        Values by field of ``Document``, in order of preference; a field may have none.
    """
    nodes = list(_walk_nodes(_parse_script(script) for script in scripts))
    article = next((node for node in nodes if _is_article(node)), {})
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    return {
        "title": [article.get("headline")],
        "outlet": list(_find_names(article.get("publisher"), by_id)),
        "author": list(_find_names(article.get("author"), by_id)),
        "published": [article.get("datePublished")],
        "url": [article.get("url")],
        "language": [article.get("inLanguage")],
    }


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
        level = [part for value in level for part in _list_parts(value)]


def _list_parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _is_article(node: Node) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _TYPE.fullmatch(name) for name in names)


def _find_names(value: object, by_id: dict[object, Node]) -> Iterator[object]:
    """Yield the names of people and organisations, given in full or by identifier."""
    for entity in value if isinstance(value, list) else [value]:
        if isinstance(entity, str):
            yield entity
        elif isinstance(entity, dict):
            identifier = entity.get("@id")
            referent = by_id.get(identifier, {}) if isinstance(identifier, str) else {}
            yield entity.get("name") or referent.get("name")
