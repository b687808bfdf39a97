"""Weights fit only the word lists and features that they were fitted with."""

from pathlib import Path

import numpy as np
import pytest

from analysis.coding import basis
from analysis.coding.basis import Basis
from analysis.coding.events.plover import model as event_types
from analysis.coding.quotes import network
from analysis.coding.statements import model as stances
from analysis.errors import StancebookError

CODE = '''"""Reads features."""

from spacy.tokens import Token


def read(token: Token) -> str:
    """Return a feature."""
    word = token.lemma_
    return f"any {word}"
'''
RENAMED = '''"""Extract features."""

from spacy.tokens import Token  # a comment


def extract(word: Token) -> str:
    base = word.lemma_
    return f"any {base}"
'''


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Basis:
    """A word list with two sections, and code that computes a feature."""
    monkeypatch.setattr(basis, "CODING", tmp_path)
    (tmp_path / "words.toml").write_text('[a]\nverbs = "run walk"\n[b]\nnouns = "door"\n', encoding="utf-8")
    (tmp_path / "features.py").write_text(CODE, encoding="utf-8")
    return Basis("make train", ("features.py",), (("words.toml", ("a",)),))


def rebuild(one: Basis) -> str:
    """Return the hash as it would be computed now."""
    return Basis(one.command, one.features, one.lists).hash


@pytest.mark.parametrize(
    "model", [stances, event_types, network], ids=["stances", "event types", "attribution"]
)
def test_the_weights_that_ship_fit(model: object) -> None:
    """Each file of weights was fitted with the lists and features beside it."""
    with np.load(model.WEIGHTS, allow_pickle=False) as arrays:  # type: ignore[attr-defined]
        model.BASIS.check(arrays, model.WEIGHTS)  # type: ignore[attr-defined]


def test_a_new_word_or_feature_is_another_basis(made: Basis, tmp_path: Path) -> None:
    """A word that is added, and a feature that is written differently, change the hash."""
    before = rebuild(made)
    (tmp_path / "words.toml").write_text(
        '[a]\nverbs = "run walk swim"\n[b]\nnouns = "door"\n', encoding="utf-8"
    )
    after = rebuild(made)
    assert after != before
    (tmp_path / "features.py").write_text(CODE.replace("any", "each"), encoding="utf-8")
    assert rebuild(made) not in (before, after)


def test_names_and_comments_do_not_count(made: Basis, tmp_path: Path) -> None:
    """A rename, another docstring, word order and unread sections leave the hash unchanged."""
    before = rebuild(made)
    (tmp_path / "words.toml").write_text(
        '# verbs\n[a]\nverbs = "walk run"\n[b]\nnouns = "roof"\n', encoding="utf-8"
    )
    (tmp_path / "features.py").write_text(RENAMED, encoding="utf-8")
    assert rebuild(made) == before


@pytest.mark.parametrize("stamp", [{}, {"basis": np.array("0" * 32)}], ids=["none", "another"])
def test_other_weights_are_refused_with_the_command(made: Basis, stamp: dict[str, np.ndarray]) -> None:
    """The error names the file and how to train it again."""
    with pytest.raises(StancebookError, match=r"weights\.npz.*Train them again: make train"):
        made.check(stamp, Path("weights.npz"))
    made.check(made.stamp(), Path("weights.npz"))
