"""Suggested codebooks: what people in the articles want or reject becomes propositions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.codebook import Codebook, Issue
from analysis.coding.codebooks import suggest, suggest_with_evidence
from analysis.coding.codebooks.proposing import MOST_ISSUES
from analysis.coding.issues import get_issue_matcher
from analysis.coding.running import code_documents
from analysis.documents import Document
from analysis.language.parsing import parse

# invented disputes, on which the rules were not evaluated
DISPUTE = (
    "Mayor Lind demanded the release of the detained engineers. Brandt refused to release the engineers.",
    "The union welcomed the engineers' release. Brandt warned against releasing the engineers. "
    "Mayor Lind called for a recount of the ballots. The union rejected a recount.",
)
TRUCE = (
    "Brandt pushed for a 30-day ceasefire. Sudria rejected the 30-day ceasefire. "
    "Norland supports halting hostilities at once. Mayor Lind called for an end to hostilities."
)


def book(*texts: str) -> Codebook:
    """Suggest a codebook for some articles."""
    return suggest([Document(str(number), text) for number, text in enumerate(texts)])


def propositions(*texts: str) -> list[str]:
    """Return the propositions suggested for some articles."""
    return [issue.proposition for issue in book(*texts).issues]


def issue_on(word: str, codebook: Codebook) -> Issue:
    """Return the only issue about a thing."""
    (issue,) = (issue for issue in codebook.issues if word in issue.proposition)
    return issue


@pytest.mark.parametrize(
    ("text", "proposition"),
    [
        (
            "Ola Brandt demanded the release of the detained engineers.",
            "The detained engineers should be released.",
        ),
        ("The union called for an independent recount.", "There should be an independent recount."),
        ("Brandt and the union refuse to reopen the mine.", "The mine should be reopened."),
        ("Mayor Lind asked that the old mill be listed.", "The old mill should be listed."),
        (
            "The refugees should return to their villages, Lind said.",
            "The refugees should return to their villages.",
        ),
        ("Brandt is willing to abolish night shifts.", "Night shifts should be abolished."),
        (
            "The union urged the council to phase out coal power by 2040.",
            "The council should phase out coal power.",
        ),
        ("The union asked Lind to extend the ferry lease.", "The ferry lease should be extended."),
        ("Brandt said that the salt tax must go.", "The salt tax should end."),
        ("Lind criticised a harbour toll that Brandt had proposed.", "There should be a harbour toll."),
        (
            "The union urged Norland to withdraw from the fishing treaty.",
            "Norland should withdraw from the fishing treaty.",
        ),
        (
            "Brandt called for the beginning of the harbour transition process.",
            "The harbour transition process should begin.",
        ),
        ("Brandt threatened to close the old foundry.", "The old foundry should be closed."),
    ],
)
def test_a_claim_becomes_a_proposition(text: str, proposition: str) -> None:
    """Demands, refusals, duties and threats become one sentence that an actor can support or oppose."""
    assert propositions(text) == [proposition]


def test_one_proposition_whatever_the_wording() -> None:
    """A noun for an action, its verb, its gerund and a possessive are one issue."""
    codebook = book(*DISPUTE)
    assert [issue.proposition for issue in codebook.issues] == [
        "The detained engineers should be released.",
        "There should be a recount of the ballots.",
    ]


def test_an_action_and_its_reversal_are_one_issue() -> None:
    """Keeping and scrapping a rule are two sides of one issue; the terms of each side are separate."""
    texts = (
        "The union asked Lind to keep the curfew rule. The union defended the curfew rule.",
        "Brandt argued for scrapping the curfew rule.",
    )
    codebook = book(*texts)
    issue = issue_on("curfew rule", codebook)
    assert issue.proposition == "The curfew rule should be kept."
    assert issue.terms == ("curfew rule",)
    assert issue.against == ("scrap curfew rule",)


def test_the_opposite_of_a_repeal_is_the_thing_itself() -> None:
    """To defend the tax is to oppose its repeal."""
    issue = issue_on(
        "tax", book("Brandt called for the repeal of the salt tax. Lind wants to repeal the salt tax.")
    )
    assert issue.proposition == "The salt tax should be repealed."
    assert issue.against == ("salt tax",)


def test_related_issues_are_separate() -> None:
    """A 30-day ceasefire and a halt to hostilities are separate, although one built-in issue covers both."""
    found = propositions(TRUCE)
    assert found == ["There should be a 30-day ceasefire.", "Hostilities should be halted."]


def test_a_repeated_built_in_issue_is_merged_into_it() -> None:
    """Claims about sanctions become the built-in issue, suggested once with all its terms."""
    codebook = book("Lind demanded sanctions. Brandt rejected the sanctions. The union wants new sanctions.")
    (issue,) = codebook.issues
    assert (issue.name, "embargo" in issue.terms) == ("Sanctions", True)


def test_a_word_of_the_same_stem_is_no_built_in_issue() -> None:
    """Access to a building is not accession to an alliance."""
    text = "Brandt demanded access. Lind welcomed the access. The union opposes access."
    assert "Alliance membership" not in {issue.name for issue in book(text).issues}


@pytest.mark.parametrize(
    "text",
    [
        "Brandt rejected the statement. Lind rejected it.",
        "The union welcomed the efforts. Brandt praised the talks.",
        "Lind criticised the mayor. Brandt supports the minister.",
        "The union hopes to win the next election.",
        "Brandt expects lower prices.",
        "The tunnel is long. Lind spoke of the weather.",
        "A loan keeps the royal collection together.",
        "The fund finances sea walls and extends the ferry lease.",
        "Brandt plans to open a second bakery.",
        "Should the council close the swimming pool?",
        "Three signatures are required to open the vault.",
        "Lind wants a quiet summer and sought treatment for her knee.",
    ],
)
def test_other_sentences_suggest_no_issue(text: str) -> None:
    """Statements, efforts, people and hopes for oneself are not issues."""
    assert propositions(text) == []


def test_the_matcher_finds_every_suggested_term() -> None:
    """The terms find each stance from which they were suggested."""
    codebook = book(*DISPUTE)
    found = [
        mention.issue
        for article in parse([Document(str(number), text) for number, text in enumerate(DISPUTE)])
        for paragraph in article.paragraphs
        for mention in get_issue_matcher(codebook).find(paragraph.doc)
    ]
    assert found == ["Release detained engineers"] * 4 + ["Recount of the ballots"] * 2


def test_a_suggested_codebook_codes_both_sides() -> None:
    """The stances on which an issue is based are coded, each with its direction."""
    texts = [
        Document("a", "Elena Vasko demanded the repeal of the salt tax. Jan Horak defended the salt tax.")
    ]
    rows = code_documents(texts, suggest(texts))["statements"]
    sides = dict(zip(rows["actor"], rows["stance"], strict=True))
    assert sides == {"Elena Vasko": "support", "Jan Horak": "oppose"}


def test_example_sentences_come_with_their_documents() -> None:
    """The evidence has the number of statements, their documents, and examples of both sides first."""
    texts = [Document(f"paper-{number}", text) for number, text in enumerate(DISPUTE)]
    lines = suggest_with_evidence(texts).evidence["Release detained engineers"]
    assert lines[0] == "4 statements in 2 articles, for example:"
    assert "paper-0: Mayor Lind demanded the release of the detained engineers." in lines
    assert any(line.startswith("paper-1: ") for line in lines)


def test_the_number_of_issues_is_bounded_and_passing_remarks_go_first() -> None:
    """In many articles a single remark is not an issue, and the number of issues is limited."""
    words = [
        "tunnel",
        "bridge",
        "market",
        "theatre",
        "station",
        "library",
        "garden",
        "museum",
        "harbour",
        "airport",
        "stadium",
        "school",
    ]
    words += ["hospital", "prison", "factory", "archive"]
    texts = [f"Lind demanded a new {word} tower. Brandt rejected the {word} tower." for word in words]
    assert len(book(*texts).issues) == MOST_ISSUES
    contested, remark = "Lind called for a river fund.", "The union wants an opera house."
    many = book(*["Nothing was decided."] * 6, contested, contested, remark)
    assert [issue.name for issue in many.issues] == ["River fund"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["demanded", "rejected", "the", "a", "release", "-", "of", "to", "close", "phase", "out"]
        )
        | st.text()
    )
)
def test_no_text_breaks_a_suggestion(words: list[str]) -> None:
    """For any text, names are printable and terms are not blank."""
    for issue in book("Brandt " + " ".join(words)).issues:
        assert issue.name.isprintable()
        assert all(term.strip() for term in issue.terms)


def test_suggestions_do_not_change() -> None:
    """The same articles always give the same codebook."""
    assert book(*DISPUTE, TRUCE) == book(*DISPUTE, TRUCE)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "Kestovia threatened the farmers. The Kestovian army and Kestovian farmers met.",
            "Kestovia",
            "state",
        ),
        (
            "The Ferry Drivers' Union met. Few joined the Ferry Drivers' Union.",
            "Ferry Drivers' Union",
            "organisation",
        ),
        ("Sofia Marchetti rejected the plan.", "Sofia Marchetti", "person"),
    ],
)
def test_kinds_of_actors(text: str, name: str, kind: str) -> None:
    """A derived adjective indicates a state, the last word of a name a body, a given name a person."""
    actor = book(text).actor(name)
    assert actor.kind == kind
    assert actor.side == (name if kind == "state" else None)


def names(*texts: str) -> dict[str, tuple[str, ...]]:
    """Return the suggested actors with their aliases."""
    return {actor.name: actor.aliases for actor in book(*texts).actors}


def test_one_person_is_one_actor() -> None:
    """Offices, initials and family names are those of one person."""
    found = names(
        "Harbour Minister Elena Vasko rejected the toll. Elena R. Vasko said that the toll is too high. "
        "Vasko demanded a study."
    )
    assert len([name for name in found if "Vasko" in name]) == 1


def test_two_people_of_one_family_name_stay_two() -> None:
    """A family name that two people share is nobody's alias."""
    found = names("Elena Vasko rejected the toll. Tomas Vasko defended the toll. Vasko said little.")
    assert {"Elena Vasko", "Tomas Vasko"} <= set(found)
    assert not any("Vasko" in aliases for aliases in found.values())


