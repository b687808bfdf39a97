"""List the patterns of date expressions in English news, by kind, the longest first."""

import re

from analysis.coding.dates.holidays import HOLIDAYS
from analysis.coding.dates.quantities import SPELLED_YEAR
from analysis.coding.dates.relative_patterns import RELATIVE_SOURCES
from analysis.coding.dates.weekday_patterns import WEEKDAY_SOURCES
from analysis.coding.dates.wording import (
    ABOUT,
    DAY,
    HOW_MANY,
    LONG_UNIT,
    MONTH,
    OF_DAY,
    OF_YEAR,
    UNIT,
    WEEKDAY,
    YEAR,
)

# without a day or year, "Jan" and "Mar" are mostly names
_WHOLE_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)\.)"
)
_PART = (
    r"(?P<part>early|late|mid|(?:the\s+)?(?:very\s+)?(?:beginning|start|middle|end|close)\s+of|early\s+in|late\s+in"
    r"|midway\s+through|(?:the\s+)?(?:first|second|latter)\s+half\s+of)[\s-]+(?:the\s+)?"
)
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
# nouns counted in numbers that look like years
_COUNTED = (
    r"people|troops|soldiers|jobs|miles|votes|workers|members|homes|times|euros|dollars|pounds|feet|tons"
    r"|meters|students|men|women|children|shares|points|barrels|prisoners|drones|missiles|refugees|employees"
    r"|civilians|fighters|tonnes|kilometers|kilometres|cases|deaths|UTC|GMT|hours"
)

# words and signs near which patterns are tried; most text has none of them
ANCHORS = re.compile(
    r"(?P<unit>da[iy]|week|fortnight|month|year|decade|centur|hour|minute|second|quarter|period|half|night|morning|evening|afternoon"
    r"|tonite|tomorrow)"
    r"|(?P<month>\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
    r"|(?P<weekday>\b(?:mon|tue|wed|thu|fri|sat|sun)(?=[a-z]*(?:day|\.)))"
    r"|(?P<season>spring|summer|autumn|fall|winter)|(?P<decade>'?\d0s\b|[a-z]ties\b)"
    r"|(?P<spelled>(?:eigh|nine)teen\s|twenty\s|two\sthousand)|(?P<noon>noon|midnight)|(?P<digit>\d+)",
    re.IGNORECASE,
)
# a pattern's anchors, by name
NEAR: dict[str, frozenset[str]] = {
    "digit": frozenset({"digit", "decade"}),
    "month": frozenset({"month"}),
    "weekday": frozenset({"weekday"}),
    "unit": frozenset({"unit", "weekday"}),
    "season": frozenset({"season"}),
    "decade": frozenset({"decade"}),
    "year": frozenset({"digit", "decade", "spelled"}),
    "clock": frozenset({"digit", "noon"}),
}
# Patterns tried on the whole text cannot match without one of these, in lower case; most text has none.
HINTS = {
    "holiday": ("day", "year", "easter", "juneteenth", "hallowe", "thanksgiving", "christmas"),
    "set": ("every", "each", "once", "twice", "times", "ly", "day"),
    "reference": ("now", "current", "present", "these", "recent", "past", "soon", "future", "coming", "term"),
}
# longest distance of an expression from its anchor, in characters
REACH = 70

