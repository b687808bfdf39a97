"""The codebook that a corpus is coded with: its own, and what a machine suggests where it says nothing."""

from dataclasses import replace

from analysis.codebook import Codebook, with_names
from analysis.corpus import Corpus


def is_complete(corpus: Corpus) -> bool:
    """Tell whether a corpus says whose stances are looked for; issues alone come from qualitative tools."""
    return corpus.codebook is not None and bool(corpus.codebook.actors or not corpus.documents)


def completed(corpus: Corpus) -> Codebook:
    """Return the codebook of a corpus, with actors; issues too are suggested where it has no codebook.

    Whom its chronology names is in it.
    """
    if corpus.codebook is not None and is_complete(corpus):
        return corpus.codebook
    # the language pipeline takes seconds to import; a chronology does without it
    from analysis.coding.codebooks import suggest

    found = suggest(corpus.documents) if corpus.documents else Codebook((), ())
    if corpus.codebook is not None:
        return replace(corpus.codebook, actors=found.actors, suggested=True)
    return with_names(found, (name for event in corpus.chronology for name in event.actors))
