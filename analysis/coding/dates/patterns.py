"""How dates are written in English news: one pattern per kind of expression, the longest first."""

import re

from analysis.coding.dates.quantities import NUMBERS

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day|\.(?=\s))"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,]\d|:\d|%|-year)"
_YEAR = r"(?:1[5-9]|20)\d\d"
_UNIT = r"(?:day|week|fortnight|month|year|decade|centur(?=y|ies)|hour|minute|second|quarter)(?:s|y|ies)?"
_LONG_UNIT = r"(?:day|week|month|year)"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})*(?:\.\d+)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
_VAGUE = r"(?:a\s+few|a\s+couple(?:\s+of)?|several|some|many|just|recent|past)"
_HOW_MANY = rf"(?P<n>{_NUMBER}|{_VAGUE})"
_ABOUT = r"about|around|nearly|almost|over|more\s+than"
_PART = r"(?P<part>early|late|mid|(?:the\s+)?(?:beginning|start|middle|end)\s+of)[\s-]+(?:the\s+)?"
_OF_DAY = r"(?:\s+(?P<time>morning|afternoon|evening|night))?"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_OF_YEAR = rf"(?:,?\s+(?P<y>{_YEAR}))?"
# what is counted in the same four digits as years
_COUNTED = (
    r"people|troops|soldiers|jobs|miles|votes|workers|members|homes|times|euros|dollars|pounds|feet|tons"
    r"|meters|students|men|women|children|shares|points|barrels"
)

