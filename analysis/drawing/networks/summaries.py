"""What a discourse network shows in sentences, on how much it rests, and what it does not show."""

import pandas as pd

from analysis.comparing.networks.clusters import Groups, supported, ties_of
from analysis.comparing.networks.network import Network
from analysis.drawing.markup import Html, text
from analysis.drawing.networks.ties import letter, listed_names, look_of, ties
from analysis.text import count

# with fewer statements a single one can move an actor to another cluster
FEW = 30


def network_summary(network: Network, statements: pd.DataFrame) -> Html:
    """Say on how many statements, actors, issues and texts a one-mode network rests, and what is left out.

    Args:
        network: actors by what they say on the same issues.
        statements: the table that it was made of.
    """
    actors, used = len(network.used.rows), len(network.used.frame)
    left_out = [f"{number:,} {reason}" for reason, number in network.left_out.items() if number]
    without = f" Not counted: {', '.join(left_out)}." if left_out else ""
    if not used:
        return Html(f"<p>Nobody takes a firm position in this selection: there is no network.{without}</p>")
    texts = statements.loc[statements["statement_id"].isin(network.used.frame["statement_id"]), "doc_id"]
    basis = (
        f"{count(used, 'firm statement')} of {count(actors, 'actor')} on "
        f"{count(len(network.used.columns), 'issue')} in {count(texts.nunique(), 'text')}.{without}"
    )
    if texts.nunique() == 1:
        basis += " All stand in one text: what follows shows what that text reports, not a debate."
    if actors == 1:
        return Html(f"<p>{basis} Only one actor speaks: who stands with whom cannot be said.</p>")
    return Html(f"<p>{basis} {text(_pairs(network))}</p>")


def _pairs(network: Network) -> str:
    listed = ties(network)
    pairs = len(network.used.rows) * (len(network.used.rows) - 1) // 2
    if not listed:
        return "No two of them speak about the same issue: who stands with whom cannot be said."
    words = [look_of(tie, network).word for tie in listed]
    kinds = {"agree": "agree more than they differ", "differ": "differ more", "even": "are even"}
    if network.settings.qualifier_aggregation != "subtract":
        kinds = {"agree": "agree on some", "differ": "differ on some", "even": "are even"}
    told = ", ".join(f"{words.count(word):,} {said}" for word, said in kinds.items() if word in words)
    return f"Of {count(pairs, 'pair')} of actors {len(listed):,} can be compared: {told}."


def camps_summary(network: Network, groups: Groups, camps: Groups) -> Html:
    """Say which clusters there are, how far the debate falls into two camps, and what that does not mean.

    Args:
        network: a one-mode network.
        groups: its clusters, as ``clusters`` returns them.
        camps: two camps, as ``polarisation`` returns them.
    """
    if network.edges.empty:
        return Html("<p>Without ties there are neither clusters nor camps to speak of.</p>")
    parts = [_clusters(groups, network), _camps(camps, network), _claims(network)]
    return Html("".join(f"<p>{part}</p>" for part in parts))


def _clusters(groups: Groups, network: Network) -> str:
    named = groups.names()
    single = _single(network)
    if not named:
        none = "No two actors agree more than they differ in supported positions: there is no cluster."
        return none + _rests(single)
    alone = [
        name for name in groups.members.loc[groups.members["group"].isna(), "name"] if name not in single
    ]
    listed = "; ".join(
        f"<strong>{letter(at)}</strong>: {listed_names(group)}" for at, group in enumerate(named, 1)
    )
    rest = (
        f" In none, since they agree with nobody more than they differ: {listed_names(alone)}."
        if alone
        else ""
    )
    found = "all partitions were compared" if groups.exact else "a better partition may exist"
    return (
        f"{count(len(named), 'cluster')} of actors who agree more than they differ: {listed}."
        f"{rest}{_rests(single)} Modularity {groups.score + 0.0:.2f} (0 for a single cluster; {found})."
    ).replace("-0.00", "0.00")


def _single(network: Network) -> list[str]:
    """Return the actors whose every position rests on a single article that nobody checked."""
    frame = network.used.frame
    places = {*frame["row"]} - {*frame.loc[frame["is_supported"].astype(bool), "row"]}
    return [network.used.rows[place] for place in sorted(places)]


def _rests(single: list[str]) -> str:
    if not single:
        return ""
    return (
        f" Not shown in any cluster or camp: {count(len(single), 'actor')} whose every position rests on a "
        f"single article, without a person’s check: {listed_names(single)}."
    )


def _camps(camps: Groups, network: Network) -> str:
    firm = supported(network)
    if pd.isna(camps.score):
        return "How far the debate falls into two camps cannot be said: too few actors can be compared."
    if not ties_of(firm, "conflict").any():
        return (
            "No two actors differ on any issue: there is nothing that divides them into camps, and what "
            "keeps clusters apart is only what each speaks about."
        )
    tied = int(camps.members["group"].notna().sum())
    if tied < 4:
        return (
            f"Only {count(tied, 'actor')} can be compared: how far the debate falls into two camps is not "
            "told, since so few can nearly always be divided."
        )
    first, second = (listed_names(group) for group in camps.names())
    found = "" if camps.exact else "; a better division may exist"
    return (
        f"Divided into two camps as sharply as possible, {first} on one side and {second} on the other, the "
        f"polarisation is {camps.score:.2f}, by {count(len(firm.edges), 'pair')} of {tied} actors (0: "
        "camps order no more than chance; 1: agreement only within, disagreement only between "
        f"them{found})."
    )


def _claims(network: Network) -> str:
    used = len(network.used.frame)
    few = (
        f" With {count(used, 'statement')} a single further one can move an actor to another cluster."
        if used < FEW
        else ""
    )
    return (
        "Not claimed: that actors of a cluster work together or know of each other, or that who is not in "
        "the articles stands nowhere. Who speaks about other issues looks apart without differing. Ties "
        "are positions in common as the articles report them, without a test of chance; even a debate "
        f"without camps can be divided with a score somewhat above 0.{few}"
    )
