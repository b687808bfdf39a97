"""The widget of a review, for JupyterLab and other programs that show Jupyter widgets."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from analysis.codes import Codes
from analysis.errors import StancebookError
from analysis.reviewing.recording import Recorder
from analysis.reviewing.session import Session

HERE = Path(__file__).parent


class ReviewWidget(anywidget.AnyWidget):
    """Shows one decision at a time; the session decides what a key does, the browser only says which it was.

    Attributes:
        screen: what is shown, see ``Session.describe``, with a ``turn`` that changes with each step.
        names: the actors and issues of the codebook, and the ``table`` that is written.
        notice: what is to be added to corpus.toml; "" if nothing is.
    """

    _esm = HERE / "widget.js"
    _css = HERE / "widget.css"
    screen = traitlets.Dict().tag(sync=True)
    names = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(self, codes: Codes, path: Path, notice: str) -> None:
        super().__init__()
        self._session = Session(codes, Recorder(path))
        self.names = {
            "actor": [actor.name for actor in codes.codebook.actors],
            "issue": [issue.name for issue in codes.codebook.issues],
            "table": f"{path.parent.name}/{path.name}",
        }
        self.notice = notice
        self._turn = 0
        self._show()
        self.on_msg(self.receive)

    def receive(self, _: Any, content: dict[str, Any], __: Any = None) -> None:
        """Do what a key says, unless it was pressed before the present screen was shown."""
        if content["turn"] != self._turn:
            return
        try:
            self._session.act(content["action"], content["value"])
        except StancebookError as error:
            self._session.message = str(error)
        except OSError as error:
            self._session.message = f"Not recorded: the table could not be written ({error})."
        self._turn += 1
        self._show()

    def _show(self) -> None:
        self.screen = self._session.describe() | {"turn": self._turn}
