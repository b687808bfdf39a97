"""Define the stages of coding: their order, their inputs, and what their results depend on.

A stage turns articles into rows. The statements stage is built in or provided by another package (see
``plugins``); all others are built in. This module must not import the language pipeline, so coded corpora
open at once.
"""

import hashlib
import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, runtime_checkable

from analysis.codebook import Codebook
from analysis.coding.cache import LAYOUT, Result
from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.settings import RULES

if TYPE_CHECKING:
    from analysis.coding.article import ArticleInProgress

Part = Literal["nothing", "actors", "issues"]

PACKAGE = Path(__file__).parents[1]
ORDER = ("quotes", "dates", "events", "statements", "tones", "misattribution")
# files that parse, resolver and attributions depend on; every stage uses some of them
SHARED = (
    "codebook.py",
    "documents.py",
    "errors.py",
    "files.py",
    "replacing.py",
    "structured.py",
    "tables.py",
    "text.py",
    "language/**/*",
    "coding/article.py",
    "coding/basis.py",
    "coding/builtin.py",
    "coding/linear.py",
    "coding/actors/*",
    "coding/dates/*.py",
    "coding/lexicon/*",
    "coding/quotes/*.py",
    "coding/syntax/*.py",
)
# documents that a codebook is suggested from: enough to find actors and issues
SAMPLE = 200
LIBRARIES = ("stancebook", "spacy", "thinc", "numpy", "snowballstemmer", "onnxruntime", "curated-tokenizers")


class Stage(Protocol):
    """One step of coding.

    Attributes:
        name: name of the stage, in ORDER.
        version: changes whenever the results of the stage may change.
        needs: earlier stages whose rows it reads.
        reads: the part of the codebook that its results depend on; "issues" means all of it.
        fields: the fields of a document that its results depend on.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> str: ...  # noqa: D102
    @property
    def needs(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def reads(self) -> Part: ...  # noqa: D102
    @property
    def fields(self) -> tuple[str, ...]: ...  # noqa: D102
    def code(self, articles: "Sequence[ArticleInProgress]", codebook: Codebook) -> list[Result]:
        """Return the result for each article, in order."""
        ...


@runtime_checkable
class Asking(Protocol):
    """A stage that asks somebody else about articles, many at a time, before they are coded.

    Attributes:
        coder: the name that codes carry.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def coder(self) -> str: ...  # noqa: D102
    def ask(self, questions: "Sequence[Question]", account: str, most: int | None = None) -> str:
        """Store the answers in the cache; return why some articles were not asked about, "" if all were."""
        ...


class Question(NamedTuple):
    """An article to ask about, its codebook and the key of the answer."""

    document: Document
    codebook: Codebook
    key: str


@dataclass(frozen=True)
class BuiltIn:
    """A stage that ships with the package.

    Attributes:
        resources: patterns of package files that its results depend on, in addition to SHARED.
    """

    name: str
    reads: Part
    resources: tuple[str, ...]
    needs: tuple[str, ...] = ()
    fields: tuple[str, ...] = ("doc_id", "text", "published")

    @property
    def version(self) -> str:
        """A hash of the files and library versions that the results depend on."""
        return fingerprint((*SHARED, *self.resources))

    def code(self, articles: "Sequence[ArticleInProgress]", codebook: Codebook) -> list[Result]:
        """Code each article separately; one that cannot be coded has no codes of this stage, and is told."""
        return [self._code_one(article) for article in articles]

    def _code_one(self, article: "ArticleInProgress") -> Result:
        from analysis.coding import builtin

        try:
            return Result(builtin.run(self.name, article))
        except Exception as error:  # a defect that one article shows must not cost all others their codes
            what = (
                f"It has no {self.name}: coding them failed ({type(error).__name__}: {error}), which is a "
                "defect of Stancebook. Please report it, with the article."
            )
            return Result(problems=[Problem(article.parsed.document.doc_id, what, "warning")], failed=True)


