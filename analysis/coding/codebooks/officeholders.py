"""Name who "the president" is in a corpus, where only one person is called so."""

import re
from collections import Counter

from analysis.coding.lexicon import get_words
from analysis.language.parsing import Paragraph

# fewest uses of an office with a name, and the share of them with the most frequent name
MIN_USES, SHARE = 2, 0.8

# (office, surname) → number of uses
HolderCounts = Counter[tuple[str, str]]


def note_holders(paragraph: Paragraph, counts: HolderCounts) -> None:
    """Count the people that a paragraph names with an office before the name: "President Vasko"."""
    for entity in paragraph.doc.ents:
        if entity.label_ != "PERSON":
            continue
        title = entity[0] if entity[0].lower_ in get_words("offices", "heads") else None
        if title is None and entity.start > 0:
            title = paragraph.doc[entity.start - 1]
        if title is not None and title.is_title and title.lower_ in get_words("offices", "heads"):
            counts[title.lower_, entity[-1].text] += 1


def name_holders(text: str, counts: HolderCounts) -> str:
    """Return a proposition with names for its officeholders: "President Vasko" for "the president"."""

    def replace(match: re.Match[str]) -> str:
        office = match[1].lower()
        names = Counter({name: count for (title, name), count in counts.items() if title == office})
        if not names or names.total() < MIN_USES:
            return match[0]
        name, count = names.most_common(1)[0]
        return f"{office.capitalize()} {name}" if count >= SHARE * names.total() else match[0]

    # not "the prime minister", "the president of Norland", "the president-elect"
    return re.sub(r"\b[Tt]he (president|chancellor|king|queen|premier)\b(?!['’-]| of\b)", replace, text)
