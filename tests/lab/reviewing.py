"""Review in JupyterLab by keyboard alone, and keep what should then be in the table."""

import csv
import json
import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, zip_longest
from pathlib import Path
from typing import Any

import nbformat

from tests.lab.server import Lab, open_notebook, run_all_cells

CELLS = (
    """import os, pathlib
import analysis as sb
pathlib.Path("pid").write_text(str(os.getpid()))
codes = sb.code(sb.open_corpus("."))
codes["statements"].to_json("statements.json", orient="records")
""",
    'sb.review(codes, name="anna")',
)
READ = """() => {
    const root = document.querySelector('.sb-review')
    const slots = [...root.querySelectorAll('dl > div')]
        .map(one => [one.className.slice(3), one.querySelector('dd').textContent])
    const marks = [...root.querySelectorAll('mark')].map(one => one.textContent)
    const source = root.querySelector('.sb-source').textContent
    return {...Object.fromEntries(slots), evidence: marks.join(''), source}
}"""
# notes for each new screen the milliseconds from the key to the frame that shows it
WATCH = """() => {
    window.waits = []
    let pressed = 0
    addEventListener('keydown', event => { pressed = event.timeStamp }, true)
    const note = () => setTimeout(() => waits.push(performance.now() - pressed))
    new MutationObserver(() => requestAnimationFrame(note))
        .observe(document.querySelector('.sb-review .sb-progress'), {childList: true})
}"""
STANCES = {"s": "support", "o": "oppose", "c": "conditional", "n": "neutral"}


@dataclass
class Decision:
    """What should be in a row of the table, and where it was read."""

    source: str
    actor: str
    issue: str
    stance: str
    evidence: str
    note: str = ""

    def matches(self, row: dict[str, str]) -> bool:
        """Return whether a row of the table says the same."""
        note = row["reason"].partition("; flagged: ")[2]
        # a table read and written again keeps the words, not the spaces between them
        words = " ".join(row["evidence"].split()) == " ".join(self.evidence.split())
        said = (row["actor"], row["issue"], row["stance"], note, row["coder"])
        return words and said == (self.actor, self.issue, self.stance, self.note, "human:anna")


