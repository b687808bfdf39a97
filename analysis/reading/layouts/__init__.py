"""The layouts in which news archives export articles as text: one module a layout, each with a ``LAYOUT``.

A layout is recognised by its structure, never by the name of its file. A new layout is a module with a
``LAYOUT``, listed in ``LAYOUTS``, and a test with a text in that layout.
"""

from analysis.reading.layouts import (
    europresse,
    factiva,
    factiva_plain,
    newsbank,
    newsbank_web,
    nexis,
    nexis_uni,
    proquest,
)
from analysis.reading.layouts.layout import Article, Export, Layout

__all__ = ["LAYOUTS", "Article", "Export", "Layout", "split_export"]

LAYOUTS: tuple[Layout, ...] = (
    nexis_uni.LAYOUT,
    nexis.LAYOUT,
    factiva.LAYOUT,
    factiva_plain.LAYOUT,
    proquest.LAYOUT,
    newsbank.LAYOUT,
    newsbank_web.LAYOUT,
    europresse.LAYOUT,
)


def split_export(text: str) -> Export | None:
    """Return the articles of an archive's export; None if the text is no such export.

    Args:
        text: the whole text of a file, normalised; see ``normalising.normalise``.
    """
    for layout in LAYOUTS:
        if articles := layout.find_articles(text):
            return Export(layout.name, articles, layout.count_stated(text))
    return None
