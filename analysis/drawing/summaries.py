"""List the events to know and the chapters of a story."""

import pandas as pd

from analysis.comparing.foremost import select_key_events
from analysis.comparing.records import Chapter, Event, read_rows
from analysis.comparing.tellings import format_check, format_description, format_telling
from analysis.drawing.markup import Html, link_code, table, text
from analysis.drawing.ticks import spell_days
from analysis.drawing.wording import LETTERS


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
