"""Fixtures for language models as coders: a small corpus, and a way to code it with a server."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.codebook import Actor, Codebook, Issue
from analysis.codes import Codes
from analysis.coding import cache, code
from analysis.coding.llm import wire
from analysis.corpus import Corpus
from analysis.documents import Document
from tests.coding.llm.scripted_server import Answer, Body, Scripted, is_probe, read_data, scripted_server

CODEBOOK = Codebook(
    (Actor("Mara Lind", aliases=("Mayor Lind",), side="City"), Actor("Harbour Union", kind="organisation")),
    (
        Issue("Toll", "The bridge toll should be introduced.", ("toll",)),
        Issue("Tunnel", "The harbour tunnel should be built.", ("tunnel",)),
    ),
)
TEXT = (
    "Mayor Lind said the “bridge toll” was wrong. The Harbour Union would back the tunnel if wages rise.\n\n"
    "“We will never pay,” said a driver."
)
PRICES = {"input": 10.0, "output": 20.0, "currency": "EUR"}


def position(actor: str, issue: str, evidence: str, shown_by: str = "own words") -> dict[str, str]:
    """Return an entry of an answer to the first question."""
    return {"actor": actor, "issue": issue, "evidence": evidence, "shown_by": shown_by}


def stance(
    number: int, value: str, condition: str = "", if_met: str = "", certain: bool = True
) -> dict[str, Any]:
    """Return an entry of an answer to the second question."""
    return {
        "number": number,
        "stance": value,
        "condition": condition,
        "if_met": if_met,
        "certain": certain,
    }


LIND = position("Mara Lind", "Toll", "the “bridge toll” was wrong")
UNION = position("Harbour Union", "Tunnel", "would back the tunnel if wages rise")
STANCES = [stance(1, "oppose"), stance(2, "conditional", "if wages rise", "support")]


def reply(positions: list[dict[str, Any]], stances: list[dict[str, Any]]) -> Callable[[Body], Answer]:
    """Return a script that gives these answers about every article."""

    def script(body: Body) -> Answer:
        if is_probe(body):
            return Answer("Good morning.")
        if "article" in read_data(body):
            return Answer(json.dumps({"positions": positions, "last_speaker": ""}))
        return Answer(json.dumps({"stances": stances}))

    return script


GOOD = reply([LIND, UNION], STANCES)


class Asker:
    """Codes articles with a scripted server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server: Scripted

    def __call__(
        self,
        script: Callable[[Body], Answer] = GOOD,
        texts: tuple[str, ...] = (TEXT,),
        codebook: Codebook = CODEBOOK,
        most_asked: int | None = None,
        documents: tuple[Document, ...] = (),
        **settings: Any,
    ) -> Codes:
        """Code texts, or documents, with a server that follows a script and is then ``server``."""
        documents = documents or tuple(Document(f"d{number}", text) for number, text in enumerate(texts))
        with scripted_server(script) as self.server:
            llm = {"address": self.server.address, "model": "tiny", **settings}
            return code(
                Corpus("C", self.folder, documents, codebook, coder="llm", llm=llm), most_asked=most_asked
            )


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asker]:
    """Return a function that codes texts with a scripted server and a cache of its own."""
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")
    monkeypatch.setattr(wire, "FIRST_WAIT", 0.01)
    return Asker(tmp_path)
