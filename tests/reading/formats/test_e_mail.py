"""E-mails, such as newsletters."""

from email.message import EmailMessage

import pytest

from analysis.documents import Document


def build(text: str = "The council agreed.", **headers: str) -> EmailMessage:
    """Return an e-mail with this text and more headers; underscores stand for hyphens."""
    message = EmailMessage()
    message["Subject"] = "Toll agreed"
    message["From"] = "Ines Falk <ines@example.org>"
    message["Date"] = "Mon, 03 Mar 2025 23:30:00 -0500"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def test_the_headers_are_the_metadata(reading):
    """The subject is the title, the sender the author, the day that of the sender."""
    assert reading("mail.eml", build().as_bytes()).document == Document(
        "mail", "The council agreed.", title="Toll agreed", author="Ines Falk", published="2025-03-03"
    )


@pytest.mark.parametrize("header", ["List_Id", "List_Unsubscribe"])
def test_the_sender_of_a_newsletter_is_the_outlet(reading, header):
    """What comes from a mailing list is published by its sender."""
    document = reading("mail.eml", build(**{header: "<brief.example.org>"}).as_bytes()).document
    assert (document.outlet, document.author) == ("Ines Falk", None)


def test_encoded_headers_and_forwarding(reading):
    """Names and subjects with accents are decoded, and "Fwd:" is no part of a title."""
    message = build()
    message.replace_header("Subject", "Fwd: FW: Zoll über die Brücke")
    message.replace_header("From", "Jörg Lind <j@example.org>")
    document = reading("a.eml", message.as_bytes()).document
    assert (document.title, document.author) == ("Zoll über die Brücke", "Jörg Lind")


def test_a_page_is_read_if_there_is_no_plain_text(reading):
    """Tables lay out newsletters; hidden previews and styles are not text."""
    message = build()
    message.set_content(
        "<html><head><style>p {}</style></head><body><div style='display:none'>Preview</div>"
        "<table><tr><td><h1>Toll</h1><p>The council\n<b>agreed</b>.</p></td>"
        "<td>She<br>left.</td></tr></table>",
        subtype="html",
    )
    assert reading("a.eml", message.as_bytes()).document.text == "Toll\n\nThe council agreed.\n\nShe\n\nleft."


def test_a_plain_text_that_only_points_to_the_page_is_not_chosen(reading):
    """Some newsletters say in plain text only that one should look at the page."""
    message = build("Open this e-mail in a browser.")
    message.add_alternative("<p>" + "The council agreed to the toll. " * 9 + "</p>", subtype="html")
    assert reading("a.eml", message.as_bytes()).document.text.startswith("The council agreed")


def test_flowed_lines_are_joined(reading):
    """A line that ends with a space goes on in the next one, where the e-mail says so."""
    message = build("The council \nagreed.\nShe left.\n")
    message.set_param("format", "flowed")
    assert reading("a.eml", message.as_bytes()).document.text == "The council agreed.\nShe left."


def test_attachments_are_named(reading):
    """Attachments are not read; a note names them."""
    message = build()
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="toll.pdf")
    found = reading("a.eml", message.as_bytes())
    assert found.document.text == "The council agreed."
    assert [(problem.severity, "toll.pdf" in problem.message) for problem in found.problems] == [
        ("note", True)
    ]


def test_an_invalid_date_is_a_warning(reading):
    """A date that is none is told."""
    content = build().as_bytes().replace(b"Mon, 03 Mar 2025", b"some day")
    assert "some day" in reading("a.eml", content).warning.message


@pytest.mark.parametrize("content", [b"Talks began.", b"Subject: Toll\nContent-Type: image/png\n\nabc"])
def test_what_is_no_e_mail_with_a_text_is_told(reading, content):
    """A file without headers or without a text is left out with its reason."""
    assert reading("a.eml", content).problem.message.startswith(("It is not an e-mail", "It has no text"))


def test_articles_that_an_archive_sends_are_read_one_by_one(reading):
    """ProQuest and others send articles as one page in an e-mail, whose day is that of the order."""
    message = build()
    rows = "".join(
        f"<div><p>{title}</p><p><strong>Author: </strong>{author}</p>"
        f"<p><strong>Full text: </strong><text><p>{title} on Monday.</p></text></p>"
        "<p><strong>Publication title: </strong>The Lantern; Aldmouth</p>"
        f"<p><strong>Publication date: </strong>{day}</p><p><strong>Database: </strong>Newsstream</p></div>"
        for title, author, day in (
            ("Bridge closes", "Finch, Ada", "Mar 3, 2014"),
            ("Ferry runs", "Moll, Jan", "Mar 5, 2014"),
        )
    )
    message.set_content(f"<p>Ines Falk sent you the following:</p>{rows}", subtype="html")
    one, two = reading("order.eml", message.as_bytes()).documents
    assert (one.title, one.author, one.published) == ("Bridge closes", "Finch, Ada", "2014-03-03")
    assert (two.title, two.author, two.published) == ("Ferry runs", "Moll, Jan", "2014-03-05")
    assert (one.text, two.text) == ("Bridge closes on Monday.", "Ferry runs on Monday.")


@pytest.mark.parametrize(
    "header", ["Date: 03 Mar 2025 29999999999:00 -0500", "Subject: =?utf-8?q?=?=?=", "From: (((\\"]
)
def test_a_header_that_cannot_be_parsed_costs_no_mail(reading, header):
    """The library that parses headers fails on some; the text is read all the same."""
    name = header.partition(":")[0]
    lines = build().as_string().splitlines()
    mail = "\n".join(header if line.startswith(f"{name}:") else line for line in lines)
    assert reading("mail.eml", mail).documents[0].text == "The council agreed."
