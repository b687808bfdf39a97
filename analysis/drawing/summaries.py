"""Summarise each comparison in a sentence or two."""

import pandas as pd

from analysis.comparing.foremost import select_key_events
from analysis.comparing.records import Chapter, Event, read_rows
from analysis.comparing.tellings import format_check, format_description, format_telling
from analysis.drawing.markup import Html, link_code, table, text
from analysis.drawing.ticks import spell_days
from analysis.drawing.wording import LETTERS
from analysis.text import format_count

POSITIONS = ("support", "conditional", "neutral", "oppose", "mixed")


def stance_summary(matrix: pd.DataFrame, contested: pd.DataFrame) -> Html:
    """Summarise the stance matrix.

    Args:
        matrix: as ``comparing.stances.stance_matrix`` returns it.
        contested: as ``comparing.stances.contested`` returns it.
    """
    if matrix.empty:
        return Html("<p>No positions were found, so there is nothing to compare.</p>")
    actors = matrix["actor"].nunique()
    words = (
        f"{format_count(actors, 'actor')} {'takes' if actors == 1 else 'take'} "
        f"{format_count(len(matrix), 'position')} on {format_count(matrix['issue'].nunique(), 'issue')}."
    )
    if len(contested) and (contested["contested"].iloc[0] or 0) > 0:
        first = contested.iloc[0]
        sides = ", ".join(f"{first[stance]:,} {stance}" for stance in POSITIONS if first[stance])
        words += f" The most contested issue is {first['issue']} ({sides})."
    single = int((matrix["n"] == 1).sum())
    verb = "is" if single == 1 else "are"
    words += f" {single:,} of {format_count(len(matrix), 'position')} {verb} based on a single statement."
    return Html(f"<p>{text(words)}</p>")


def timeline_summary(events: pd.DataFrame) -> Html:
    """Summarise the timeline.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
    """
    if events.empty:
        return Html("<p>No events were found.</p>")
    facts = events[events["status"] == "occurred"]
    bounded = facts[facts["low"].notna() | facts["high"].notna()]
    exact = facts[(facts["low"] == facts["high"]) & facts["low"].notna() & (facts["scale"] == "calendar")]
    verb = "is" if len(events) - len(facts) == 1 else "are"
    words = (
        f"{format_count(len(facts), 'event')} happened: {len(bounded):,} with at least one bound in time, "
        f"{len(exact):,} on an exact calendar day. "
        f"{format_count(len(events) - len(facts), 'further event')} {verb} planned, hypothetical or denied."
    )
    if events["scale"].iloc[0] == "relative":
        words += " The articles give no calendar dates, so days are counted from the main event."
    return Html(f"<p>{text(f'{words} {_describe_checked(events)}'.rstrip())}</p>")


def _describe_checked(events: pd.DataFrame) -> str:
    """State how many events of a timeline people checked, where they tell of articles; "" if none."""
    told = events[events["doc_id"].notna()]
    checked = [people for people in told["checked_by"] if people]
    if not checked:
        return ""
    names = " and ".join(sorted({name for people in checked for name in people}))
    return f"{names} checked {len(checked):,} of {format_count(len(told), 'event')} told in the articles."


def key_events(events: pd.DataFrame) -> Html:
    """List the events to know in words, in order of time, with how many articles told them.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
    """
    items = "".join(map(_format_item, read_rows(select_key_events(events), Event)))
    return Html(f'<ol class="key">{items}</ol>' if items else "")


def _format_item(event: Event) -> str:
    telling = "; ".join(filter(None, (format_telling(event), format_check(event))))
    when, told = (text(spell_days(words)) for words in (event.when, telling))
    link = link_code(event.event_id, format_description(event))
    return f"<li><strong>{when}</strong>: {link} <small>{told}</small></li>"


def chapters_table(chapters: pd.DataFrame) -> Html:
    """List the chapters of a story, each with its most important event.

    Args:
        chapters: as ``comparing.story.chapters`` returns it.
    """
    if chapters.empty:
        return Html("<p>Reports are spread evenly, or have no days: the story has no chapters.</p>")
    body = [
        [
            text(f"{letter}: {spell_days(chapter.when)}"),
            link_code(chapter.event_id, chapter.headline or "") if chapter.event_id else "",
            f"{chapter.reports:,} ({chapter.usual:,.0f})",
            f"{chapter.events:,}",
        ]
        for letter, chapter in zip(LETTERS, read_rows(chapters, Chapter), strict=False)
    ]
    return Html(
        table(
            "Chapters: days or weeks with unusually many reports",
            ["When", "Main event", "Reports (usually)", "Events"],
            body,
        )
    )


def accounts_summary(sourced: pd.DataFrame, tones: pd.DataFrame) -> Html:
    """Summarise how well claims are sourced and who characterises what.

    Args:
        sourced: as ``comparing.accounts.sourced`` returns it.
        tones: as ``comparing.accounts.characterisations`` returns it.
    """
    if not int(sourced["n"].sum()) and tones.empty:
        return Html("<p>No attributed claims were found, so there is nothing to compare.</p>")
    weak = int(sourced.loc[sourced["sourcing"].isin(["anonymous", "vague", "none"]), "n"].sum())
    words = (
        f"{weak:,} of {format_count(int(sourced['n'].sum()), 'attributed claim')} "
        f"{'has' if weak == 1 else 'have'} an anonymous, vague or missing source."
    )
    if len(tones):
        actors = tones["actor"].nunique()
        verb = "makes" if actors == 1 else "make"
        words += f" {format_count(actors, 'actor')} {verb} {format_count(len(tones), 'characterisation')}."
    checked = int(sourced["checked"].sum())
    if checked:
        words += f" A person checked {format_count(checked, 'attributed claim')}."
    return Html(f"<p>{text(words)}</p>")
