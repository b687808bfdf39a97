"""Settings of the site that ``make docs`` builds from these pages with Sphinx."""

import re
import sys
from pathlib import Path

from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent))

from reference import GENERATED

project = "Stancebook"
html_title = "Stancebook"
html_show_copyright = False
html_copy_source = False
html_theme = "furo"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["examples"]
# links to a heading are written as GitHub resolves them
myst_heading_anchors = 4
# the pages are typeset as they are written, only the hyphens of lists of parameters are not
smartquotes_action = "D"
add_module_names = False
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
# Pygments has no lexer for CSV
suppress_warnings = ["misc.highlighting_failure"]
# a link to a file of the project that the site does not hold; pictures are copied into it
OUTSIDE = re.compile(r"(?<!!)\[([^\]]+)\]\((?:\.\.|examples)/[^)]+\)")
LISTED = re.compile(r"^- \[[^\]]+\]\((\w+)\.md\)", re.MULTILINE)


def complete_page(_app: Sphinx, name: str, source: list[str]) -> None:
    """Make the page of the site from the one that GitHub shows.

    The lists of links on the first page are the table of contents, so that there is only one; Sphinx warns
    of a page that is missing from it. Pages of the reference get what is made from the code. A file of the
    project that the site does not hold is named without a link.
    """
    source[0] = OUTSIDE.sub(r"\1", source[0])
    if name == "index":
        _, *sections = re.split(r"^## ", source[0], flags=re.MULTILINE)
        source[0] += "".join(map(build_contents, sections))
    elif name in GENERATED:
        source[0] += "\n" + GENERATED[name]()


def build_contents(section: str) -> str:
    """Return the hidden table of contents of one section of the first page."""
    pages = "\n".join(LISTED.findall(section))
    return f"\n```{{toctree}}\n:hidden:\n:caption: {section.splitlines()[0]}\n\n{pages}\n```\n"


def setup(app: Sphinx) -> None:
    """Connect the completion of pages."""
    app.connect("source-read", complete_page)
