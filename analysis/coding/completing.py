"""Complete the codebook of a corpus with suggested actors and issues where it has none."""

from dataclasses import asdict, replace
from functools import partial
from typing import Any

from analysis.codebook import Actor, Codebook, Issue, Role, add_actors
from analysis.coding.cache import LAYOUT, Result, open_cache
from analysis.coding.llm import open_endpoint
from analysis.coding.stages import SAMPLE, SHARED, draw_sample, fingerprint, hash_texts
from analysis.corpus import Corpus
from analysis.documents import Problem
from analysis.settings import LLM

STAGE = "codebook"
RESOURCES = ("coding/codebooks/*", "coding/issues/*", "coding/stance_cues/*", "codebooks/*")


def is_complete(corpus: Corpus) -> bool:
    """Tell whether the codebook of a corpus has actors; those of qualitative tools have only issues."""
    return corpus.codebook is not None and bool(corpus.codebook.actors or not corpus.documents)


def complete(corpus: Corpus) -> Codebook:
    """Return the codebook of a corpus, adding suggestions if it has no actors, or no actors and issues.

    It includes the actors of a chronology.
    """
    if corpus.codebook is not None and is_complete(corpus):
        return corpus.codebook
    found = _suggest(corpus) if corpus.documents else Codebook((), ())
    if corpus.codebook is not None:
        return replace(corpus.codebook, actors=found.actors, suggested=True)
    return add_actors(found, (name for event in corpus.chronology for name in event.actors))


def is_suggested(corpus: Corpus) -> bool:
    """Tell whether the suggestions for a corpus are in the cache, or none are needed."""
    if is_complete(corpus) or not corpus.documents:
        return True
    with open_cache() as cache:
        return bool(cache.known([_hash_sample(corpus)]))


def _suggest(corpus: Corpus) -> Codebook:
    """Return the codebook suggested for a corpus, from the cache if possible."""
    key = _hash_sample(corpus)
    with open_cache() as cache:
        if key not in (known := cache.results([key])):
            known = {key: Result([asdict(suggest_with_evidence(corpus)[0])])}
            cache.add([(key, STAGE, known[key])])
    return _restore(known[key].rows[0])


def describe_sample(corpus: Corpus) -> tuple[Problem, ...]:
    """Return a note on the sample that a codebook was suggested from, if it was not all articles."""
    total = len(corpus.documents)
    if is_complete(corpus) or corpus.coder == LLM or total <= SAMPLE:
        return ()
    message = f"Suggested from {SAMPLE:,} of {total:,} articles, drawn at random from all."
    return (Problem("codebook", message, "note"),)


def suggest_with_evidence(corpus: Corpus) -> tuple[Codebook, dict[str, tuple[str, ...]]]:
    """Propose a codebook by the coder of a corpus: a language model, or for all others the built-in one.

    Returns:
        The codebook, and by the name of an issue, lines with the statements that it was suggested from.

    Raises:
        StancebookError: if the language model cannot be asked.
    """
    if corpus.coder == LLM:
        from analysis.coding.llm.suggesting import suggest

        return suggest(corpus.documents, open_endpoint(corpus), str(corpus.path))
    # the language pipeline takes seconds to import and is not needed for cached codes
    from analysis.coding import codebooks
    from analysis.coding.parses import keep_parse

    with open_cache() as cache:
        cache.drop_unused_parses()
        suggestion = codebooks.suggest_with_evidence(corpus.documents, partial(keep_parse, cache))
    return suggestion.codebook, suggestion.evidence


def _hash_sample(corpus: Corpus) -> str:
    """Return a hash of everything that the suggested codebook depends on."""
    texts = (repr((one.doc_id, one.text, one.published)) for one in draw_sample(corpus.documents))
    return hash_texts(LAYOUT, STAGE, _hash_method(corpus), *texts)


def _hash_method(corpus: Corpus) -> str:
    if corpus.coder != LLM:
        return fingerprint((*SHARED, *RESOURCES))
    endpoint = open_endpoint(corpus)
    return hash_texts(endpoint.address, endpoint.model, fingerprint(("coding/llm/prompts/*",)))


def _restore(row: dict[str, Any]) -> Codebook:
    actors = (
        Actor(
            **{**one, "aliases": tuple(one["aliases"]), "roles": tuple(Role(**role) for role in one["roles"])}
        )
        for one in row["actors"]
    )
    issues = (
        Issue(**{**one, "terms": tuple(one["terms"]), "against": tuple(one["against"])})
        for one in row["issues"]
    )
    return Codebook(tuple(actors), tuple(issues), row["suggested"], row["title"])
