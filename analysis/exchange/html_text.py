"""Extract the text of HTML twice: as Taguette counts it, and as browsers show it, with line breaks."""

from array import array
from html.parser import HTMLParser

from analysis.exchange.normalised import NormalisedText, normalise_text

# elements that browsers begin on a new line
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt",
        "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
        "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul",
    )
)  # fmt: skip
_SPACES = " \t\n\r\f"


class _TextParser(HTMLParser):
    """Collects the counted text, the readable text, and the position of each counted character in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.counted: list[str] = []
        self.read: list[str] = []
        self.starts, self.ends = array("q"), array("q")
        self._verbatim = 0
        self._begins_verbatim = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._verbatim += tag == "pre"
        self._begins_verbatim = tag == "pre"
        if tag == "br":
            self.read.append("\n")
        elif tag in _BLOCKS:
            self._begin_paragraph()

    def handle_endtag(self, tag: str) -> None:
        self._verbatim = max(self._verbatim - (tag == "pre"), 0)
        if tag in _BLOCKS:
            self._begin_paragraph()

    def _begin_paragraph(self) -> None:
        """Begin a paragraph unless the text is already at the beginning of one."""
        while self.read and self.read[-1] == " ":
            self.read.pop()
        if self.read and self.read[-2:] != ["\n", "\n"]:
            self.read.extend("\n" if self.read[-1] == "\n" else "\n\n")

    def handle_data(self, data: str) -> None:
        if self._begins_verbatim:
            # as in browsers, a line end directly after the tag is ignored
            data, self._begins_verbatim = data.removeprefix("\n"), False
        for char in data:
            self.counted.append(char)
            is_space = char in _SPACES and not self._verbatim
            is_kept = not is_space or bool(self.read and self.read[-1] not in " \n")
            self.starts.append(len(self.read))
            if is_kept:
                self.read.append(" " if is_space else char)
            self.ends.append(len(self.read))


def extract_text(html: str) -> NormalisedText:
    """Remove the tags from HTML.

    Returns:
        ``raw`` is its text without tags, with nothing added; ``text`` is the readable text, normalised.
    """
    parser = _TextParser()
    parser.feed(html.replace("\r\n", "\n"))
    parser.close()
    read = normalise_text("".join(parser.read))
    # positions may lie beyond the end: a space that ended a paragraph was removed
    last = len(read.raw)
    starts = (read.starts[place] if place < last else len(read.text) for place in parser.starts)
    ends = (read.ends[min(place, last) - 1] if place and last else 0 for place in parser.ends)
    return NormalisedText("".join(parser.counted), read.text, array("q", starts), array("q", ends))
