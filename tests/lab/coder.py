"""Coders that find a statement in every sentence, to review many of them; installed as other packages are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from analysis.codebook import Codebook
from analysis.coding.plugins import Article
from analysis.tables import STANCES

SENTENCE = re.compile(r"[A-Z][^\n]{20,300}?[.!?](?=\s|$)")
ENTRY_POINTS = "[stancebook.coders]\nkeen = tests.lab.coder:Keen\nstrict = tests.lab.coder:Strict\n"


class Keen:
    """A coder that finds a statement in every sentence: of which actor on what is as good as random."""

    name = "keen-1"
    # the least confidence of a statement that it gives, and what its confidences are multiplied with
    threshold, factor = 0.0, 1.0

    def code(self, articles: Sequence[Article], codebook: Codebook) -> Iterator[Iterable[dict[str, Any]]]:
        """Yield the statements of each article."""
        for article in articles:
            found = SENTENCE.finditer(article.document.text)
            rows = (self._code(match, codebook) for match in found)
            yield [row for row in rows if row["confidence"] >= self.threshold]

    def _code(self, match: re.Match[str], codebook: Codebook) -> dict[str, Any]:
        lot = crc32(match[0].encode())
        return {
            "actor": codebook.actors[lot % len(codebook.actors)].name,
            "issue": codebook.issues[lot // 97 % len(codebook.issues)].name,
            "stance": STANCES[lot // 7 % len(STANCES)],
            "evidence": match[0],
            "start": match.start(),
            "end": match.end(),
            "reason": "every sentence",
            "confidence": (30 + lot % 70) / 100 * self.factor,
        }


class Strict(Keen):
    """The same coder with lower confidences and a threshold, so that it gives fewer statements."""

    name = "strict-1"
    threshold, factor = 0.5, 0.8


def install(folder: Path) -> None:
    """Make both known as coders, to programs with the folder on their path."""
    package = folder / "lab_coders-1.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: lab-coders\nVersion: 1\n")
    (package / "entry_points.txt").write_text(ENTRY_POINTS)
