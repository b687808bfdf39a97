"""Mend text that was saved as UTF-8, read in another encoding and saved as UTF-8 again."""

import re

# the bytes of one character in UTF-8, read as Windows-1252, Latin-1, Mac Roman, Windows-1251 or -1257
_SIGN = re.compile("[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|‚Ä|√[\x80-\uffff]|вЂ|ā€")
# the last byte of a closing quotation mark means nothing in Windows-1252, so that it is often lost
_CLOSING_QUOTE = re.compile("â€(?:[\x9d\ufffd]|(?=[\\s.,;:!?)\\]]|$))")
# a dash, once its last character was made a straight quotation mark
_DASH = 'â€"'
_TIMES = 3


def mend_encoding(text: str) -> str:
    """Return a text with the lines mended that are encoded twice; its quotation marks stay typographic.

    >>> mend_encoding("â€œNo,â€ said Zoë Mérimée of the dockersâ€™ union.")
    '“No,” said Zoë Mérimée of the dockers’ union.'
    """
    for _ in range(_TIMES):
        if text.isascii() or not _SIGN.search(text) or (mended := _mend_once(text)) == text:
            break
        text = mended
    return text


def _mend_once(text: str) -> str:
    # imported here because few texts need it
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    lines = text.split("\n")
    for number, line in enumerate(lines):
        if _SIGN.search(line):
            line = _CLOSING_QUOTE.sub("”", line).replace(_DASH, "—")
            lines[number] = _read_again(line) or (fix_encoding(line) if is_bad(line) else line)
    return "\n".join(lines)


def _read_again(line: str) -> str | None:
    """Return a line whose characters are all bytes of UTF-8 read as Windows-1252, or None; ftfy is slower."""
    try:
        # ftfy's encoding is Windows-1252 with the undefined bytes as controls
        return line.replace("”", "â€\x9d").replace("—", "â€”").encode("sloppy-windows-1252").decode()
    except UnicodeError:
        return None
