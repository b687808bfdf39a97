"""Mend text that was saved as UTF-8, read in another encoding and saved as UTF-8 again."""

import re

# the bytes of one character in UTF-8, read as Windows-1252, Latin-1, Mac Roman, Windows-1251 or -1257
_SIGN = re.compile("[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|‚Ä|√[\x80-\uffff]|вЂ|ā€")
# the last byte of a closing quotation mark means nothing in Windows-1252, so that it is often lost
_CLOSING_QUOTE = re.compile("â€(?:[\x9d\ufffd]|(?=[\\s.,;:!?)\\]]|$))")


def mend_encoding(text: str) -> str:
    """Return a text with the lines mended that are encoded twice; its quotation marks stay typographic.

    >>> mend_encoding("â€œNo,â€ said Zoë Mérimée of the dockersâ€™ union.")
    '“No,” said Zoë Mérimée of the dockers’ union.'
    """
    if text.isascii() or not _SIGN.search(text):
        return text
    # imported here because few texts need it
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    lines = text.split("\n")
    for number, line in enumerate(lines):
        if _SIGN.search(line) and is_bad(line):
            lines[number] = fix_encoding(_CLOSING_QUOTE.sub("”", line))
    return "\n".join(lines)
