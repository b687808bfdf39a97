"""Patterns of words that many date expressions have: months, days, years, quantities."""

from analysis.coding.dates.quantities import NUMBER

MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day|\.(?=\s))"
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,]\d|:\d|%|-year)"
YEAR = r"(?:1[5-9]|20)\d\d"
VAGUE = (
    r"(?:a\s+few|a\s+couple(?:\s+of)?|couple\s+of|few|several|some|many|just|recent|past|hundreds\s+of"
    r"|dozens\s+of)"
)
_RANGE = rf"(?P<least>{NUMBER})(?:\s*(?:–|to\b|or\b)\s*|-(?=\d))|between\s+(?P<least2>{NUMBER})\s+and\s+"
HOW_MANY = rf"(?:{_RANGE})?(?P<n>{NUMBER}|{VAGUE})"
OF_DAY = r"(?:\s+(?P<time>morning|afternoon|evening|night)s?)?"
OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?P<y>{YEAR}|(?:last|this|next)\s+year))?"
UNIT = r"(?:day|week|fortnight|month|year|decade|centur(?=y|ies)|hour|minute|second|quarter)(?:s|y|ies)?"
LONG_UNIT = r"(?:day|week|fortnight|month|year|decade)"
ABOUT = (
    r"(?:about|around|nearly|almost|over|more\s+than|less\s+than|roughly|some|at\s+least|up\s+to|just\s+over|under"
    r"|barely|only)"
)
