"""Summarise a discourse network: what it shows, what it is based on and what it does not show."""

import pandas as pd

from analysis.comparing.networks.clusters import Groups, compute_ties, keep_supported
from analysis.comparing.networks.network import Network
from analysis.drawing.markup import Html, text
from analysis.drawing.networks.ties import choose_look, format_letter, format_names, sort_ties
from analysis.text import format_count

# with fewer statements than this, one more can move an actor to another cluster
FEW = 30


def network_summary(network: Network, statements: pd.DataFrame) -> Html:
    """State how many statements, actors, issues and texts a one-mode network uses, and what it leaves out.

    Args:
        network: a one-mode network of actors.
        statements: the table that the network was built from.
    """
    actors, used = len(network.used.rows), len(network.used.frame)
    left_out = [f"{number:,} {reason}" for reason, number in network.left_out.items() if number]
    without = f" Not counted: {', '.join(left_out)}." if left_out else ""
    if not used:
        return Html(
            f"<p>No actor takes a firm position in this selection, so there is no network.{without}</p>"
        )
    texts = statements.loc[statements["statement_id"].isin(network.used.frame["statement_id"]), "doc_id"]
    basis = (
        f"{format_count(used, 'firm statement')} by {format_count(actors, 'actor')} on "
        f"{format_count(len(network.used.columns), 'issue')} in "
        f"{format_count(texts.nunique(), 'text')}.{without}"
    )
    if texts.nunique() == 1:
        basis += " All are from one text, so what follows shows what that text reports, not a debate."
    if actors == 1:
        return Html(f"<p>{basis} Only one actor takes a position, so there is nobody to compare.</p>")
    return Html(f"<p>{basis} {text(_describe_pairs(network))}</p>")


def _describe_pairs(network: Network) -> str:
    listed = sort_ties(network)
    pairs = len(network.used.rows) * (len(network.used.rows) - 1) // 2
    if not listed:
        return "No two of them take a position on the same issue, so none can be compared."
    looks = [choose_look(tie, network).word for tie in listed]
    kinds = {"agree": "mostly in agreement", "differ": "mostly in disagreement", "even": "evenly divided"}
    if network.settings.qualifier_aggregation != "subtract":
        kinds = {"agree": "with some agreement", "differ": "with some disagreement", "even": "with neither"}
    counts = ", ".join(f"{looks.count(word):,} {kind}" for word, kind in kinds.items() if word in looks)
    return f"Of {format_count(pairs, 'pair')} of actors, {len(listed):,} can be compared: {counts}."


def camps_summary(network: Network, groups: Groups, camps: Groups) -> Html:
    """Describe the clusters, how far the debate falls into two camps, and what that does not mean.

    Args:
        network: a one-mode network.
        groups: the clusters of the network, as ``clusters`` returns them.
        camps: two camps, as ``polarisation`` returns them.
    """
    if network.edges.empty:
        return Html("<p>There are no ties, so there are neither clusters nor camps.</p>")
    parts = [_describe_clusters(groups, network), _describe_camps(camps, network), _describe_limits(network)]
    return Html("".join(f"<p>{part}</p>" for part in parts))


def _describe_clusters(groups: Groups, network: Network) -> str:
    named = groups.names()
    single = _find_unchecked(network)
    if not named:
        none = "On supported positions, no two actors agree more than they differ: there is no cluster."
        return none + _describe_unchecked(single)
    alone = [
        name for name in groups.members.loc[groups.members["group"].isna(), "name"] if name not in single
    ]
    listed = "; ".join(
        f"<strong>{format_letter(number)}</strong>: {format_names(group)}"
        for number, group in enumerate(named, 1)
    )
    rest = (
        f" In no cluster, as they agree with nobody more than they differ: {format_names(alone)}."
        if alone
        else ""
    )
    found = "all partitions were compared" if groups.exact else "a better partition may exist"
    return (
        f"{format_count(len(named), 'cluster')} of actors who agree more than they differ: {listed}."
        f"{rest}{_describe_unchecked(single)} Modularity {groups.score + 0.0:.2f} "
        f"(0 for a single cluster; {found})."
    ).replace("-0.00", "0.00")


def _find_unchecked(network: Network) -> list[str]:
    """Return the actors whose every position is based on a single article that nobody checked."""
    frame = network.used.frame
    places = {*frame["row"]} - {*frame.loc[frame["is_supported"].astype(bool), "row"]}
    return [network.used.rows[place] for place in sorted(places)]


def _describe_unchecked(single: list[str]) -> str:
    if not single:
        return ""
    return (
        f" Not shown in any cluster or camp: {format_count(len(single), 'actor')} whose every position is "
        f"based on a single article and not checked by a person: {format_names(single)}."
    )


def _describe_camps(camps: Groups, network: Network) -> str:
    firm = keep_supported(network)
    if pd.isna(camps.score):
        return "Polarisation into two camps cannot be measured: too few actors can be compared."
    if not compute_ties(firm, "conflict").any():
        return (
            "No two actors differ on any issue, so nothing divides them into camps. Clusters are separate "
            "only because their actors speak about different issues."
        )
    tied = int(camps.members["group"].notna().sum())
    if tied < 4:
        return (
            f"Only {format_count(tied, 'actor')} can be compared. Polarisation is not reported, because so "
            "few actors can nearly always be divided into two camps."
        )
    first, second = (format_names(group) for group in camps.names())
    found = "" if camps.exact else "; a better division may exist"
    return (
        f"With the actors divided as sharply as possible into two camps, {first} on one side and {second} on "
        f"the other, polarisation is {camps.score:.2f}, based on {format_count(len(firm.edges), 'pair')} of "
        f"{tied} actors (0: the camps explain no more than chance; 1: agreement only within camps, "
        f"disagreement only between them{found})."
    )


def _describe_limits(network: Network) -> str:
    used = len(network.used.frame)
    few = (
        f" With only {format_count(used, 'statement')}, one more could move an actor to another cluster."
        if used < FEW
        else ""
    )
    return (
        "This does not show that actors of a cluster work together or know of each other, or that actors "
        "missing from the articles have no position. Actors who speak about different issues appear far "
        "apart without disagreeing. Ties reflect positions as the articles report them and are not tested "
        f"against chance; even a debate without camps can score slightly above 0.{few}"
    )
