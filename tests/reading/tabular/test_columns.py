"""Tables of services are read as they come: names that differ, nested objects, columns of something else."""

import json

import pytest

from analysis.documents import Document

TEXT = "The lock keepers met on Monday. “The lock stays open,” said Ada Moor of the canal board."
WHOLE = {
    "title": "Lock stays open",
    "outlet": "Canal Post",
    "author": "Bo Lind, Cy Dunn",
    "published": "2025-03-03",
    "url": "https://canal.example/lock",
    "language": "en",
}
ADDRESS = WHOLE["url"]
SERVICES = {
    "newsapi": {
        "status": "ok",
        "articles": [
            {
                "source": {"id": None, "name": "Canal Post"},
                "author": "Bo Lind, Cy Dunn",
                "title": "Lock stays open",
                "description": "A lock.",
                "url": ADDRESS,
                "publishedAt": "2025-03-03T18:22:00Z",
                "content": TEXT,
                "lang": "en",
            }
        ],
    },
    "event registry": {
        "articles": {
            "results": [
                {
                    "lang": "eng",
                    "dateTime": "2025-03-04T18:15:00Z",
                    "dateTimePub": "2025-03-03T18:10:00Z",
                    "url": ADDRESS,
                    "title": "Lock stays open",
                    "body": TEXT,
                    "source": {"uri": "canal.example", "title": "Canal Post"},
                    "authors": [{"name": "Bo Lind", "type": "author"}, {"name": "Cy Dunn"}],
                }
            ],
        }
    },
    "guardian": {
        "response": {
            "results": [
                {
                    "webPublicationDate": "2025-03-03T18:22:00Z",
                    "webTitle": "Lock",
                    "webUrl": ADDRESS,
                    "fields": {
                        "headline": "Lock <em>stays</em> open",
                        "byline": "By Bo Lind, Cy Dunn",
                        "body": "<p>Lock</p>",
                        "bodyText": TEXT,
                        "publication": "Canal Post",
                        "lang": "en",
                    },
                }
            ]
        }
    },
    "news-please": {
        "authors": ["Bo Lind", "Cy Dunn"],
        "date_download": "2025-03-05 10:00:00",
        "date_modify": "2025-03-04 10:00:00",
        "date_publish": "2025-03-03 18:22:00",
        "language": "en",
        "maintext": TEXT,
        "source_domain": "Canal Post",
        "title": "Lock stays open",
        "url": ADDRESS,
    },
    "trafilatura": {
        "title": "Lock stays open",
        "author": "Bo Lind, Cy Dunn",
        "hostname": "canal.example",
        "date": "2025-03-03",
        "raw_text": "Lock",
        "text": TEXT,
        "language": "en",
        "source": ADDRESS,
        "source-hostname": "Canal Post",
        "excerpt": "A lock.",
    },
    "readability": {
        "title": "Lock stays open",
        "byline": "Bo Lind, Cy Dunn",
        "lang": "en-GB",
        "content": "<div><p>Lock</p></div>",
        "textContent": TEXT,
        "siteName": "Canal Post",
        "publishedTime": "2025-03-03T18:22:00Z",
        "url": ADDRESS,
    },
    "wordpress": [
        {
            "date": "2025-03-03T18:22:00",
            "modified": "2025-03-04T00:00:00",
            "guid": {"rendered": "https://canal.example/?p=5"},
            "link": ADDRESS,
            "title": {"rendered": "Lock stays&nbsp;open"},
            "content": {"rendered": f"<p>{TEXT}</p>\n"},
            "excerpt": {"rendered": "<p>A lock.</p>"},
            "author_name": "Bo Lind, Cy Dunn",
            "author": 3,
            "site_name": "Canal Post",
            "lang": "en",
        }
    ],
    "schema.org": {
        "@type": "NewsArticle",
        "headline": "Lock stays open",
        "datePublished": "2025-03-03T18:22:00Z",
        "author": [{"name": "Bo Lind"}, {"name": "Cy Dunn"}],
        "publisher": {"name": "Canal Post"},
        "articleBody": TEXT,
        "inLanguage": "en-GB",
        "url": ADDRESS,
    },
    "search engine": {
        "hits": {
            "total": {"value": 1},
            "hits": [
                {"_index": "n", "_score": 1.0, "_source": {"text": TEXT, "outlet": "Canal Post", **WHOLE}}
            ],
        }
    },
}


@pytest.mark.parametrize("service", SERVICES)
def test_services(reading, service):
    """The answer of each service, saved as it came, gives every field."""
    found = reading("t.json", json.dumps(SERVICES[service]))
    assert found.document == Document("t-1", TEXT, **WHOLE)
    assert {problem.severity for problem in found.problems} <= {"note"}


@pytest.mark.parametrize(
    "header",
    ["Publication Date", "publishedAt", "publish_date", "pub-date", "DATE PUBLISHED", "Publication.Date"],
)
def test_writing_of_names(reading, header):
    """Case, spaces, hyphens, underscores, dots and capitals inside a name do not matter."""
    assert reading("t.csv", f"{header};text\n2025-03-03;One.\n").document.published == "2025-03-03"


def test_what_pandas_writes_into_cells(reading):
    """A source or a list of authors that was an object in Python is read from its text."""
    row = "\"{'id': None, 'name': 'Canal Post'}\",\"['Bo Lind', \"\"Cy O'Dunn\"\"]\",One.\n"
    document = reading("t.csv", f"source,authors,text\n{row}").document
    assert (document.outlet, document.author) == ("Canal Post", "Bo Lind, Cy O'Dunn")


