"""Read notes about the article itself: corrections, updates, when it was first published."""

import re

from analysis.coding.dates.mention import DateMention
from analysis.coding.dates.sayings import Saying
from analysis.language.parsing import Paragraph

_ARTICLE = (
    r"(?:this|the|our)\s+(?:\w+\s+)?"
    r"(?:article|story|report|page|post|piece|column|item|headline|version|text|live\s*blog|blog)"
)
_CHANGED = (
    r"(?:amended|updated|corrected|edited|revised|modified|clarified|changed|(?:re)?published|posted"
    r"|appended|removed)"
)
# "This article was amended on 4 March", "Correction, March 5: …", "First published on …"
NOTE = re.compile(
    rf"\W*(?:{_ARTICLE}\s+(?:was|has\s+been|is)\s+(?:\w+ly\s+|last\s+|first\s+)?{_CHANGED}\b"
    rf"|(?:(?:last|first|originally)\s+)?{_CHANGED}(?:\s+(?:on|at)\b|\s*:)"
    r"|(?:corrections?(?:\s+and\s+clarifications?)?|clarification|update|amendment|editor'?s'?\s+note)"
    r"(?=\s*[(:,.–—-]|\s+\d|\s+on\b|\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d))",
    re.IGNORECASE,
)
# an update tells news, the other notes tell of the article
NEWS = re.compile(r"\W*updated?\b(?!\s+on\b|\s+at\b)", re.IGNORECASE)
KINDS = ("full", "iso", "numeric")
# in characters, between the words of a note and its day
CLOSE = 30


def is_note(text: str) -> bool:
    """Return whether a paragraph is a note about its article, such as a correction, and no news."""
    return NOTE.match(text) is not None and NEWS.match(text) is None


def find_note_day(paragraph: Paragraph, mentions: list[DateMention]) -> list[Saying]:
    """Return the part of a note from which expressions count from its day: all that follows that day."""
    note = NOTE.match(paragraph.text)
    if note is None:
        return []
    reach = paragraph.start + note.end() + CLOSE
    day = next((mention for mention in mentions if mention.kind in KINDS and mention.start <= reach), None)
    if day is None or day.day is None:
        return []
    return [Saying(day.end, paragraph.start + len(paragraph.text), day.period)]
