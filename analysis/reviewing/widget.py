"""The widget of a review, for JupyterLab and other programs that show Jupyter widgets."""

from pathlib import Path
from textwrap import shorten
from typing import Any

import anywidget
import traitlets

from analysis.codes import Codes
from analysis.errors import StancebookError
from analysis.reviewing.recording import Recorder
from analysis.reviewing.session import Session

HERE = Path(__file__).parent
# decisions whose words are quoted in the notice, and characters of a quotation
QUOTED, LONGEST = 5, 80


class ReviewWidget(anywidget.AnyWidget):
    """Shows one decision at a time; the session decides what a key does, the browser only says which it was.

    Args:
        codes: a coded corpus.
        path: the table of the person's decisions.
        notice: what is to be added to corpus.toml; "" if nothing is.
        of: what is reviewed, ``statements``, ``events`` or ``attributions``.

    Attributes:
        screen: what is shown, see ``Session.describe``, with a ``turn`` that changes with each step.
        names: what is reviewed (``of``), the ``keys``, and the ``choices`` where a key asks for a name.
        notice: what the person must know from the beginning.
    """

    _esm = HERE / "widget.js"
    _css = HERE / "widget.css"
    screen = traitlets.Dict().tag(sync=True)
    names = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(self, codes: Codes, path: Path, notice: str = "", of: str = "statements") -> None:
        super().__init__()
        self._session = Session(codes, Recorder(path, of))
        kind = self._session.kind
        self.names = {
            "of": of,
            "keys": [key._asdict() for key in kind.keys],
            "choices": kind.choices,
        }
        self.notice = "\n".join(filter(None, (notice, self._list_vanished(path.name))))
        self._turn = 0
        self._show()
        self.on_msg(self.receive)

    def _list_vanished(self, table: str) -> str:
        """Return the decisions that cannot be shown, since their words are gone; "" if there are none."""
        vanished, words = self._session.vanished, self._session.kind.table.words
        if not vanished:
            return ""
        quoted = [
            f"“{shorten(str(record.cells[words]), LONGEST, placeholder='…')}” in {record.cells['doc_id']}"
            for record in vanished[:QUOTED]
        ]
        more = f", and {len(vanished) - QUOTED} more" if len(vanished) > QUOTED else ""
        said = f"Decisions on words that are not in the articles any more: {len(vanished)}."
        return f"{said} They remain in {table}: {', '.join(quoted)}{more}."

    def receive(self, _: Any, content: dict[str, Any], __: Any = None) -> None:
        """Do what a key says, unless it was pressed before the present screen was shown."""
        if content["turn"] != self._turn:
            return
        try:
            self._session.act(content["action"], content["value"])
        except StancebookError as error:
            self._session.message = str(error)
        except OSError as error:
            self._session.message = (
                f"Not recorded: the table could not be written: {error.strerror or error}. Earlier decisions "
                "are safe. Make room, or see to it that you may write there, and press the key again."
            )
        self._turn += 1
        self._show()

    def _show(self) -> None:
        self.screen = self._session.describe() | {"turn": self._turn}
