"""Hash the inputs of a page: pages with equal keys have equal content."""

import hashlib
import json
import platform
import subprocess
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any

from analysis import resources
from analysis.reporting.notebooks import Notebook

if TYPE_CHECKING:
    from analysis.corpus import Corpus

LIBRARIES = ("stancebook", "spacy", "pandas", "matplotlib", "ipython", "markdown-it-py")
# folders without code that affects a page: bytecode, shared data, training disputes
EXCLUDED_FOLDERS = ("__pycache__", "share", "disputes")
# parameters that hold paths; the content counts, not the path
PATH_PARAMETERS = ("corpus", "against")


def hash_corpus(corpus: "Corpus") -> dict[str, str]:
    """Return a hash of each part of a corpus."""
    return {
        "documents": _hash_documents(corpus),
        "codebook": _hash(repr(corpus.codebook)),
        "chronology": _hash(repr(corpus.chronology)),
        "codings": _hash(repr((corpus.codings, corpus.decisions))),
        "audit": _hash(corpus.audit.cells.to_csv() if corpus.audit else ""),
        "settings": _hash(
            [corpus.title, corpus.coder, repr(corpus.llm), repr(corpus.calibration), repr(corpus.problems)]
        ),
    }


def _hash_documents(corpus: "Corpus") -> str:
    if corpus.coded is not None:
        # the key of a coded collection depends on its texts
        return _hash(corpus.coded.head.key)
    return _hash([vars(document) for document in corpus.documents])


def hash_page(
    notebook: Notebook, parameters: Mapping[str, Any], corpora: Mapping[str, Mapping[str, str]]
) -> str:
    """Return a hash of everything that determines the content of a notebook's page.

    Args:
        notebook: the notebook of the page.
        parameters: parameters of the report.
        corpora: hashes of the corpora that the notebook reads (``hash_corpus``), by parameter.
    """
    own = {name: value for name, value in parameters.items() if name in notebook.parameters}
    values = {name: value for name, value in own.items() if name not in PATH_PARAMETERS}
    return _hash([values, corpora, hash_notebook(notebook), hash_package(), read_versions()])


def hash_notebook(notebook: Notebook) -> str:
    """Return a hash of a notebook's cells, without their outputs."""
    cells = json.loads(notebook.path.read_text(encoding="utf-8")).get("cells", ())
    return _hash([[cell.get("cell_type"), "".join(cell.get("source", ""))] for cell in cells])


@cache
def hash_package() -> str:
    """Return a hash of the files of this package."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and not set(path.relative_to(root).parts) & set(EXCLUDED_FOLDERS):
            digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def read_versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that affect the content of a page."""
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


@cache
def read_commit() -> str | None:
    """Return the commit of this checkout, with a plus if files are modified; None outside a checkout."""
    git = which("git")
    if git is None or not (resources.find_root() / ".git").exists():
        return None

    def run_git(*command: str) -> str:
        return subprocess.run(  # noqa: S603
            [git, "-C", str(resources.find_root()), *command], capture_output=True, text=True, check=True
        ).stdout.strip()  # fmt: skip

    try:
        return run_git("rev-parse", "HEAD") + ("+" if run_git("status", "--porcelain", "-uno") else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:16]
