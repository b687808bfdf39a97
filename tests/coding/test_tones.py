"""How actors characterise things, separate from stance, and with diplomatic usage understood."""

from collections.abc import Callable

import pytest

from analysis import tables
from tests.coding.conftest import code_text

Tone = tuple[str, str, str]


def tones(text: str) -> set[Tone]:
    """Return actor, target and polarity of the tones of a text."""
    found = code_text(text)["tones"]
    return set(zip(found["actor"], found["target"], found["polarity"], strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brandt called the plan excellent.", ["Ola Brandt", "the plan", "excellent", "positive"]),
        ("Brandt did not call the plan excellent.", ["Ola Brandt", "the plan", "excellent", "negative"]),
        ("Brandt described the talks as hostile.", ["Ola Brandt", "the talks", "hostile", "negative"]),
        ("Brandt praised the mayor’s plan.", ["Ola Brandt", "the mayor’s plan", "praised", "positive"]),
        (
            "Residents expressed concern about the noise.",
            ["Residents", "the noise", "concern", "negative"],
        ),
        (
            "“The talks were very useful,” Brandt said.",
            ["Ola Brandt", "The talks", "very useful", "positive"],
        ),
    ],
)
def test_tone(coded: Callable[..., tables.Tables], text: str, expected: list[str]) -> None:
    """Holder, target, expression and polarity are those of the text."""
    tones = coded(text)["tones"][["actor", "target", "expression", "polarity"]]
    assert tones.to_numpy().tolist() == [expected]


def test_a_tone_is_no_stance(coded: Callable[..., tables.Tables]) -> None:
    """To call the talks frank is neither to support nor to oppose them."""
    codes = coded("Brandt called the talks frank.")
    assert len(codes["tones"]) == 1
    assert codes["statements"].empty


