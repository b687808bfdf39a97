"""A real server: llama.cpp runs a tiny model with random weights, and all its nonsense is refused."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.codes import Codes
from analysis.coding import cache, code
from analysis.corpus import Corpus
from analysis.documents import Document
from tests.coding.llm.conftest import CODEBOOK, TEXT
from tests.coding.llm.llama_server import llama_server

pytest.importorskip("xllamacpp", reason="llama.cpp's server is installed on Linux only")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Return the address of a running server."""
    with llama_server(context=32768) as found:
        yield found


@pytest.fixture
def codes(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Codes:
    """Return the codes of a few articles by the random model."""
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")
    documents = tuple(Document(f"d{number}", f"Number {number}. {TEXT}") for number in range(8))
    llm = {"address": address, "model": "tiny-random"}
    return code(Corpus("C", tmp_path, documents, CODEBOOK, coder="llm", llm=llm))


def test_constrained_decoding_really_runs(capsys: pytest.CaptureFixture[str], codes: Codes) -> None:
    """The server makes random weights obey the schema: every article is answered in the form asked for."""
    assert "enforces the form" in capsys.readouterr().err
    assert not codes.failed
    assert {account["model"] for account in codes.accounts} == {"tiny-random"}
    assert all(account["sent"] > 1000 for account in codes.accounts)


def test_nonsense_is_refused_in_full(codes: Codes) -> None:
    """Well-formed positions without words of the article are left out and counted, every one."""
    given = sum(account["positions"] - account["others"] for account in codes.accounts)
    left_out = sum((Counter(account["left_out"]) for account in codes.accounts), Counter())
    assert given > 0
    assert codes["statements"].empty
    assert given == left_out.total()
    assert set(left_out) <= {"evidence that is not in the article word for word", "not in the form asked for"}
