"""How many: number words and vague quantities in date expressions."""

import re

_COUNTING = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
NUMBERS = {word: number for number, word in enumerate(_COUNTING.split())}
NUMBERS |= {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
NUMBERS |= {"hundred": 100, "dozen": 12}
# how many units a vague quantity may be; "just days" are one to seven
VAGUE = {"few": (2, 10), "several": (3, 10), "some": (2, 10), "many": (3, 30)}
VAGUE |= {"couple": (2, 3), "couple of": (2, 3)}
UNSAID = (1, 7)


def number(text: str | None) -> float | None:
    """Return the number that digits or a number word mean, None for anything else."""
    word = (text or "").lower().replace(",", "")
    if word in NUMBERS:
        return float(NUMBERS[word])
    return float(word) if re.fullmatch(r"\d+(\.\d+)?", word) else None


def bounds(text: str | None) -> tuple[float, float]:
    """Return the least and the greatest number that a quantity means, exact or vague."""
    exact = number(text)
    if exact is not None:
        return exact, exact
    word = re.sub(r"^a\s+", "", (text or "").lower())
    return VAGUE.get(re.sub(r"\s+", " ", word), UNSAID)
