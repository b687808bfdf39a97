"""Write the passage about a pair of issue and actor as text for the encoder, with the names hidden.

The actor becomes "Alice", other actors of the codebook "Bob", "Carol" …, and the words of the issue "the
proposal", or "carry out the proposal" if they are a verb. So the encoder learns how stances are expressed,
and no stance for a name or a subject.
"""

from collections.abc import Iterator
from typing import NamedTuple

from analysis.coding.issues import IssueMention
from analysis.coding.lexicon import get_words
from analysis.coding.statements.context import ArticleContext
from analysis.coding.statements.pairs import Pair
from analysis.coding.syntax.clauses import is_verb
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Token

HOLDER, OTHERS = "Alice", ("Bob", "Carol", "Dave", "Erin")
ISSUE, ACT = "the proposal", "carry out the proposal"
ARTICLES = frozenset({"a", "an", "the"})
# characters of the text before the sentence
BEFORE = 100


class Passage(NamedTuple):
    """The two texts that the encoder reads together.

    Attributes:
        claim: the proposition, or "Against:" and the proposition if the text names its opposite.
        text: the end of the preceding text, and the sentence with names hidden.
    """

    claim: str
    text: str


def write_passage(context: ArticleContext, paragraph: Paragraph, pair: Pair) -> Passage:
    """Return the passage for a pair: what may be supported, and what the text says."""
    sent = pair.mention.head.sent
    proposition = context.codebook.issue(pair.mention.issue).proposition
    start = paragraph.span(sent)[0]
    before = " ".join(context.article.document.text[max(0, start - BEFORE) : start].split())
    hidden = " ".join(_hide_names(context, paragraph, pair))
    if pair.quote is not None and HOLDER not in hidden:
        hidden = f"{HOLDER} said: {hidden}"
    claim = proposition if pair.mention.polarity > 0 else f"Against: {proposition}"
    return Passage(claim, f"{before} || {hidden}")


def _hide_names(context: ArticleContext, paragraph: Paragraph, pair: Pair) -> Iterator[str]:
    """Yield the words of a pair's sentence, each phrase that is hidden replaced once, without its article."""
    sent, issue = pair.mention.head.sent, pair.mention
    names: dict[str, str] = {pair.actor: HOLDER}
    hidden: dict[int, str] = {}
    for token in sent:
        actor = _find_actor(context, paragraph, token)
        if _is_of_issue(token, issue, actor):
            hidden[token.i] = ACT if is_verb(issue.head) else ISSUE
        elif actor is not None:
            hidden[token.i] = names.setdefault(actor, OTHERS[(len(names) - 1) % len(OTHERS)])
    previous = ""
    for token in sent:
        word = hidden.get(token.i, "")
        if not word and not (token.lower_ in ARTICLES and token.i + 1 in hidden):
            yield token.text
        elif word and word != previous:
            yield word
            if token.tag_ == "PRP$":
                yield "'s"
        previous = word


def _is_of_issue(token: Token, issue: IssueMention, actor: str | None) -> bool:
    """Return whether a word is one of the issue's: no actor in its name, and no "not" between its words."""
    if issue.how == "topic" or not issue.span.start <= token.i < issue.span.end:
        return False
    return token == issue.head or (actor is None and token.lower_ not in get_words("mood", "negation"))


def _find_actor(context: ArticleContext, paragraph: Paragraph, token: Token) -> str | None:
    mention = context.resolver.at(paragraph, token)
    return None if mention is None else mention.actor
