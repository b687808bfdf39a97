"""Find the outlets that published the sources of codes."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from analysis.codes import Codes


def find_outlets(codes: Codes) -> Mapping[str, frozenset[str]]:
    """Return the known outlets of every article and of every event of a chronology.

    Returns:
        By ``doc_id`` or ``event_id``: the outlet that the article names, or else the site of its address; for
        an event, the sites of its sources. Empty where unknown.
    """
    documents = codes.read("documents", ["doc_id", "outlet", "url"])
    found = {
        doc_id: frozenset({outlet}) if isinstance(outlet, str) else _find_sites([url])
        for doc_id, outlet, url in zip(*(documents[name] for name in documents), strict=True)
    }
    return found | {key: _find_sites(urls) for key, urls in list_sources(codes).items()}


def list_sources(codes: Codes) -> dict[str, list[str]]:
    """Return the addresses of the sources of every event of a chronology, by ``event_id``."""
    found: dict[str, list[str]] = {}
    for part in codes.iterate("events", ["event_id", "doc_id", "urls"]):
        dated = part.filter(part["doc_id"].is_null())
        found |= zip(dated["event_id"].to_pylist(), dated["urls"].to_pylist(), strict=True)
    return found


def count_outlets(doc_ids: Iterable[str], known: Mapping[str, frozenset[str]]) -> int:
    """Count the distinct known outlets of articles or events."""
    return len({outlet for doc_id in doc_ids for outlet in known.get(doc_id, ())})


def _find_sites(urls: Iterable[object]) -> frozenset[str]:
    return frozenset(site for url in urls if isinstance(url, str) and (site := _parse_site(url)))


def _parse_site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
