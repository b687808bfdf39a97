"""List the patterns of periods that count from the day of the report: "last year", "two weeks ago"."""

from analysis.coding.dates.wording import ABOUT, HOW_MANY, MONTH, OF_DAY, UNIT, WEEKDAY, YEAR

_ORDINAL = r"(?P<q>first|second|third|fourth|final|last)"

# kind, anchor and source, as in ``patterns``
RELATIVE_SOURCES: list[tuple[str, str, str]] = [
    (
        "quarter",
        "unit",
        rf"\b(?:the\s+)?(?:(?P<lead>{YEAR}|(?P<yearago>year-(?:ago|earlier)))'?s?\s+|(?P<of>this|last|next)\s+year's\s+)?{_ORDINAL}(?:-|\s+)(?P<u>quarter|half)"
        rf"(?:\s+(?:of\s+)?(?P<y>{YEAR}|(?:last|this|next)\s+year))?\b(?!\s+of\s+\w)",
    ),
    (
        "reported",
        "unit",
        r"\b(?:the\s+)?(?P<before>year-(?:ago|earlier))(?:\s+(?P<u>quarter|period))?\b"
        r"|\bthe\s+(?:(?:latest|most\s+recent)\s+(?:quarter|period)|quarter)\b(?!-)"
        rf"|\bthe\s+(?P<period>same|corresponding|comparable|year-ago|year-earlier)\s+(?:quarter|period|month)(?:\s+(?:of\s+)?(?:last\s+year|a\s+year\s+(?:ago|earlier|before)|the\s+(?:previous|prior)\s+year|(?:in\s+)?(?P<y>{YEAR})))"
        r"|\b(?P<than>a\s+year\s+(?:earlier|ago))\b",
    ),
    (
        "ago",
        "unit",
        rf"\b(?:(?:{ABOUT}|just)\s+)?{HOW_MANY}?(?P<half>\s+and\s+a\s+half)?\s*(?P<u>{UNIT})(?P<so>\s+or\s+so)?\s+ago\b",
    ),
    (
        "window",
        "unit",
        rf"\b(?:in\s+|over\s+|for\s+|during\s+)?(?:the\s+)?(?P<rel>past|last|next|coming|recent|following|previous|preceding|first)\s+{HOW_MANY}?\s*"
        rf"(?P<u>(?:day|week|month|year|decade|hour|quarter)s)\b",
    ),
    (
        "relative",
        "unit",
        r"\bthe\s+(?P<u>week|weekend|month|year)\s+(?:before\s+(?P<rel>last)|after\s+(?P<rel2>next))(?P<beyond>)\b(?!\s+(?:week|month|year))",
    ),
    (
        "part",
        "unit",
        r"\b(?:the\s+)?(?P<part>beginning|start|middle|end|close)\s+of\s+(?P<rel>the|this|next|last)\s+(?P<u>week|month|year|decade|century|summer|quarter)\b"
        r"|(?<!\w)(?P<part2>mid)(?P<u2>week|month|year)\b|\b(?P<u3>year|month)(?:'s)?[\s-](?P<part3>end)\b"
        r"|\b(?P<part4>earlier|later|early|late)\s+in\s+the\s+(?P<u4>week|month|year|decade|day)\b",
    ),
    (
        "relative",
        "unit",
        r"\b(?:(?P<half>early|late|earlier|later|mid|sometime)[\s-]+)?"
        r"(?P<rel>last|next|this|past|coming|current)\s+"
        r"(?P<u>week|month|year|decade|century|quarter|weekend|night)\b(?!\s+of\b)",
    ),
    ("relative", "unit", r"\b(?P<rel>the)\s+(?P<u>weekend)\b"),
    ("relative", "unit", r"\b(?P<rel>past|last|next|coming)\s+(?P<u>fortnight)\b"),
    (
        "relative",
        "weekday",
        rf"\b(?:(?P<half>early|late)\s+)?(?P<rel>last|next|this\s+past|this|past|coming|upcoming|previous|following(?!\s+{WEEKDAY}['’]s))\s+(?P<w>{WEEKDAY}){OF_DAY}\b",
    ),
    ("relative", "month", rf"\b(?P<rel>last|next|this)\s+(?P<m>{MONTH})\b"),
]
