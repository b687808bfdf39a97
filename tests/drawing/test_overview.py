"""What a page is based on."""

from dataclasses import replace
from typing import Any

import pandas as pd

from analysis import table_files
from analysis.codes import Codes, Correction, Decision
from analysis.comparing.fingerprints import codebook_fingerprint, documents_fingerprint
from analysis.documents import Problem
from analysis.drawing.overview import overview
from analysis.drawing.provenance import articles_list, provenance


def test_overview_counts_what_was_read(codes: Codes) -> None:
    """The overview counts articles, outlets, dates and codes, and says that nobody checked them."""
    html = overview(codes, "My <title>").html
    assert '<p class="corpus">My &lt;title&gt;</p>' in html
    assert (
        "1 article from 1 outlet, without any publication date; 2 attributions, 3 statements, 2 events."
        in html
    )
    assert "machine codes that nobody has checked" in html
    assert "suggested by the machine" not in html


def test_suggested_codebook_is_labelled(coder) -> None:
    """A codebook suggested by the machine is labelled as such."""
    assert "The codebook was suggested by the machine." in overview(coder.codes(suggested=True)).html


def test_what_could_not_be_read_is_listed(coder) -> None:
    """Each problem has a row with its item and reason; what was left out comes first."""
    coder.problems += [Problem("c.txt", "It is cut off.", "warning"), Problem("b.txt", "It is empty.")]
    html = overview(coder.codes()).html
    assert "What could not be used, or only in part (2)" in html
    assert html.index("It is empty.") < html.index("It is cut off.")
    assert '<th scope="row">b.txt</th><td>left out</td><td>It is empty.</td>' in html


def test_notes_on_how_texts_were_read_are_folded(coder) -> None:
    """They are not faults: the reader finds them if she asks how the texts were read."""
    coder.problems.append(Problem("t.csv", "Columns not used: media_url.", "note"))
    html = overview(coder.codes()).html
    assert "What could not be used" not in html
    assert "<details><summary>How the texts were read (1)</summary>" in html
    assert '<th scope="row">t.csv</th><td>Columns not used: media_url.</td>' in html


def test_corrections_are_counted_as_what_they_are(coder: Any) -> None:
    """Statements coded by people, rejected statements and unchecked ones are counted separately."""
    wrong = coder.statement("Bob", "truce", "oppose", "Bob rejects the truce")
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    hers = coder.statement("Bob", "join", "neutral", "Ann would join", coder="human:eve")
    codes = coder.codes()
    made = codes["statements"].set_index("statement_id", drop=False)
    codes = replace(
        codes,
        tables={**codes.tables, "statements": made.drop(wrong).reset_index(drop=True)},
        human=made.loc[[hers]],
        decisions=(Decision("human:eve", wrong, "rejected"),),
        coder="rules-test",
    )
    html = overview(codes).html
    assert (
        "1 statement coded by human:eve, who rejected 1 machine-coded statement; "
        "1 machine-coded statement that nobody has checked." in html
    )


def test_provenance_is_stable(codes: Codes) -> None:
    """Provenance has the coder and where its error is, but no key that changes with every edit of it."""
    html = provenance(codes).html
    assert '<th scope="row">Coders</th><td>rules-test</td>' in html
    assert "All measured figures are on the page “Methods and error”" in html
    assert codes.key not in html


def test_provenance_states_what_ran(codes: Codes) -> None:
    """Provenance has notebook, version and all parameters; of paths only the last part."""
    html = provenance(codes, "timeline", corpus="/home/ann/<b>", actors=["Ann", "Bob"], since="").html
    assert "notebook “timeline”" in html
    assert "corpus: &lt;b&gt;; actors: Ann, Bob; since: not set" in html
    assert "supplied: 3 actors, 2 issues. Fingerprint " in html


def test_a_bound_on_confidence_says_what_it_does_not_apply_to(codes: Codes) -> None:
    """Events and characterisations without a stated confidence are kept, and the page says so."""
    kept = "codes without a stated confidence, such as the machine’s events and characterisations, are kept"
    assert f"min_confidence: 0.8 ({kept})" in provenance(codes, "timeline", min_confidence=0.8).html
    assert kept not in provenance(codes, "timeline", min_confidence=0.0).html


def hash_documents(documents: pd.DataFrame) -> str:
    """Return the fingerprint of a documents table."""
    return documents_fingerprint([table_files.to_arrow("documents", documents)])


def test_fingerprints_tell_texts_and_codebooks_apart(codes: Codes) -> None:
    """The order of articles does not matter; one changed sign in a text or a term does."""
    documents, book = codes["documents"], codes.codebook
    two = pd.concat([documents, documents.assign(doc_id="other")])
    assert hash_documents(two) == hash_documents(two.iloc[::-1])
    changed = documents.assign(text=documents["text"] + "!")
    assert hash_documents(changed) != hash_documents(documents)
    assert codebook_fingerprint(replace(book, actors=book.actors[1:])) != codebook_fingerprint(book)
    assert len(codebook_fingerprint(book)) == 16


def test_a_chronology_with_stances_is_no_chronology_without(make_coder) -> None:
    """A chronology has positions if people coded some; there is no warning about machine codes."""
    coder = make_coder({})
    coder.dated("c1", "Ann called for a truce", "2025-05-19")
    assert "no positions" in overview(coder.codes()).html
    coder.texts["c1"] = "Ann called for a truce"
    coder.statement("Ann", "truce", "support", "called for a truce", "c1", coder="human:ann")
    del coder.texts["c1"]
    html = overview(coder.codes()).html
    assert (
        "1 event from a supplied chronology, with 1 statement coded from the event descriptions by human:ann."
        in html
    )
    assert "no positions" not in html
    assert "nobody has checked" not in html


def test_the_methods_page_lists_the_articles(make_coder: Any) -> None:
    """The first fifty by their headlines; the others are counted."""
    coder = make_coder({f"d{number:02}": "Rain fell." for number in range(52)})
    html = articles_list(coder.codes()).html
    assert html.count("<li>") == 50
    assert "<p>and 2 more.</p>" in html
    assert "A truce?" in html


def test_the_names_to_choose_from_are_listed(codes: Codes) -> None:
    """Who opens a notebook sees the names that its parameters take."""
    html = overview(codes).html
    assert "<summary>Names to choose from: 3 actors and 2 issues</summary>" in html
    assert "<p>Actors: Ann; Bob; Smith, John.</p><p>Issues: truce; join.</p>" in html


def test_checked_events_and_attributions_are_counted(coder: Any) -> None:
    """The page says who checked how many, and what they rejected; statements are counted apart."""
    person = {"coder": "human:eve", "confidence": 1.0}
    coder.event("They met on Monday", **person)
    coder.event("A second meeting is planned", "planned")
    coder.quote("Bob", "“a farce”", **person)
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    corrections = (
        Correction("human:eve", "events", "paper-e1", "confirmed"),
        Correction("human:eve", "events", "paper-e9", "rejected"),
        Correction("human:eve", "quotes", "paper-q1", "changed"),
    )
    codes = replace(coder.codes(), corrections=corrections)
    html = overview(codes).html
    assert (
        "<strong>human:eve checked 1 of 2 events and rejected 1. human:eve checked 1 of 1 attribution. "
        "Nobody has checked the statements.</strong>"
    ) in html
    assert "All other quotations, characterisations and events were coded by the machine." in html
