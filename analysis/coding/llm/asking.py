"""Ask a language model about an article in two steps, and check what it says against the article's words."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from analysis import tables
from analysis.codebook import Actor, Codebook
from analysis.coding.llm.masking import Masks
from analysis.coding.llm.parts import Span, cut, find_paragraphs
from analysis.coding.llm.prompts import PASSAGES, STANCES, Prompts, enclose, list_lines
from analysis.coding.llm.wire import Reply, RequestError, Server
from analysis.coding.verification import find_places
from analysis.documents import Document
from analysis.errors import StancebookError

OTHERS = "somebody else"
SHOWN_BY = ("own words", "act", "report")
NO_STANCE = "none"
# passages of an answer, and of a request about stances; characters of a quotation
MOST_PASSAGES, AT_ONCE, LONGEST_QUOTE = 60, 15, 1_000
# why something of an answer was left out
FORM = "not in the form asked for"
NAMES = "an actor or issue that is not in the codebook"
EVIDENCE = "evidence that is not in the article word for word"
CONDITION = "a condition that is not in the article word for word"
TOO_MANY = "more passages than an answer may have"
WITHDRAWN = "no position, on second reading"
PASSAGES_FORM = (
    '{"positions": [{"actor": "…", "issue": "…", "evidence": "…", "shown_by": "own words | act | report"}], '
    '"last_speaker": "…"}'
)
STANCES_FORM = (
    '{"stances": [{"number": 1, "stance": "support | conditional | neutral | oppose | none", '
    '"condition": "…", "if_met": "support | oppose", "certain": true}]}; condition and if_met are empty '
    "texts unless the stance is conditional"
)


@dataclass(frozen=True)
class Passage:
    """A passage that may show a position; offsets count code points of the article.

    Attributes:
        actor, issue: names in the codebook.
        start, end: the evidence.
        shown_by: one of SHOWN_BY.
    """

    actor: str
    issue: str
    start: int
    end: int
    shown_by: str


@dataclass
class Account:
    """What was asked and answered about an article, for the record.

    Attributes:
        model: the model's exact name.
        day: the day of the first request.
        requests: number of requests answered.
        sent, received: tokens.
        positions: positions that the model gave.
        others: how many of these are of actors outside the codebook.
        left_out: how many of these were left out, by reason.
    """

    model: str = ""
    day: str = ""
    requests: int = 0
    sent: int = 0
    received: int = 0
    positions: int = 0
    others: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, reply: Reply) -> Reply:
        """Count a reply and return it."""
        self.model = reply.model
        self.day = self.day or dt.datetime.now(dt.UTC).date().isoformat()
        self.requests += 1
        self.sent += reply.usage.sent
        self.received += reply.usage.received
        return reply


class Interview:
    """The questions about one article.

    Args:
        document: the article.
        codebook: the actors and issues.
        server: answers.
        prompts: the prompts.
        mask: whether actors' names are replaced.
    """

    def __init__(
        self, document: Document, codebook: Codebook, server: Server, prompts: Prompts, *, mask: bool
    ) -> None:
        self._codebook = codebook
        self._server = server
        self._prompts = prompts
        self._document = document
        self._masks = Masks(codebook, is_on=mask)
        self._article = self._masks.apply(document.text)
        self._is_masked = mask
        self._account = Account()

    def hold(self) -> dict[str, Any]:
        """Return the positions that the article's words bear out, and the account.

        Raises:
            RequestError: if the server does not give usable answers.
            BudgetSpentError: if the budget does not allow for all questions.
        """
        passages = list(dict.fromkeys(self._find_passages()))
        positions = [
            position
            for start in range(0, len(passages), AT_ONCE)
            for position in self._find_stances(passages[start : start + AT_ONCE])
        ]
        account = {**vars(self._account), "left_out": dict(self._account.left_out)}
        return {"positions": positions, "account": account}

    def _find_passages(self) -> Iterator[Passage]:
        """Ask which passages show a position, part by part; the speaker is carried over."""
        text, speaker = self._article.text, ""
        instructions = self._prompts.fill(
            PASSAGES, actors=self._list_actors(), issues=self._list_issues(), form=PASSAGES_FORM
        )
        for start, end in cut(text):
            head = self._describe_article(start, speaker)
            question = f"{head}\n{enclose('article', text[start:end])}"
            reply = self._account.add(self._server.ask(instructions, question, self._build_passages_schema()))
            given = _read_list(reply.content, "positions")
            speaker = str(reply.content.get("last_speaker") or "")[:100]
            self._account.positions += len(given)
            if len(given) > MOST_PASSAGES:
                self._account.left_out[TOO_MANY] += len(given) - MOST_PASSAGES
            for entry in given[:MOST_PASSAGES]:
                if entry.get("actor") == OTHERS:
                    self._account.others += 1
                elif found := self._locate(entry, (start, end)):
                    yield found

    def _locate(self, entry: Mapping[str, Any], part: Span) -> Passage | None:
        """Return the passage that an entry names; None, and counted, if it does not hold."""
        shown_by, evidence = entry.get("shown_by"), entry.get("evidence")
        if shown_by not in SHOWN_BY or not isinstance(evidence, str) or len(evidence) > LONGEST_QUOTE:
            self._account.left_out[FORM] += 1
            return None
        try:
            actor = self._masks.name(entry.get("actor"))
            issue = self._codebook.issue(str(entry.get("issue"))).name
        except StancebookError:
            self._account.left_out[NAMES] += 1
            return None
        text = self._article.text[part[0] : part[1]]
        place = next(iter(find_places(text, evidence)), None)
        if place is None:
            self._account.left_out[EVIDENCE] += 1
            return None
        return Passage(
            actor, issue, *self._article.restore(place[0] + part[0], place[1] + part[0]), str(shown_by)
        )

    def _find_stances(self, passages: Sequence[Passage]) -> Iterator[dict[str, Any]]:
        """Ask what the passages say, and yield those with a stance."""
        instructions = self._prompts.fill(STANCES, issues=self._list_issues(), form=STANCES_FORM)
        listed = "\n\n".join(self._show(number, passage) for number, passage in enumerate(passages, 1))
        question = f"{self._describe_article()}\n{enclose('passages', listed)}"
        schema = _build_stances_schema(len(passages))
        reply = self._account.add(self._server.ask(instructions, question, schema))
        by_number = {entry.get("number"): entry for entry in _read_list(reply.content, "stances")}
        for number, passage in enumerate(passages, 1):
            found = self._judge(passage, by_number.get(number, {}))
            if found is not None:
                yield {**asdict(passage), **found}

    def _judge(self, passage: Passage, entry: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return stance, condition and certainty of a passage; None, and counted, if there is no stance."""
        stance = entry.get("stance")
        if stance == NO_STANCE:
            self._account.left_out[WITHDRAWN] += 1
            return None
        if stance not in tables.STANCES or not isinstance(entry.get("certain"), bool):
            self._account.left_out[FORM] += 1
            return None
        found: dict[str, Any] = {"stance": stance, "certain": entry["certain"]}
        if stance != "conditional":
            return found
        if entry.get("if_met") not in ("support", "oppose"):
            self._account.left_out[FORM] += 1
            return None
        places = find_places(self._article.text, str(entry.get("condition") or ""))
        spans = [self._article.restore(*place) for place in places]
        if not spans:
            self._account.left_out[CONDITION] += 1
            return None
        start, end = min(spans, key=lambda span: abs(span[0] - passage.start))
        return {**found, "condition": self._document.text[start:end], "if_met": entry["if_met"]}

    def _show(self, number: int, passage: Passage) -> str:
        """Return a passage with its paragraph and the one before."""
        text = self._document.text
        paragraphs = find_paragraphs(text)
        last = next(place for place, (_, end) in enumerate(paragraphs) if passage.start < end)
        start, end = paragraphs[max(0, last - 1)][0], max(paragraphs[last][1], passage.end)
        context, words = (self._mask(text[a:b]) for a, b in ((start, end), (passage.start, passage.end)))
        return (
            f"{number}. Actor: {self._masks.labels[passage.actor]}\nIssue: {passage.issue}\n"
            f"Shown by: {passage.shown_by}\nContext: {' '.join(context.split())}\n"
            f"Passage: {' '.join(words.split())}"
        )

    def _describe_article(self, start: int = 0, speaker: str = "") -> str:
        """Return what is known of the article, and of what precedes a part of it."""
        document = self._document
        known = {"Title": document.title, "Outlet": document.outlet, "Published": document.published}
        lines = {name: self._mask(value) for name, value in known.items() if value}
        if start:
            before = self._article.text[:start]
            last = before[find_paragraphs(before)[-1][0] :][-LONGEST_QUOTE:]
            lines |= {"The part before ended with": last, "There, the speaker was": speaker}
        return enclose("about", list_lines(lines)) if lines else ""

    def _mask(self, text: str) -> str:
        return self._masks.apply(text).text

    def _list_actors(self) -> str:
        entries = {
            self._masks.labels[actor.name]: "" if self._is_masked else _describe_actor(actor)
            for actor in self._codebook.actors
        }
        return list_lines({**entries, OTHERS: "any actor who is not listed"})

    def _list_issues(self) -> str:
        return list_lines({issue.name: self._mask(issue.proposition) for issue in self._codebook.issues})

    def _build_passages_schema(self) -> dict[str, Any]:
        entry = {
            "actor": {"type": "string", "enum": [*self._masks.labels.values(), OTHERS]},
            "issue": {"type": "string", "enum": [issue.name for issue in self._codebook.issues]},
            "evidence": {"type": "string"},
            "shown_by": {"type": "string", "enum": [*SHOWN_BY]},
        }
        positions = {"type": "array", "items": build_object(entry)}
        return build_object({"positions": positions, "last_speaker": {"type": "string"}})


def build_object(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of an object in which all properties are required, and no others allowed."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [*properties],
        "additionalProperties": False,
    }


def _build_stances_schema(passages: int) -> dict[str, Any]:
    entry = {
        "number": {"type": "integer", "enum": [*range(1, passages + 1)]},
        "stance": {"type": "string", "enum": [*tables.STANCES, NO_STANCE]},
        "condition": {"type": "string"},
        "if_met": {"type": "string", "enum": ["support", "oppose", ""]},
        "certain": {"type": "boolean"},
    }
    return build_object({"stances": {"type": "array", "items": build_object(entry)}})


def _describe_actor(actor: Actor) -> str:
    terms = (
        f"{role.title} ({role.since or ''}–{role.until or ''})" if role.since or role.until else role.title
        for role in actor.roles
    )
    side = f"speaks for {actor.side}" if actor.side else ""
    return "; ".join(filter(None, [actor.kind, ", ".join(actor.aliases), *terms, side]))


def _read_list(content: Any, key: str) -> list[Mapping[str, Any]]:
    """Return the list of objects under a key; raise RequestError if a reply has none."""
    entries = content.get(key) if isinstance(content, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RequestError(f"the model's reply has no list {key!r}")
    return entries
