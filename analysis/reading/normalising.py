"""Characters to stored text: line ends, spaces and Unicode form settled once, before any offset counts."""

import re
import unicodedata

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# The joiners U+200C and U+200D stay: Persian, Hindi and emoji are spelt with them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
# These controls are Windows characters that were read as Latin-1: U+0092 is an apostrophe.
_MISREAD = re.compile("[\x80-\x9f]")
_WINDOWS = {chr(code): bytes([code]).decode("cp1252", errors="ignore") for code in range(0x80, 0xA0)}

_TAIL = re.compile(
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
_TAIL_LENGTH = 200


def normalise(text: str) -> str:
    r"""Give the form in which text is stored; a text in this form stays as it is.

    Besides what ``settle`` does, spaces that end a line go, and so do blank lines around the text and
    lines such as "Source link" or "Share this article" at its end.
    """
    lines = [line.rstrip(" \t") for line in settle(text).split("\n")]
    return "\n".join(_without_tail(lines)).strip("\n")


def settle(text: str) -> str:
    r"""Settle the characters of a text.

    Line ends become ``\n``, every kind of space a plain one, and the form is Unicode NFC. Byte order
    marks, soft hyphens, zero-width spaces and control characters other than ``\n`` and ``\t`` go.
    Quotes and apostrophes are never changed.
    """
    text = LINE_ENDS.sub("\n", text)
    text = _MISREAD.sub(lambda match: _WINDOWS[match[0]], text)
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))


def one_line(text: str) -> str:
    """Give settled text on one line with single spaces: a title, a name."""
    return " ".join(settle(text).split())


def _without_tail(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and (not lines[end - 1] or _is_boilerplate(lines[end - 1])):
        end -= 1
    return lines[:end]


def _is_boilerplate(line: str) -> bool:
    return len(line) <= _TAIL_LENGTH and _TAIL.fullmatch(line) is not None
