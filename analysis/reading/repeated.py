"""Leave out what the articles of a corpus repeat at their end: footers, captions, calls for comments."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.documents import Document, Problem
from analysis.text import format_count

# fewest articles with the same paragraph; a wire report that two outlets print is no footer
FEWEST_ARTICLES = 3
# articles that share these first paragraphs are copies of one report
BEGINNING = 3
# most paragraphs of an ending that are compared
LONGEST_ENDING = 20
LONGEST_EXAMPLE = 60


def cut_repeated_endings(item: str, documents: Sequence[Document]) -> tuple[list[Document], list[Problem]]:
    """Return the documents without the repeated paragraphs at their end, and a note on what was left out.

    Only endings are cut, so that the offsets in people's codings stay valid whatever articles are added.

    Args:
        item: what the note is about, such as the name of the folder.
        documents: the articles of one corpus.
    """
    repeated = _find_repeated(documents)
    kept, left_out = [], []
    for document in documents:
        end, found = _find_end(document.text, repeated)
        left_out.append(found)
        kept.append(replace(document, text=document.text[:end]) if found else document)
    paragraphs = [paragraph for found in left_out for paragraph in found]
    if not paragraphs:
        return kept, []
    example = paragraphs[0][:LONGEST_EXAMPLE] + ("…" if len(paragraphs[0]) > LONGEST_EXAMPLE else "")
    message = (
        f"{format_count(len(paragraphs), 'paragraph')} left out at the end of "
        f"{format_count(sum(map(bool, left_out)), 'article')}, as other articles end in them too, "
        f"such as “{example}”."
    )
    return kept, [Problem(item, message, "note")]


def _find_repeated(documents: Iterable[Document]) -> frozenset[str]:
    """Return the last paragraphs, as ``_reduce`` gives them, of several articles that begin differently."""
    beginnings: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for document in documents:
        lines = [line for line in document.text.split("\n") if line.strip()]
        beginning = tuple(_reduce(line) for line in lines[:BEGINNING])
        for line in lines[1:][-LONGEST_ENDING:]:
            beginnings[_reduce(line)].add(beginning)
    return frozenset(text for text, firsts in beginnings.items() if len(firsts) >= FEWEST_ARTICLES)


def _reduce(text: str) -> str:
    """Return a paragraph without capitals and punctuation, which vary in what is repeated.

    Numbers stay: "35 people died." and "48 people died." say different things.
    """
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def _find_end(text: str, repeated: frozenset[str]) -> tuple[int, list[str]]:
    """Return where a text ends without its repeated last paragraphs, and these; never a whole text."""
    end, found = len(text), []
    lines = [match for match in re.finditer(r"[^\n]+", text) if match[0].strip()]
    for line in reversed(lines[1:][-LONGEST_ENDING:]):
        reduced = _reduce(line[0])
        # a line that begins in lower case continues a sentence
        if reduced and (reduced not in repeated or line[0].lstrip()[0].islower()):
            break
        if reduced:
            found.append(line[0].strip())
            end = line.start()
    return len(text[:end].rstrip()) if found else end, found[::-1]