@dataclass
class Reviewer:
    """Anna, who decides in JupyterLab.

    Attributes:
        page: the browser's page.
        lab: the server.
        corpus: the corpus, in the folder of the server; the notebook is written beside ``corpus.toml``.
        decided: what she decided, in order.
        waits: milliseconds from the key of each decision to the next screen.
    """

    page: Any
    lab: Lab
    corpus: Path
    decided: list[Decision] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    @property
    def rows(self) -> list[dict[str, str]]:
        """Return the rows of the table on the disk."""
        with (self.corpus / "codings" / "anna.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def open(self) -> None:
        """Open the notebook, run it and go to the review; what was open before is gone, as after a reload."""
        cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), self.corpus / "review.ipynb")
        self.page.goto("about:blank")
        open_notebook(self.page, self.lab, (self.corpus / "review").relative_to(self.lab.folder).as_posix())
        run_all_cells(self.page)
        self.page.wait_for_selector(".sb-review mark")
        self.page.locator(".sb-review").focus()
        self.page.evaluate(WATCH)

    def kill_kernel(self) -> None:
        """End the kernel as a lack of memory does: without a warning."""
        os.kill(int((self.corpus / "pid").read_text()), signal.SIGKILL)

    def count_left(self) -> int:
        """Return how many decisions the review says are left."""
        said = self.page.inner_text(".sb-review .sb-progress").partition("Left: ")[2].partition(".")[0]
        return sum(map(int, re.findall(r"\d+", said)))

    def read(self) -> dict[str, str]:
        """Return what is on the screen: source, evidence, actor, issue, stance, why and status."""
        screen: dict[str, str] = self.page.evaluate(READ)
        return {**screen, "issue": screen["issue"].partition(": ")[0]}

    def press(self, key: str) -> dict[str, str]:
        """Press a key, wait for the next screen and return it."""
        shown = self.page.evaluate("waits.length")
        self.page.keyboard.press(key)
        self.page.wait_for_function("shown => waits.length > shown", arg=shown)
        return self.read()

    def answer(self, key: str, typed: str) -> dict[str, str]:
        """Press a key that asks for something, type it, and return the next screen."""
        self.page.keyboard.press(key)
        self.page.keyboard.type(typed)
        return self.press("Enter")

    def decide(self, key: str, note: str = "") -> Decision:
        """Decide on what is on the screen; where nothing is coded, right as shown means support."""
        shown = self.read()
        if key == "Enter" and shown["stance"] == "none yet":
            key = "s"
        stance = shown["stance"] if key == "Enter" else STANCES.get(key, "")
        self.press(key)
        self.waits.append(self.page.evaluate("waits.at(-1)"))
        return self._expect(shown, stance, note)

    def decide_and_die(self) -> None:
        """Reject what is on the screen and kill the kernel at once; the decision is in the table or not."""
        shown = self.read()
        self.page.keyboard.press("x")
        self.kill_kernel()
        if len(self.rows) > len(self.decided):
            self._expect(shown, "")

    def _expect(self, shown: dict[str, str], stance: str, note: str = "") -> Decision:
        """Expect a row in the table."""
        source = shown["source"].partition(" · ")[0]
        actor, issue, evidence = (shown[name] for name in ("actor", "issue", "evidence"))
        self.decided.append(Decision(source, actor, issue, stance, evidence, note))
        return self.decided[-1]

    def go_on(self, actor: str, issue: str) -> Iterator[None]:
        """Decide again and again, with all keys in turn, and yield after each decision.

        Args:
            actor: the beginning of a name, to change the actor.
            issue: the beginning of a name, to change the issue.
        """
        steps: tuple[Callable[[], object], ...] = (
            *(lambda key=key: self.decide(key) for key in ("Enter", "x", "s", "o", "c", "n")),
            lambda: (self.answer("a", actor), self.decide("s")),
            lambda: (self.answer("i", issue), self.decide("Enter")),
            lambda: (self.press("]"), self.decide("Enter")),
            lambda: (self.press("m"), self.answer("i", issue), self.decide("o")),
            lambda: (self.answer("f", "so x"), self.decide("n", note="so x")),
            self._change_her_mind,
            lambda: (self.press("j"), self.press("k"), self.decide("Enter")),
        )
        for step in cycle(steps):
            step()
            yield

    def _change_her_mind(self) -> None:
        undone = self.decide("x")
        shown = self.press("u")
        self.decided.pop()
        assert (shown["actor"], shown["evidence"]) == (undone.actor, undone.evidence)
        self.decide("s")

    def list_open(self) -> Iterator[dict[str, str]]:
        """Yield what is still to be decided, going through all screens to the last."""
        shown, before = self.read(), None
        while shown != before:
            yield shown
            shown, before = self.press("j"), shown

    def find_asked_again(self, asked: Iterable[dict[str, str]]) -> list[Decision]:
        """Return the decisions on words, actor and issue that are to be decided again."""
        cells = [(one["actor"], one["issue"], one["evidence"]) for one in asked]
        return [one for one in self.decided if (one.actor, one.issue, one.evidence) in cells]

    def find_differences(self) -> list[tuple[Decision | None, dict[str, str] | None]]:
        """Return each decision with its row where they are not the same; the order counts."""
        pairs = zip_longest(self.decided, self.rows)
        return [(one, row) for one, row in pairs if one is None or row is None or not one.matches(row)]

    def find_without_effect(self) -> list[Decision]:
        """Return the decisions that had not their effect on the codes, as they were when last opened."""
        read = json.loads((self.corpus / "statements.json").read_text(encoding="utf-8"))
        codes = Counter(
            (row["actor"], row["issue"], row["evidence"], row["coder"] == "human:anna" and row["stance"])
            for row in read
        )
        wrong = []
        for one in self.decided:
            cell = one.actor, one.issue, one.evidence
            if codes[*cell, one.stance] != bool(one.stance) or codes[*cell, False]:
                wrong.append(one)
        return wrong
