"""From statements to a discourse network: of any table, and of this project's codes."""

from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.networks.filtering import filter_statements
from analysis.comparing.networks.network import Network, build_network
from analysis.comparing.networks.settings import Settings, Values
from analysis.comparing.selecting import Selection, selected
from analysis.comparing.stances import is_firm
from analysis.comparing.support import map_reprints
from analysis.errors import unknown

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

    The names of arguments and choices are those of rDNA's ``dna_network``; formulas, worked numbers and
    every difference from DNA are in ``docs/networks.md``.

    Args:
        statements: one row a statement, in the order of the text within a document.
        mode: ``twomode`` (variable1 × variable2) or ``onemode`` (variable1 × variable1 over variable2).
        variable1: column of the rows, for example persons or organisations.
        variable2: column of the concepts, or issues.
        qualifier: column of what is said of the concept; None for none.
        qualifier_aggregation: two-mode ``ignore`` (count), ``subtract`` (positive less negative, or the sum
            of the numbers) or ``combine`` (which levels occur, as a binary number); one-mode ``ignore``
            (count of pairs), ``congruence``, ``conflict`` or ``subtract`` (congruence less conflict).
        normalization: ``no``; two-mode ``activity`` (by the row's statements) or ``prominence`` (by the
            column's); one-mode ``average`` (by the mean of both activities), ``jaccard`` or ``cosine``.
        duplicates: ``include`` all, or count the same statement once in each ``document``, ``week``
            (ISO), ``month`` or ``year``, or once ``acrossrange``.
        isolates: keep the names of all statements in the period, also of those that are left out.
        since: first day or moment; what has no date is kept.
        until: last day or moment, inclusive.
        exclude_values: by column, the values whose statements are left out.
        only_values: by column, the values of which every statement must have one.
        qualifier_type: ``stance`` (support 1, conditional ½, neutral 0, oppose −1), ``boolean``,
            ``integer`` or ``short text``; by default told by the values: numbers that are all 0 or 1 are
            boolean.
        scale: lowest and highest number of an integer qualifier; those of the whole table by default.
        statement_id: column of identifiers.
        document: column of the document, needed where duplicates are told by it.
        date: column of days or moments, needed where a period or duplicates are told by it: ISO 8601,
            timestamps, or seconds since 1970 (UTC).
        compat: ``dna3`` for what DNA 3 computes, its defects included; its weeks are American, or with
            ``dna3-iso-weeks`` British, as they follow the machine that DNA runs on.

    Returns:
        The network; its cells lead back to the statements.

    Raises:
        StancebookError: for unknown names, choices that do not go together, or values that do not fit.
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
    """Return the discourse network of a coded corpus, of its firm statements only.

    Args:
        codes: a coded corpus.
        selection: which statements to use; all by default.
        mode: ``onemode`` (actors by the issues they share) or ``twomode`` (actors × issues).
        actors: who is a node, ``person`` (each actor) or ``organisation`` (see ``statements_by_actor``).
        arguments: the further ones of ``network``.

    Raises:
        StancebookError: as ``network``, or for actors that are neither.
    """
    statements = statements_by_actor(codes, selection, actors)
    return network(statements, mode, actors, "issue", "stance", **arguments)


def statements_by_actor(
    codes: Codes, selection: Selection | None = None, actors: str = "organisation"
) -> pd.DataFrame:
    """Return the firm statements of a corpus with who is a node of networks, and when.

    Args:
        codes: a coded corpus.
        selection: which statements to use; all by default.
        actors: what a node is: ``person``, the actor itself, or ``organisation``, for whom the actor
            speaks in the statement, else its side in the codebook, else the actor itself.

    Returns:
        The statements, with ``person`` or ``organisation`` naming the node, and with ``date``: the last
        possible day of the statement, else the day its document was published, missing without either;
        and with ``reprint_of``: the document of which its own is a version, which may be itself.
    """
    if actors not in ACTORS:
        raise unknown("kind of actors", actors, ACTORS)
    frame = selected(codes, "statements", selection or Selection())
    frame = frame[is_firm(frame)]
    published = frame["doc_id"].map(codes["documents"].set_index("doc_id")["published"])
    node = frame["actor"]
    if actors == "organisation":
        node = frame["organisation"].fillna(frame["actor"].map(codes.codebook.side))
    texts = map_reprints(codes)
    return frame.assign(
        **{actors: node},
        date=frame["latest"].fillna(published),
        reprint_of=[texts.get(doc_id, doc_id) for doc_id in frame["doc_id"]],
    ).reset_index(drop=True)
