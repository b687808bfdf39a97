"""Read number words and vague quantities in date expressions."""

import re

_COUNTING = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS: dict[str, float] = {word: number for number, word in enumerate(_COUNTING.split())}
NUMBERS |= {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
NUMBERS |= {"a": 1, "an": 1, "half": 0.5, "hundred": 100, "dozen": 12}
_WORD = "|".join(sorted(NUMBERS, key=len, reverse=True))
_TENS_UNITS = rf"(?:{'|'.join(_TENS.split())})[\s-](?:one|two|three|four|five|six|seven|eight|nine)"
NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})*(?:\.\d+)?(?:\s1/2)?|{_TENS_UNITS}|half\s+an?|a\s+(?:dozen|hundred)|an?\s+half"
    rf"|{_WORD})"
)
# as spoken and transcribed: "nineteen ninety-four"
SPELLED_YEAR = rf"(?:eighteen|nineteen|twenty)\s+(?:{_TENS_UNITS}|{'|'.join(_TENS.split())}|1\d)"
# the range of units that a vague quantity may mean; "just days" means one to seven
VAGUE = {"few": (2, 10), "several": (3, 10), "some": (2, 10), "many": (3, 30)}
VAGUE |= {"couple": (2, 3), "couple of": (2, 3), "dozens of": (24, 100), "hundreds of": (200, 1000)}
UNSTATED, UNSTATED_DAYS = (1, 6), (1, 7)


def parse_number(text: str | None) -> float | None:
    """Return the number that digits or number words mean, None for anything else."""
    words = re.split(r"[\s-]+", (text or "").lower().replace(",", "").strip())
    if words[-1] == "1/2":
        words = [*words[:-1], "half"]
    if len(words) > 1 and words[0] in ("a", "an"):
        words = words[1:]
    if len(words) > 1 and words[0] == "half":
        words = words[:1]
    found = [_parse_word(word) for word in words]
    return None if None in found else sum(value for value in found if value is not None)


def _parse_word(word: str) -> float | None:
    if word in NUMBERS:
        return float(NUMBERS[word])
    return float(word) if re.fullmatch(r"\d+(\.\d+)?", word) else None


def parse_year(text: str) -> int:
    """Return the year that digits or a spoken "nineteen ninety-four" mean.

    Raises:
        ValueError: if the text is not a year.
    """
    if text.isdigit():
        return int(text)
    first, _, rest = re.sub(r"\s+", " ", text.lower()).partition(" ")
    if rest == "thousand":
        return 2000
    return 100 * int(NUMBERS[first]) + int(parse_number(rest) or 0)


def quantity_bounds(text: str | None, first: str | None = None, unit: str = "day") -> tuple[float, float]:
    """Return the least and the greatest number that a quantity means: exact, vague or "10 to 12".

    Args:
        text: the quantity; None if unstated, as in "days ago".
        first: the number before "to" or "or", if any.
        unit: the unit counted, in the singular.
    """
    exact, low = parse_number(text), parse_number(first)
    if exact is not None:
        return (exact, exact) if low is None else (min(low, exact), max(low, exact))
    word = re.sub(r"^a\s+", "", (text or "").lower())
    least, most = VAGUE.get(re.sub(r"\s+", " ", word), UNSTATED_DAYS if unit == "day" else UNSTATED)
    # above six weeks, news counts in months
    return (min(least, 2), min(most, 6)) if unit == "week" and most <= 10 else (least, most)
