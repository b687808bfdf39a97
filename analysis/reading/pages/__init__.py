"""Read web pages without network access: the article, its metadata, and what is doubtful about it.

``read_page`` reads one page; files with pages in them (``formats``) call it. ``layouts`` are the pages in
which news archives export articles.
"""

from analysis.reading.pages.reader import read_page

__all__ = ["read_page"]