_SOURCES: list[tuple[str, str]] = [
    ("iso", r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?\b"),
    ("span", rf"\b(?P<m>{_MONTH})\s+(?P<d>{_DAY})\s?(?:-|–|to)\s?(?P<d2>{_DAY}){_OF_YEAR}\b"),
    ("span", rf"\b(?P<d>{_DAY})\s?(?:-|–|to|and)\s?(?P<d2>{_DAY})\s+(?P<m>{_MONTH}){_OF_YEAR}\b"),
    ("full", rf"(?:\b{_WEEKDAY},?\s+(?:the\s+)?)?\b(?P<m>{_MONTH})\s+(?P<d>{_DAY}){_OF_YEAR}\b"),
    ("full", rf"(?:\b{_WEEKDAY},?\s+(?:the\s+)?)?\b(?P<d>{_DAY})\s+(?:of\s+)?(?P<m>{_MONTH}){_OF_YEAR}\b"),
    ("numeric", r"\b(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>\d{4})\b"),
    (
        "month",
        rf"\b(?:{_PART})?(?P<m>{_MONTH}),?\s+(?:of\s+)?(?P<y>{_YEAR}|last\s+year|this\s+year|next\s+year)\b",
    ),
    (
        "season",
        rf"\b(?:{_PART})?(?P<rel>last|next|this|the|in|by|of)?\s*{_SEASON}(?:\s+(?:of\s+)?(?P<y>{_YEAR}))\b",
    ),
    ("season", rf"\b(?P<rel>last|next|this|past)\s+{_SEASON}\b"),
    ("decade", r"\b(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<c>(?:1[89]|20)\d)0'?s\b"),
    (
        "quarter",
        r"\b(?:the\s+|(?P<of>this|last|next)\s+year's\s+)?(?P<q>first|second|third|fourth)(?:-|\s+)quarter"
        rf"(?:\s+(?:of\s+)?(?P<y>{_YEAR}|(?:last|this|next)\s+year))?\b",
    ),
    (
        "reported",
        r"\b(?:the\s+)?(?P<before>year-(?:ago|earlier))(?:\s+(?P<u>quarter|period))?\b"
        r"|\bthe\s+(?:(?:latest|most\s+recent)\s+(?:quarter|period)|quarter)\b"
        r"|(?:(?<=\bthan )|(?<=\bfrom ))(?P<than>a\s+year\s+earlier)\b",
    ),
    ("ago", rf"\b(?:(?:{_ABOUT}|just|some)\s+)?{_HOW_MANY}?\s*(?P<u>{_UNIT})\s+ago\b"),
    (
        "window",
        rf"\b(?:in\s+)?(?:the\s+)?(?P<rel>past|last|next|coming|recent)\s+{_HOW_MANY}?\s*"
        r"(?P<u>(?:day|week|month|year|decade)s)\b",
    ),
    (
        "relative",
        r"\b(?:(?P<half>early|late|earlier|later)\s+)?"
        r"(?P<rel>last|next|this|past|previous|coming|same|following)\s+"
        r"(?P<u>week|month|year|decade|century|quarter|weekend|night)\b",
    ),
    ("relative", r"\b(?P<rel>the)\s+(?P<u>weekend)\b"),
    (
        "relative",
        rf"\b(?:(?P<half>early|late)\s+)?(?P<rel>last|next|this|past|coming)\s+(?P<w>{_WEEKDAY}){_OF_DAY}\b",
    ),
    ("relative", rf"\b(?P<rel>last|next|this)\s+(?P<m>{_MONTH})\b"),
    (
        "offset",
        rf"\b(?:(?P<just>just|only)\s+)?{_HOW_MANY}?\s*(?P<u>{_LONG_UNIT}s?)\s+"
        r"(?P<rel>before|after|earlier|later|prior\s+to|following|from\s+now|from\s+today)\b",
    ),
    (
        "ahead",
        rf"\b(?:in|within)\s+(?:the\s+next\s+)?{_HOW_MANY}\s+(?P<u>{_LONG_UNIT}s?)(?:'\s+time|\s+time)?\b",
    ),
    ("weekday", rf"\b(?:(?P<half>early|late)\s+)?(?P<w>{_WEEKDAY}){_OF_DAY}\b"),
    (
        "deictic",
        r"\b(?:(?:early|late|earlier|later)\s+)?(?P<word>today|tonight|tonite|yesterday|tomorrow)"
        + _OF_DAY
        + r"\b",
    ),
    ("deictic", r"\b(?P<word>this)\s+(?P<time>morning|afternoon|evening)\b"),
    ("deictic", r"(?:(?<=\blater in )|(?<=\bearlier in ))(?P<word>the\s+day)\b"),
    (
        "set",
        rf"\b(?:every|each)\s+(?P<u>{_LONG_UNIT}|night|morning|{_WEEKDAY})\b"
        rf"|\b(?:once|twice)\s+a\s+(?P<u2>{_LONG_UNIT})\b"
        r"|\b(?P<ly>daily|weekly|monthly|yearly|annually|annual|quarterly)\b",
    ),
    (
        "duration",
        rf"\b(?:(?:{_ABOUT}|at\s+least|up\s+to)\s+)?{_HOW_MANY}(?:\s+and\s+a\s+half)?(?:-|\s+|-and-a-half-)"
        rf"(?:more\s+|long\s+|full\s+|consecutive\s+)?(?P<u>{_UNIT})(?:-long)?\b(?!-old)(?<!three-quarters)",
    ),
    ("duration", r"\b(?:for\s+)?(?P<u>(?:hours|days|weeks|months|years|decades|centuries))\b"),
    ("month", rf"\b{_PART}(?P<m>{_MONTH})\b"),
    (
        "month",
        rf"(?<=\b(?:in|of|by) )(?P<m>{_MONTH})\b(?!\s+\d)|(?<=\bsince )(?P<m2>{_MONTH})\b"
        rf"|(?<=\b(?:from|this) )(?P<m3>{_MONTH})\b|(?<=\buntil )(?P<m4>{_MONTH})\b"
        rf"|(?<=\bduring )(?P<m5>{_MONTH})\b|(?<=\bfor )(?P<m6>{_MONTH})\b(?!\s+\d)",
    ),
    (
        "year",
        rf"\b(?P<part>early|mid|late)[\s-]+(?P<y>{_YEAR})\b(?![,.]\d|%)"
        rf"|(?<![\d$€£,.-])\b(?P<y2>{_YEAR})\b(?![,.]\d|%|\s+(?:{_COUNTED}))",
    ),
    (
        "reference",
        r"\b(?P<present>now|currently|nowadays|at\s+the\s+moment|the\s+present)\b"
        r"|\b(?P<past>recently|recent)\b"
        r"|\b(?P<future>soon|the\s+future|the\s+near\s+future|the\s+coming\s+days)\b",
    ),
    (
        "clock",
        r"\b(?P<h>\d{1,2})(?::(?P<min>\d\d))?\s*(?P<ap>[ap])\.?m\b\.?"
        r"|\b(?P<h2>[01]?\d|2[0-3]):(?P<min2>[0-5]\d)\b|\b(?P<noon>noon|midnight)\b",
    ),
]
PATTERNS = [(kind, re.compile(source, re.IGNORECASE)) for kind, source in _SOURCES]
# what is mostly a word of another kind when it stands alone in small letters
LOWER_TRAPS = re.compile(r"may|march|mar|sat|sun|dec|jan|second|fall|spring")
