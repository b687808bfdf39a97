"""Coders that other packages bring along: an entry point in the group ``stancebook.coders``.

A coder fills the statements table in place of the rules; quotes, tones, dates and events stay theirs.
What it returns is checked word by word, and one document that fails costs no other.
"""

from collections.abc import Iterable, Mapping
from importlib.metadata import entry_points
from typing import Any, Protocol

from analysis.codebook import Codebook
from analysis.coding.verification import Verified, Verifier
from analysis.documents import Document, Problem
from analysis.errors import StancebookError, unknown
from analysis.settings import NONE, RULES

GROUP = "stancebook.coders"


class Coder(Protocol):
    """Who takes which stance on what, by whatever means.

    Attributes:
        name: name and version ("acme-nli-2.1"); it stands with every code and decides, with the
            documents and the codebook, whether cached codes still hold.
    """

    name: str

    def code(self, document: Document, codebook: Codebook) -> Iterable[Mapping[str, Any]]:
        """Return the statements of one document.

        Args:
            document: the article; ``document.text`` is what evidence is quoted from.
            codebook: the actors and issues to code.

        Returns:
            For each statement ``actor``, ``issue``, ``stance`` and ``evidence`` (words of the text),
            and, if known, ``start`` and ``end`` of the evidence, ``condition``, ``if_met``, ``reason``
            and ``confidence`` (0 to 1).
        """
        ...


class _Nobody:
    """Codes no statement."""

    name = NONE

    def code(self, document: Document, codebook: Codebook) -> Iterable[Mapping[str, Any]]:
        """Return nothing."""
        return ()


def load(name: str) -> Coder | None:
    """Return a coder by the name of its entry point; None for the rules. "none" codes nothing.

    Raises:
        StancebookError: for a name that no installed package brings along, or one that does not load.
    """
    if name == RULES:
        return None
    if name == NONE:
        return _Nobody()
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in found:
        raise unknown("coder", name, (RULES, NONE, *found))
    try:
        made: Coder = found[name].load()()
    except Exception as error:
        raise StancebookError(
            f"Coder {name!r} could not be loaded ({error}). Repair or reinstall it."
        ) from error
    if not isinstance(getattr(made, "name", None), str) or not callable(getattr(made, "code", None)):
        raise StancebookError(f"Coder {name!r}: expected a `name` and a method `code`, got {made!r}.")
    return made


def statements(coder: Coder, documents: Iterable[Document], codebook: Codebook) -> Verified:
    """Let a coder code documents one by one.

    Args:
        coder: the coder.
        documents: what to code.
        codebook: the actors and issues.

    Returns:
        Its statements; what of them could not be used, and documents that it failed on, as problems.
    """
    listed = list(documents)
    verifier = Verifier(listed, codebook, "s")
    for document in listed:
        try:
            # all of it first: a coder that breaks off has no statements
            for given in list(coder.code(document, codebook)):
                verifier.add(document.doc_id, coder.name, {**given, "doc_id": document.doc_id})
        except Exception as error:
            what = f"Coder {coder.name} failed on it ({type(error).__name__}: {error}); it has no statements."
            verifier.verified.problems.append(Problem(document.doc_id, what, "warning"))
            verifier.verified.failed.append(document.doc_id)
    return verifier.verified
