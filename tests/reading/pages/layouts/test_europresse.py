"""The page that Europresse saves is split into its articles, in its present and in its older form."""

NOTICE = (
    "<small>© 2025 The Lantern. Tous droits réservés.</small><p>Numéro de document : news·20250303·LT·17</p>"
)


def article(outlet: str, head: str, title: str, author: str, body: str) -> str:
    """Return an article in the present form."""
    return f"""<article><header>
      <div class="rdp__DocPublicationName"><span class="DocPublicationName">{outlet}  </span></div>
      <div class="rdp__DocHeader"><span class="DocHeader">{head}</span></div><div><p>CITY</p></div>
      <div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">{title}</p>
      <p class="rdp__subtitle">What happens next</p></div>{author}</header>
      <section><div class="DocText clearfix"><div class="docOcurrContainer">{body}</div></div></section>
      <aside><b>Illustration(s) : </b><p>A photo of the bridge.</p></aside>
      <footer>{NOTICE}<div><span class="publiC-lblNodoc">news·20250303·LT·17</span></div></footer>
      </article>"""


def old(outlet: str, head: str, title: str, rest: str) -> str:
    """Return an article in the form of before 2014."""
    return f"""<table><tr><td><span class="DocPublicationName">{outlet}</span><br>{head}<br><br>
      <span class="TitreArticleVisu">{title}</span><br><br>{rest}<p></p><b>© 2012 The Lantern.</b><p></p>
      Numéro de document : news·20121004·LT·20<br></td></tr></table>"""


def test_articles_in_the_present_form(reading):
    """Outlet without its issue, day, title and author are in the head; aside and footer are no text."""
    pages = article(
        "The Lantern, no. 4301",
        "City, lundi 3 mars 2025 12 mots, p. 2",
        "Bridge closes",
        '<p class="sm-margin-bottomNews">Ada Finch</p>',
        "<p>The mayor closed the <mark>old bridge</mark>.</p><p>“It is not safe,” said an engineer.</p>",
    ) + article(
        "The Beacon", "Wednesday, March 5, 2025", "Ferry runs", "", "<p>A ferry runs from the far bank.</p>"
    )
    found = reading("e.html", f"<html><body>{pages}</body></html>")
    first, second = found.documents
    assert first.text == "The mayor closed the old bridge.\n\n“It is not safe,” said an engineer."
    assert (first.title, first.outlet, first.author) == ("Bridge closes", "The Lantern", "Ada Finch")
    assert first.published == "2025-03-03"
    assert (second.title, second.outlet, second.author) == ("Ferry runs", "The Beacon", None)
    assert second.published == "2025-03-05"
    assert [problem.severity for problem in found.problems] == ["note"]


def test_articles_in_the_older_form(reading):
    """There the text stands below the title without any mark, and the notice of rights ends it."""
    days = [
        '<span class="DocHeader">City, </span><span class="DocHeader">jeudi </span>'
        f'<span class="DocHeader">{day} octobre 2012</span><span class="DocHeader">, p. 3</span>'
        for day in (4, 5)
    ]
    pages = old(
        "The Lantern", days[0], "Bridge closes", "Ada Finch<br><p></p>The mayor closed it.<p></p>He was sure."
    )
    pages += old(
        "The Beacon, no. 12",
        days[1],
        "Ferry <span style='color:red'>runs</span>",
        "A ferry runs again from the far bank of the river, as the council had promised.<p></p>It is full.",
    )
    first, second = reading("e.html", f"<html><body>{pages}</body></html>").documents
    assert (first.text, first.author) == ("The mayor closed it.\n\nHe was sure.", "Ada Finch")
    assert (first.title, first.outlet, first.published) == ("Bridge closes", "The Lantern", "2012-10-04")
    assert (second.title, second.outlet, second.author) == ("Ferry runs", "The Beacon", None)
    assert second.text.startswith("A ferry runs again")
