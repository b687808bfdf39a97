"""What happened: the events of an article with their PLOVER type, status and interval.

Mentions of one happening are merged and keep all their spans.
"""

from analysis.coding.dates import DateMention
from analysis.coding.events.dating import Event, Located, anchor, bound, date
from analysis.coding.events.merging import merge, new_event, same
from analysis.coding.events.triggers import find_triggers
from analysis.coding.mentions import Cast
from analysis.language.parsing import Article

# among how many earlier events of its type a mention may find its own
LOOK_BACK = 100


def find_events(article: Article, cast: Cast, dates: list[list[DateMention]]) -> list[Event]:
    """Return the events of an article in text order, dated and anchored.

    Args:
        article: parsed.
        cast: who is mentioned in it.
        dates: its date expressions, one list per paragraph.
    """
    events: list[Event] = []
    at: Located = {}
    by_type: dict[str, list[Event]] = {}
    published = article.document.published
    for paragraph, mentioned in zip(article.paragraphs, dates, strict=True):
        for sent in paragraph.doc.sents:
            for trigger in find_triggers(sent):
                event = new_event(paragraph, trigger, cast)
                alike = by_type.setdefault(trigger.type, [])
                known = next((old for old in reversed(alike[-LOOK_BACK:]) if same(old, event)), None)
                if known is None:
                    events.append(event)
                    alike.append(event)
                else:
                    merge(known, event)
                at[paragraph.start, trigger.token.i] = known or event
                date(known or event, paragraph, trigger, mentioned, published)
    for number, event in enumerate(events, 1):
        event.event_id = f"{article.document.doc_id}-e{number}"
    for paragraph, mentioned in zip(article.paragraphs, dates, strict=True):
        anchor(paragraph, mentioned, at)
    main = main_event(events)
    for event in events:
        bound(event, main, published)
    return events


def main_event(events: list[Event]) -> Event | None:
    """Return the occurred event that an article comes back to most; of equals the first."""
    happened = [event for event in events if event.status == "occurred"]
    return max(happened, key=lambda event: len(event.mentions), default=None)