_SOURCES: list[tuple[str, str, str]] = [
    (
        "beforechrist",
        "digit",
        rf"\b(?:(?:{DAY}\s+)?{MONTH}(?:\s+{DAY})?,?\s+\d[\d,]*"
        r"|(?:the\s+)?(?:(?:early|mid|late)[\s-]+)?(?:\d{1,2}(?:st|nd|rd|th)\s+(?:century|millennium)|\d[\d,]*)"
        r"(?:\s?(?:-|–|/|to|or|and)\s?(?:the\s+)?\d[\d,]*(?:(?:st|nd|rd|th)\s+(?:century|millennium))?)?)"
        r"\s+(?:BCE?(?!\w)(?!'s|\s+(?-i:[A-Z]))|B\.C\.(?:E\.)?|before\s+(?:Christ|the\s+Common\s+Era))",
    ),
    (
        "iso",
        "digit",
        r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?\b"
        r"|\b(?P<y2>\d{4})/(?P<m2>\d\d)/(?P<d2>\d\d)\b",
    ),
    (
        "weekof",
        "month",
        rf"\b(?:the\s+)?(?P<u>week|weekend)\s+(?:of|from|starting|beginning)\s+(?:(?P<m>{MONTH})\s+(?P<d>{DAY})|(?P<d2>{DAY})\s+(?P<m2>{MONTH})){OF_YEAR}\b",
    ),
    (
        "weekof",
        "month",
        rf"\b(?:the\s+)?(?P<nth>first|second|third|fourth|last|final)\s+(?P<u>week|weekend|days)\s+(?:of|in)\s+(?P<m>{MONTH}){OF_YEAR}\b",
    ),
    (
        "span",
        "month",
        rf"\b(?P<m>{MONTH})\s+(?P<d>{DAY})\s?(?:-|–|to|through)\s?(?P<last>{DAY})(?!\s+{MONTH}){OF_YEAR}\b",
    ),
    (
        "span",
        "month",
        rf"\b(?P<d>{DAY})\s?(?:-|–|to|through|and|or)\s?(?:the\s+)?(?P<last>{DAY})\s+(?:of\s+)?(?P<m>{MONTH}){OF_YEAR}\b",
    ),
    (
        "full",
        "month",
        rf"(?:\b{WEEKDAY},?\s+(?:the\s+)?)?\b(?P<m>{MONTH})\s+(?:the\s+)?(?P<d>{DAY}){OF_YEAR}\b",
    ),
    (
        "full",
        "month",
        rf"(?:\b{WEEKDAY},?\s+(?:the\s+)?)?\b(?P<d>{DAY})(?:\s+(?:of\s+)?|-)(?P<m>{MONTH})(?:(?:,?\s+|-)(?P<y>{YEAR}))?\b",
    ),
    # named after its day
    ("full", "digit", r"(?<![\d/])\b(?P<m>9)/(?P<d>11)\b(?=\s+(?:terror|attack|hijack))"),
    (
        "numeric",
        "digit",
        r"(?<![\d./])(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)(?![\d/]|\.\d)",
    ),
    *WEEKDAY_SOURCES,
    (
        "month",
        "month",
        rf"\b(?:{_PART})?(?P<m>{MONTH}),?\s+(?:of\s+)?(?P<y>{YEAR}|last\s+year|this\s+year|next\s+year|{SPELLED_YEAR})\b",
    ),
    (
        "season",
        "season",
        rf"\b(?:{_PART})?(?P<rel>last|next|this|the|in|by|of)?\s*{_SEASON}(?:\s+(?:of\s+)?(?P<y>{YEAR}|{SPELLED_YEAR}))\b",
    ),
    ("season", "season", rf"\b(?:{_PART})?(?P<rel>last|next|this|past)\s+{_SEASON}\b"),
    (
        "season",
        "season",
        r"(?:\b(?P<part>early|late|mid)[\s-]+|\b(?:in|by|until|since|over|into|during|of|through)\s+(?:the\s+)?(?:(?P<part2>early|late|mid)[\s-]+)?)(?P<season>spring|summer|autumn|winter)\b(?!\s+\w+(?:ers|ing)\b)",
    ),
    (
        "years",
        "digit",
        rf"(?<![\d$€£,./–-])\b(?P<y>{YEAR})\s?[-–—/]\s?(?P<to>{YEAR}|\d\d)\b(?![\d/–—]|-\d|[.,]\d|%|\s+(?:{_COUNTED}))",
    ),
    (
        "century",
        "unit",
        r"\b(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<nth>\d{1,2}(?:st|nd|rd|th)|nineteenth|twentieth|twenty-first|eighteenth)[\s-]+century\b",
    ),
    ("decade", "digit", r"\b(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<c>(?:1[89]|20)\d)0'?s\b"),
    (
        "decade",
        "decade",
        r"(?<![\w$€£])(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?:'(?P<short>[1-9])0s|(?<=the\s)(?P<short2>[1-9])0s|the\s+(?P<name>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b",
    ),
    *RELATIVE_SOURCES,
    (
        "holiday",
        "text",
        rf"\b(?:(?P<rel>last|next|this)\s+)?(?P<holiday>{'|'.join(HOLIDAYS)})(?:[\s,]+(?P<y>{YEAR}))?\b",
    ),
    (
        "relative",
        "weekday",
        rf"\bthe\s+(?P<w>{WEEKDAY})\s+(?P<rel>before|after)\b(?=\s*[,.;)]|$)",
    ),
    (
        "nth",
        "digit",
        r"\b(?:the\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th|d)?\s+(?P<month>inst|ult|prox)(?:ant|imo)?\b(?:\.(?!\s+[A-Z]|$))?",
    ),
    ("nth", "digit", r"(?<=\bthe )(?P<d>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:[a-z]|[A-Z]{2,})|-)"),
    ("deictic", "unit", r"\b(?:the\s+)?(?P<word>day\s+(?:before\s+yesterday|after\s+tomorrow))\b"),
    ("ahead", "unit", r"\b(?P<in>in|within|inside)\s+a\s+matter\s+of\s+(?P<u>(?:hour|day|week|month)s)\b"),
    (
        "adjacent",
        "unit",
        r"\b(?:(?:the|that)\s+(?P<rel>next|following|previous|same|very)|(?P<rel4>following|previous))"
        r"\s+(?P<u>day|morning|afternoon|evening|night|week|month|year)\b"
        r"|\b(?P<rel2>that|same)\s+(?P<u2>day|week|weekend|month|year|summer|winter|spring|autumn|morning|afternoon|evening|night)\b(?!\s+(?:will|has|may|when))"
        r"|\b(?P<rel3>the)\s+(?P<u3>day|night|evening|morning|week|month|year)\s+(?P<way>before|after)\b",
    ),
    (
        "offset",
        "unit",
        rf"\b(?:(?P<just>just|only|mere)\s+)?(?:{ABOUT}\s+)?{HOW_MANY}?\s*(?P<u>(?:{LONG_UNIT}|hour)s?)\s+"
        r"(?P<rel>before|after|earlier|later|prior\s+to|previously|following|from\s+now|from\s+today|on\s+from|ahead\s+of|hence)\b",
    ),
    (
        "ahead",
        "unit",
        rf"\b(?P<in>in|within|inside)\s+(?:the\s+next\s+)?(?:{ABOUT}\s+)?{HOW_MANY}\s+(?P<u>{LONG_UNIT}s?|hours)(?:'\s+time|\s+time)?\b(?!\s*-|\s+of\b)",
    ),
    (
        "weekday",
        "weekday",
        rf"\b(?:(?P<half>early|late)\s+)?(?P<w>{WEEKDAY})(?:(?P<plural>s)\b|\s+(?P<time>morning|afternoon|evening|night)(?P<plural2>s)?|)\b",
    ),
    (
        "deictic",
        "unit",
        r"\b(?:(?:early|late|earlier|later)\s+)?(?P<word>today|tonight|tonite|yesterday|tomorrow|overnight)"
        + OF_DAY
        + r"\b",
    ),
    (
        "deictic",
        "unit",
        r"\b(?:(?:early|late|earlier|later)\s+)?(?P<word>this)\s+(?P<time>morning|afternoon|evening)\b",
    ),
    (
        "deictic",
        "unit",
        r"(?:(?<=\blater in )|(?<=\bearlier in )|(?<=\blater on )|(?<=\bearlier on ))(?P<word>the\s+day)\b",
    ),
    (
        "set",
        "text",
        rf"\b(?:every|each)\s+(?:other\s+)?(?P<u>{LONG_UNIT}|night|morning|hour|quarter|summer|winter|spring|autumn|{MONTH})\b"
        rf"|\b(?:once|twice|three\s+times)\s+a\s+(?P<u2>{LONG_UNIT})\b"
        r"|\b(?P<ly>daily|weekly|monthly|yearly|hourly)\b|\b(?P<u3>day)\s+(?:after|by)\s+day\b",
    ),
    (
        "duration",
        "unit",
        rf"\b(?:(?:{ABOUT}|for)\s+)?{HOW_MANY}(?P<half>\s+and\s+a\s+half)?(?:-|\s+|-and-a-half-)"
        rf"(?:more\s+|long\s+|full\s+|straight\s+|consecutive\s+|additional\s+)?(?P<u>{UNIT})(?P<half2>\s+and\s+a\s+half)?(?:-long)?\b"
        r"(?!-old|\s+old\b|\s+of\s+age|\s+of\s+(?:video|music))(?<!three-quarters)",
    ),
    (
        "duration",
        "unit",
        r"(?<!\d\s)\b(?:for\s+)?(?P<u>(?:hours|days|weeks|months|years|decades|centuries))(?:-long)?\b(?!-old|\s+old\b)",
    ),
    ("duration", "unit", r"\b(?P<u>(?:day|week|month|year|hour|decade))-long\b"),
    ("month", "month", rf"\b{_PART}(?P<m>{MONTH})\b"),
    ("month", "month", rf"\b(?P<m>{_WHOLE_MONTH})(?!\w|\s+\d{{1,2}}\b)"),
    (
        "year",
        "year",
        rf"\b(?P<part>early|mid|late|(?:the\s+)?(?:beginning|start|middle|end)\s+of)[\s-]+(?P<y>{YEAR})\b(?![,.]\d|%)"
        rf"|(?<![\d$€£,./-])\b(?P<y2>{YEAR})\b(?![,.]\d|%|:\d|\s+(?:{_COUNTED}))"
        rf"|\b(?P<y3>{SPELLED_YEAR})\b|\bthe\s+year\s+(?P<y4>two\s+thousand)\b|(?<!\w)'(?P<y5>[6-9]\d)\b(?!s)",
    ),
    (
        "reference",
        "text",
        r"\b(?P<present>now|currently|current|nowadays|at\s+the\s+moment|at\s+present|the\s+present|these\s+days)\b"
        r"|\b(?P<past>recently|recent|in\s+the\s+past|(?<=of\s)the\s+past)\b"
        r"|(?<!as )\b(?P<future>soon(?!\s+(?:after|as))|the\s+(?:near\s+|immediate\s+)?future"
        r"|the\s+coming\s+days|(?:the\s+)?(?:near|short|long)\s+term)\b",
    ),
    (
        "clock",
        "clock",
        r"\b(?P<h>\d{1,2})(?:[:.](?P<min>\d\d))?\s*(?P<ap>[ap])\.?m\b\.?"
        r"|(?<!\d:)\b(?P<h2>[01]?\d|2[0-3]):(?P<min2>[0-5]\d)\b(?!:)|\b(?P<noon>noon|midnight)\b|\b(?P<h3>\d\d?)\s+o'clock\b"
        r"|\b(?P<h4>[01]\d|2[0-3])(?P<min4>[0-5]\d)(?=\s+(?:GMT|UTC)\b)",
    ),
]
PATTERNS = [(kind, anchor, re.compile(source, re.IGNORECASE)) for kind, anchor, source in _SOURCES]
# after a time of day, before the day it belongs to: "10 p.m. EST, Thursday"
ZONE = re.compile(r"\s*\(?(?P<zone>[A-Z]{2,4}(?:\s?[+-]\d{1,2})?|local\s+time|Moscow\s+time)\)?")
BETWEEN = re.compile(rf"(?:{ZONE.pattern})?,?\s+(?:on\s+)?")
# words that, alone and in lower case, mostly do not mean a date
LOWER_TRAPS = re.compile(r"may|march|mar|sat|sun|dec|jan|second|fall|spring|august|this\s+(?:may|march)")
