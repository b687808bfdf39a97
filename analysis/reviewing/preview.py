"""Show what a review would ask first; nothing is opened and nothing is written."""

from collections import Counter
from typing import Any

from analysis.codes import Codes
from analysis.drawing.markup import Html, link_code, table, text
from analysis.reading.codings import HUMAN
from analysis.reviewing.items import Item
from analysis.reviewing.kinds import Kind
from analysis.reviewing.session import KINDS
from analysis.text import clean_line, format_count

# decisions shown, about ten minutes' worth
FIRST = 20
LONGEST = 160
HEAD = ("Part", "What", "Code", "Words", "Why")
# what tells one statement from another
CODE = ("doc_id", "start", "end", "actor", "issue", "stance")
Code = tuple[Any, ...]
NOTHING = "<p>There is nothing to review.</p>"


def preview(codes: Codes, of: str) -> Html:
    """Return how much there is in each part of a review, and its first decisions.

    Args:
        codes: a coded corpus; what people decided in its tables is not asked again.
        of: what is reviewed: ``statements``, ``events`` or ``attributions``.
    """
    kind = KINDS[of](codes, HUMAN)
    queue = kind.order(kind.list_items(), [])
    if not queue:
        return Html(NOTHING)
    counts = Counter(part for part, _ in queue)
    parts = "; ".join(f"{number:,} {part}" for part, number in counts.items())
    found = f"<p>{format_count(len(queue), 'decision')} to make: {parts}.</p>"
    keys = _map_identifiers(codes)
    rows = [_format_item(kind, part, item, keys) for part, item in queue[:FIRST]]
    caption = f"What a review asks first ({len(rows):,} of {len(queue):,})"
    return Html(found + table(caption, HEAD, rows))


def _map_identifiers(codes: Codes) -> dict[Code, str]:
    frame = codes["statements"]
    codes_of = zip(*(frame[name] for name in CODE), strict=True)
    return dict(zip(codes_of, frame["statement_id"], strict=True))


def _format_item(kind: Kind[Any], part: str, item: Item, keys: dict[Code, str]) -> list[str]:
    cells = item.cells
    words = clean_line(cells[kind.table.words], LONGEST)
    key = keys.get(tuple(cells.get(name) for name in CODE))
    return [
        part,
        text(clean_line(kind.name(cells), LONGEST)),
        text(kind.describe(cells)) if cells[kind.table.verdict] else "not coded",
        text(words) if key is None else link_code(key, words),
        text(item.reason),
    ]
