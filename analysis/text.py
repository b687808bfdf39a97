"""Format text for display: counts with nouns, the indefinite article, and cleaned single lines."""

import re
from urllib.parse import urlsplit

# bidirectional controls reverse the rest of a line; terminals obey escape sequences
CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x00-\x08\x0b-\x1f\x7f-\x9f]")

# a sentence may end here, unless a title or an initial comes before
_BREAK = re.compile(r"[.!?…][”’\"')\]]*\s+(?=[“‘\"'(\[]?[A-Z0-9])|\s*\n\s*")
_NO_END = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|Gov|St|Prof|No|vs)|\b[A-Z])\.\s+\Z")

# acronyms pronounced as words, not letter by letter
_PRONOUNCED = re.compile(
    "AIDS|ASEAN|BRICS|COVID|FARC|FEMA|FIFA|ISIS|NAFTA|NASA|NATO|OPEC|OSHA|SALT|SARS|SEATO|START|SWAT|UEFA"
)
_MAX_SPELT = 4
_OPENERS = "“‘\"'("
_ACRONYM = re.compile(r"(?:[A-Z]\.)+[A-Z]?|[A-Z]+(?=s?(?![A-Za-z]))")
_NUMBER = re.compile(r"\d[\d,]*")
_EIGHT_OR_TEENS = re.compile(r"8|1[18](?:,|\Z)|1[18]\Z")
_SILENT_H = re.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
# initial vowels pronounced as in "you" or "won"
_LIKE_A_CONSONANT = re.compile(
    r"eu|ewe|one(?:s|self)?(?![a-z])|once(?![a-z])|uni(?![nmd])|us[aeiu]|ut[aeio]|ubi|uga|uk[aer]|ura|uru|uy|uig",
    re.IGNORECASE,
)


def format_count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: "1 article", "1,200 articles", "2 analyses".

    Args:
        number: how many.
        noun: the noun in the singular.
        plural: the plural, if it is not the noun with an s.

    >>> format_count(1200, "article")
    '1,200 articles'
    >>> format_count(2, "analysis", "analyses")
    '2 analyses'
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def with_article(phrase: str) -> str:
    """Return a phrase with its indefinite article, chosen by sound.

    >>> [with_article(phrase) for phrase in ("UN vote", "MP", "hour", "NATO force", "11-point plan")]
    ['a UN vote', 'an MP', 'an hour', 'a NATO force', 'an 11-point plan']
    """
    article = "an" if _has_vowel_sound(phrase.lstrip(_OPENERS)) else "a"
    return f"{article} {phrase}"


def _has_vowel_sound(phrase: str) -> bool:
    if number := _NUMBER.match(phrase):
        return bool(_EIGHT_OR_TEENS.match(number[0].rstrip(",")))
    if acronym := _ACRONYM.match(phrase):
        letters = acronym[0].replace(".", "")
        spoken = "." not in acronym[0] and _is_pronounced_as_word(letters)
        return letters[0] in ("AEIO" if spoken else "AEFHILMNORSX")
    if _SILENT_H.match(phrase):
        return True
    return phrase[:1].lower() in tuple("aeiou") and not _LIKE_A_CONSONANT.match(phrase)


def _is_pronounced_as_word(letters: str) -> bool:
    has_vowel = any(letter in "AEIOU" for letter in letters)
    return bool(_PRONOUNCED.fullmatch(letters)) or (len(letters) > _MAX_SPELT and has_vowel)


def clean_line(value: object, most: int | None = None) -> str:
    r"""Return a value as text on one line, without control characters and at most ``most`` characters long.

    >>> clean_line("A truce\n  is \x1b[31mnear", most=14)
    'A truce is [3…'
    """
    words = " ".join(CONTROLS.sub("", str(value)).split())
    return words if most is None or len(words) <= most else words[: most - 1].rstrip() + "…"


def frame_sentence(words: str, start: int, end: int, most: int) -> tuple[str, str]:
    r"""Return what precedes and follows a passage in its sentence, for people to read.

    Sentences are told by their punctuation alone.

    Args:
        words: the whole text.
        start: offset of the passage.
        end: offset just after it.
        most: maximum length of either part; an ellipsis marks a cut.

    >>> frame_sentence("It rained. Mr. Lind said on Monday that he agreed. So it was.", 15, 24, 40)
    ('Mr. ', ' on Monday that he agreed.')
    """
    first, last = max(0, start - most), min(len(words), end + most)
    # the passage may begin after the end of a sentence, and may end with its own full stop
    opened = [at for at in _list_breaks(words, first, min(start + 2, len(words))) if at <= start]
    closed = [at for at in _list_breaks(words, max(start, end - 2), last) if at >= end]
    before = words[opened[-1] if opened else first : start]
    after = words[end : closed[0] if closed else last]
    if not opened and first > 0:
        before = f"… {before.partition(' ')[2]}"
    if not closed and last < len(words):
        after = f"{after.rpartition(' ')[0]} …"
    return before, after.rstrip()


def _list_breaks(words: str, start: int, end: int) -> list[int]:
    """Return the offsets at which a sentence or paragraph of a stretch of text begins."""
    stretch = words[start:end]
    return [start + cut.end() for cut in _BREAK.finditer(stretch) if not _NO_END.search(stretch[: cut.end()])]


def is_web(url: str) -> bool:
    """Return whether an address is a web address (http or https, with a host)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def slug(name: str) -> str:
    """Convert a name to a folder name of letters, digits and dashes."""
    return re.sub(r"[^\w]+", "-", name).strip("-").lower()[:80] or "report"
