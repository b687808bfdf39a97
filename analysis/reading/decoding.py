"""Decode bytes: by byte order mark, else as UTF-8, else as declared by the file, else by a guess."""

import codecs
import io
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, BinaryIO

from analysis.reading.binary import HEAD, binary_error, unknown_binary_error

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

_CHUNK = 1_000_000

# UTF-32 comes first: its little-endian mark begins with that of UTF-16.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Encodings actually used for articles; unrestricted, charset-normalizer finds EBCDIC in English text.
_WINDOWS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257")
_OTHERS = ("koi8_r", "koi8_u", "iso8859_2", "iso8859_5", "iso8859_15", "mac_roman")
_EAST_ASIAN = ("cp932", "euc_jp", "gb18030", "big5", "euc_kr")
_DECLARABLE = re.compile(
    r"cp\d+|iso8859-\d+|koi8-\w|mac-\w+|euc_\w+|big5\w*|gb18030|shift_jis\w*|johab|tis-620"
)
# As in browsers: a declared subset means the larger encoding.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}

# Western words contain no symbol except a dash, an apostrophe, an accent or an ellipsis, no capital after a
# small letter, no three accented letters in a row and, Icelandic aside, no eth, thorn or accented y. Texts in
# other encodings, read as Windows-1252, soon break these rules.
_UNLIKE_WESTERN = re.compile(
    r"[^\W\d_](?![\u00b4\u00b7\u2013-\u2019\u2026])(?:[^\w\s\x00-\x7f]|[¹²³])[^\W\d_]"
    r"|[a-z][À-ÖØ-ÞŠŒŽŸ]"
    r"|[À-ÖØ-öø-ÿ]{3}"
    r"|[ÐðÞþÝý]"
)
_FEW, _SHARE = 6, 0.15


def decode(raw: bytes, declared: str | None = None) -> str:
    """Decode the bytes of one article.

    Args:
        raw: the content of the file.
        declared: the encoding declared in the file, used if the bytes are not UTF-8.

    Returns:
        The text as written, with U+FFFD for each invalid byte sequence.

    Raises:
        StancebookError: if the bytes are not text.
    """
    return raw.decode(detect_encoding(io.BytesIO(raw), declared), errors="replace")


def detect_encoding(file: BinaryIO, declared: str | None = None) -> str:
    """Return the encoding of an open file, which is read in chunks.

    Args:
        file: a binary file at its start; it is read to its end or to the first byte that is not UTF-8.
        declared: the encoding declared in the file, used if the bytes are not UTF-8.

    Raises:
        StancebookError: if the file is a PDF, an image, an archive or in another format that is not text.
    """
    head = file.read(HEAD)
    if error := binary_error(head):
        raise error
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if b"\0" in head:
        return _detect_wide(head)
    file.seek(0)
    sample = _find_non_utf8(file)
    if sample is None or _is_damaged_utf8(sample):
        return "utf-8"
    return _resolve_declared(declared) or _guess_encoding(sample)


def _detect_wide(head: bytes) -> str:
    """Return which UTF-16 or UTF-32 encoding an unmarked file has; its NUL bytes show the byte order."""
    ends = ("be", "le") if head[::2].count(0) > head[1::2].count(0) else ("le", "be")
    whole = head[: len(head) // 4 * 4] if len(head) == HEAD else head
    for encoding in (f"utf-{width}-{end}" for width in (32, 16) for end in ends):
        if _reads_as_text(whole, encoding):
            return encoding
    raise unknown_binary_error()


def _reads_as_text(head: bytes, encoding: str) -> bool:
    """Return whether no character is a control or unassigned, some are ASCII and most share a script."""
    try:
        text = head.decode(encoding)
    except UnicodeDecodeError:
        return False
    unusual = set(text) - set("\t\n\f\r")
    has_controls = any(unicodedata.category(char) in ("Cc", "Cn", "Co") for char in unusual)
    ascii_count = sum(map(str.isascii, text))
    blocks = Counter(ord(char) >> 8 for char in text)
    return (
        not has_controls and ascii_count >= len(text) / 20 and max(blocks.values(), default=0) > len(text) / 2
    )


def _find_non_utf8(file: BinaryIO) -> bytes | None:
    """Return the chunk of the file that contains its first byte that is not UTF-8, or None."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    chunk = last = file.read(_CHUNK)
    try:
        while chunk:
            last = chunk
            decoder.decode(chunk)
            chunk = file.read(_CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return last
    return None


def _is_damaged_utf8(sample: bytes) -> bool:
    """Return whether a text is UTF-8 with a few broken bytes.

    Other encodings almost never form UTF-8 sequences by chance.
    """
    text = sample.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(len(run) for run in re.findall(r"[^\x00-\x7f\ufffd]+", text))
    return whole >= 2 * broken


def _resolve_declared(declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    name = _SUPERSETS.get(name, name)
    return name if _DECLARABLE.fullmatch(name) else None


def _guess_encoding(sample: bytes) -> str:
    lines = b"\n".join(line for line in sample.splitlines() if not line.isascii())[:HEAD]
    if _is_western(lines.decode("cp1252", errors="replace")):
        return "cp1252"
    # imported here because most files are UTF-8 and do not need it
    from charset_normalizer import from_bytes

    matches = from_bytes(lines, cp_isolation=[*_WINDOWS, *_OTHERS, *_EAST_ASIAN])
    best = matches.best()
    if best is None or any(
        "cp1252" in match.could_be_from_charset and _rank(match) <= _rank(best) for match in matches
    ):
        return "cp1252"
    return best.encoding


def _rank(match: "CharsetMatch") -> tuple[float, float]:
    return match.chaos, -match.coherence


def _is_western(text: str) -> bool:
    """Return whether a text reads as English or a related language.

    charset-normalizer fails to recognise these in short texts.
    """
    letters = sum(char.isalpha() for char in text)
    accented = sum(char.isalpha() and not char.isascii() for char in text)
    is_rare = accented <= max(_FEW, letters * _SHARE)
    return is_rare and "\ufffd" not in text and not _UNLIKE_WESTERN.search(text)
