"""Stancebook: who stands where, on what, since when, and says who.

From a folder of news text to a sourced stance comparison and a timeline::

    import analysis as sb

    codes = sb.code(sb.open_corpus("data/putin-trump-call"))
    matrix = sb.stance_matrix(codes)
    sb.stance_chart(matrix)
"""

from importlib import import_module
from typing import Any

# Imported on first use: the command line and a notebook with cached codes must start at once.
_PUBLIC = {
    "open_corpus": "corpus",
    "code": "coding",
    "date_mentions": "coding.events.dating",
    "event_type": "coding.events.plover",
    "stance": "coding.statements.given_spans",
    "Codes": "codes",
    "select": "comparing.selecting",
    "selected": "comparing.selecting",
    "stance_matrix": "comparing.stances",
    "agreement": "comparing.stances",
    "coder_agreement": "comparing.coders",
    "coded_statements": "comparing.coders",
    "disagreements": "comparing.coders",
    "checks": "comparing.checking",
    "changed_marks": "comparing.checking",
    "contested": "comparing.stances",
    "reprints": "comparing.reprints",
    "dated_stances": "comparing.dated_statements",
    "stance_over_time": "comparing.over_time",
    "shifts": "comparing.change",
    "first_movers": "comparing.change",
    "convergence": "comparing.convergence",
    "timeline": "comparing.timeline",
    "tellings": "comparing.tellings",
    "chapters": "comparing.story",
    "shifted_statements": "comparing.story",
    "compare_events": "comparing.event_alignment",
    "characterisations": "comparing.accounts",
    "network": "comparing.networks.building",
    "discourse_network": "comparing.networks.building",
    "statements_by_actor": "comparing.networks.building",
    "windows": "comparing.networks.windows",
    "clusters": "comparing.networks.clusters",
    "polarisation": "comparing.networks.polarisation",
    "distance_from_ideal": "comparing.networks.polarisation",
    "backbone": "comparing.networks.backbone",
    "loss_without": "comparing.networks.backbone",
    "ties_over_time": "comparing.networks.over_time",
    "network_distance": "comparing.networks.distances",
    "network_distances": "comparing.networks.distances",
    "normalize_to_one": "comparing.networks.distances",
    "quoted": "comparing.accounts",
    "sourced": "comparing.accounts",
    "weak_claims": "comparing.accounts",
    "linked_quotes": "comparing.foremost",
    "one_sided": "comparing.one_sided",
    "unanswered": "comparing.one_sided",
    "named": "auditing.named",
    "stance_chart": "drawing.matrix",
    "timeline_chart": "drawing.timeline",
    "story_chart": "drawing.story",
    "key_events": "drawing.summaries",
    "chapters_table": "drawing.summaries",
    "change_chart": "drawing.change",
    "change_summary": "drawing.changes",
    "shifts_table": "drawing.changes",
    "first_movers_table": "drawing.changes",
    "convergence_table": "drawing.changes",
    "over_time_table": "drawing.changes",
    "agreement_chart": "drawing.comparisons",
    "quoted_chart": "drawing.comparisons",
    "sourced_chart": "drawing.comparisons",
    "characterisations_table": "drawing.comparisons",
    "weak_claims_table": "drawing.comparisons",
    "one_sided_table": "drawing.comparisons",
    "statements_table": "drawing.comparisons",
    "agreement_table": "drawing.agreement",
    "confusion_tables": "drawing.agreement",
    "disagreements_table": "drawing.agreement",
    "checks_table": "drawing.checking",
    "changed_marks_table": "drawing.checking",
    "methods": "drawing.methods",
    "counterparts_table": "drawing.counterparts",
    "network_chart": "drawing.networks.graph",
    "network_matrix": "drawing.networks.matrices",
    "who_says_what_chart": "drawing.networks.matrices",
    "network_summary": "drawing.networks.summaries",
    "camps_summary": "drawing.networks.summaries",
    "ties_over_time_chart": "drawing.networks.ties_over_time",
    "ties_over_time_table": "drawing.networks.ties_over_time",
    "backbone_table": "drawing.networks.ties_over_time",
    "evidence": "drawing.evidence",
    "glossary": "drawing.glossary",
    "export_events": "exporting",
    "export_network": "exporting.graphs",
    "convert": "converting",
    "review": "reviewing",
    "read_dna": "exchange.dna",
    "read_qdpx": "exchange.refi",
    "read_taguette": "exchange.taguette",
    "event_list": "exchange.dna",
    "overview": "drawing.overview",
    "provenance": "drawing.provenance",
    "measured_error": "drawing.provenance",
    "articles_list": "drawing.provenance",
    "stance_findings": "drawing.found_positions",
    "timeline_findings": "drawing.found_events",
    "accounts_findings": "drawing.found_accounts",
    "outlet_accounts": "comparing.outlet_accounts",
    "outlet_positions": "comparing.outlet_accounts",
    "outlet_events": "comparing.outlet_accounts",
    "outlet_quotes": "comparing.outlet_accounts",
    "outlet_findings": "drawing.outlets",
    "outlets_chart": "drawing.outlets",
    "outlets_table": "drawing.outlets",
    "outlet_positions_table": "drawing.outlets",
    "outlet_events_table": "drawing.outlets",
    "trust": "drawing.trust",
    "StancebookError": "errors",
}
__all__ = sorted(_PUBLIC)


def __getattr__(name: str) -> Any:
    """Import a public name from its room."""
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)


def __dir__() -> list[str]:
    """List the public names, for completion in notebooks."""
    return sorted({*globals(), *_PUBLIC})
