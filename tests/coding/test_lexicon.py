"""The word lists: each is used, and each word stands in it once and can be found."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from analysis.coding.lexicon import FILES, get_words

CODING = Path(__file__).parents[2] / "analysis/coding"
LEXICON, WORDINGS = (tomllib.loads((CODING / "lexicon" / name).read_text(encoding="utf-8")) for name in FILES)
CLASSES = tomllib.loads((CODING / "lexicon/plover.toml").read_text(encoding="utf-8"))
SUGGESTING = tomllib.loads((CODING / "lexicon/propositions.toml").read_text(encoding="utf-8"))
LISTS = [(section, name) for section, lists in LEXICON.items() for name in lists]


@pytest.mark.parametrize(("section", "name"), LISTS)
def test_a_list_has_each_word_once_in_small_letters(section: str, name: str) -> None:
    """A word listed twice, or in capitals, is a slip."""
    listed = f"{LEXICON[section][name]} {WORDINGS.get(section, {}).get(name, '')}".split()
    assert listed
    assert not [word for word, count in Counter(listed).items() if count > 1]
    assert [word.lower() for word in listed] == listed
    assert get_words(section, name) == frozenset(listed)


def test_every_list_is_used() -> None:
    """A list that no rule asks for is dead."""
    code = "".join(path.read_text(encoding="utf-8") for path in CODING.rglob("*.py"))
    unused = [name for _, name in LISTS if not re.search(rf'"{name}"', code)]
    assert not unused


def test_lists_of_suggestions_have_each_word_once_and_are_used() -> None:
    """The lists by which issues are suggested follow the same rules."""
    code = "".join(path.read_text(encoding="utf-8") for path in CODING.rglob("*.py"))
    for name, text in SUGGESTING["words"].items():
        assert [word for word, count in Counter(text.split()).items() if count > 1] == []
        assert f'"{name}"' in code


def test_a_noun_of_a_deed_names_one_verb() -> None:
    """Each noun is the deed of one verb, and each irregular verb has one participle."""
    for pairs in (SUGGESTING["nominals"]["pairs"], SUGGESTING["forms"]["irregular"]):
        nouns = [pair.partition(":")[0] for pair in pairs.split()]
        assert [noun for noun, count in Counter(nouns).items() if count > 1] == []


def test_verbs_set_apart_are_verbs_of_events() -> None:
    """A verb that is vague, or one event with its noun, is one that the classes of events list."""
    verbs = {word for listed in CLASSES["verbs"].values() for word in listed.split()}
    assert get_words("events", "vague") <= verbs
    assert get_words("events", "sealing") <= verbs


def test_no_verb_both_supports_and_opposes() -> None:
    """A verb's sign is one."""
    assert not get_words("stance", "support") & get_words("stance", "oppose")
    assert not get_words("tone", "positive") & get_words("tone", "negative")
