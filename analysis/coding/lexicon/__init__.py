"""Read the word lists of the rules from ``lexicon.toml`` and its extension ``wordings.toml``."""

import tomllib
from functools import cache
from pathlib import Path

FILES = ("lexicon.toml", "wordings.toml")


@cache
def get_words(section: str, name: str) -> frozenset[str]:
    """Return one word list, for example ``get_words("stance", "support")``."""
    lists = [content[section][name] for content in _load_lists() if name in content.get(section, ())]
    if not lists:
        raise KeyError(f"[{section}] {name}")
    return frozenset(word for text in lists for word in text.split())


@cache
def get_pairs(section: str, name: str) -> dict[str, str]:
    """Return one list of pairs, "form:word form:word …", as a mapping from form to word."""
    return dict(entry.split(":") for entry in get_words(section, name))


@cache
def _load_lists() -> list[dict[str, dict[str, str]]]:
    folder = Path(__file__).parent
    return [tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in FILES]
