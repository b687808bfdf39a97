"""State how much there is: articles, codes, days and coders."""

from collections.abc import Sequence

from analysis.codes import Codes
from analysis.drawing.markup import text
from analysis.drawing.ticks import spell_days
from analysis.text import format_count

CODED = ("quotes", "statements", "tones", "events")


def describe_extent(codes: Codes) -> str:
    """Return in a sentence or two how many articles there are, of when, and how much is coded in them."""
    events = codes.read("events", ["event_id", "doc_id"])
    dated = events.loc[events["doc_id"].isna(), "event_id"]
    listed = f"{format_count(len(dated), 'event')} from a supplied chronology"
    taken = int(codes.read("statements", ["doc_id"])["doc_id"].isin(dated).sum())
    if codes.count("documents"):
        also = f", with {format_count(taken, 'statement')} coded from the event descriptions" if taken else ""
        return _describe_articles(codes) + (f" These include {listed}{also}." if len(dated) else "")
    if not taken:
        return f"No articles; {listed}. It has no positions and no quotations: only times can be compared."
    people = text(", ".join(sorted(set(codes.read("statements", ["coder"])["coder"]))))
    return (
        f"No articles; {listed}, with {format_count(taken, 'statement')} coded from the event descriptions "
        f"by {people}. It has no quotations: only positions and times can be compared."
    )


def _describe_articles(codes: Codes) -> str:
    documents = codes.read("documents", ["published", "outlet"])
    published = documents["published"].dropna()
    outlets = documents["outlet"].dropna().nunique()
    span = f"published {_format_days([*published])}" if len(published) else "without any publication date"
    undated = len(documents) - len(published)
    if len(published) and undated:
        span = f"{len(published):,} of them {span}, {undated:,} without a publication date"
    source = f" from {format_count(outlets, 'outlet')}" if outlets else ""
    found = ", ".join(
        format_count(codes.count(name), noun)
        for name, noun in (("quotes", "attribution"), ("statements", "statement"), ("events", "event"))
    )
    return f"{format_count(len(documents), 'article')}{source}, {span}; {found}."


def _format_days(days: Sequence[str]) -> str:
    """Return the first and last of some days; one if they are the same."""
    return spell_days(" to ".join(dict.fromkeys((min(days), max(days)))))


def list_coders(codes: Codes) -> list[str]:
    """Return the coders of all tables, by name."""
    return sorted({coder for name in CODED for coder in codes.read(name, ["coder"])["coder"].unique()})


def is_coded_by_machine(codes: Codes) -> bool:
    """Return whether a machine coded anything; an article is always read by a machine."""
    return codes.count("documents") > 0 or any(not coder.startswith("human:") for coder in list_coders(codes))
