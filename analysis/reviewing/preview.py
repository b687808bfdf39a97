"""Show what a review would ask first; nothing is opened and nothing is written."""

from collections import Counter
from typing import Any

from analysis.codes import Codes
from analysis.comparing.support import is_person
from analysis.drawing.markup import Html, link_code, table, text
from analysis.reviewing.queue import PARTS, Item, list_items, order_items
from analysis.text import clean_line, format_count

# decisions shown, about ten minutes' worth
FIRST = 20
LONGEST_WORDS = 160
HEAD = ("Part", "Actor", "Issue", "Stance", "Words", "Why")
# what tells one statement from another
CODE = ("doc_id", "start", "end", "actor", "issue", "stance")
Code = tuple[Any, ...]
NOTHING = "<p>There is nothing to review.</p>"


def preview(codes: Codes) -> Html:
    """Return how much there is in each part of a review, and its first decisions.

    Args:
        codes: a coded corpus; what people decided in its tables is not asked again.
    """
    frame = codes["statements"]
    people: list[Any] = frame[frame["coder"].map(is_person).astype(bool)].to_dict("records")
    queue = order_items(list_items(codes), people)
    if not queue:
        return Html(NOTHING)
    counts = Counter(part for part, _ in queue)
    parts = "; ".join(f"{counts[part]:,} {part}" for part in PARTS if counts[part])
    found = f"<p>{format_count(len(queue), 'decision')} to make: {parts}.</p>"
    keys = _map_identifiers(codes)
    rows = [_format_item(part, item, keys) for part, item in queue[:FIRST]]
    caption = f"What a review asks first ({len(rows):,} of {len(queue):,})"
    return Html(found + table(caption, HEAD, rows))


def _map_identifiers(codes: Codes) -> dict[Code, str]:
    frame = codes["statements"]
    codes_of = zip(*(frame[name] for name in CODE), strict=True)
    return dict(zip(codes_of, frame["statement_id"], strict=True))


def _format_item(part: str, item: Item, keys: dict[Code, str]) -> list[str]:
    cells = item.cells
    words = clean_line(cells["evidence"], LONGEST_WORDS)
    key = keys.get(tuple(cells[name] for name in CODE))
    return [
        part,
        text(cells["actor"]),
        text(cells["issue"]),
        cells["stance"] or "not coded",
        text(words) if key is None else link_code(key, words),
        text(item.reason),
    ]
