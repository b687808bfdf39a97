"""What a corpus mostly calls a thing: "the affordable housing quota", where a claim only says "the quota"."""

from collections import Counter

from analysis.coding.lexicon.roots import get_root
from analysis.coding.syntax.noun_phrases import read_phrase_of_noun
from analysis.language.parsing import Paragraph

# a fuller name must be used this often
FEWEST = 2

# (stem of the noun, full name) → how often
Seen = Counter[tuple[str, str]]


def note_things(paragraph: Paragraph, seen: Seen) -> None:
    """Count the full names of the things that a paragraph speaks of."""
    for token in paragraph.doc:
        if token.tag_ in ("NN", "NNS"):
            phrase = read_phrase_of_noun(token)
            if phrase is not None and phrase.head == token and phrase.before:
                seen[get_root(token.lower_), phrase.bare()] += 1


def choose_names(seen: Seen) -> dict[str, str]:
    """Return the commonest full name by the stem of its noun, where it is used more than once."""
    ranked = sorted(seen.items(), key=lambda item: (item[1], item[0]))
    return {noun: name for (noun, name), count in ranked if count >= FEWEST and " " in name}