def test_whoever_reports_is_no_party() -> None:
    """Agencies, the article's own outlet and its author are no actors."""
    text = (
        "Elena Vasko told Reuters that the toll must go. The Lorne Bugle said that Vasko rejected it. "
        "Ida Moreau reported from Port Lorne."
    )
    found = suggest([Document("a", text, outlet="Lorne Bugle", author="Ida Moreau")])
    assert [actor.name for actor in found.actors if actor.kind != "state"] == ["Elena Vasko"]


def test_a_side_is_only_what_the_text_tells() -> None:
    """A state before a title is a person's side; one that is only near a name is not."""
    codebook = book("French Minister Elena Vasko rejected the toll. In Mexico, Tomas Brandt defended it.")
    assert codebook.actor("Elena Vasko").side == "France"
    assert codebook.actor("Tomas Brandt").side is None


def test_similar_propositions_are_one_issue() -> None:
    """Two demands that share most of their words are one issue with the terms of both."""
    codebook = book(
        "Vasko urged the council to close the coal harbour. Brandt called for the council to shut the coal "
        "harbour. Lind urged the council to close the old coal harbour."
    )
    assert len(codebook.issues) == 1


def test_what_one_side_does_and_the_other_rejects_is_an_issue() -> None:
    """A measure that is taken and rejected is an issue, though nobody demands it."""
    found = propositions("Norland announced a curfew. The Lorne Union denounced the curfew in the old town.")
    assert len(found) == 1
    assert "curfew" in found[0]


