"""Write a page for each actor and each issue that matters; their evidence is on the report's other pages."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.change import first_movers, shifts
from analysis.comparing.selecting import Selection
from analysis.comparing.stances import agreement, stance_matrix
from analysis.drawing.markup import anchor, text
from analysis.drawing.matrix import stance_chart
from analysis.drawing.profiles import (
    describe_actor,
    describe_issue,
    format_changes,
    format_company,
    format_events,
    format_first,
    format_quotes,
    format_words,
    read_first_quotes,
)
from analysis.drawing.trust import trust

# pages of actors, and of issues
MOST = 60
STANCES, TIMELINE, ACCOUNTS = "stance-comparison.html", "timeline.html", "accounts.html"


@dataclass(frozen=True)
class Profile:
    """The page of an actor or an issue.

    Attributes:
        kind: ``actor`` or ``issue``.
        name: the name of the actor or issue.
        body: HTML of the page's content.
    """

    kind: str
    name: str
    body: str

    @property
    def file(self) -> str:
        """The file name of the page."""
        return f"{anchor(self.name, self.kind)}.html"


def build_profiles(
    codes: Codes, selection: Selection, events: pd.DataFrame, pages: Container[str]
) -> list[Profile]:
    """Return the pages of the actors, then of the issues, those with most statements first.

    Args:
        codes: codes of the corpus.
        selection: the codes that the report uses.
        events: the timeline of the selection.
        pages: the pages of the report; without that of the stances there are no profiles.
    """
    matrix = stance_matrix(codes, selection)
    if matrix.empty or STANCES not in pages:
        return []
    found = [*_build_actors(codes, selection, matrix, events), *_build_issues(codes, selection, matrix)]
    return [replace(profile, body=_drop_links(profile.body, pages)) for profile in found]


def draw_glance(matrix: pd.DataFrame, pages: Container[str]) -> str:
    """Return the stance matrix for the index, with links to the page of the stances; "" without that page."""
    return "" if matrix.empty or STANCES not in pages else point_to(stance_chart(matrix).html, STANCES)


def _drop_links(html: str, pages: Container[str]) -> str:
    """Turn links to pages that the report does not have into plain text."""
    return re.sub(r'\s(?:xlink:)?href="([^"#]+\.html)#[^"]*"', lambda m: m[0] if m[1] in pages else "", html)


def _build_actors(
    codes: Codes, selection: Selection, matrix: pd.DataFrame, events: pd.DataFrame
) -> Iterator[Profile]:
    pairs, changes = agreement(matrix), shifts(codes, selection, reported=True)
    quotes, counts = read_first_quotes(codes, selection)
    trusted = point_to(trust(codes, "statements", selection).html, STANCES)
    for actor in _list_foremost(matrix, "actor"):
        sections = {
            "Positions": point_to(format_words(codes, matrix, actor=actor), STANCES),
            "Changes of position": point_to(format_changes(changes, actors=[actor]), STANCES),
            "Agreement with others": format_company(pairs, actor),
            "Events": point_to(format_events(events, actor), TIMELINE),
            "Own words": point_to(format_quotes(quotes, counts, actor), ACCOUNTS),
        }
        head = describe_actor(codes, matrix, actor).format_html(STANCES) + trusted
        yield Profile("actor", actor, _assemble(actor, head, sections))


def _build_issues(codes: Codes, selection: Selection, matrix: pd.DataFrame) -> Iterator[Profile]:
    changes = shifts(codes, selection, by="side", reported=True)
    movers = first_movers(codes, selection, by="side", reported=True)
    trusted = point_to(trust(codes, "statements", selection).html, STANCES)
    for issue in _list_foremost(matrix, "issue"):
        sections = {
            "Words": point_to(format_words(codes, matrix, issue=issue), STANCES),
            "Changes of position": point_to(format_changes(changes, issue=issue), STANCES),
            "Who came first": point_to(format_first(movers, issue), STANCES),
        }
        head = describe_issue(codes, matrix, issue).format_html(STANCES) + trusted
        yield Profile("issue", issue, _assemble(issue, head, sections))


def _list_foremost(matrix: pd.DataFrame, column: str) -> list[str]:
    counts = matrix.groupby(column, sort=False)["n"].sum().sort_values(ascending=False, kind="stable")
    return [str(name) for name in counts.index[:MOST]]


def _assemble(name: str, head: str, sections: Mapping[str, str]) -> str:
    parts = [f"<h2>{title}</h2>{html}" for title, html in sections.items() if html]
    return f"<h1>{text(name)}</h1>{head}{''.join(parts)}"


def list_profiles(profiles: Sequence[Profile], here: str = "") -> str:
    """Return a section with links to the pages of actors and issues; "" if there are none.

    Args:
        profiles: the pages.
        here: file name of the page that gets the section, which does not link to itself.
    """
    lines = "".join(_list_kind(profiles, kind, here) for kind in ("actor", "issue"))
    return f"<h2>Each actor and issue</h2>{lines}" if lines else ""


def _list_kind(profiles: Sequence[Profile], kind: str, here: str) -> str:
    links = [
        text(one.name) if one.file == here else f'<a href="{one.file}">{text(one.name)}</a>'
        for one in profiles
        if one.kind == kind
    ]
    return f"<p>{kind.capitalize()}s: {', '.join(links)}.</p>" if links else ""


def point_to(html: str, page: str) -> str:
    """Let the links of a piece of HTML whose targets are not in it lead to a page of the report.

    Args:
        html: a piece of HTML, whose links are fragments.
        page: file name of the page that has their targets.
    """
    own = set(re.findall(r'\sid="([^"]+)"', html))
    return re.sub(
        r'((?:xlink:)?href=")#([^"]*)"', lambda m: m[0] if m[2] in own else f'{m[1]}{page}#{m[2]}"', html
    )