BUILT_IN = (
    BuiltIn("quotes", "actors", ("coding/quotes/*",)),
    BuiltIn("dates", "nothing", ()),
    BuiltIn("events", "actors", ("edtf.py", "coding/events/**/*"), needs=("quotes",)),
    BuiltIn(
        "statements",
        "issues",
        ("coding/issues/*", "coding/stance_cues/*", "coding/statements/*"),
        needs=("quotes",),
    ),
    BuiltIn("tones", "actors", ("coding/tones/*",), needs=("quotes",)),
    BuiltIn("misattribution", "actors", ("coding/misattribution.py",), needs=("quotes",)),
)


def select_stages(statements: Stage | None = None, *, without: str = "") -> tuple[Stage, ...]:
    """Return the stages, in order.

    Args:
        statements: a statements stage that replaces the built-in one.
        without: name of a stage to omit.
    """
    chosen = (statements if statements is not None and one.name == "statements" else one for one in BUILT_IN)
    return tuple(one for one in chosen if one.name != without)


@cache
def name_built_in() -> str:
    """Return the name that the built-in coder stores in every code."""
    return f"{RULES}-{version('stancebook')}"


@cache
def fingerprint(patterns: tuple[str, ...]) -> str:
    """Return a hash of package files and of the versions of the libraries that affect coding.

    Args:
        patterns: globs relative to the package; ``__pycache__`` is ignored.
    """
    digest = hashlib.sha256(repr([(name, version(name)) for name in LIBRARIES]).encode())
    for path in find_files(patterns):
        digest.update(f"{path.relative_to(PACKAGE)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def find_files(patterns: Iterable[str]) -> list[Path]:
    """Return the files of the package that match any of the patterns."""
    found: set[Path] = set()
    for pattern in patterns:
        matches = {
            path for path in PACKAGE.glob(pattern) if path.is_file() and "__pycache__" not in path.parts
        }
        if not matches:
            raise StancebookError(f"{pattern}: no such file in the package. Reinstall Stancebook.")
        found |= matches
    return sorted(found)


class Keys:
    """The keys under which results are cached.

    A key is a hash of the stage's version, the fields of the document and the part of the codebook that the
    stage reads, and the keys of the stages that it needs. A change to one of these changes only the keys that
    depend on it.
    """

    def __init__(self, stages: Sequence[Stage], codebook: Codebook) -> None:
        actors = repr(codebook.actors)
        parts = {"nothing": "", "actors": actors, "issues": actors + repr(codebook.issues)}
        self._stages = [(one, hash_texts(LAYOUT, one.name, one.version, parts[one.reads])) for one in stages]

    def of(self, document: Document) -> dict[str, str]:
        """Return the key of each stage for a document, by stage name."""
        keys: dict[str, str] = {}
        for stage, settled in self._stages:
            read = repr([getattr(document, name) for name in stage.fields])
            keys[stage.name] = hash_texts(read, settled, *(keys[name] for name in stage.needs))
        return keys


def draw_sample(documents: Iterable[Document]) -> list[Document]:
    """Return the documents that a codebook is suggested from, in order: all, or ``SAMPLE`` of many.

    They are those with the smallest hashes, a random sample of the whole corpus, which stays nearly the same
    when documents are added.
    """
    drawn = heapq.nsmallest(
        SAMPLE, enumerate(documents), key=lambda one: (hash_texts(one[1].doc_id, one[1].text), one[0])
    )
    return [document for _, document in sorted(drawn, key=lambda one: one[0])]


def hash_parse(document: Document) -> str:
    """Return the key of the parse of a document, which depends on its text only."""
    return hash_texts(fingerprint(("documents.py", "language/**/*")), document.text)


def hash_texts(*parts: str) -> str:
    """Return a short hash of a sequence of texts.

    >>> hash_texts("a", "b")
    '852635742d6eb30fdccb0e7c1b53d92f'
    >>> hash_texts("a", "b") == hash_texts("ab")
    False
    """
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
