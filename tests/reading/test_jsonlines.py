"""JSON Lines: a line is an article, and a broken line is only a broken line."""

import pytest

from analysis.documents import Document


def test_broken_lines_do_not_stop_the_rest(reading):
    """Each line that cannot be used is named with its number and reason; blank ones only count."""
    found = reading("t.jsonl", '{"text": "One."}\n\n{"text": oops}\n["text"]\n"text"\n{"text": "Six."}\n')
    assert found.documents == [Document("t-1", "One."), Document("t-6", "Six.")]
    assert {problem.item: problem.message for problem in found.problems} == {
        "t.jsonl row 3": "It is not JSON (Expecting value, column 10); correct or remove it.",
        "t.jsonl row 4": 'It is of type list, and an object {"text": …} was expected.',
        "t.jsonl row 5": 'It is of type str, and an object {"text": …} was expected.',
    }


def test_a_line_without_a_text_field(reading):
    """Where other lines have a text, one without is a problem of its own."""
    found = reading("t.jsonl", '{"title": "x"}\n{"text": "Two."}\n')
    assert found.documents == [Document("t-2", "Two.")]
    assert found.problems[0].item == "t.jsonl row 1"
    assert "no field 'text'" in found.problems[0].message


@pytest.mark.parametrize("value", ["5", "[1]", '{"a": 1}', "true"])
def test_a_text_that_is_no_string(reading, value):
    """A number or a list in place of the text is not turned into words."""
    problem = reading("t.jsonl", f'{{"text": {value}}}\n').problem
    assert problem.message.endswith("and a string was expected; write it in quotes.")


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("1747699200", "2025-05-20"),
        ("1747699200000", "2025-05-20"),
        ("20250520", "2025-05-20"),
        ("null", None),
    ],
)
def test_dates_as_numbers(reading, date, day):
    """Seconds and milliseconds since 1970 are days when they clearly are such."""
    assert reading("t.jsonl", f'{{"text": "One.", "date": {date}}}\n').document.published == day


@pytest.mark.parametrize("identifier", ["1.0", "1", '"1"'])
def test_whole_numbers_as_identifiers(reading, identifier):
    """1.0 is what pandas makes of 1 in a column with gaps."""
    assert reading("t.jsonl", f'{{"id": {identifier}, "text": "One."}}\n').document.doc_id == "1"


@pytest.mark.parametrize("content", ['[\n{"text": "One."}\n]', '[{"text": "One."}]', '{\n"text": "One."\n}'])
def test_json_that_is_not_lines(reading, content):
    """A JSON list is one problem with a remedy, not one for each of its lines."""
    assert "jq -c" in reading("t.jsonl", content).problem.message


@pytest.mark.parametrize("line", ["[" * 100_000, '{"text": ' * 100_000, '{"text": ' + "9" * 5_000 + "}"])
def test_hostile_lines(reading, line):
    """Endless nesting and endless numbers are broken lines."""
    found = reading("t.jsonl", f'{{"text": "One."}}\n{line}\n')
    assert found.documents == [Document("t-1", "One.")]
    assert found.problems[0].item == "t.jsonl row 2"


def test_half_an_emoji(reading):
    """A lone surrogate, which no file can store, is shown as lost and counted."""
    found = reading("t.jsonl", '{"text": "One \\ud83d."}\n')
    assert found.document.text == "One \ufffd."
    assert found.warning.message.startswith("1 character could not be decoded")


def test_old_encodings(reading):
    """Lines in Windows-1252 are read as such."""
    content = '{"text": "It’s “over”."}\n'.replace('"It', '"It').encode("cp1252")
    assert reading("t.jsonl", content).document.text == "It’s “over”."
