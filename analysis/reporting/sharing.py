"""Let the notebooks of a report use what the report has read: their processes are forks of its own."""

from collections.abc import Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import analysis
from analysis.codes import Codes
from analysis.corpus import Corpus


def share_codes(coded: Sequence[tuple[Corpus, Codes]]) -> None:
    """Let ``open_corpus`` and ``code`` return what has been read, in this process and its forks.

    A notebook may change what it gets; the process of another notebook has its own copy.

    Args:
        coded: corpora and their codes.
    """
    corpora = {str(corpus.path): corpus for corpus, _ in coded}
    open_corpus, code = analysis.open_corpus, analysis.code

    @wraps(open_corpus)
    def open_shared(path: str | Path) -> Corpus:
        return corpora[str(path)] if str(path) in corpora else open_corpus(path)

    @wraps(code)
    def code_shared(corpus: Corpus, *options: Any, **more: Any) -> Codes:
        found = [codes for other, codes in coded if other is corpus and not (options or more)]
        return found[0] if found else code(corpus, *options, **more)

    vars(analysis).update(open_corpus=open_shared, code=code_shared)
