"""Compare outlets: whom they quote and how, which positions they report, and which events they tell."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.accounts import is_weak
from analysis.comparing.foremost import TOLD, select_shown
from analysis.comparing.outlets import find_outlets
from analysis.comparing.selecting import Selection, selected
from analysis.comparing.stances import MIXED, select_firm_statements
from analysis.parameters import EVENTS

# an outlet with fewer attributions is not compared in words
FEWEST_ATTRIBUTIONS = 10
# main events, as many as the timeline draws by default
MAIN = EVENTS.default


def outlet_accounts(codes: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Return how each outlet quotes: whom, how directly, and with which sources.

    Args:
        codes: a coded corpus.
        selection: the attributions to use; all by default.

    Returns:
        One row per outlet of the articles, most articles first: ``outlet``, ``articles``, ``attributions``,
        ``direct`` and ``weak`` (the numbers of those in quotation marks, and of those whose source is
        anonymous, vague, missing or doubted), and ``quotes`` (by actor, the most quoted first, the
        identifiers of its attributions).
    """
    outlet_of = map_outlets(codes)
    columns = ["quote_id", "doc_id", "actor", "directness", "sourcing", "doubt"]
    frame = selected(codes, "quotes", selection or Selection(), columns)
    frame = frame.assign(outlet=frame["doc_id"].map(outlet_of), weak=is_weak(frame)).dropna(subset=["outlet"])
    groups = {str(outlet): group for outlet, group in frame.groupby("outlet", sort=True)}
    articles = Counter(outlet_of.values())
    rows = [
        _count_accounts(outlet, number, groups.get(outlet, frame.head(0)))
        for outlet, number in sorted(articles.items(), key=lambda item: (-item[1], item[0]))
    ]
    columns = ["outlet", "articles", "attributions", "direct", "weak", "quotes"]
    return pd.DataFrame(rows, columns=columns)


def map_outlets(codes: Codes) -> dict[str, str]:
    """Return the outlet of each article that has a known one."""
    known = find_outlets(codes)
    articles = codes.read("documents", ["doc_id"])["doc_id"]
    return {doc_id: next(iter(known[doc_id])) for doc_id in articles if known[doc_id]}


def _count_accounts(outlet: str, articles: int, quotes: pd.DataFrame) -> dict[str, Any]:
    named = quotes.dropna(subset=["actor"])
    by_actor = {str(actor): list(group["quote_id"]) for actor, group in named.groupby("actor", sort=True)}
    return {
        "outlet": outlet,
        "articles": articles,
        "attributions": len(quotes),
        "direct": int((quotes["directness"] == "direct").sum()),
        "weak": int(quotes["weak"].sum()),
        "quotes": dict(sorted(by_actor.items(), key=lambda item: -len(item[1]))),
    }


def outlet_positions(codes: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Return the positions that at least two outlets report, each as every outlet reports it.

    Args:
        codes: a coded corpus.
        selection: the statements to use; all by default. As in the stance matrix, only firm ones count.

    Returns:
        One row per actor and issue: ``actor``, ``issue``, ``stances`` (by outlet: the only stance, or
        ``mixed``), ``statements`` (by outlet: identifiers) and ``differs`` (whether not all outlets report
        the same); those that differ come first.
    """
    outlet_of = map_outlets(codes)
    frame = select_firm_statements(codes, selection, reprints_once=False)
    frame = frame.assign(outlet=frame["doc_id"].map(outlet_of)).dropna(subset=["outlet"])
    rows = []
    for (actor, issue), group in frame.groupby(["actor", "issue"], sort=False):
        by_outlet = {str(outlet): own for outlet, own in group.groupby("outlet", sort=True)}
        if len(by_outlet) < 2:
            continue
        stances = {outlet: _name_stance(own["stance"]) for outlet, own in by_outlet.items()}
        statements = {outlet: list(own["statement_id"]) for outlet, own in by_outlet.items()}
        differs = len(set(stances.values())) > 1
        rows.append({
            "actor": actor, "issue": issue, "stances": stances, "statements": statements, "differs": differs
        })  # fmt: skip
    columns = ["actor", "issue", "stances", "statements", "differs"]
    frame = pd.DataFrame(rows, columns=columns).astype({"differs": "bool"})
    return frame.sort_values("differs", ascending=False, kind="stable", ignore_index=True)


def _name_stance(stances: "pd.Series[str]") -> str:
    kinds = set(stances)
    return kinds.pop() if len(kinds) == 1 else MIXED


def outlet_quotes(codes: Codes, accounts: pd.DataFrame) -> pd.DataFrame:
    """Return the first attributions of each outlet to each actor, as rows of the quotes table.

    Args:
        codes: a coded corpus.
        accounts: as ``outlet_accounts`` returns it.
    """
    first = [key for by_actor in accounts["quotes"] for keys in by_actor.values() for key in keys[:TOLD]]
    return codes.pick("quotes", first)


def outlet_events(codes: Codes, events: pd.DataFrame, most: int = MAIN) -> pd.DataFrame:
    """Return which outlets tell which of the main events.

    Args:
        codes: a coded corpus.
        events: as ``comparing.timeline.timeline`` returns it.
        most: most events to compare, the most important ones.

    Returns:
        One row per event that an article of a known outlet tells, those told by the fewest outlets first:
        ``event_id``, ``description``, ``status``, ``mentions`` (by outlet: the identifiers of its mentions).
    """
    outlet_of = map_outlets(codes)
    shown = select_shown(events, most)
    told = codes.read("events", ["event_id", "doc_id"])
    told = told[told["event_id"].isin([key for claims in shown["claims"] for key, *_ in claims])]
    article_of = dict(zip(told["event_id"], told["doc_id"], strict=True))
    rows = []
    for event_id, description, status, claims in zip(
        *(shown[name] for name in ("event_id", "description", "status", "claims")), strict=True
    ):
        mentions = _group_mentions(claims, article_of, outlet_of)
        if mentions:
            rows.append({
                "event_id": event_id, "description": description, "status": status, "mentions": mentions
            })  # fmt: skip
    rows.sort(key=lambda row: len(row["mentions"]))
    return pd.DataFrame(rows, columns=["event_id", "description", "status", "mentions"])


def _group_mentions(
    claims: Any, article_of: Mapping[Any, Any], outlet_of: Mapping[str, str]
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, *_ in claims:
        outlet = outlet_of.get(article_of[key])
        if outlet is not None:
            found[outlet].append(key)
    return dict(found)
