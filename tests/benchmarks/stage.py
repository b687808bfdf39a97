"""Time one stage of coding: ``python -m tests.benchmarks.stage NUMBER`` prints JSON."""

import json
import resource
import sys
import time
from collections.abc import Callable

import spacy  # noqa: F401 - import it first, so its import is not measured

from tests.benchmarks.speed import COPIES, ROOT, SEED


def main() -> None:
    """Time a stage on copies of the seed article."""
    number = int(sys.argv[1])
    started = time.perf_counter()
    from analysis.coding.quotes.network import load as load_networks
    from analysis.language.parsing import load

    load()
    if number > 1:
        load_networks()
    loading = time.perf_counter() - started
    from analysis.corpus import open_corpus
    from analysis.documents import Document

    text = open_corpus(ROOT / SEED).documents[0].text
    documents = [Document(f"d{copy}", text) for copy in range(COPIES)]
    action = _choose_action(number)
    action(documents[:2])
    started = time.perf_counter()
    action(documents)
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    words = COPIES * len(text.split())
    print(json.dumps({"loading": loading, "seconds": seconds, "words": words, "memory": memory}))


def _choose_action(number: int) -> Callable[..., object]:
    from analysis.coding.quotes.attributing import find_attributions
    from analysis.coding.running import code_documents
    from analysis.corpus import open_corpus
    from analysis.language.parsing import parse

    if number == 0:
        return lambda documents: sum(1 for _ in parse(documents))
    if number == 1:
        from textacy.extract.triples import direct_quotations

        return lambda documents: [
            list(direct_quotations(paragraph.doc.parse))
            for article in parse(documents)
            for paragraph in article.paragraphs
            if sum(token.is_quote for token in paragraph.doc) % 2 == 0
        ]
    if number == 2:
        return lambda documents: [list(find_attributions(article)) for article in parse(documents)]
    codebook = open_corpus(ROOT / SEED).codebook
    assert codebook is not None
    return lambda documents: code_documents(documents, codebook)


if __name__ == "__main__":
    main()