def test_a_source_that_is_an_address_is_no_outlet(reading):
    """The values decide where a name has two meanings."""
    document = reading("t.csv", f"source,text\n{ADDRESS},One.\n").document
    assert (document.outlet, document.url) == (None, ADDRESS)


def test_a_publication_is_a_day_or_an_outlet(reading):
    """A column of that name is what its values are."""
    days, outlets = (
        reading("t.csv", f"publication,text\n{value},One.\n").document
        for value in ("2025-03-03", "Canal Post")
    )
    assert (days.published, days.outlet) == ("2025-03-03", None)
    assert (outlets.published, outlets.outlet) == (None, "Canal Post")


def test_a_name_with_two_meanings_needs_values_that_fit(reading):
    """A column "article" with numbers is not the text."""
    assert reading("t.csv", "article,body\n77,One.\n").document.text == "One."
    assert reading("t.csv", f"article;title\n{TEXT};Lock\n").document.text == TEXT


def test_the_preferred_column_and_the_next_if_it_is_empty(reading):
    """The day of publication comes before a plain date, which fills its gaps."""
    found = reading("t.csv", "date,publish_date,text\n2025-04-04,2025-03-03,One.\n2025-04-05,,Two.\n")
    assert [document.published for document in found.documents] == ["2025-03-03", "2025-04-05"]


def test_two_columns_of_one_name(reading):
    """The second is used where the first is empty."""
    found = reading("t.csv", "date,date,text\n,2025-03-03,One.\n")
    assert found.document.published == "2025-03-03"


def test_a_date_in_three_columns(reading):
    """Year, month and day make a date, the month as a number or as a word."""
    found = reading("t.csv", "year,month,day,text\n2025,3,4,One.\n2025.0,March,5,Two.\n")
    assert [document.published for document in found.documents] == ["2025-03-04", "2025-03-05"]


def test_columns_that_are_not_used_are_named(reading):
    """One note a table says under which names it was read and what was not; empty columns are no loss."""
    found = reading(
        "t.csv", "media_name,indexed_date,media_url,empty,text\nPost,2025-03-04,post.example,,One.\n"
    )
    (note,) = found.problems
    assert (note.severity, note.item) == ("note", "t.csv")
    assert note.message == (
        "Columns read under other names: 'media_name' as outlet. "
        "Columns not used: 'indexed_date', 'media_url'."
    )


def test_a_column_that_looks_like_days_is_pointed_out(reading):
    """Only one whose values fit is named, exactly as the table writes it, and none of another kind of day."""
    (note,) = reading(
        "t.csv", "text;updated;Tag der Ausgabe;stand\nOne.;2025-03-09;2025-03-03;north\n"
    ).problems
    assert note.message.endswith(
        "'Tag der Ausgabe' looks like days; if these are the days of publication, rename it to 'published'."
    )


@pytest.mark.parametrize(
    "table",
    [
        "stories_id,publish_date,title,url,media_name\n1,2025-03-03,Lock,https://canal.example/1,Post\n",
        "Title,Link,Snippet\nLock,https://canal.example/1,The lock stays open for now. So it was said.\n",
    ],
)
def test_a_list_of_articles_without_texts(reading, table):
    """It is said plainly, and no column of summaries or titles is recommended as the text."""
    message = reading("t.csv", table).problem.message
    assert message.startswith("It lists articles without their texts")
    assert "rename" not in message


def test_a_text_that_the_service_cut_off(reading):
    """The mark is removed and the reader is warned; a withheld text is no article."""
    found = reading("t.csv", 'content\n"The lock stays open. The board… [+2345 chars]"\n[Removed]\n')
    assert found.document.text == "The lock stays open. The board…"
    assert [problem.severity for problem in found.problems] == ["warning", "left out", "note"]
    assert "cut off" in found.problems[0].message


@pytest.mark.parametrize("missing", ["nan", "NaT", "None", "NULL", "N/A", "<NA>"])
def test_missing_values_as_programs_write_them(reading, missing):
    """The word for nothing is no title, no author and no day."""
    found = reading("t.csv", f"title,author,published,text\n{missing},{missing},{missing},One.\n")
    assert (found.documents, found.problems) == ([Document("t-1", "One.")], [])


@pytest.mark.parametrize(
    "header",
    [
        "Titre,Journal,Auteur,Date de publication,Lien,Texte intégral",
        "Titular,Medio,Autora,Fecha de publicación,Enlace,Texto completo",
        "Titolo,Testata,Autore,Data,URL,Testo",
        "Titel,Zeitung,Verfasserin,Veröffentlicht am,Adresse,Volltext",
    ],
)
def test_columns_in_other_languages(reading, header):
    """People name the columns of their tables in their own language."""
    row = f'Lock stays open,Canal Post,Bo Lind,2025-03-03,{ADDRESS},"{TEXT}"'
    document = reading("t.csv", f"{header}\n{row}\n").document
    assert (document.title, document.outlet, document.author, document.published, document.url) == (
        "Lock stays open",
        "Canal Post",
        "Bo Lind",
        "2025-03-03",
        ADDRESS,
    )


def test_a_full_cell_of_excel(reading):
    """A text as long as a cell of Excel can be has lost its end, and the reader is warned."""
    full = ("The lock stays open. " * 2_000)[:32_767]
    messages = [problem.message for problem in reading("t.csv", f"text\n{full}\n").problems]
    assert any("the most that a cell of Excel holds" in message for message in messages)
    messages = [problem.message for problem in reading("t.csv", f"text\n{full[:-1]}\n").problems]
    assert not any("Excel" in message for message in messages)