def suggest_issues(text: str, title: str = "") -> list[str]:
    """Return the propositions suggested for one article with a title."""
    return [issue.proposition for issue in suggest([Document("d1", text, title=title)]).issues]


def test_whoever_is_endorsed_should_get_the_office() -> None:
    """An endorsement for an office makes a candidacy an issue."""
    text = "The Harbour Party endorsed Elena Vasko for governor. Elena Vasko said taxes were high."
    assert "Elena Vasko should become governor." in suggest_issues(text)


def test_a_candidate_whom_nobody_endorses_is_no_issue() -> None:
    """A candidate who is only mentioned is an issue if the title is about the candidacy."""
    text = "Elena Vasko ended her campaign for governor. Elena Vasko said the costs were high."
    assert suggest_issues(text) == []
    assert suggest_issues(text, "Vasko ends campaign") == ["Elena Vasko should become governor."]


def test_a_denied_fact_is_an_issue() -> None:
    """What somebody denies is worded as a claim, not as a demand."""
    text = "Tomas Brandt denied that the harbour vote was rigged."
    assert suggest_issues(text) == ["The harbour vote was rigged."]


def test_allegations_heard_twice_are_an_issue() -> None:
    """A wrong that is alleged more than once may or may not have happened."""
    text = "Lind spoke of allegations of ballot fraud. Brandt repeated the claims of ballot fraud."
    assert suggest_issues(text) == ["There was ballot fraud."]


def test_a_measure_in_the_title_is_an_issue_once_somebody_takes_it() -> None:
    """What one body has done is an issue if the title names it, and is not if it is mentioned in passing."""
    text = "On Monday, the council declared a water emergency."
    assert suggest_issues(text) == []
    assert suggest_issues(text, "Council in dispute over water emergency") == [
        "A water emergency should be declared."
    ]


def test_whoever_should_undergo_an_act_may_follow_the_demand() -> None:
    """The parser attaches X in "called for X to be tried" to "called"."""
    assert suggest_issues("Vasko called for the thieves of the harbour bell to be tried in Norwell.") == [
        "The thieves of the harbour bell should be tried in Norwell."
    ]


def test_the_president_has_a_name() -> None:
    """An office is named in a proposition if the articles call only one person so."""
    text = (
        "President Elena Vasko met President Vasko's critics. Lind said the president should close the coal "
        "harbour. President Vasko did not answer."
    )
    assert "President Vasko should close the coal harbour." in suggest_issues(text)
