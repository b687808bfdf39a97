"""The stance encoder: what it is given to read, and that its result depends on nothing else."""

import numpy as np
import pytest

from analysis.codebook import Actor, Codebook, Issue
from analysis.coding.actors.names import get_actor_matcher
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.issues import get_issue_matcher
from analysis.coding.quotes import find_quotes
from analysis.coding.statements import find_pairs
from analysis.coding.statements.context import ArticleContext
from analysis.coding.statements.encoder import LONGEST, MODEL, cut_pieces, load, load_pieces, split_words
from analysis.coding.statements.model import CELLS
from analysis.coding.statements.passages import Passage, write_passage
from analysis.documents import Document
from analysis.language.parsing import parse

CODEBOOK = Codebook(
    (Actor("Mara Lind", aliases=("Lind",)), Actor("Norland", "state"), Actor("Sudria", "state")),
    (Issue("Tunnel", "The harbour tunnel should be built.", ("harbour tunnel",), ("keep the ferry",)),),
)
# a stance for each class that a passage may express
PASSAGES = {
    "support": Passage("The tunnel should be built.", "|| Alice strongly supports the proposal."),
    "oppose": Passage("The tunnel should be built.", "|| Alice voted against the proposal and condemned it."),
}


def write_passages(text: str) -> dict[str, Passage]:
    """Return the passage for each actor of a text."""
    (article,) = parse([Document("a", text)])
    resolver = EntityResolver(article, get_actor_matcher(CODEBOOK))
    context = ArticleContext(article, resolver, find_quotes(article, resolver), CODEBOOK)
    pairs = find_pairs(context, get_issue_matcher(CODEBOOK))
    return {pair.actor: write_passage(context, paragraph, pair) for paragraph, pair in pairs}


def test_names_and_issue_are_hidden() -> None:
    """The actor in question is Alice, others are Bob and Carol, and the words of the issue the proposal."""
    found = write_passages("It rained. Norland urged Sudria to build the harbour tunnel.")
    assert found["Norland"].claim == "The harbour tunnel should be built."
    assert found["Norland"].text == "It rained. || Alice urged Bob to build the proposal ."
    assert found["Sudria"].text == "It rained. || Bob urged Alice to build the proposal ."


def test_a_wording_of_the_opposite_is_marked() -> None:
    """What is supported or opposed is then the opposite of the proposition."""
    found = write_passages("Norland wants to keep the ferry.")
    assert found["Norland"].claim == "Against: The harbour tunnel should be built."


def test_a_speaker_outside_the_sentence_is_named_before_it() -> None:
    """A quotation that goes on over sentences keeps its speaker."""
    found = write_passages('"The harbour tunnel is a dream," said Lind. "The harbour tunnel will be built."')
    assert found["Mara Lind"].text.split("|| ")[1].startswith("Alice said: ")


def test_words_are_cut_into_known_pieces() -> None:
    """Capitals and accents do not matter; claim and text are told apart; unknown words have a piece too."""
    assert split_words("Café-Gespräch, 25%") == ["cafe", "-", "gesprach", ",", "25", "%"]
    pieces, segments = cut_pieces(load_pieces(), Passage("A toll.", "No 𓀀 toll."))
    words = [load_pieces().id_to_piece(piece)[0] for piece in pieces]
    assert words == ["[CLS]", "a", "toll", ".", "[SEP]", "no", "[UNK]", "toll", ".", "[SEP]"]
    assert segments == [0] * 5 + [1] * 5


def test_long_passages_keep_their_end() -> None:
    """A passage that is too long loses words from the beginning of the text, and none of the claim."""
    pieces, _ = cut_pieces(load_pieces(), Passage("A toll.", "word " * 500 + "end"))
    assert len(pieces) == LONGEST
    assert load_pieces().id_to_piece(pieces[-2])[0] == "end"


@pytest.mark.parametrize("stance", PASSAGES)
def test_plain_stances_are_told(stance: str) -> None:
    """Words of support are support, and a vote against is opposition."""
    shares = load().probabilities([PASSAGES[stance]])[0]
    assert CELLS[int(shares.argmax())] == stance


def test_a_passage_is_read_alike_in_any_company() -> None:
    """Probabilities do not depend on what else is read, so that a resumed run gives the same codes."""
    both = load().probabilities(list(PASSAGES.values()))
    alone = [load().probabilities([passage])[0] for passage in PASSAGES.values()]
    assert np.array_equal(both, np.array(alone))
    assert load().probabilities([]).shape == (0, len(CELLS))


def test_the_encoder_is_small() -> None:
    """It stays below 30 MB, as the package is to be installed anywhere."""
    assert MODEL.stat().st_size < 30_000_000
