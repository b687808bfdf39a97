"""Sum up what a language model was asked about a corpus, what it answered, and what was left out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.codes import Codes


@dataclass(frozen=True)
class Answers:
    """A language model's answers about a corpus.

    Attributes:
        models: the model's exact names, as the server gave them; more than one if it changed on the way.
        first_day, last_day: the days on which it was asked, ISO 8601.
        articles: number of articles asked about.
        requests: number of requests answered.
        sent, received: tokens.
        positions: number of positions that it gave.
        others: how many of these are of actors outside the codebook.
        left_out: how many of these were left out, by reason, most frequent first.
        kept: number of statements that rest on the others.
    """

    models: tuple[str, ...]
    first_day: str
    last_day: str
    articles: int
    requests: int
    sent: int
    received: int
    positions: int
    others: int
    left_out: Mapping[str, int]
    kept: int


def sum_answers(codes: Codes) -> Answers | None:
    """Return the sums over all articles; None if no language model was asked."""
    accounts = codes.accounts
    if not accounts:
        return None
    left_out: Counter[str] = Counter()
    for account in accounts:
        left_out.update(account["left_out"])
    days = sorted(account["day"] for account in accounts)
    counted = ("requests", "sent", "received", "positions", "others")
    return Answers(
        models=tuple(sorted({account["model"] for account in accounts})),
        first_day=days[0],
        last_day=days[-1],
        articles=len(accounts),
        left_out=dict(left_out.most_common()),
        kept=len(codes.machine),
        **{name: sum(account[name] for account in accounts) for name in counted},
    )
