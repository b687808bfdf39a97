"""Find which actors and issues an article names together: a chart can then tell silence from absence."""

from collections import Counter
from dataclasses import replace

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.foremost import select_read
from analysis.comparing.selecting import Selection, selected


def named(codes: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Return the pairs of an actor and an issue that an article names, whether or not there is a position.

    Names and wordings of the codebook are looked up as words; a pronoun or an office names nobody here.

    Args:
        codes: a coded corpus. Of many articles, 1,000 are read, spread evenly over the corpus; see
            ``comparing.foremost.select_read``.
        selection: only its period counts.

    Returns:
        One row per pair: ``actor``, ``issue``, and the number of ``documents`` that name both.
    """
    # loads the language pipeline, which takes a second; with this module, every notebook would wait for it
    from analysis.auditing.naming import Namer

    period = replace(selection or Selection(), actors=(), issues=(), min_confidence=0.0)
    namer = Namer(codes.codebook)
    found: Counter[tuple[str, str]] = Counter()
    read = select_read(selected(codes, "documents", period, ["doc_id"]))["doc_id"]
    for text in codes.read("documents", ["text"], set(read))["text"]:
        found.update((actor, issue) for actor, issue, _ in namer.find(text).pairs())
    rows = [(*pair, number) for pair, number in sorted(found.items())]
    return pd.DataFrame(rows, columns=["actor", "issue", "documents"])
