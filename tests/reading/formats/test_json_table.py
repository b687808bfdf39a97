"""JSON: lines of one article each, of which a broken one affects no other, or one value with a list."""

import pytest

from analysis.documents import Document


def test_broken_lines_do_not_stop_the_rest(reading):
    """Each unusable line is reported with number and reason; blank lines are only counted."""
    found = reading("t.jsonl", '{"text": "One."}\n\n{"text": oops}\n["text"]\n"text"\n{"text": "Six."}\n')
    assert found.documents == [Document("t-1", "One."), Document("t-6", "Six.")]
    assert {problem.item: problem.message for problem in found.problems} == {
        "t.jsonl row 3": "It is not valid JSON (Expecting value, column 10); correct or remove it.",
        "t.jsonl row 4": 'It is of type list, but an object {"text": …} was expected.',
        "t.jsonl row 5": 'It is of type str, but an object {"text": …} was expected.',
    }


def test_a_line_without_a_text_field(reading):
    """A line without a text is a separate problem if other lines have a text."""
    found = reading("t.jsonl", '{"title": "x"}\n{"text": "Two."}\n')
    assert found.documents == [Document("t-2", "Two.")]
    assert found.problems[0].item == "t.jsonl row 1"
    assert "There is no text in it" in found.problems[0].message


@pytest.mark.parametrize("value", ["5", "[1]", '{"a": 1}', "true"])
def test_a_text_that_is_not_a_string(reading, value):
    """A number or a list is not converted to text."""
    problem = reading("t.jsonl", f'{{"text": {value}}}\n').problem
    assert problem.message.endswith("but a string was expected; put it in quotation marks.")


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
    """Unambiguous seconds and milliseconds since 1970 are converted to days."""
    assert reading("t.jsonl", f'{{"text": "One.", "date": {date}}}\n').document.published == day


@pytest.mark.parametrize("identifier", ["1.0", "1", '"1"'])
def test_whole_numbers_as_identifiers(reading, identifier):
    """Pandas writes 1 as 1.0 in a column with missing values."""
    assert reading("t.jsonl", f'{{"id": {identifier}, "text": "One."}}\n').document.doc_id == "1"


@pytest.mark.parametrize("name", ["t.json", "t.jsonl"])
@pytest.mark.parametrize(
    "content",
    [
        '[\n{"text": "One."},\n{"text": "Two."}\n]',
        '[{"text": "One."}, {"text": "Two."}]',
        '{"text": "One."}\n{"text": "Two."}\n',
        '{\n"text": "One."\n}\n{\n"text": "Two."\n}',
        '{"count": 2, "data": {"items": [{"text": "One."}, {"text": "Two."}]}}',
        '{"items": [{"text": "One."}]}\n{"items": [{"text": "Two."}]}',
        '{"content": [{"text": "One."}, {"text": "Two."}], "page": 1}',
        '{"north": [{"text": "One."}], "south": [{"text": "Two."}]}',
        '{"a": {"title": "x", "text": "One."}, "b": {"title": "y", "text": "Two."}}',
        '{"title": {"0": "x", "1": "y"}, "text": {"0": "One.", "1": "Two."}}',
        '{"columns": ["text"], "index": [0, 1], "data": [["One."], ["Two."]]}',
    ],
)
def test_forms_of_json(reading, name, content):
    """The content decides how it is read: lines, a list at any depth, objects in a row, a table of pandas."""
    assert [document.text for document in reading(name, content).documents] == ["One.", "Two."]


def test_a_single_article(reading):
    """An object with a text is an article."""
    assert reading("t.json", '{"text": "One.", "tags": [{"name": "x"}]}').document.text == "One."


@pytest.mark.parametrize(
    "content",
    [
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Quay"}}]}',
        '{"name": "quay", "version": "1", "description": "Draws quays. It draws them well."}',
        "[]",
        "[1, 2]",
        "5",
    ],
)
def test_json_without_articles(reading, content):
    """Settings, maps and the like are named with the reason why they are not read."""
    assert "articles" in reading("t.json", content).problem.message


def test_json_that_ends_too_soon(reading):
    """A download that broke off is a problem; objects before the break are read."""
    assert (
        "not valid JSON from line 2" in reading("t.json", '[{"text": "One."},\n{"text": "Tw').problem.message
    )
    found = reading("t.json", '{\n"text": "One."}\n{\n"text": "Tw')
    assert found.documents == [Document("t-1", "One.")]
    assert "not valid JSON" in found.problems[0].message


def test_a_list_with_other_things(reading):
    """Each part that is not an object is named."""
    found = reading("t.json", '[{"text": "One."}, "two", 3]')
    assert [problem.item for problem in found.problems] == ["t.json row 2", "t.json row 3"]


@pytest.mark.parametrize("line", ["[" * 100_000, '{"text": ' * 100_000, '{"text": ' + "9" * 5_000 + "}"])
def test_hostile_lines(reading, line):
    """Extremely deep nesting and extremely long numbers are broken lines."""
    found = reading("t.jsonl", f'{{"text": "One."}}\n{line}\n')
    assert found.documents == [Document("t-1", "One.")]
    assert found.problems[0].item == "t.jsonl row 2"


def test_half_an_emoji(reading):
    """A lone surrogate, which cannot be stored, becomes U+FFFD and is counted."""
    found = reading("t.jsonl", '{"text": "One \\ud83d."}\n')
    assert found.document.text == "One \ufffd."
    assert found.warning.message.startswith("1 character could not be decoded")


def test_old_encodings(reading):
    """Lines in Windows-1252 are read as such."""
    content = '{"text": "It’s “over”."}\n'.replace('"It', '"It').encode("cp1252")
    assert reading("t.jsonl", content).document.text == "It’s “over”."


def test_the_title_of_a_json_feed_is_the_outlet(reading):
    """A JSON Feed names the outlet once, above its articles."""
    item = '{"id": "7", "url": "https://a.example/7", "title": "Boats", "content_text": "No boat sailed."}'
    feed = f'{{"version": "https://jsonfeed.org/version/1", "title": "Lenne Echo", "items": [{item}]}}'
    document = reading("t.json", feed).document
    assert (document.outlet, document.title, document.text) == ("Lenne Echo", "Boats", "No boat sailed.")
