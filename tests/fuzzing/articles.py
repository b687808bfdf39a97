"""Hostile articles, the stages of coding under test, and what must hold of their codes and pages."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis import tables
from analysis.codebook import Actor, Codebook, Issue
from analysis.documents import Document
from tests.fuzzing.flaws import Flaw
from tests.fuzzing.readers import check_tables, simplify

SAID = "Mayor Mara Lind said on Monday that the toll was “a mistake”, and she rejected it. "
NEWS = (
    "SUNDVIK, 3 March 2025 – Mayor Mara Lind said on Monday that the toll was “a mistake”. The Harbour Union "
    "would accept the tunnel only if the ferry jobs are kept, its chairman, Ola Brandt, told reporters.\n\n"
    "“We will never pay,” said a driver. Talks will resume on 5 May if the port company agrees. The council "
    "denied that it had met the union in February 2024, and called the deal excellent.\n"
)
TARGETS = (
    "Mara Lind", "said", "toll", "“", "”", "Monday", "3 March 2025", "the Harbour Union", ".", ",", "(",
    "who", "not", "if", "will", "denied", "?", "that", "5 May", "according to", "she", "—", "\n\n",
    "excellent",
)  # fmt: skip
FOREIGN = (
    "\u202e", "\u2066x\u2069", "\u200b", "\u200d", "\ufeff", "e" + "\u0301" * 300,
    "\U0001f469\u200d\U0001f680", "𝕄", "\u0600ال", "שלום", "เทศบาล", "東京", "\x07", "\x1b[0m", "\u2028",
    "\x85", "<script>alert(1)</script>", "<!--", "'; DROP TABLE x;--", "=1+1", "{{7*7}}", "%s", "&amp;",
    "\\N{DASH}", "ß", "İ", "ﬁ", "\u00ad", "\u0345", "👩" * 50, "\ufffd", "\U0010ffff", "\u3164", "\xa0",
    "\u2009", "```", "[x](javascript:1)", "|", "$$", "§", "…", "......", "!!!",
)  # fmt: skip
CODEBOOK = Codebook(
    (
        Actor("Mara Lind", aliases=("Mayor Lind",), side="City"),
        Actor("Ola Brandt", side="Union"),
        Actor("Harbour Union", kind="organisation", aliases=("the union",), side="Union"),
    ),
    (
        Issue("Toll", "Drivers should pay a toll.", ("toll",), ("free passage",)),
        Issue("Tunnel", "The harbour tunnel should be built.", ("tunnel",)),
    ),
)


def list_shapes(size: int) -> Iterator[tuple[str, str]]:
    """Yield the name and text of articles of extreme shapes.

    Args:
        size: about how many characters they have.
    """
    times = max(1, size // 80)
    yield "one line", SAID * times
    yield "no spaces", "x" * size
    yield "no spaces in words", (SAID * times).replace(" ", "")
    yield "only marks", "“”()[]—,.;:!?’'\"" * (size // 16)
    yield "only quotation marks", "“" * size
    yield "only brackets", "(" * (size // 2) + ")" * (size // 2)
    yield "only line feeds", "a\n" * (size // 2)
    yield "only numbers", "3 14 15 92 65.35 " * (size // 17)
    yield "only commas", "Lind, " * (size // 6)
    yield "only and", "Lind and " * (size // 9)
    yield "quotes in quotes", "Lind said “" * (size // 22) + "no" + "”" * (size // 22)
    yield "quotes never closed", ("Mayor Lind said: “We reject the toll.\n\n" * (size // 40))
    yield "apostrophes", "'tis the dockers' union's '90s rock 'n' roll, " * (size // 46)
    yield "said said", "said " * (size // 5)
    yield "clauses in clauses", "Lind said that " * (size // 15) + "it rained."
    yield (
        "many names",
        " ".join(f"Anna{chr(97 + n % 26)} Berg{chr(97 + n // 26 % 26)} said no." for n in range(size // 25)),
    )
    yield (
        "many days",
        " ".join(
            f"On {1 + n % 31} {m} {1900 + n % 200}." for n in range(size // 40) for m in ("May", "June")
        ),
    )
    yield (
        "many relative days",
        "Three days before the last Monday of next month, two weeks ago, " * (size // 64),
    )
    yield (
        "near duplicates",
        "".join(f"Lind said on Monday that the toll of {n} crowns was a mistake. " for n in range(times)),
    )
    yield "capitals", (NEWS * (times // 6 + 1)).upper()
    yield "many paragraphs", (NEWS.replace(". ", ".\n\n") * (times // 6 + 1))
    yield "questions", "Will Lind reject the toll? Would she? " * (size // 38)
    yield "negations", "Lind did not deny that she never rejected no toll. " * (size // 51)
    yield "conditions", "If the union agrees, unless Lind rejects it, provided that " * (size // 60)
    yield (
        "a transcript",
        "LIND: We reject the toll.\nBRANDT: (laughs) No.\nQ. Why?\nA. Because.\n" * (size // 65),
    )
    yield "abbreviations", "U.S. Sen. J. R. R. B. Lind Jr. of St. Paul, Minn., said. " * (size // 57)
    yield "hyphens", "-" * size
    yield "addresses", "https://x.example/?q=“toll”&a=1#b " * (size // 35)


def mutate_article(rng: random.Random) -> str:
    """Return a news text with hostile words in it, and words cut, repeated or moved."""
    text = NEWS * rng.choice((1, 1, 2, 4))
    for _ in range(rng.choice((1, 2, 4, 8, 16))):
        place = rng.choice(TARGETS)
        parts = text.split(place)
        at = rng.randrange(len(parts))
        kind = rng.randrange(6)
        if kind == 0:
            parts[at] += rng.choice(FOREIGN)
        elif kind == 1:
            parts[at] = rng.choice(FOREIGN).join(parts[at].split(" "))
        elif kind == 2:
            del parts[at]
        elif kind == 3:
            parts[at] *= rng.choice((2, 5))
        elif kind == 4:
            rng.shuffle(parts)
        else:
            place = rng.choice((*FOREIGN, *TARGETS, "", " "))
        text = place.join(parts)[:6000]
    return text


def write_article(file: Path, text: str, rng: random.Random) -> None:
    """Write an article and its metadata, some of which are hostile too."""
    hostile = [rng.choice((None, None, *FOREIGN, "3 March")) for _ in range(4)]
    names = ("title", "outlet", "author", "url")
    given = {name: f"A toll {value}" for name, value in zip(names, hostile, strict=True) if value is not None}
    day = rng.choice((None, "2025-03-04", "0001-01-01", "9999-12-31"))
    file.write_text(json.dumps({"text": text, "published": day, **given}), encoding="utf-8")


def _read(path: Path) -> Document:
    """Read an article as readers would pass it on."""
    from analysis.reading.normalising import normalise

    content = json.loads(path.read_text(encoding="utf-8"))
    return Document("a1", normalise(content.pop("text")) or "Nothing.", **content)


def code_article(path: Path) -> Any:
    """Code an article with a codebook."""
    return simplify(_code([_read(path)], CODEBOOK))


def _code(documents: list[Document], codebook: Codebook) -> tables.Tables:
    """Code articles in all stages, of which none may fail, and check the tables."""
    from analysis.coding.running import assemble, run_stages
    from analysis.coding.stages import BUILT_IN

    results = run_stages(documents, codebook, BUILT_IN)
    for problem in (problem for found in results for result in found.values() for problem in result.problems):
        raise Flaw(f"failed {problem.message.partition(': ')[0]}: {problem.message}")
    listed = tables.build("documents", (vars(document) for document in documents))
    found = {"documents": listed, **assemble(results, codebook)}
    check_tables(found)
    return found


def draw_article(path: Path) -> Any:
    """Suggest a codebook from two articles, code them with it, and draw all pages."""
    from analysis.codes import Codes
    from analysis.coding.codebooks import suggest
    from tests.fuzzing.pages import check_page, draw_pages

    first = _read(path)
    documents = [first, replace(first, doc_id="a2", outlet="The Beacon", text=f"{first.text}\n\n{NEWS}")]
    codebook = suggest(documents)
    if not codebook.actors:
        codebook = CODEBOOK
    found = _code(documents, codebook)
    drawn = dict(draw_pages(Codes(first.title or "Toll", found, codebook, (), "key")))
    for html in drawn.values():
        check_page(html)
    return simplify([codebook, found, drawn])


STAGES: dict[str, Callable[[Path], Any]] = {"coding": code_article, "pages": draw_article}
"""What is done with hostile articles."""
