"""Paragraphs that articles repeat at their end are left out."""

from analysis.documents import Document
from analysis.reading.repeated import cut_repeated_endings

REPORTS = (
    "Elena Vasko demanded a recount.\n\nShe spoke in Norwell.",
    "The mill closed on Sunday.\n\nTomas Brandt spoke of a loss.",
    "Rain fell on the harbour.\n\nTwo ferries stayed in port.",
)


def write(*texts: str) -> list[Document]:
    """Return a document for each text."""
    return [Document(f"d{number}", text) for number, text in enumerate(texts, start=1)]


def test_a_footer_of_three_articles_is_left_out_with_a_note() -> None:
    """Capitals and marks in it may vary; the note says how many paragraphs, of how many articles."""
    footers = [f"Join us: {call}!\n© The Norwell Post" for call in ("call 12", "Call 12", "“call” 12")]
    documents = write(*(f"{text}\n\n{footer}\n" for text, footer in zip(REPORTS, footers, strict=True)))
    kept, (note,) = cut_repeated_endings("news", documents)
    assert tuple(document.text for document in kept) == REPORTS
    assert (note.item, note.severity) == ("news", "note")
    assert note.message == (
        "6 paragraphs left out at the end of 3 articles, as other articles end in them too, such as "
        "“Join us: call 12!”."
    )


def test_what_two_articles_share_is_kept() -> None:
    """Two outlets may print the same words of a news agency."""
    documents = write(f"{REPORTS[0]}\n\nMore soon.", f"{REPORTS[1]}\n\nMore soon.", REPORTS[2])
    assert cut_repeated_endings("news", documents) == (documents, [])


def test_copies_of_one_report_are_kept() -> None:
    """The same article in three files is no footer, whatever else is in the third."""
    documents = write(REPORTS[0], REPORTS[0], f"{REPORTS[0]}\n\nShe left.")
    assert cut_repeated_endings("news", documents) == (documents, [])


def test_repeated_words_inside_an_article_are_kept() -> None:
    """Only the end is cut: offsets of people's codings count from the beginning."""
    documents = write(
        *(f"{first}\n\nSign up here.\n\n{last}" for first, last in (r.split("\n\n") for r in REPORTS))
    )
    assert cut_repeated_endings("news", documents) == (documents, [])


def test_the_end_of_a_sentence_is_no_footer() -> None:
    """Where lines are wrapped, the last line may only be the rest of a sentence."""
    documents = write(*(f"{text} It will be rebuilt,\nhe said." for text in REPORTS))
    assert cut_repeated_endings("news", documents) == (documents, [])


def test_facts_that_differ_in_a_number_are_kept() -> None:
    """Three articles may each end in a toll of their own."""
    documents = write(*(f"{text}\n\nIn all, {len(text)} people were hurt." for text in REPORTS))
    assert cut_repeated_endings("news", documents) == (documents, [])
