"""Convert RTF to text: its controls, groups and encodings.

striprtf keeps deleted and hidden words, drops footnotes and mistakes the encoding of fonts with their own.
"""

import codecs
import re
from dataclasses import dataclass, replace

from analysis.errors import StancebookError

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n\\]"
)
_CHARACTERS = {
    "par": "\n\n", "sect": "\n\n", "page": "\n\n", "cell": "\n\n", "nestcell": "\n\n", "row": "\n\n",
    "line": "\n", "lbr": "\n", "softline": "\n", "tab": "\t", "emspace": " ", "enspace": " ", "qmspace": " ",
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”",
}  # fmt: skip
_SYMBOLS = {"~": "\xa0", "_": "-", "\n": "\n\n", "\r": "\n\n", "\\": "\\", "{": "{", "}": "}"}
# Groups that are no text of the page; so is every group marked "\*", except the content of a drawing.
_UNSEEN = frozenset({
    "annotation", "atnauthor", "atndate", "atnid", "author", "bkmkend", "bkmkstart", "colortbl", "comment",
    "datafield", "fldinst", "filetbl", "footer", "footerf", "footerl", "footerr", "fonttbl", "generator",
    "header", "headerf", "headerl", "headerr", "info", "keywords", "listtext", "nonesttables", "objdata",
    "operator", "pict", "pntext", "pntxta", "pntxtb", "private", "shprslt", "sn", "stylesheet", "sv", "tc",
    "title", "txe", "xe",
})  # fmt: skip
_DEEPEST = 10_000
_DRAWINGS = ("shpinst", "shptxt")
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip


@dataclass(frozen=True)
class _State:
    """What a group inherits: where its text goes, and how it is encoded."""

    target: str = "text"
    encoding: str | None = None
    fallback: int = 1
    """How many characters after a Unicode character repeat it for old programs."""
    hidden: bool = False


class _Reader:
    """The state of reading one document."""

    def __init__(self) -> None:
        self.parts: dict[str, list[str]] = {"text": [], "notes": [], "title": []}
        self.raw = bytearray()
        self.state = _State()
        self.outer: list[_State] = []
        self.encoding = "cp1252"
        self.fonts: dict[int, str] = {}
        self.font = 0
        self.skip = 0
        self.starred = False

    def write(self, text: str) -> None:
        """Add characters to the text, after the bytes that wait to be decoded."""
        self.flush()
        if self.skip:
            text, self.skip = text[self.skip :], max(self.skip - len(text), 0)
        if self.state.target in self.parts and not self.state.hidden:
            self.parts[self.state.target].append(text)

    def write_bytes(self, raw: bytes) -> None:
        """Add bytes; those of one character may come in several tokens."""
        if self.skip:
            raw, self.skip = raw[self.skip :], max(self.skip - len(raw), 0)
        self.raw += raw

    def flush(self) -> None:
        """Decode the bytes read so far in the encoding of the present font."""
        if self.raw:
            text = self.raw.decode(self.state.encoding or self.encoding, errors="replace")
            self.raw.clear()
            if self.state.target in self.parts and not self.state.hidden:
                self.parts[self.state.target].append(text)

    def open_group(self) -> None:
        """Begin a group, which inherits all settings."""
        self.flush()
        if len(self.outer) == _DEEPEST:
            raise StancebookError(
                f"Its groups are nested more than {_DEEPEST:,} deep; save it as plain text."
            )
        self.outer.append(self.state)
        self.skip = 0

    def close_group(self) -> None:
        """End a group: what it set is forgotten."""
        self.flush()
        if self.state.target == "notes" and self.outer and self.outer[-1].target == "text":
            self.parts["notes"].append("\n\n")
        if self.outer:
            self.state = self.outer.pop()
        self.skip = 0

    def control(self, word: str, number: int | None) -> None:
        """Obey a control word."""
        starred, self.starred = self.starred, False
        if self.skip:
            self.skip -= 1
        elif word == "u" and number is not None:
            self.write(chr(number % 0x10000))
            self.skip = self.state.fallback
        elif word in _CHARACTERS:
            self.write(_CHARACTERS[word])
        else:
            self.flush()
            self.set(word, number, starred)

    def set(self, word: str, number: int | None, starred: bool) -> None:
        """Change a setting of the group, or where its text goes."""
        is_on = number != 0
        if word in _DRAWINGS and self.state.target == "drawing":
            self.state = replace(self.state, target="text")
        elif starred and word == "shpinst" and self.state.target == "text":
            self.state = replace(self.state, target="drawing")
        elif word == "title" and self.state.target == "info":
            self.state = replace(self.state, target="title")
        elif word in ("fonttbl", "info") and self.state.target == "text":
            self.state = replace(self.state, target=word)
        elif starred or word in _UNSEEN:
            self.state = replace(self.state, target="unseen")
        elif word == "footnote" and self.state.target == "text":
            self.state = replace(self.state, target="notes")
        elif word in ("v", "deleted"):
            self.state = replace(self.state, hidden=is_on)
        elif word == "plain":
            self.state = replace(self.state, hidden=False, encoding=None)
        elif word == "uc" and number is not None:
            self.state = replace(self.state, fallback=max(number, 0))
        else:
            self.set_encoding(word, number)

    def set_encoding(self, word: str, number: int | None) -> None:
        """Note the encoding of the document or of a font, or change to a font."""
        if word in _CODE_PAGES:
            self.encoding = _CODE_PAGES[word]
        elif word == "ansicpg" and number:
            self.encoding = _name_code_page(number)
        elif word == "f" and self.state.target == "fonttbl":
            self.font = number or 0
        elif word == "fcharset" and number in _CHARSETS:
            self.fonts[self.font] = _CHARSETS[number]
        elif word == "f":
            self.state = replace(self.state, encoding=self.fonts.get(number or 0))


def strip_rtf(rtf: bytes) -> tuple[str, str]:
    """Return the title stated in the properties of an RTF document, and its text.

    Tracked changes are accepted and hidden words, headers and footers left out; footnotes follow the text. A
    paragraph ends with a blank line.

    Args:
        rtf: the content of the file.

    Raises:
        StancebookError: if its groups are nested too deep.
    """
    source = rtf.decode("latin-1")
    reader = _Reader()
    at = 0
    while match := _TOKEN.match(source, at):
        at = match.end()
        word, number, code, symbol, brace, text = match.groups()
        if text is not None:
            reader.write(text) if text.isascii() else reader.write_bytes(text.encode("latin-1"))
        elif word is not None:
            if word == "bin":
                at += max(int(number or 0), 0)
            reader.control(word, int(number) if number else None)
        elif code is not None:
            reader.write_bytes(bytes.fromhex(code))
        elif brace is not None:
            reader.open_group() if brace == "{" else reader.close_group()
        elif symbol == "*":
            reader.starred = True
        elif symbol in _SYMBOLS:
            reader.write(_SYMBOLS[symbol])
    reader.flush()
    title, body, notes = (_join(reader.parts[name]) for name in ("title", "text", "notes"))
    return title, f"{body}\n\n{notes}"


def _join(parts: list[str]) -> str:
    """Join the parts of a text; a character beyond U+FFFF is written in two."""
    return "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _name_code_page(number: int) -> str:
    name = {10000: "mac_roman", 65001: "utf-8", 936: "gb18030"}.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
