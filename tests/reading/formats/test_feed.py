"""Each entry of a feed is an article, whose outlet is the feed."""

import pytest

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Lantern</title><link>https://lantern.example</link><language>en-gb</language>
<item><title>Bridge closes</title><link>https://lantern.example/bridge</link>
<dc:creator>Ada Finch</dc:creator>
<pubDate>Mon, 03 Mar 2025 23:30:00 -0500</pubDate><description>It is closed.</description>
<content:encoded><![CDATA[
<p>The mayor closed the <b>old</b> bridge.</p><p>“It is not safe,” he said.</p><script>track()</script>
<p>The post Bridge closes appeared first on The Lantern.</p>]]></content:encoded></item>
{more}</channel></rss>"""
SUMMARY = (
    "<item><title>Ferry runs</title><description>A ferry runs &lt;i&gt;again&lt;/i&gt;.</description></item>"
)
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>The Beacon</title>
<entry><title>Bridge closes</title><link href="https://beacon.example/1"/>
<author><name>Bo Lind</name></author>
<published>2025-03-03T10:00:00+01:00</published><updated>2025-03-09T10:00:00+01:00</updated>
<content type="html">&lt;p&gt;The mayor closed it.&lt;/p&gt;&lt;p&gt;He was sure.&lt;/p&gt;</content></entry>
<entry><title>Ferry runs</title><updated>2025-03-05T10:00:00Z</updated>
<content type="text">A ferry runs.</content></entry>
</feed>"""


def test_an_entry_of_rss(reading):
    """The whole text counts before the summary; the day is the one that the feed states, in its time zone."""
    found = reading("lantern.rss", RSS.format(more=""))
    document = found.document
    assert document.text == "The mayor closed the old bridge.\n\n“It is not safe,” he said."
    assert (document.doc_id, document.title, document.outlet) == ("lantern-1", "Bridge closes", "The Lantern")
    assert (document.author, document.published, document.language) == ("Ada Finch", "2025-03-03", "en")
    assert document.url == "https://lantern.example/bridge"
    assert not found.problems


def test_entries_of_atom(reading):
    """The day of publication counts before that of an update; without one, that of the update is used."""
    found = reading("beacon.atom", ATOM)
    first, second = found.documents
    assert (first.text, first.author, first.published) == (
        "The mayor closed it.\n\nHe was sure.",
        "Bo Lind",
        "2025-03-03",
    )
    assert (second.text, second.published) == ("A ferry runs.", "2025-03-05")
    (note,) = found.problems
    assert (note.severity, note.message[:50]) == (
        "note",
        "1 of its entries states only the day of an update,",
    )


def test_summaries_are_told(reading):
    """One note says of how many entries there is only a summary."""
    found = reading("lantern.xml", RSS.format(more=SUMMARY * 2))
    assert found.documents[1].text == "A ferry runs again."
    (note,) = found.problems
    assert (note.severity, note.message[:48]) == ("note", "2 of its entries have only a description, which ")


def test_a_damaged_feed_is_read_with_a_warning(reading):
    """Entries before the damage are read, and it is told that others may be missing."""
    found = reading("lantern.rss", RSS.format(more="<item><title>Ferry"))
    assert found.documents[0].title == "Bridge closes"
    assert any("not well-formed" in problem.message for problem in found.problems)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<TEI><text>The mayor closed it.</text></TEI>", "not a feed"),
        ("<rss version='2.0'><channel><title>The Lantern</title></channel></rss>", "no entries"),
        ("<!DOCTYPE rss [<!ENTITY a 'aaaa'>]>" + RSS.format(more="&a;").partition("?>")[2], "entities"),
    ],
)
def test_what_is_no_feed(reading, content, message):
    """Other XML, an empty feed and one that declares entities are problems."""
    assert message in reading("a.xml", content).problem.message


@pytest.mark.parametrize("reference", ["&#xD800;", "&#55296;", "&#x110000;", "&#99999999999999999999;"])
def test_a_reference_to_no_character_costs_no_entry(reading, reference):
    """Programs that cut a character in two write such references; a mark takes their place."""
    assert reading(
        "a.rss", RSS.format(more="").replace("mayor", f"may{reference}or")
    ).document.text.startswith("The may\ufffdor closed")
