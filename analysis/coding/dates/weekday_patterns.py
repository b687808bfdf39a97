"""Patterns of weekdays that other words move: "two Fridays ago", "a week on Thursday"."""

from analysis.coding.dates.holidays import HOLIDAYS
from analysis.coding.dates.wording import HOW_MANY, MONTH, OF_DAY, WEEKDAY, YEAR

_NTH = (
    r"(?P<nth>first|second|third|fourth|fifth|(?<!second\sto\s)(?<!second-to-)last|final|penultimate|1st|2nd|3rd|4th|5th)"
    r"(?P<but>\s+but\s+one)?"
)
_YEAR_IF_ANY = rf"(?:,?\s+(?:of\s+)?(?P<y>{YEAR}|(?:last|this|next)\s+year))?"
_BASE = rf"(?P<w>{WEEKDAY}|today|tomorrow|yesterday)"
_UNITS = r"(?P<u>days?|weeks?|fortnights?|months?|years?)"
# what may follow "next" or "last" if it belongs to the weekday before it: "Friday next"
_END = r"(?=\s*(?:[.,;:)]|$))"
_NOT_OF_NEXT_WORD = rf"(?!\s+(?:week|month|year|night|weekend|{WEEKDAY}|{MONTH}))"

WEEKDAY_SOURCES: list[tuple[str, str, str]] = [
    (
        "nthweekday",
        "weekday",
        rf"\b(?:the\s+)?{_NTH}\s+(?P<w>{WEEKDAY}){OF_DAY}(?P<but2>\s+but\s+one)?\s+(?:in|of)\s+"
        rf"(?:(?:the\s+month\s+of\s+)?(?P<m>{MONTH}){_YEAR_IF_ANY}|(?P<which>the|this|next|last|each|every)\s+month)\b",
    ),
    (
        "set",
        "weekday",
        rf"\b(?:every|each)\s+(?:other\s+|single\s+|second\s+|third\s+|fourth\s+)?(?P<u>{WEEKDAY})\b",
    ),
    (
        "counted",
        "weekday",
        rf"\b(?:{HOW_MANY}\s+(?P<w>{WEEKDAY})s?{OF_DAY}\s+(?P<rel>ago|from\s+now|hence|later|earlier)"
        rf"|(?P<rel2>in)\s+(?P<n2>two|three|four|five|six)\s+(?P<w2>{WEEKDAY})s(?:'?\s+time)?)\b",
    ),
    (
        "counted",
        "weekday",
        rf"\b(?:the\s+)?(?P<w>{WEEKDAY}){OF_DAY}\s+(?P<rel>before\s+last|after\s+next)\b{_NOT_OF_NEXT_WORD}"
        rf"|\b(?:the\s+)?(?P<rel2>last|next)\s+(?P<w2>{WEEKDAY})\s+but\s+one\b",
    ),
    (
        "weeksaway",
        "unit",
        rf"(?<!times\s)(?<!once\s)(?<!twice\s)\b{HOW_MANY}\s+(?:{_UNITS}\s+(?P<way>from|ago|ago\s+on)|(?P<u2>weeks?|fortnights?)(?:\s+(?P<way2>on))?)\s+"
        rf"(?:(?P<rel>this\s+past|last|next|this|coming)\s+)?"
        rf"{_BASE}\b(?!')",
    ),
    (
        "weeksaway",
        "unit",
        rf"\b(?:(?P<rel>last|next|this)\s+)?{_BASE}{OF_DAY}\s+(?P<u>week|fortnight)\b(?!\s+of\b|-)",
    ),
    (
        "weeksaway",
        "weekday",
        rf"\b(?P<w>{WEEKDAY}){OF_DAY},?\s+{HOW_MANY}\s+{_UNITS}\s+(?P<way>ago)\b",
    ),
    (
        "ofweek",
        "weekday",
        rf"\b(?P<w>{WEEKDAY}){OF_DAY},?\s+(?:of\s+)?(?:the\s+)?(?:(?:that\s+)?(?P<rel>last|next|this|that|same|following|previous)\s+week"
        r"|week\s+(?P<rel2>before\s+last|after\s+next|before|after))\b",
    ),
    (
        "ofweek",
        "weekday",
        rf"\b(?P<rel>last|next|this)\s+week(?:'s|,?\s+on)?\s+(?P<w>{WEEKDAY}){OF_DAY}\b",
    ),
    (
        "beside",
        "weekday",
        rf"\b(?:(?:the|a)\s+(?:(?P<nth>first|second|third|last)\s+)?(?P<w>{WEEKDAY}){OF_DAY}|(?P<w2>{WEEKDAY})(?=\s+\w+\s+(?:{'|'.join(HOLIDAYS)})))"
        r"\s+(?:immediately\s+|right\s+|just\s+)?(?P<rel>before|after|following|preceding|prior\s+to)\b(?!\s*(?:[,.;)]|$))",
    ),
    (
        "dayofweek",
        "weekday",
        rf"\b(?P<w>{WEEKDAY}),?\s+(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)\b"
        r"(?=\s*(?:[.,;:)]|$)|\s+(?:at|in|to|and|or|the|for|with|when|by|from|after|before|as|he|she|they|it|we|is|was|will)\b)",
    ),
    (
        "relative",
        "weekday",
        rf"\b(?P<w>{WEEKDAY}){OF_DAY}\s+(?P<rel>last|next|past){_END}"
        rf"|\b(?P<w2>{WEEKDAY})\s+(?:just\s+)?(?P<rel2>gone)\b",
    ),
    (
        "anyweekday",
        "weekday",
        rf"\b(?P<nth>first|second|third|fourth|fifth|final|penultimate|(?<=second\sto\s)last|(?<=second-to-)last|last(?=\s+\w+\s+(?:of|in)\s+(?:the|its|each|every)\b))"
        rf"\s+(?P<w>{WEEKDAY})s?{OF_DAY}\b",
    ),
]
