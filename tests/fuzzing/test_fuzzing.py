"""The fuzz suite: a short part of it that is the same each time, and that it notices what goes wrong."""

import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import StancebookError
from tests.fuzzing import rows
from tests.fuzzing.__main__ import Seed, list_seeds, make_mutant
from tests.fuzzing.articles import list_shapes, mutate_article
from tests.fuzzing.flaws import Flaw
from tests.fuzzing.pages import check_page
from tests.fuzzing.readers import READERS, check_documents, check_spans

# readers that take a fraction of a second, and do not code
QUICK = ("articles", "codebooks", "replies", "batches", "corpus")
MUTANTS = 8
SEEDS = [seed for seed in list_seeds(Path("none")) if seed[0] in QUICK]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed[0]}/{seed[1].name}")
def test_damaged_inputs_are_read_or_told(seed: Seed, tmp_path: Path) -> None:
    """Whatever happened to a file, there are articles or messages, and never another error."""
    target, file = seed
    assert READERS[target](file)
    for number in range(MUTANTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        path, _ = make_mutant(target, file, folder, random.Random(f"{file.name}-{number}"))
        # any other error is a finding
        with suppress(StancebookError):
            READERS[target](path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(rows.WRITERS)), rows.ROWS)
def test_no_row_of_a_table_is_lost_without_a_word(tmp_path: Path, suffix: str, table: rows.Rows) -> None:
    """Each row is a document, or is told as left out."""
    rows.check_rows(tmp_path / f"table{suffix}", table)


def test_a_lost_row_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that drops a row fails the count."""
    monkeypatch.setattr(rows, "read", lambda _: [])
    with pytest.raises(Flaw, match="1 rows gave 0 documents"):
        rows.check_rows(tmp_path / "table.csv", [{"text": "Talks began."}])


def test_mutants_can_be_made_again(tmp_path: Path) -> None:
    """A seed and a number decide a mutant; other numbers give others."""
    file = next(path for target, path in SEEDS if path.suffix == ".docx")
    made = []
    for number in (1, 1, 2):
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(make_mutant("articles", file, folder, random.Random(number))[1].read_bytes())
    assert made[0] == made[1] != made[2]
    assert mutate_article(random.Random(1)) == mutate_article(random.Random(1))
    assert len({name for name, _ in list_shapes(500)}) > 20


@pytest.mark.parametrize(
    "html",
    [
        "<p><script>x</script></p>",
        '<p onclick="x">x</p>',
        '<a href=" javascript:x">x</a>',
        "<p>\u202ex</p>",
        "<!-- x -->",
        '<iframe src="https://x.example"></iframe>',
    ],
)
def test_markup_from_outside_is_noticed(html: str) -> None:
    """A page that shows markup, controls or addresses from an article is a finding; a plain one is not."""
    check_page('<p><a href="#a">x</a> <a href="https://x.example">y</a></p>')
    with pytest.raises(Flaw, match="page has"):
        check_page(html)


def test_flaws_of_codes_and_documents_are_noticed(codes, coder) -> None:
    """A span that is not its text, and a document that cannot be written, are findings."""
    from analysis.documents import Document

    check_spans(codes.tables)
    moved = codes["statements"].assign(start=codes["statements"]["start"] + 1)
    with pytest.raises(Flaw, match=r"span: statements\.evidence"):
        check_spans({**codes.tables, "statements": moved})
    with pytest.raises(Flaw, match="cannot be written"):
        check_documents([Document("a", "\ud800")])
