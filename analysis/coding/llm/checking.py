"""Check that the words of a passage are the actor's: said, done, or reported of the actor.

The passages and conditions are already known to be in the article. Here the attributions that the quotes
stage found decide: words that the article attributes to somebody else are not the actor's.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from analysis.codebook import Actor, Codebook
from analysis.coding.cache import Rows
from analysis.coding.verification import find_narrowest_quote
from analysis.documents import Document

# words in which a title of office is not told apart from others
COMMON = frozenset(["of", "the", "for", "and", "in", "to", "a", "an"])
SPEAKER = "words that the article attributes to somebody else"
ACTOR = "an actor whom the article does not name up to there"


def find_fault(position: Mapping[str, Any], document: Document, quotes: Rows, codebook: Codebook) -> str:
    """Return why a position is not the actor's; "" if it is.

    Args:
        position: ``actor``, ``start`` and ``end``.
        document: the article.
        quotes: its attributions, as rows of the quotes table.
        codebook: the actors.
    """
    actor = codebook.actor(position["actor"])
    names = _list_names(actor)
    around = find_narrowest_quote(position["start"], quotes)
    if around is not None and around["actor"] not in (None, actor.name):
        is_own_side = codebook.side(around["actor"]) == codebook.side(actor.name)
        told = " ".join(document.text[one["start"] : one["end"]] for one in (around, position))
        if not is_own_side and not _is_named(names, told):
            return SPEAKER
    paragraph_end = document.text.find("\n", position["end"])
    before = document.text[: paragraph_end if paragraph_end >= 0 else None]
    is_quoted = around is not None and around["actor"] == actor.name
    if not is_quoted and not _is_named(names, f"{document.title or ''}\n{before}"):
        return ACTOR
    return ""


def _list_names(actor: Actor) -> set[str]:
    """Return what an actor can be called: names, a surname, words of an office or of a body's name."""
    phrases = [role.title for role in actor.roles]
    if actor.kind != "person":
        phrases += [actor.name, *actor.aliases]
    words = {word for phrase in phrases for word in phrase.split() if word not in COMMON}
    return {actor.name, *actor.aliases, actor.name.split()[-1], *words}


def _is_named(names: Iterable[str], text: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}", text, re.IGNORECASE) for name in names)
