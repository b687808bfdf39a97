"""Plan a report: open its corpora, check its options, and do what needs the language pipeline."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.auditing.named import is_looked_up, named
from analysis.codes import Codes
from analysis.coding import code, is_coded
from analysis.comparing.coders import read_codings
from analysis.comparing.outlet_accounts import map_outlets
from analysis.comparing.selecting import check_names
from analysis.corpus import Corpus, open_corpus
from analysis.reporting.notebooks import (
    AGREEMENT,
    NETWORK,
    OUTLETS,
    REVIEW,
    STANCES,
    Notebook,
    build_selection,
    check_parameters,
    find_notebooks,
)
from analysis.settings import NONE


@dataclass(frozen=True)
class Plan:
    """The inputs of a report, checked before anything is coded.

    Attributes:
        corpus: the subject of the report.
        notebooks: the notebooks to run.
        all_notebooks: the same, and those that do not apply to the corpus.
        parameters: parameters of the notebooks, including ``corpus``.
        against: the corpus to compare with, if any.
    """

    corpus: Corpus
    notebooks: tuple[Notebook, ...]
    all_notebooks: tuple[Notebook, ...]
    parameters: Mapping[str, Any]
    against: Corpus | None = None

    @property
    def corpora(self) -> dict[str, Corpus]:
        """The corpora that the notebooks read, by parameter."""
        other = {} if self.against is None else {"against": self.against}
        return {"corpus": self.corpus, **other}


def plan(
    path: str | Path,
    given: Mapping[str, Any] | None = None,
    notebook_path: Path | None = None,
    only: str = "",
) -> Plan:
    """Open a corpus and check the options of its report; the arguments are those of ``report``."""
    books = find_notebooks(notebook_path)
    parameters = check_parameters(given or {}, books)
    corpus = open_corpus(path)
    against = open_corpus(parameters["against"]) if parameters.get("against") else None
    if against is not None:
        parameters["against"] = str(against.path)
    if corpus.codebook is not None:
        check_names(corpus.codebook, build_selection(parameters))
    selected = tuple(book for book in books if book.name == only or (not only and _applies_to(book, corpus)))
    return Plan(corpus, selected, tuple(books), {**parameters, "corpus": str(corpus.path)}, against)


def _applies_to(book: Notebook, corpus: Corpus) -> bool:
    """Return whether a notebook applies to a corpus.

    What people checked needs codings of people. The comparison of coders needs two coders, of whom at least
    one is human. The discourse network needs two texts, because the network of a single text shows nothing
    that its stances do not.
    """
    if book.name == NETWORK:
        return len(corpus.documents) + len(corpus.chronology) > 1
    if book.name == REVIEW:
        return bool(corpus.codings or corpus.decisions)
    if book.name != AGREEMENT:
        return True
    human_coders = {coding.coder for coding in corpus.codings}
    is_coded_automatically = bool(corpus.documents) and corpus.coder != NONE
    return bool(human_coders) and len(human_coders) + is_coded_automatically > 1


def has_data_for(book: Notebook, codes: Codes) -> bool:
    """Return whether the codes have two coders, or two outlets, to compare, or decisions to show.

    A table of corrections may hold no decisions, and one of a person's own coding holds none.
    """
    if book.name == OUTLETS:
        return len(set(map_outlets(codes).values())) > 1
    if book.name == REVIEW:
        return bool(codes.decisions or codes.singly or codes.corrections)
    return book.name != AGREEMENT or len(read_codings(codes)) > 1


def prepare(what: Plan) -> None:
    """Do all that needs the language pipeline, which takes a second to load; the cache keeps the results.

    The notebooks, and the process from which theirs are forked, then do without.
    """
    codes = [code(corpus) for corpus in what.corpora.values()]
    if _shows_names(what):
        named(codes[0], build_selection(what.parameters))


def is_prepared(what: Plan) -> bool:
    """Return whether ``prepare`` has nothing to do."""
    if not all(map(is_coded, what.corpora.values())):
        return False
    return not _shows_names(what) or is_looked_up(code(what.corpus), build_selection(what.parameters))


def _shows_names(what: Plan) -> bool:
    return any(book.name == STANCES for book in what.notebooks)
