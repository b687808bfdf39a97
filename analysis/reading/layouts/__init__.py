"""The layouts in which news archives export articles as text: one module a layout, each with a ``LAYOUT``.

A layout is recognised by its structure, never by the name of its file. A new layout is a module with a
``LAYOUT``, listed in ``LAYOUTS``, and a test with a text in that layout.
"""

from analysis.reading.layouts.layout import Article, Layout

__all__ = ["LAYOUTS", "Article", "Layout", "split_export"]

LAYOUTS: tuple[Layout, ...] = ()


def split_export(text: str) -> tuple[str, list[Article]] | None:
    """Return the name of an archive and the articles of its export; None if the text is no such export.

    Args:
        text: the whole text of a file, normalised; see ``normalising.normalise``.
    """
    for layout in LAYOUTS:
        if articles := layout.find_articles(text):
            return layout.name, articles
    return None
