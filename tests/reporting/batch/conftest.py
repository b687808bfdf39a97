"""Corpora of one short article each for tests of batches."""

from pathlib import Path

import pytest

SENTENCE = "Ann Lee rejected sanctions on Norland on Monday. Bob Ray supports the sanctions."


@pytest.fixture
def corpora(tmp_path: Path) -> list[str]:
    """Return four folders of one article each."""
    made = []
    for number in range(4):
        folder = tmp_path / f"corpus-{number}"
        folder.mkdir()
        (folder / "article.txt").write_text(f"{SENTENCE} This was number {number}.")
        made.append(str(folder))
    return made
