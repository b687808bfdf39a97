"""Correct the machine's statements while reading them: codes in, a table of a person's decisions out.

Decisions made here are corrections where somebody looked, and never part of an audit's sample.
"""

import json
import re
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from analysis.codes import Codes
from analysis.drawing.markup import Html
from analysis.errors import StancebookError
from analysis.parameters import REVIEWER
from analysis.reviewing.preview import preview
from analysis.settings import CORPUS_FILE, read_settings

if TYPE_CHECKING:
    from analysis.reviewing.widget import ReviewWidget

FOLDER = "codings"
NAME = re.compile(r"\w[\w.-]*")


def review(codes: Codes, name: str = "") -> "ReviewWidget | Html":
    """Show the machine's statements one at a time, and record what a person decides on them.

    Each decision is written at once to ``codings/<name>.csv`` in the folder of the corpus; nothing else on
    the disk changes. See ``docs/review.md`` for the keys, ``reviewing.queue`` for the order and
    ``reviewing.recording`` for the table.

    Args:
        codes: a coded corpus in a folder.
        name: the person who decides, as ``human:<name>``; letters, digits, full stops and hyphens. Without
            one no review is opened.

    Returns:
        The widget, to be shown as the last value of a cell. Its ``notice`` says which line ``corpus.toml``
        needs, if it does not list the table yet. Without a name, what a review would ask first.

    Raises:
        StancebookError: if anywidget is not installed, the codes are of no corpus on disk, or the table
            exists and was not written by a review.
    """
    name = REVIEWER.check(name)
    if not name:
        return preview(codes)
    if codes.path is None:
        raise StancebookError("These codes are of no corpus on disk. Open one with sb.open_corpus(path).")
    if not NAME.fullmatch(name):
        raise StancebookError(f"name={name!r}: expected a name such as 'anna', which is also a file's.")
    try:
        from analysis.reviewing.widget import ReviewWidget
    except ModuleNotFoundError as error:
        if error.name != "anywidget":
            raise
        message = "A review needs anywidget. Install it: pip install 'stancebook[review]'"
        raise StancebookError(message) from error
    folder = codes.path if codes.path.is_dir() else codes.path.parent
    path = folder / FOLDER / f"{name}.csv"
    return ReviewWidget(codes, path, advise_listing(folder, path.name))


def advise_listing(folder: Path, table: str) -> str:
    """Return which line ``corpus.toml`` needs so that reports use a table; "" if it lists it already.

    Args:
        folder: the folder of the corpus.
        table: name of the table in the folder ``codings``.
    """
    file, path = folder / CORPUS_FILE, PurePath(FOLDER, table)
    listed = read_settings(file).get("codings", []) if file.is_file() else []
    for pattern in map(PurePath, listed):
        if path.match(str(pattern)) and (len(pattern.parts) == len(path.parts) or "**" in pattern.parts):
            return ""
    line = f"codings = {json.dumps([*listed, path.as_posix()], ensure_ascii=False)}"
    return f"For reports to use these decisions, {CORPUS_FILE} must say, above any [section]: {line}"
