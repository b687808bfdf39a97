"""The page that ProQuest saves is split into its articles by their labels."""

RULE = "margin-bottom:20px;border-bottom:2px solid #ccc;padding-bottom:5px"


def article(title: str, outlet: str, day: str, body: str, author: str = "") -> str:
    """Return an article with its labels."""
    rows = {
        **({"Author": author} if author else {}),
        "Publication info": f"{outlet} ; Aldmouth [Aldmouth]",
        "Abstract": "None available.",
        "Links": "http://resolver.example/1",
        "Full text": f"<html><body>{body}</body></html>",
        "Subject": "Bridges; Ferries",
        "Title": title,
        "Publication title": f"{outlet}; Aldmouth",
        "Publication date": day,
        "Language of publication": "English",
        "Database": "Example Newsstream",
    }
    listed = "".join(
        f'<p style="margin:0"><strong>{label}: </strong>{value}</p>' for label, value in rows.items()
    )
    link = '<p><a href="#">ProQuest document link</a></p>'
    return f'<div style="{RULE}"><a name="1"></a><p>{title}</p>{link}{listed}</div>'


def test_articles_are_split_by_their_labels(reading):
    """An author of the second article is not that of the first; words with a colon in a text are no label."""
    first = article(
        "Bridge closes", "The Lantern", "Mar 3, 2025", "<p>The mayor said: no.</p><p>Place: unknown.</p>"
    )
    second = article(
        "Ferry runs", "The Beacon", "Mar 5, 2025", "<p>A ferry runs again.</p>", author="Finch, Ada"
    )
    contents = "<ol><li><a href='#1'>Bridge closes</a></li><li><a href='#2'>Ferry runs</a></li></ol>"
    found = reading("p.html", f"<html><body>{contents}{first}{second}</body></html>")
    one, two = found.documents
    assert (one.text, one.author) == ("The mayor said: no.\n\nPlace: unknown.", None)
    assert (one.title, one.outlet, one.published) == ("Bridge closes", "The Lantern", "2025-03-03")
    assert (two.text, two.author, two.language) == ("A ferry runs again.", "Finch, Ada", "en")
    assert (two.title, two.outlet, two.published) == ("Ferry runs", "The Beacon", "2025-03-05")
    (note,) = found.problems
    assert note.message.startswith("It is an export of ProQuest with 2 articles.")


def test_articles_saved_from_the_screen(reading):
    """A page saved while ProQuest shows it has the source in one line."""
    html = "".join(
        f'<div><span class="documentTitle">{title}</span><span class="titleAuthorETC">Finch, Ada.</span>'
        '<span class="titleAuthorETC"><strong>The Lantern (1923-)</strong>; Aldmouth [Aldmouth] '
        f"{day} Mar 2025: A4.</span><text><p>{title} on Monday.</p><p>It was time.</p></text></div>"
        for title, day in (("Bridge closes", "03"), ("Ferry runs", "05"))
    )
    one, two = reading("p.html", f"<html><body>{html}</body></html>").documents
    assert (one.text, one.author) == ("Bridge closes on Monday.\n\nIt was time.", "Finch, Ada")
    assert (one.title, one.outlet, one.published) == ("Bridge closes", "The Lantern", "2025-03-03")
    assert (two.title, two.published) == ("Ferry runs", "2025-03-05")


def test_the_line_with_the_source_is_no_title(reading):
    """Between title and labels, newer pages have a line with authors, outlet and day."""
    source = "<p>Finch, Ada. <strong>The Lantern</strong>; Aldmouth [Aldmouth]. 03 Mar 2025.</p>"
    whole = article("Bridge closes", "The Lantern", "Mar 3, 2025", "<p>It was time.</p>", author="Finch, Ada")
    link = '<p><a href="#">ProQuest document link</a></p>'
    newer = whole.replace(link, source, 1)
    assert newer != whole
    assert reading("p.html", f"<html><body>{newer}</body></html>").document.title == "Bridge closes"


def test_the_link_to_a_picture_is_no_text(reading):
    """A picture in the text has a link that enlarges it."""
    body = '<a href="#">Enlarge this image.</a><p>It was time.</p>'
    page = article("Bridge closes", "The Lantern", "Mar 3, 2025", body)
    assert reading("p.html", f"<html><body>{page}</body></html>").document.text == "It was time."
