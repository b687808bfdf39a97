"""Warn of texts that are probably not one whole article: cut off, several at once, or lists of links."""

import re
from collections.abc import Iterable, Iterator

from analysis.documents import Document, Problem

_ENDING = 600
"""Characters at the end of a text in which an offer to subscribe or a cut is looked for."""
_CUT = re.compile(r"(?:\[\+?\d[\d,]* (?:more )?(?:chars|characters|words)\]|\[(?:…|\.\.\.)\]|…|\.\.\.)\W*$")
_OFFER = re.compile(
    r"already (?:a |an )?(?:subscriber|member|subscribed|registered)|subscribers? only|for subscribers|"
    r"subscribe (?:now )?(?:to|for) (?:continue|keep|read|full|unlimited|access)|"
    r"(?:subscribe|register|sign (?:in|up)|log in) to (?:continue|keep|read|unlock)|"
    r"(?:to (?:read|see|get)|read) the (?:full|rest of (?:the|this)) (?:article|story|text)|"
    r"free trial|unlimited (?:digital )?access|remaining \d+% of|article is (?:reserved|locked|premium)",
    re.IGNORECASE,
)
_SEARCH = re.compile(
    r"^[^\w\n]*(?:(?:showing |results? |displaying )*\d+\s*(?:-|–|to)\s*\d+ of (?:about |over )?[\d,.]+"
    r"(?: results?)?"
    r"|(?:about )?[\d,.]+ (?:search )?results? (?:found|for)\b.{0,80}|search results?(?: for\b.{0,80})?"
    r"|(?:no results? (?:were )?found|your search (?:did not|returned)).{0,80})[^\w\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?"
# lines that stand once at the head or the foot of an article
_ONCE = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"^[ \t]*by:? [^\W\d_][^\n.,]{2,50}$|^[ \t]*(?:byline|author)s?: .{2,60}$",
        r"^[ \t]*(?:copyright|\(c\)|©).{0,10}(?:19|20)\d\d.{0,80}$",
        r"^[ \t]*[\d,]+ words$|^[ \t]*length: [\d,]+ words$",
        rf"^[ \t]*(?:[a-z]+day,? )?(?:\d{{1,2}} {_MONTH},?|{_MONTH} \d{{1,2}},?) \d{{4}}[ \t]*$",
        r"^[ \t]*(?:https?://\S+|document \S+\d|end of document)[ \t]*$",
    )
)
# as Nexis ends an article; where a program lost the line breaks, other words stand before it
_END = re.compile(r"(?:End of Document|Ende des Dokuments|Fin du document)[ \t]*$", re.MULTILINE)
_SENTENCE = re.compile(r"[.!?…][\"'”’»“)\]]*$")
_FEWEST_LINKS, _LINK, _SENTENCES = 8, 110, 0.2


def warn_of_doubtful_texts(documents: Iterable[Document]) -> Iterator[Problem]:
    """Yield a warning for each document that does not look like one whole article, with the reason."""
    for document in documents:
        if reason := _find_doubt(document.text):
            yield Problem(document.doc_id, reason, "warning")


def _find_doubt(text: str) -> str | None:
    ending = text[-_ENDING:]
    if count := _count_articles(text):
        return (
            f"It looks like {count} articles in one text; they are coded as one. Save each in a file of its "
            "own, or as a row of a table."
        )
    if _SEARCH.search(text):
        return "It looks like a page of search results; save the articles themselves."
    if _is_list_of_links(text):
        return "It looks like a list of headlines or links; save the articles themselves."
    if offer := _OFFER.search(ending):
        return f"It ends with an offer to subscribe (“{offer[0]}”); part of the article may be missing."
    if cut := _CUT.search(ending):
        return f"It is cut off (it ends with “{cut[0].strip()}”); part of the article is missing."
    return None


def _count_articles(text: str) -> int:
    """Return how many articles a text seems to hold, if several kinds of heads and feet recur; else 0."""
    if (ends := len(_END.findall(text))) > 1:
        return ends
    counts = sorted(len(pattern.findall(text)) for pattern in _ONCE)
    # the second most frequent kind: one kind alone may recur in one article, such as days in a chronology
    return counts[-2] if counts[-2] > 1 else 0


def _is_list_of_links(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    short = [line for line in lines if len(line) <= _LINK]
    sentences = sum(bool(_SENTENCE.search(line)) for line in lines)
    return (
        len(lines) >= _FEWEST_LINKS
        and 2 * sum(map(len, short)) > len(text)
        and len(short) >= len(lines) * (1 - _SENTENCES)
        and sentences <= len(lines) * _SENTENCES
    )
