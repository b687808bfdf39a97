"""Build discourse networks from any table of statements, or from a coded corpus."""

from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.networks.filtering import filter_statements
from analysis.comparing.networks.network import Network, build_network
from analysis.comparing.networks.settings import Settings, Values
from analysis.comparing.selecting import Selection, selected
from analysis.comparing.support import is_firm, map_reprints
from analysis.errors import unknown_name_error

ACTORS = ("person", "organisation")


def network(
    statements: pd.DataFrame,
    mode: str = "twomode",
    variable1: str = "actor",
    variable2: str = "issue",
    qualifier: str | None = "stance",
    *,
    qualifier_aggregation: str = "ignore",
    normalization: str = "no",
    duplicates: str = "include",
    isolates: bool = False,
    since: object = None,
    until: object = None,
    exclude_values: Values | None = None,
    only_values: Values | None = None,
    qualifier_type: str | None = None,
    scale: tuple[float, float] | None = None,
    statement_id: str = "statement_id",
    document: str = "doc_id",
    date: str = "date",
    compat: str | None = None,
) -> Network:
    """Return the discourse network of a table of statements.

    Arguments and choices have the names used in rDNA's ``dna_network``. Formulas, worked examples and all
    differences from DNA are in ``docs/networks.md``.

    Args:
        statements: one row per statement, in text order within each document.
        mode: ``twomode`` (variable1 × variable2) or ``onemode`` (variable1 × variable1 over variable2).
        variable1: column for the rows, for example people or organisations.
        variable2: column of the concepts, or issues.
        qualifier: column of the position on the concept; None for none.
        qualifier_aggregation: two-mode ``ignore`` (count), ``subtract`` (positive minus negative, or the sum
            of the numbers) or ``combine`` (the levels that occur, as a binary number); one-mode ``ignore``
            (count of pairs), ``congruence``, ``conflict`` or ``subtract`` (congruence minus conflict).
        normalization: ``no``; two-mode ``activity`` (divide by the row's statements) or ``prominence`` (by
            the column's); one-mode ``average`` (by the mean of both activities), ``jaccard`` or ``cosine``.
        duplicates: ``include`` all, or count equal statements once per ``document``, ``week`` (ISO),
            ``month`` or ``year``, or once ``acrossrange``.
        isolates: keep the names of all statements in the period, including excluded statements.
        since: first day or moment; undated statements are kept.
        until: last day or moment, inclusive.
        exclude_values: values by column; statements with one of them are excluded.
        only_values: values by column; statements without one of them are excluded.
        qualifier_type: ``stance`` (support 1, conditional ½, neutral 0, oppose −1), ``boolean``,
            ``integer`` or ``short text``; inferred from the values by default, where numbers that are all 0
            or 1 are boolean.
        scale: lowest and highest number of an integer qualifier; taken from the whole table by default.
        statement_id: column of identifiers.
        document: column of the document, needed for duplicates per document.
        date: column of days or moments, needed for a period or for duplicates per week, month or year: ISO
            8601, timestamps, or seconds since 1970 (UTC).
        compat: ``dna3`` to reproduce DNA 3, including its defects. DNA's weeks depend on the locale of the
            machine: American with ``dna3``, British with ``dna3-iso-weeks``.

    Returns:
        The network; its cells can be traced back to the statements.

    Raises:
        StancebookError: for unknown names, incompatible choices, or invalid values.
    """
    chosen = Settings(
        mode, variable1, variable2, qualifier, qualifier_aggregation, normalization, duplicates, isolates,
        since, until, exclude_values or {}, only_values or {}, qualifier_type, scale, statement_id, document,
        date, compat,
    )  # fmt: skip
    return build_network(filter_statements(statements, chosen), chosen)


def discourse_network(
    codes: Codes,
    selection: Selection | None = None,
    mode: str = "onemode",
    actors: str = "organisation",
    **arguments: Any,
) -> Network:
    """Return the discourse network of the firm statements of a coded corpus.

    Args:
        codes: a coded corpus.
        selection: which statements to use; all by default.
        mode: ``onemode`` (actors by the issues they share) or ``twomode`` (actors × issues).
        actors: what a node is, ``person`` (each actor) or ``organisation`` (see ``statements_by_actor``).
        arguments: further arguments of ``network``.

    Raises:
        StancebookError: as for ``network``, or for unknown ``actors``.
    """
    statements = statements_by_actor(codes, selection, actors)
    return network(statements, mode, actors, "issue", "stance", **arguments)


def statements_by_actor(
    codes: Codes, selection: Selection | None = None, actors: str = "organisation"
) -> pd.DataFrame:
    """Return the firm statements of a corpus with their network node and date.

    Args:
        codes: a coded corpus.
        selection: which statements to use; all by default.
        actors: what a node is: ``person``, the actor itself; or ``organisation``, the organisation for which
            the actor speaks in the statement, or else its side in the codebook, or else the actor itself.

    Returns:
        The statements with the node in column ``person`` or ``organisation``; with ``date``, the last
        possible day of the statement or else the publication day of its document (missing without either);
        and with ``reprint_of``, the document of which its own is a version, which may be itself.
    """
    if actors not in ACTORS:
        raise unknown_name_error("kind of actors", actors, ACTORS)
    frame = selected(codes, "statements", selection or Selection())
    frame = frame[is_firm(frame)]
    documents = codes.read("documents", ["doc_id", "published"])
    published = frame["doc_id"].map(documents.set_index("doc_id")["published"])
    node = frame["actor"]
    if actors == "organisation":
        node = frame["organisation"].fillna(frame["actor"].map(codes.codebook.side))
    texts = map_reprints(codes)
    return frame.assign(
        **{actors: node},
        date=frame["latest"].fillna(published),
        reprint_of=[texts.get(doc_id, doc_id) for doc_id in frame["doc_id"]],
    ).reset_index(drop=True)
