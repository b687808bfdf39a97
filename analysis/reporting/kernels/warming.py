"""Import modules and fill caches once in the warm parent, which every forked kernel and runner inherits."""

# ruff: noqa: F401
# mypy: disable-error-code="import-untyped"

from dataclasses import replace
from importlib import import_module

import matplotlib_inline.backend_inline
import networkx
import pyarrow.pandas_compat
from matplotlib.figure import Figure

from analysis import _PUBLIC
from analysis.auditing import named
from analysis.coding.stages import BUILT_IN, fingerprint
from analysis.documents import Document
from analysis.drawing.glossary import PAGES, glossary
from analysis.drawing.style import apply_style
from analysis.drawing.svg import render_inline
from analysis.reporting import identity, report
from analysis.reporting.kernels import process, shell


def warm() -> None:
    """Import the modules of the public names; fill the caches of fonts, glossaries and hashes."""
    # the modules inside coding load spaCy, which takes a second and which cached codes do not need
    for module in dict.fromkeys(_PUBLIC.values()):
        if not module.startswith("coding."):
            import_module(f"analysis.{module}")
    # each page's glossary is drawn once and cached
    for page in PAGES:
        glossary(page)
    for stage in BUILT_IN:
        _ = stage.version
    fingerprint(named.FILES)
    for fill_cache in (identity.hash_package, identity.read_versions, identity.read_commit):
        fill_cache()
    shell.Shell.instance()
    with apply_style():
        figure = Figure(figsize=(2, 1))
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], marker="o", label="abcdefghijklmnopqrstuvwxyz")
        axes.legend()
        render_inline(figure, "warm", "", "")


def warm_language() -> None:
    """Code a sentence, to load the language pipeline and the trained models.

    It has no issue, so the stance encoder is not loaded: its runtime starts threads, and a process with
    threads cannot be forked.
    """
    from analysis.coding.codebooks import suggest
    from analysis.coding.running import code_documents

    sentence = [Document("warm", "Ann Lee said on Monday that she rejects the deal.")]
    code_documents(sentence, replace(suggest(sentence), issues=()))
