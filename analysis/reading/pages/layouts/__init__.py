"""The layouts in which news archives export articles as a web page: one module a layout, with a ``LAYOUT``.

A layout is recognised by the structure of the page, never by the name of its file. A new layout is a module
with a ``LAYOUT``, listed in ``LAYOUTS``, and a test with a page in that layout.
"""

from lxml.html import HtmlElement

from analysis.reading.layouts import Export
from analysis.reading.pages.layouts import europresse, factiva, nexis, proquest
from analysis.reading.pages.layouts.layout import PageLayout

__all__ = ["LAYOUTS", "PageLayout", "split_export"]

LAYOUTS: tuple[PageLayout, ...] = (factiva.LAYOUT, europresse.LAYOUT, nexis.LAYOUT, proquest.LAYOUT)


def split_export(tree: HtmlElement) -> Export | None:
    """Return the articles of an archive's export; None if the page is no such export.

    Args:
        tree: the parsed page, which is not changed.
    """
    for layout in LAYOUTS:
        if articles := layout.find_articles(tree):
            return Export(layout.name, articles, layout.count_stated(tree))
    return None
