"""Find which actors and issues an article names together: a chart can then tell silence from absence."""

from collections import Counter
from dataclasses import replace

import pandas as pd
import pyarrow as pa

from analysis.codes import Codes
from analysis.coding.cache import open_cache
from analysis.coding.stages import fingerprint, hash_texts
from analysis.comparing.foremost import select_read
from analysis.comparing.selecting import Selection, selected

# what decides which names are found
FILES = (
    "codebook.py",
    "language/**/*",
    "coding/actors/*",
    "coding/issues/*",
    "coding/lexicon/*",
    "auditing/naming.py",
)
# name of the table in the cache
TABLE = "named"
SCHEMA = pa.schema([("actor", pa.string()), ("issue", pa.string()), ("documents", pa.int64())])


def named(codes: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Return the pairs of an actor and an issue that an article names, whether or not there is a position.

    Names and wordings of the codebook are looked up as words; a pronoun or an office names nobody here. What
    was found is kept in the cache of codes, so that a report of coded articles need not load the language
    pipeline.

    Args:
        codes: a coded corpus. Of many articles, 1,000 are read, spread evenly over the corpus; see
            ``comparing.foremost.select_read``.
        selection: only its period counts.

    Returns:
        One row per pair: ``actor``, ``issue``, and the number of ``documents`` that name both.
    """
    texts = _select_texts(codes, selection)
    key = _build_key(codes, texts)
    with open_cache() as cache:
        found = cache.assembled(key, [TABLE])
        if found is None:
            found = {TABLE: pa.Table.from_pylist(_count_pairs(codes, texts), SCHEMA)}
            cache.add_assembled(key, found)
    frame: pd.DataFrame = found[TABLE].to_pandas(use_threads=False)
    return frame


def is_looked_up(codes: Codes, selection: Selection | None = None) -> bool:
    """Return whether the cache holds what ``named`` returns, so that it loads no language pipeline."""
    with open_cache() as cache:
        return cache.is_assembled(_build_key(codes, _select_texts(codes, selection)))


def _select_texts(codes: Codes, selection: Selection | None) -> list[str]:
    period = replace(selection or Selection(), actors=(), issues=(), min_confidence=0.0)
    read = select_read(selected(codes, "documents", period, ["doc_id"]))["doc_id"]
    return list(codes.read("documents", ["text"], set(read))["text"])


def _build_key(codes: Codes, texts: list[str]) -> str:
    return hash_texts(fingerprint(FILES), repr(codes.codebook.actors), repr(codes.codebook.issues), *texts)


def _count_pairs(codes: Codes, texts: list[str]) -> list[dict[str, object]]:
    # loads the language pipeline, which takes a second; with this module, every notebook would wait for it
    from analysis.auditing.naming import Namer

    namer = Namer(codes.codebook)
    found: Counter[tuple[str, str]] = Counter()
    for text in texts:
        found.update((actor, issue) for actor, issue, _ in namer.find(text).pairs())
    return [
        {"actor": actor, "issue": issue, "documents": number}
        for (actor, issue), number in sorted(found.items())
    ]