MEANT: dict[str, Tone] = {
    # talks in which the sides disagreed
    "Brandt called the talks frank.": ("Ola Brandt", "the talks", "neutral"),
    "Brandt described the meeting as candid.": ("Ola Brandt", "the meeting", "neutral"),
    "Brandt called it a businesslike meeting.": ("Ola Brandt", "it", "neutral"),
    "Norland described the exchange as frank and direct.": ("Norland", "the exchange", "neutral"),
    "Brandt described the talks as a full and frank exchange.": ("Ola Brandt", "the talks", "negative"),
    "Brandt described the call as frank and difficult.": ("Ola Brandt", "the call", "negative"),
    "Brandt described the call as heated.": ("Ola Brandt", "the call", "negative"),
    "Brandt described the call as testy.": ("Ola Brandt", "the call", "negative"),
    # talks that made progress
    "Brandt called the talks frank but constructive.": ("Ola Brandt", "the talks", "positive"),
    "Brandt called the talks meaningful and frank.": ("Ola Brandt", "the talks", "positive"),
    "Norland called the meeting constructive.": ("Norland", "the meeting", "positive"),
    "Lind described the talks as a useful exchange of views.": ("Mara Lind", "the talks", "positive"),
    "“The talks were substantive,” Lind said.": ("Mara Lind", "The talks", "positive"),
    "“The meeting was cordial,” Lind said.": ("Mara Lind", "The meeting", "positive"),
    "Lind said that the talks had been productive.": ("Mara Lind", "the talks", "positive"),
    "Lind found the talks encouraging.": ("Mara Lind", "the talks", "positive"),
    "“The talks proved useful,” Lind said.": ("Mara Lind", "The talks", "positive"),
    "“The offer is a step in the right direction,” Lind said.": ("Mara Lind", "The offer", "positive"),
    # negation and contrast
    "“The talks were far from constructive,” Lind said.": ("Mara Lind", "The talks", "negative"),
    "“The talks were anything but friendly,” Lind said.": ("Mara Lind", "The talks", "negative"),
    "“The call was not very productive,” Lind said.": ("Mara Lind", "The call", "negative"),
    "“The meeting was hardly helpful,” Lind said.": ("Mara Lind", "The meeting", "negative"),
    "“The answer was less than satisfactory,” Lind said.": ("Mara Lind", "The answer", "negative"),
    "“The proposal is by no means fair,” Lind said.": ("Mara Lind", "The proposal", "negative"),
    "“The visit was no success,” Lind said.": ("Mara Lind", "The visit", "negative"),
    "“The talks were not only useful but friendly,” Lind said.": ("Mara Lind", "The talks", "positive"),
    "Lind denied that the talks were a failure.": ("Mara Lind", "the talks", "positive"),
    # “critical to” means needed, not criticised
    "“Norland is critical to the talks,” Lind said.": ("Mara Lind", "Norland", "positive"),
    "“The vote is critical for the port,” Lind said.": ("Mara Lind", "The vote", "positive"),
    "“Sudria is vital to peace,” Lind said.": ("Mara Lind", "Sudria", "positive"),
    "Lind was critical of the proposal.": ("Mara Lind", "the proposal", "negative"),
    # the scale of displeasure
    "Norland voiced serious concern about the exercise.": ("Norland", "the exercise", "negative"),
    "Norland is deeply concerned about the exercise.": ("Norland", "the exercise", "negative"),
    "Norland regrets the decision.": ("Norland", "the decision", "negative"),
    "Norland expressed regret over the incident.": ("Norland", "the incident", "negative"),
    "Norland deplored the incident.": ("Norland", "the incident", "negative"),
    "Norland called the arrest unacceptable.": ("Norland", "the arrest", "negative"),
    "“The arrest is unacceptable,” Lind said.": ("Mara Lind", "The arrest", "negative"),
    "Norland strongly condemned the attack.": ("Norland", "the attack", "negative"),
    "Norland was dismayed by the verdict.": ("Norland", "the verdict", "negative"),
    "Norland has no confidence in Sudria.": ("Norland", "Sudria", "negative"),
    "Norland described the visit as a provocation.": ("Norland", "the visit", "negative"),
    "Norland views the visit as an unfriendly act.": ("Norland", "the visit", "negative"),
    # praise and thanks
    "Norland welcomed the decision.": ("Norland", "the decision", "positive"),
    "Norland commended Sudria for its patience.": ("Norland", "Sudria", "positive"),
    "Lind thanked Norland for its help.": ("Mara Lind", "Norland", "positive"),
    "Lind is grateful for the offer.": ("Mara Lind", "the offer", "positive"),
    "Sudria was pleased with the outcome.": ("Sudria", "the outcome", "positive"),
    "Lind expressed her appreciation for the visit.": ("Mara Lind", "the visit", "positive"),
    "Lind hailed the treaty as a triumph.": ("Mara Lind", "the treaty", "positive"),
    # people about people
    "Lind called Brandt a liar.": ("Mara Lind", "Brandt", "negative"),
    "Brandt accused Lind of cheating.": ("Ola Brandt", "Lind", "negative"),
    "Brandt scolded Lind for the delay.": ("Ola Brandt", "Lind", "negative"),
    "Lind was criticised by Brandt.": ("Ola Brandt", "Lind", "negative"),
    "Brandt lashed out at Lind.": ("Ola Brandt", "Lind", "negative"),
    "Lind referred to Brandt as a fool.": ("Mara Lind", "Brandt", "negative"),
    "“Brandt lied to us,” Lind said.": ("Mara Lind", "Brandt", "negative"),
    "“The deal is a betrayal of the dockers,” Brandt said.": ("Ola Brandt", "The deal", "negative"),
    "“The offer is a slap in the face,” Brandt said.": ("Ola Brandt", "The offer", "negative"),
    "“It is shameful that the port closed,” Brandt said.": ("Ola Brandt", "the port closed", "negative"),
    "Lind spoke of a “very productive” call.": ("Mara Lind", "call", "positive"),
    "“We had a very productive call,” Lind said.": ("Mara Lind", "call", "positive"),
    "Brandt’s view of the plan was bleak.": ("Ola Brandt", "the plan", "negative"),
    "“The talks are at a dead end,” Lind said.": ("Mara Lind", "The talks", "negative"),
    "“I do not believe that the talks were useful,” Lind said.": ("Mara Lind", "the talks", "negative"),
    "Lind does not trust Brandt.": ("Mara Lind", "Brandt", "negative"),
}


