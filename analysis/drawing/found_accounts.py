"""Say in a headline and sentences who is quoted most, how claims are sourced, and who characterises what."""

import pandas as pd

from analysis.comparing.accounts import WEAK_SOURCING
from analysis.comparing.records import Characterisation, OneSided, read_rows
from analysis.drawing.findings import Findings, Part, Sentence, join
from analysis.text import format_count

# actors named in one sentence
NAMED = 3
# the least number of articles that report one side only
FEWEST_ONE_SIDED = 2


def accounts_findings(
    quoted: pd.DataFrame, sourced: pd.DataFrame, tones: pd.DataFrame, sides: pd.DataFrame
) -> Findings:
    """Say who is quoted most, which claims have no named source or no answer, and who characterises what.

    Args:
        quoted: as ``comparing.accounts.quoted`` returns it.
        sourced: as ``comparing.accounts.sourced`` returns it.
        tones: as ``comparing.accounts.characterisations`` returns it.
        sides: as ``comparing.one_sided.one_sided`` returns it.
    """
    whole = int(sourced["n"].sum())
    if not whole and tones.empty:
        return Findings([Part("No attributed claims were found, so there is nothing to compare.")], [])
    return Findings(
        _name_most_quoted(quoted, whole),
        [
            _count_weak(sourced, whole),
            _describe_unanswered(sides),
            _describe_tones(tones),
            _count_checked(sourced),
        ],
    )


def _name_most_quoted(quoted: pd.DataFrame, whole: int) -> Sentence:
    """Return who is quoted most; all who are quoted equally often are named, or counted."""
    if quoted.empty:
        return []
    most = int(quoted["n"].max())
    top = quoted[quoted["n"] == most]
    keys = [next(keys for keys in quotes.values() if keys)[0] for quotes in top["quotes"]]
    number = f"{most:,} of {format_count(whole, 'attribution')}"
    if len(top) == 1:
        return [Part(f"Most quoted: {top['actor'].iloc[0]}, in "), Part(number, keys[0])]
    named = [[Part(actor, key)] for actor, key in zip(top["actor"], keys, strict=True)][:NAMED]
    if len(top) > NAMED:
        named.append([Part(format_count(len(top) - NAMED, "other"), keys[NAMED])])
    return [Part("Most quoted: "), *join(named), Part(f", each in {number}")]


def _count_weak(sourced: pd.DataFrame, whole: int) -> Sentence:
    weak = sourced[sourced["sourcing"].isin(WEAK_SOURCING)]
    number = int(weak["n"].sum())
    if not number:
        named = "Every attributed claim has a source that is named, or described by an office."
        return [Part(named)] if whole else []
    keys = [key for listed in weak["quotes"] for key in listed]
    verb = "has" if number == 1 else "have"
    count = Part(f"{number:,} of {format_count(whole, 'attributed claim')}", keys[0])
    return [count, Part(f" {verb} an anonymous, vague or missing source.")]


def _count_checked(sourced: pd.DataFrame) -> Sentence:
    checked = int(sourced["checked"].sum())
    return [Part(f"A person checked {format_count(checked, 'attributed claim')}.")] if checked else []


def _describe_unanswered(sides: pd.DataFrame) -> Sentence:
    """Return on which issue most articles report one side only; a single article is no finding."""
    rows = read_rows(sides.head(1), OneSided)
    if not rows or rows[0].articles < FEWEST_ONE_SIDED:
        return []
    (row,) = rows
    view, opposite = ("for", "against") if row.stance == "support" else ("against", "for")
    named = row.others[:NAMED]
    listed = ", ".join(named) + (" and others" if len(row.others) > NAMED else "")
    number = f"{row.articles:,} of {format_count(row.reporting, 'article')}"
    return [
        Part(f"Unanswered most often: views {view} “{row.issue}”. "),
        Part(number, row.statements[0]),
        Part(f" that report them do so without a word found from those {opposite} it elsewhere ({listed})."),
    ]


def _describe_tones(tones: pd.DataFrame) -> Sentence:
    """Return how different actors characterise one thing or, if none is shared, how many judge something."""
    rows = read_rows(tones, Characterisation)
    by_topic: dict[str, dict[str, Characterisation]] = {}
    for row in rows:
        if row.topic:
            by_topic.setdefault(row.topic, {}).setdefault(row.actor, row)
    shared = next((by_actor for by_actor in by_topic.values() if len(by_actor) > 1), None)
    if shared is None:
        actors = len({row.actor for row in rows})
        verb = "judges" if actors == 1 else "judge"
        number = format_count(len(rows), "passage")
        head = f"{format_count(actors, 'actor')} {verb} something, in "
        return [Part(head), Part(number, rows[0].tone_id), Part(".")] if rows else []
    said: list[Sentence] = [
        [Part(f"“{row.expression}”", row.tone_id), Part(f" ({row.actor})")]
        for row in list(shared.values())[:NAMED]
    ]
    target = next(iter(shared.values())).target
    return [Part(f"On “{target}”: "), *join(said), Part(".")]
