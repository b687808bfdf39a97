"""Normalise text before it is stored and offsets refer to it: line ends, spaces and Unicode form."""

import re
import unicodedata

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# The joiners U+200C and U+200D stay: Persian, Hindi and emoji need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
# These controls are Windows characters misread as Latin-1: U+0092 is an apostrophe.
_MISREAD = re.compile("[\x80-\x9f]")
# one class of all characters that are replaced or removed
_CLASSES = "".join(part.pattern[1:-1] for part in (_SPACES, _INVISIBLE, _SURROGATES, _MISREAD))
_UNUSUAL = re.compile(f"[\r\x0b\x0c\u2028\u2029{_CLASSES}]")
_WINDOWS = {chr(code): bytes([code]).decode("cp1252", errors="ignore") for code in range(0x80, 0xA0)}

_BOILERPLATE = re.compile(
    r"""[\s\[(>»•*|-]* (?:
        source\ (?:link|article) | (?:source|via|link)\ *:?(?=\s*https?://)
        | read\ (?:more|on|next|also|full\ article|the\ (?:full|original|rest).{0,20})
        | continue\ reading | see\ (?:more|also) | back\ to\ top | view\ (?:comments|original.{0,20})
        | advertisements? | sponsored(?:\ content)? | promoted(?:\ content)?
        | share | share\ (?:this|it|on|via)\b.{0,40} | tweet(?:\ this)? | print | e-?mail
        | click\ here | click\ here\ (?:to|for)\b.{0,40}
        | (?:related|more|latest|top)\ (?:articles?|stor(?:y|ies)|posts?|news|coverage|topics)
        | subscribe | subscribe\ (?:now|today|to\ our.{0,40}) | sign\ up\ (?:now|for\ our.{0,40})
        | follow\ us\b.{0,40} | comments? | leave\ a\ (?:comment|reply) | all\ rights\ reserved
    ) [\s\])>»→|:.…!-]* (?:https?://\S+)? """,
    re.VERBOSE | re.IGNORECASE,
)
_MAX_BOILERPLATE = 200


def normalise(text: str) -> str:
    r"""Return a text in the form in which it is stored; a text in this form is unchanged.

    In addition to ``settle``, this removes spaces at the end of lines, blank lines around the text, and lines
    such as "Source link" or "Share this article" at its end.

    >>> normalise("Talks began. \r\n\r\nShare this article\n")
    'Talks began.'
    """
    lines = [line.rstrip(" \t") for line in normalise_characters(text).split("\n")]
    return "\n".join(_drop_boilerplate(lines)).strip("\n")


def normalise_characters(text: str) -> str:
    r"""Normalise the characters of a text.

    Line ends become ``\n``, all kinds of space a plain space, and the text is in Unicode NFC. Byte order
    marks, soft hyphens, zero-width spaces and control characters other than ``\n`` and ``\t`` are removed.
    Quotation marks and apostrophes are never changed.

    >>> normalise_characters("cease\xadfire\xa0talks,\r\nhe\x92d said")
    'ceasefire talks,\nhe’d said'
    """
    # most texts are normal already, and one search is quicker than five replacements
    if not _UNUSUAL.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    text = LINE_ENDS.sub("\n", text)
    text = _MISREAD.sub(lambda match: _WINDOWS[match[0]], text)
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))


def to_one_line(text: str) -> str:
    r"""Return normalised text on one line with single spaces, for a title or a name.

    >>> to_one_line(" A truce\n at last ")
    'A truce at last'
    """
    return " ".join(normalise_characters(text).split())


def _drop_boilerplate(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and (not lines[end - 1] or _is_boilerplate(lines[end - 1])):
        end -= 1
    return lines[:end]


def _is_boilerplate(line: str) -> bool:
    return len(line) <= _MAX_BOILERPLATE and _BOILERPLATE.fullmatch(line) is not None