@pytest.mark.parametrize(("text", "tone"), MEANT.items(), ids=MEANT.keys())
def test_what_is_meant(text: str, tone: Tone) -> None:
    """Actor, target and polarity are found, as a diplomat would read the text."""
    assert {(actor, target.lower(), way) for actor, target, way in tones(text)} == {
        (tone[0], tone[1].lower(), tone[2])
    }


@pytest.mark.parametrize(
    "text",
    [
        "The talks were constructive.",
        "“Was the meeting useful?” Lind asked.",
        "Lind said that she would resign if the talks were a failure.",
        "Lind declined to criticise Brandt.",
        "Lind did not praise Brandt.",
        "Lind met Brandt on a bright morning.",
        "Norland attacked a Sudrian convoy.",
        "Lind says the port has a good harbour.",
        "Lind said that critical infrastructure was closed.",
        "Lind was said to be there in person.",
        "Lind said that the Good Friday agreement holds.",
        "Lind did not say that the talks were useful.",
        "“I do not think that the mayor would mock him,” Brandt said.",
        "“This is not a joke, and I am a friend of the port,” Brandt said.",
    ],
)
def test_no_tone(text: str) -> None:
    """The article's own verdicts, questions, conditions, refusals and plain facts have no tone."""
    assert not tones(text)


@pytest.mark.parametrize(
    "text",
    [
        # tasks that take effort
        "Lind said that the figures were too difficult to confirm.",
        "“The timing is tough to explain,” Lind said.",
        # quantities, fixed terms, periods
        "Lind said that the union had done a great deal of work.",
        "“The closure is a great loss,” Lind said.",
        "“The costs are going well over a million,” Lind said.",
        "“The mayor is fair game,” Brandt said.",
        "“It is an open question whether Brandt will come,” Lind said.",
        "“It was a difficult week,” Lind said.",
        "“This is the kind of work that the port does,” Lind said.",
        # no opposite of blame
        "“The mayor was not aggressive enough,” Brandt said.",
        "Residents were not concerned about the noise.",
        # others’ verdicts
        "“Brandt was called a liar,” Lind said.",
        "“Brandt is seen as a bully,” Lind said.",
        "“The toll is popular,” Lind said.",
        "Brandt dismissed concerns about the noise.",
        # wishes, aims and comparisons
        "“I would like the offer,” Lind said.",
        "“We need a toll that is fair,” Lind said.",
        "“We need bold action,” Lind said.",
        "Lind promised to take bold action.",
        "Lind said that the port has a more effective policy.",
        "The strike may end Brandt’s hopes to build the tunnel.",
        "Lind said that Residents might like the offer.",
        # verdicts on others or of nobody in particular
        "“The vote proved Brandt wrong,” Lind said.",
        "Lind defended her widely criticised plan.",
        # a cause
        "Lind credited the change to the weather.",
    ],
)
def test_words_that_judge_nothing_are_no_tone(text: str) -> None:
    """Evaluative words have uses in which the speaker judges nothing."""
    assert not tones(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It was a horrible day for the port,” Lind said.", ("Mara Lind", "It", "negative")),
        ("“The choice is difficult,” Lind said.", ("Mara Lind", "The choice", "negative")),
        ("“It is a great deal for Norland,” Lind said.", ("Mara Lind", "It", "positive")),
        ("“The talks were good enough,” Lind said.", ("Mara Lind", "The talks", "positive")),
        ("“This bold action was right,” Lind said.", ("Mara Lind", "action", "positive")),
        ("Lind credited Brandt with the success.", ("Mara Lind", "Brandt", "positive")),
        ("Brandt voiced concerns about the noise.", ("Ola Brandt", "the noise", "negative")),
        (
            "“What the mayor says is dangerous,” Brandt said.",
            ("Ola Brandt", "What the mayor says", "negative"),
        ),
        ("“I do not like what she said,” Brandt said.", ("Ola Brandt", "what she said", "negative")),
        ("“Her plan, which is dangerous, will fail,” Brandt said.", ("Ola Brandt", "Her plan", "negative")),
        ("Brandt said that the mayor’s view is wrong.", ("Ola Brandt", "the mayor’s view", "negative")),
    ],
)
def test_the_same_words_elsewhere_judge(text: str, expected: Tone) -> None:
    """Beside these uses, the words still characterise."""
    assert expected in tones(text)
