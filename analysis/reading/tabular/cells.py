"""Clean the text of a cell: what a reader of the page saw, without mark-up, references and escapes."""

import html
import re

_BLOCKS = (
    "address|article|aside|blockquote|body|caption|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form"
    "|h[1-6]|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|button|cite|code|del|details|dfn|em|embed|font|i|img|input|ins|kbd|label|link|mark"
    "|meta|noscript|object|o:p|param|picture|s|samp|small|source|span|strike|strong|sub|sup|time|tt|u|var|video"
    "|audio|wbr"
)
# without an equals sign there are none: "a <b and c> d" is no mark-up
_ATTRIBUTES = r"""(?:\s(?=[^<>]*=)(?:[^<>"']|"[^"]*"|'[^']*')*+|\s*)/?"""
_ANY = f"{_BLOCKS}|{_INLINE}|br|q|td|th"
_TAG = re.compile(rf"</?(?:{_ANY}){_ATTRIBUTES}>", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCKS}){_ATTRIBUTES}>", re.IGNORECASE)
_BREAK = re.compile(rf"<br{_ATTRIBUTES}>|</br>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>", re.IGNORECASE)
_OPEN_QUOTE, _CLOSE_QUOTE = (
    re.compile(rf"<q{_ATTRIBUTES}>", re.IGNORECASE),
    re.compile(r"</q>", re.IGNORECASE),
)
_UNSEEN = re.compile(rf"<!--|<(script|style|template|head|iframe|svg){_ATTRIBUTES}>", re.IGNORECASE)
_DECLARATION = re.compile(r"<!\[CDATA\[|\]\]>|<!doctype[^<>]*>|<\?xml[^<>]*>", re.IGNORECASE)
_SINGLE_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")
_BLANK_LINES = re.compile(r"\n{2,}")
# with its semicolon: a bare "&copy" may be part of an address
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_TIMES_ESCAPED = 3
_ESCAPE = re.compile(r"""\\(?:u([0-9a-fA-F]{4})|([nrt"'/]))""")
_PATH = re.compile(r"\b[A-Za-z]:\\|\\\\")
_ESCAPED = {"n": "\n", "r": "", "t": " "}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])?\s*\[\+?[\d,]+ char(?:acter)?s?\]\s*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


def clean_text(text: str) -> str:
    r"""Return the text of a cell as a reader saw it.

    HTML becomes paragraphs separated by blank lines, character references (also escaped twice) become
    characters, and literal ``\n`` becomes a line end. A "<" that begins no tag of HTML is left alone.

    >>> clean_text("<p>&ldquo;No,&rdquo; said Ida.</p><p>Costs: x &lt; 5.</p>")
    '“No,” said Ida.\n\nCosts: x < 5.'
    """
    for _ in range(_TIMES_ESCAPED):
        cleaned = _REFERENCE.sub(_resolve, _strip_tags(text))
        if cleaned == text:
            break
        text = cleaned
    if "\\" in text and not _PATH.search(text):
        text = _ESCAPE.sub(_unescape, text)
        text = _SURROGATES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    return text


def drop_cut_off_mark(text: str) -> tuple[str, bool]:
    """Remove the mark of a text that a service has cut off, such as "… [+2345 chars]".

    Returns:
        The text, which ends with "…" if its last sentence is incomplete, and whether it was cut off.
    """
    kept = _CUT_OFF.sub("", text[-200:])
    if len(kept) == len(text[-200:]):
        return text, False
    kept = text[:-200] + kept
    return kept if _SENTENCE_END.search(kept) else f"{kept}…", True


def _strip_tags(text: str) -> str:
    if "<" not in text or not (_TAG.search(text) or _UNSEEN.search(text) or _DECLARATION.search(text)):
        return text
    text = _DECLARATION.sub("", _drop_unseen(text.replace("\r\n", "\n")))
    if _BLOCK_TAG.search(text) or _BREAK.search(text):
        # as in browsers; blank lines stay, since sites' databases leave them between paragraphs
        text = _SINGLE_LINE_END.sub(" ", _strip_lines(text))
    text = _BREAK.sub("\n", _BLOCK_TAG.sub("\n\n", text))
    text = _CELL_END.sub(" ", _CLOSE_QUOTE.sub("”", _OPEN_QUOTE.sub("“", text)))
    return _BLANK_LINES.sub("\n\n", _strip_lines(_TAG.sub("", text))).strip()


def _drop_unseen(text: str) -> str:
    """Drop comments, scripts and the like; of what is never closed only the opening mark."""
    kept: list[str] = []
    unclosed: set[str] = set()
    place = 0
    while opening := _UNSEEN.search(text, place):
        kept.append(text[place : opening.start()])
        place = opening.end()
        closing = rf"</{opening[1].lower()}\s*>" if opening[1] else "-->"
        if closing not in unclosed:
            if end := re.compile(closing, re.IGNORECASE).search(text, place):
                place = end.end()
            else:
                unclosed.add(closing)
    return "".join([*kept, text[place:]])


def _strip_lines(text: str) -> str:
    return "\n".join(line.strip(" \t") for line in text.split("\n"))


def _resolve(reference: re.Match[str]) -> str:
    return html.unescape(reference[0])


def _unescape(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else _ESCAPED.get(escape[2], escape[2])
