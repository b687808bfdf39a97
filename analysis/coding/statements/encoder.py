"""Read passages with a small encoder (a fine-tuned MiniLM), which tells the stance of "Alice" on the claim.

The encoder is stored as ONNX with weights of eight bits. Each passage is read by itself, because the
quantisation scales activations to what is read together: so a passage gets the same result in any company.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from curated_tokenizers import WordPieceProcessor
from numpy.typing import NDArray

from analysis.coding.linear import Array
from analysis.coding.statements.model import CELLS
from analysis.coding.statements.passages import Passage

if TYPE_CHECKING:
    import onnxruntime

MODEL, PIECES = (Path(__file__).with_name(name) for name in ("encoder.onnx", "pieces.txt"))
# word pieces of claim and passage together; a longer passage loses its beginning
LONGEST, LONGEST_CLAIM = 96, 32
WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True)
class Encoder:
    """The encoder, ready to read.

    Attributes:
        session: the network; it takes word pieces and their segments and returns log-odds of CELLS.
        processor: cuts words into pieces.
    """

    session: "onnxruntime.InferenceSession"
    processor: WordPieceProcessor

    def probabilities(self, passages: Sequence[Passage]) -> Array:
        """Return the probability of each of CELLS for each passage, ``[passages, classes]``."""
        scores = np.array([self._read(passage) for passage in passages], dtype=np.float64).reshape(
            -1, len(CELLS)
        )
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Array = scores / scores.sum(axis=1, keepdims=True)
        return shares

    def _read(self, passage: Passage) -> NDArray[np.float32]:
        pieces, segments = cut_pieces(self.processor, passage)
        inputs = {"pieces": np.array([pieces]), "segments": np.array([segments])}
        found: NDArray[np.float32] = self.session.run(None, inputs)[0][0]
        return found


def cut_pieces(processor: WordPieceProcessor, passage: Passage) -> tuple[list[int], list[int]]:
    """Return the numbers of a passage's word pieces, and the segment of each: 0 claim, 1 text."""
    unknown, first, between = (processor.get_initial(word) for word in ("[UNK]", "[CLS]", "[SEP]"))
    claim, text = (
        [
            unknown if piece == -1 else piece
            for word in split_words(part)
            for piece in processor.encode(word)[0]
        ]
        for part in passage
    )
    claim = claim[:LONGEST_CLAIM]
    text = text[-(LONGEST - len(claim) - 3) :]
    pieces = [first, *claim, between, *text, between]
    return pieces, [0] * (len(claim) + 2) + [1] * (len(text) + 1)


def split_words(text: str) -> list[str]:
    """Return the words of a text as the encoder knows them: in lower case, without accents, marks apart."""
    letters = unicodedata.normalize("NFD", text.lower())
    return WORD.findall("".join(letter for letter in letters if unicodedata.category(letter) != "Mn"))


@cache
def load() -> Encoder:
    """Load the encoder that comes with the package, once per process."""
    return read(MODEL)


def read(path: Path) -> Encoder:
    """Read an encoder from a file; it uses one thread, since articles are coded in parallel."""
    # it starts threads when it is imported, and a process with threads cannot be forked
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return Encoder(session, load_pieces())


@cache
def load_pieces() -> WordPieceProcessor:
    """Load the word pieces."""
    return WordPieceProcessor(PIECES.read_text(encoding="utf-8").split("\n"))
