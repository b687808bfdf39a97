"""The word lists: each list is used, and each word occurs in it once."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from analysis.coding.lexicon import FILES, get_words

CODING = Path(__file__).parents[2] / "analysis/coding"
LEXICON, WORDINGS = (tomllib.loads((CODING / "lexicon" / name).read_text(encoding="utf-8")) for name in FILES)
CLASSES = tomllib.loads((CODING / "lexicon/plover.toml").read_text(encoding="utf-8"))
PROPOSITIONS = tomllib.loads((CODING / "lexicon/propositions.toml").read_text(encoding="utf-8"))
LISTS = [(section, name) for section, lists in LEXICON.items() for name in lists]


@pytest.mark.parametrize(("section", "name"), LISTS)
def test_a_list_has_each_word_once_in_lower_case(section: str, name: str) -> None:
    """A word listed twice, or in capitals, is a mistake."""
    listed = f"{LEXICON[section][name]} {WORDINGS.get(section, {}).get(name, '')}".split()
    assert listed
    assert not [word for word, count in Counter(listed).items() if count > 1]
    assert [word.lower() for word in listed] == listed
    assert get_words(section, name) == frozenset(listed)


def test_every_list_is_used() -> None:
    """A list that no rule uses is dead."""
    code = "".join(path.read_text(encoding="utf-8") for path in CODING.rglob("*.py"))
    unused = [name for _, name in LISTS if not re.search(rf'"{name}"', code)]
    assert not unused


def test_lists_of_suggestions_have_each_word_once_and_are_used() -> None:
    """The lists for suggesting issues follow the same rules."""
    code = "".join(path.read_text(encoding="utf-8") for path in CODING.rglob("*.py"))
    for name, text in PROPOSITIONS["words"].items():
        assert [word for word, count in Counter(text.split()).items() if count > 1] == []
        assert f'"{name}"' in code


def test_a_noun_names_the_action_of_one_verb() -> None:
    """Each noun names the action of one verb, and each irregular verb has one participle."""
    for pairs in (PROPOSITIONS["nominals"]["pairs"], PROPOSITIONS["forms"]["irregular"]):
        nouns = [pair.partition(":")[0] for pair in pairs.split()]
        assert [noun for noun, count in Counter(nouns).items() if count > 1] == []


def test_special_verbs_are_event_verbs() -> None:
    """Verbs that are vague, or one event with their object, are in the classes of events."""
    verbs = {word for listed in CLASSES["verbs"].values() for word in listed.split()}
    assert get_words("events", "vague") <= verbs
    assert get_words("events", "sealing") <= verbs


def test_no_word_has_two_directions() -> None:
    """Every word has one direction."""
    assert not get_words("stance", "support") & get_words("stance", "oppose")
    assert not get_words("tone", "positive") & get_words("tone", "negative")
