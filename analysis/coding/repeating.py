"""Ask a language model about a sample of articles a second time: do its answers stay the same?"""

import math
from dataclasses import replace

import pandas as pd

from analysis import table_files
from analysis.coding.completing import complete
from analysis.coding.llm import open_endpoint
from analysis.coding.pipeline import Coded, ask_ahead
from analysis.coding.plugins import CHECKING
from analysis.coding.stages import fingerprint, hash_texts, select_stages
from analysis.corpus import Corpus
from analysis.documents import Document, Problem


def code_twice(
    corpus: Corpus, share: float, model: str = ""
) -> tuple[pd.DataFrame, pd.DataFrame, tuple[Document, ...], list[Problem]]:
    """Code a sample of a corpus by a language model, and again.

    Args:
        corpus: the corpus.
        share: the share of its articles, more than 0 and at most 1; at least one article is coded.
        model: another model for the second time; by default the same one.

    Returns:
        The statements of the first and of the second time, the articles, and warnings.

    Raises:
        StancebookError: if the model cannot be asked.
    """
    from analysis.coding.llm.stage import build_stages

    endpoint = open_endpoint(corpus)
    # the same articles every time, however many the corpus has
    drawn = sorted(corpus.documents, key=lambda document: hash_texts(document.doc_id))
    sample = tuple(drawn[: math.ceil(share * len(drawn))])
    codebook, found, problems = complete(corpus), [], []
    for asked, repetition in ((endpoint, 0), (replace(endpoint, model=model or endpoint.model), 1)):
        answers, checked = build_stages(asked, fingerprint(CHECKING), repetition)
        coded = Coded(sample, codebook, (answers, *select_stages(checked)))
        problems += ask_ahead([coded], str(corpus.path))
        pieces = list(coded.pieces(["statements"]))
        problems += [problem for piece in pieces for problem in piece.problems]
        tables = [table_files.from_arrow("statements", piece.tables["statements"]) for piece in pieces]
        found.append(pd.concat(tables, ignore_index=True))
    return found[0], found[1], sample, problems
