"""Find the outlets that published the sources of codes."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from analysis.codes import Codes
from analysis.comparing.event_rows import read_chronology


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
    dated = read_chronology(codes, ["event_id", "urls"])
    return found | {
        event_id: _find_sites(urls) for event_id, urls in zip(dated["event_id"], dated["urls"], strict=True)
    }


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
