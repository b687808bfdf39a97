"""What the warmed parent imports and does once, so that no kernel and no runner has to do it again."""

# ruff: noqa: F401
# mypy: disable-error-code="import-untyped"

import faulthandler
import sqlite3

import ipykernel.debugger
import ipykernel.kernelapp
import IPython.core.completer
import IPython.core.debugger
import IPython.core.oinspect
import IPython.extensions.storemagic
import matplotlib_inline.config
import nbconvert.exporters.html
import papermill
import pyarrow.dataset
import pyarrow.pandas_compat
import pyarrow.parquet
import tornado.platform.asyncio
from matplotlib.figure import Figure

import analysis.coding
import analysis.comparing.accounts
import analysis.comparing.coders
import analysis.comparing.event_alignment
import analysis.comparing.stances
import analysis.comparing.timeline
import analysis.corpus
import analysis.drawing.agreement
import analysis.drawing.comparisons
import analysis.drawing.counterparts
import analysis.drawing.evidence
import analysis.drawing.matrix
import analysis.drawing.overview
import analysis.drawing.timeline
from analysis import tables
from analysis.coding.stages import BUILT_IN
from analysis.documents import Document
from analysis.drawing.glossary import PAGES, glossary
from analysis.drawing.style import styled
from analysis.drawing.svg import inline
from analysis.reporting import identity


def warm() -> None:
    """Draw once, so that fonts are found and letters measured; check a table; hash what does not change."""
    tables.check("statements", tables.make("statements", []))
    # what all pages of a kind share is drawn once
    for page in PAGES:
        glossary(page)
    for stage in BUILT_IN:
        _ = stage.version
    for known in (identity.package, identity.versions, identity.commit):
        known()
    with styled():
        figure = Figure(figsize=(2, 1))
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], marker="o", label="abcdefghijklmnopqrstuvwxyz")
        axes.legend()
        inline(figure, "warm", "", "")


def warm_language() -> None:
    """Code a sentence, so that the language pipeline and all that learned with it are loaded."""
    from analysis.coding.codebooks import suggest
    from analysis.coding.pipeline import code_documents

    sentence = [Document("warm", "Ann Lee said on Monday that she rejects the deal.")]
    code_documents(sentence, suggest(sentence))
