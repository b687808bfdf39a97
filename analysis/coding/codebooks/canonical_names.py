"""Find the usual name of a thing in a corpus: "the affordable housing quota" for "the quota" in a claim."""

from collections import Counter

from analysis.coding.lexicon.roots import get_root
from analysis.coding.syntax.noun_phrases import read_phrase_of_noun
from analysis.language.parsing import Paragraph

# fewest uses of a full name
MIN_USES = 2

# (stem of the noun, full name) → number of uses
NameCounts = Counter[tuple[str, str]]


def note_things(paragraph: Paragraph, counts: NameCounts) -> None:
    """Count the full names of the things mentioned in a paragraph."""
    for token in paragraph.doc:
        if token.tag_ in ("NN", "NNS"):
            phrase = read_phrase_of_noun(token)
            if phrase is not None and phrase.head == token and phrase.before:
                counts[get_root(token.lower_), phrase.bare()] += 1


def choose_names(counts: NameCounts) -> dict[str, str]:
    """Return, by the stem of a noun, the most frequent full name if it is used more than once."""
    ranked = sorted(counts.items(), key=lambda item: (item[1], item[0]))
    return {noun: name for (noun, name), count in ranked if count >= MIN_USES and " " in name}
