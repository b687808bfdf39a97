"""The word lists of the rules, read once from ``lexicon.toml``."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def words(section: str, name: str) -> frozenset[str]:
    """Return one word list, for example ``words("stance", "support")``."""
    return frozenset(_lexicon()[section][name].split())


@cache
def _lexicon() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))


@cache
def pairs(section: str, name: str) -> dict[str, str]:
    """Return one list of pairs, "form:word form:word …", as form → word."""
    return dict(entry.split(":") for entry in _lexicon()[section][name].split())
