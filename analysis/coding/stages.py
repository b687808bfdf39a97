"""The stages of coding in their one order: what each needs, what it reads, and what its results depend on.

A stage turns articles into rows. The statements stage is the built-in one, or a coder that another package
brings (see ``plugins``); all others are built in. This module must not need the language pipeline, so that
coded corpora open at once.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from analysis.codebook import Codebook
from analysis.coding.cache import Result
from analysis.documents import Document
from analysis.errors import StancebookError
from analysis.settings import RULES

if TYPE_CHECKING:
    from analysis.coding.article import ArticleInProgress

Part = Literal["nothing", "actors", "issues"]

PACKAGE = Path(__file__).parents[1]
ORDER = ("quotes", "dates", "events", "statements", "tones", "misattribution")
# what the parse, the resolver and the attributions of an article depend on; every stage reads some of it
SHARED = (
    "codebook.py",
    "documents.py",
    "errors.py",
    "tables.py",
    "text.py",
    "language/**/*",
    "coding/article.py",
    "coding/builtin.py",
    "coding/linear.py",
    "coding/actors/*",
    "coding/dates/*.py",
    "coding/lexicon/*",
    "coding/quotes/*.py",
    "coding/syntax/*.py",
)
# documents that a suggested codebook is made from: enough to see who speaks, and on what
SAMPLE = 200
LIBRARIES = ("stancebook", "spacy", "thinc", "numpy", "snowballstemmer")


class Stage(Protocol):
    """One step of coding.

    Attributes:
        name: one of ORDER.
        version: changes whenever the stage may give other results.
        needs: earlier stages whose rows it reads.
        reads: which part of the codebook decides its results; "issues" is all of it.
        fields: which fields of a document decide its results.
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
        """Return the result for each of some articles, in their order."""
        ...


@dataclass(frozen=True)
class BuiltIn:
    """A stage that ships with the package.

    Attributes:
        resources: files of the package that its results depend on besides SHARED, as patterns.
    """

    name: str
    reads: Part
    resources: tuple[str, ...]
    needs: tuple[str, ...] = ()
    fields: tuple[str, ...] = ("doc_id", "text", "published")

    @property
    def version(self) -> str:
        """A hash of the files and library versions that its results depend on."""
        return fingerprint((*SHARED, *self.resources))

    def code(self, articles: "Sequence[ArticleInProgress]", codebook: Codebook) -> list[Result]:
        """Code articles one after the other."""
        from analysis.coding import builtin

        return [Result(builtin.run(self.name, article)) for article in articles]


BUILT_IN = (
    BuiltIn("quotes", "actors", ("coding/quotes/*",)),
    BuiltIn("dates", "nothing", ()),
    BuiltIn("events", "actors", ("edtf.py", "coding/events/**/*")),
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
    """Return the stages in their order.

    Args:
        statements: codes the statements in place of the built-in stage.
        without: a stage to leave out.
    """
    chosen = (statements if statements is not None and one.name == "statements" else one for one in BUILT_IN)
    return tuple(one for one in chosen if one.name != without)


@cache
def name_built_in() -> str:
    """Return the name that every code of the built-in coder carries."""
    return f"{RULES}-{version('stancebook')}"


@cache
def fingerprint(patterns: tuple[str, ...]) -> str:
    """Return a hash of files of the package and of the libraries that decide what is coded.

    Args:
        patterns: globs relative to the package; ``__pycache__`` is left out.
    """
    digest = hashlib.sha256(repr([(name, version(name)) for name in LIBRARIES]).encode())
    for path in find_files(patterns):
        digest.update(f"{path.relative_to(PACKAGE)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def find_files(patterns: Iterable[str]) -> list[Path]:
    """Return the files of the package that match some patterns."""
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

    A key is a hash of the stage's version, of the fields of the document and the part of the codebook that it
    reads, and of the keys of the stages that it needs. A change of one of these changes the keys of what
    depends on it, and no others.
    """

    def __init__(self, stages: Sequence[Stage], codebook: Codebook) -> None:
        actors = repr(codebook.actors)
        parts = {"nothing": "", "actors": actors, "issues": actors + repr(codebook.issues)}
        self._stages = [(one, hash_texts(one.name, one.version, parts[one.reads])) for one in stages]

    def of(self, document: Document) -> dict[str, str]:
        """Return the key of each stage for an article, by its name."""
        keys: dict[str, str] = {}
        for stage, settled in self._stages:
            read = repr([getattr(document, name) for name in stage.fields])
            keys[stage.name] = hash_texts(read, settled, *(keys[name] for name in stage.needs))
        return keys


def hash_texts(*parts: str) -> str:
    """Return a short hash of some texts in their order.

    >>> hash_texts("a", "b")
    '852635742d6eb30fdccb0e7c1b53d92f'
    >>> hash_texts("a", "b") == hash_texts("ab")
    False
    """
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
