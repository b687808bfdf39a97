"""Remove from a page what is not its article: prompts, captions, boxes about authors, links to others."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

from analysis.reading.pages.parsing import get_classes

# In short pages trafilatura mistakes these for text.
_ELEMENTS = frozenset(("aside", "button", "figcaption", "footer", "nav", "noscript", "template"))
# these may also hold the whole page
_HOLDERS = frozenset(("dialog", "form"))
_STRUCTURE = frozenset(("html", "body", "main", "article"))
_MARKS = re.compile(
    r"""(?:^|[-_]) (?:
        newsletters? | sign-?up | subscri(?:be|ption) | shar(?:e|ing) | social | follow-?us
        | related | recommend(?:ed|ations?) | more-?on | read-?more | see-?also | most-?(?:read|popular)
        | trending
        | captions? | credits? | author-?(?:bio|box|card|info|profile) | about-the-author
        | cookies? | consent | gdpr | adverts? | advertisements? | sponsored | promos? | outbrain | taboola
        | comments?(?:-?(?:list|body|area|section))? | breadcrumbs? | tag-?list
    ) (?:$|[-_])""",
    re.VERBOSE | re.IGNORECASE,
)
_LARGEST = 0.4
"""Share of the page's text above which an element is no boilerplate, whatever its name says."""

_LINE = re.compile(
    r"""(?:
        (?:read\ (?:more|also|next)|also\ read|see\ also|related(?:\ \w+)?|more\ on\ this(?:\ story)?
            |recommended(?:\ \w+)?|don['’]t\ miss) \s*: .*
        | (?:sign\ up|subscribe|register) \b .{0,80} \b (?:newsletters?|inbox|emails?|alerts?) \b .*
        | get \b .{0,60} \b (?:newsletters?|(?:in|to)\ your\ inbox) \b .*
        | (?:follow|like|join|find)\ (?:us|our\ \w+) \b .{0,60} \b
            (?:facebook|twitter|x|instagram|linkedin|tiktok|youtube|whatsapp|telegram|threads|bluesky) \b .*
        | (?:this\ (?:web)?site|we)\ uses?\ cookies \b .*
        | (?:accept|reject|manage) \b .{0,20} \b cookies
        | share\ (?:this|on|via|by) \b .{0,40} | (?:copy\ link|link\ copied)
        | (?:photo(?:graph)?|image|picture)(?:\ credit|\ by)? \s*: .*
        | (?:download|get)\ (?:our|the) \b .{0,20} \b app \b .*
        | the\ post\ .*\ (?:first\ appeared|appeared\ first)\ on\ .*
        | (?:last\ )?(?:updated|published|posted|modified)\b[^.!?]{0,60}\d[^.!?]{0,20}
        | advertisement | skip\ advert\w* | (?:©|copyright\ ©?\s*\d{4}) .* | \d+\ comments?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_LINE = 250


def drop_boilerplate(tree: HtmlElement) -> None:
    """Remove the elements of a page that by their kind or name are not its article."""
    total = len(tree.text_content())
    for element in list(tree.iter()):
        is_doubtful = element.tag in _HOLDERS or (element.tag not in _STRUCTURE and _is_marked(element))
        is_small = is_doubtful and len(element.text_content()) <= _LARGEST * total
        if (is_small or element.tag in _ELEMENTS) and element.getparent() is not None:
            element.drop_tree()
    for header in tree.xpath("//body/header"):
        header.drop_tree()


def is_boilerplate(line: str) -> bool:
    """Return whether a line is a prompt, a link to another article, a caption or the like.

    >>> is_boilerplate("Read more: Council defends toll")
    True
    """
    return len(line) <= _LONGEST_LINE and _LINE.fullmatch(line) is not None


def _is_marked(element: HtmlElement) -> bool:
    return any(_is_mark(name) for name in (*get_classes(element), element.get("id") or ""))


# the same few names recur in every page of a site
@lru_cache(maxsize=4_096)
def _is_mark(name: str) -> bool:
    return _MARKS.search(name) is not None
