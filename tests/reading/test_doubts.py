"""Texts that are probably not one whole article are reported, with the reason."""

import pytest

from analysis.documents import Document
from analysis.reading.doubts import warn_of_doubtful_texts

PROSE = (
    "The parliament of Ostmark postponed the vote on its fishing law on Thursday. Boat owners had closed the "
    "mouth of the Lenne with forty trawlers. Minister Aksel Thorn promised to talk to them."
)
ARTICLE = "Vote postponed\n\nBy Nils Brandt\n\n3 March 2025\n\n" + PROSE


def find_doubts(text: str) -> list[str]:
    """Return the warnings about a text."""
    return [problem.message for problem in warn_of_doubtful_texts([Document("a", text)])]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{ARTICLE}\n\n{ARTICLE}\n\n{ARTICLE}", "looks like 3 articles"),
        (f"Vote postponed3 March 2025Body{PROSE}End of Document\n\n" * 2, "looks like 2 articles"),
        (PROSE + " The boat owners want… [+2345 chars]", "cut off"),
        (PROSE + " The boat owners want to", None),
        (PROSE + " The boat owners say that they…", "cut off"),
        (PROSE + "\n\nAlready a subscriber? Log in.", "offer to subscribe"),
        (PROSE + "\n\nRegister to continue reading this article", "offer to subscribe"),
        ("Search results for fishing law\n\nVote postponed\n\nBoats close river", "search results"),
        ("Showing 1 - 10 of 3,412 results\n\nVote postponed", "search results"),
        ("\n".join(f"Boats close the river for day {number}" for number in range(20)), "list of headlines"),
        (PROSE, None),
        (ARTICLE, None),
        (PROSE + " “How to subscribe to an idea” is the title of his book.", None),
        ("SOLHEIM: Good evening.\n\nTHORN: You want our nets.\n\n" * 6, None),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_text_is_said(text: str, reason: str | None) -> None:
    """Each doubtful text is warned of once, an ordinary one never."""
    found = find_doubts(text)
    assert len(found) == (reason is not None)
    assert all(reason in message for message in found if reason)


def test_a_chronology_in_an_article_is_not_several_articles() -> None:
    """Days alone on lines recur in one article too."""
    assert (
        find_doubts(PROSE + "\n\n3 March 2025\n\nVote.\n\n4 March 2025\n\nTalks.\n\n5 March 2025\n\nEnd.")
        == []
    )
