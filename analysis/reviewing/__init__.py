"""Correct the machine's codes while reading them: codes in, tables of a person's decisions out.

Decisions made here are corrections where somebody looked, and never part of an audit's sample.
"""

import gc
import json
import re
import unicodedata
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from analysis.codes import Codes
from analysis.drawing.markup import Html
from analysis.errors import StancebookError
from analysis.parameters import OF, REVIEWER
from analysis.settings import CORPUS_FILE, read_settings

if TYPE_CHECKING:
    from analysis.reviewing.widget import ReviewWidget

FOLDER = "codings"
NAME = re.compile(r"\w[\w.-]*")


def review(codes: Codes, name: str = "", of: str = "statements") -> "ReviewWidget | Html":
    """Show the machine's codes one at a time, and record what a person decides on them.

    Each decision is written at once to a table in the folder ``codings`` of the corpus: ``<name>.csv``,
    ``<name>.events.csv`` or ``<name>.attributions.csv``. Nothing else in the corpus changes. See
    ``docs/review.md`` for the keys and the order, and ``reviewing.tables`` for the tables.

    Args:
        codes: a coded corpus in a folder.
        name: the person who decides, as ``human:<name>``; letters, digits, full stops and hyphens. Without
            one no review is opened.
        of: what to review: ``statements``, ``events`` or ``attributions``.

    Returns:
        The widget, to be shown as the last value of a cell. Its ``notice`` says which line ``corpus.toml``
        needs, if it does not list the table yet, and which earlier decisions cannot be shown. Without a name,
        what a review would ask first.

    Raises:
        StancebookError: if anywidget is not installed, the codes are of no corpus on disk, ``of`` is unknown,
            the table was not written by such a review, or another program is reviewing into it.
    """
    name, of = REVIEWER.check(name), OF.check(of)
    if not name:
        # imported here because it brings what codes a corpus
        from analysis.reviewing.preview import preview

        return preview(codes, of)
    if codes.path is None:
        raise StancebookError("These codes are of no corpus on disk. Open one with sb.open_corpus(path).")
    name = unicodedata.normalize("NFC", name)
    if not NAME.fullmatch(name):
        raise StancebookError(
            f"name={name!r}: expected a name such as 'anna', after which the table is called: letters, "
            "digits, full stops, hyphens and underscores, and no spaces."
        )
    try:
        from analysis.reviewing.widget import ReviewWidget
    except ModuleNotFoundError as error:
        if error.name != "anywidget":
            raise
        message = "A review needs anywidget. Install it: pip install 'stancebook[review]'"
        raise StancebookError(message) from error
    from analysis.reviewing.locking import hold
    from analysis.reviewing.tables import TABLES

    if name.endswith((".events", ".attributions")):
        raise StancebookError(
            f"name={name!r}: tables of events and attributions end like this. Choose another name."
        )
    folder = codes.path if codes.path.is_dir() else codes.path.parent
    path = folder / FOLDER / f"{name}{TABLES[of].suffix}"
    hold(path)
    widget = ReviewWidget(codes, path, advise_listing(folder, path.name), of)
    # what is coded is not garbage: looking through all of it takes up to a second, again and again
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    return widget


def advise_listing(folder: Path, table: str) -> str:
    """Return what is missing for reports to use a table, as a rule a line; "" if it is listed already.

    Args:
        folder: the folder of the corpus.
        table: name of the table in the folder ``codings``.
    """
    file, path = folder / CORPUS_FILE, PurePath(FOLDER, table)
    if not file.is_file():
        return (
            f"There is no {CORPUS_FILE} to list {path.as_posix()}, so reports do not use these decisions. "
            "Make a corpus of these articles with stancebook new, or of a project file with stancebook "
            "convert, and review that."
        )
    listed = read_settings(file).get("codings", [])
    for pattern in map(PurePath, listed):
        if path.match(str(pattern)) and (len(pattern.parts) == len(path.parts) or "**" in pattern.parts):
            return ""
    line = f"codings = {json.dumps([*listed, path.as_posix()], ensure_ascii=False)}"
    return f"For reports to use these decisions, {CORPUS_FILE} must say, above any [section]: {line}"
