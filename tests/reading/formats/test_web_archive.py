"""A web archive of Safari is read like the page in it."""

import plistlib

import pytest

PAGE = "<html><body><h1>Bridge closes</h1><p>The mayor closed it – “for good”, he said.</p></body></html>"


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_the_page_is_read(reading, form):
    """Its encoding and address are those that the archive states."""
    resource = {
        "WebResourceData": PAGE.encode("utf-16"),
        "WebResourceURL": "https://lantern.example/bridge",
        "WebResourceTextEncodingName": "UTF-16",
    }
    document = reading("a.webarchive", plistlib.dumps({"WebMainResource": resource}, fmt=form)).document
    assert document.text == "The mayor closed it – “for good”, he said."
    assert (document.title, document.url) == ("Bridge closes", "https://lantern.example/bridge")


@pytest.mark.parametrize(
    "content", [b"bplist00", b"text", plistlib.dumps([1]), plistlib.dumps({"WebMainResource": {}})]
)
def test_a_file_without_a_page(reading, content):
    """Other property lists and damaged files are a problem."""
    assert "no web page in it" in reading("a.webarchive", content).problem.message
