"""Flag probable misattributions: the reporter's words credited to a source.

A leader who "reiterated that his demands would weaken" the other side's sovereignty did not describe them
that way. Such quotes are kept, with the reason for the doubt. Each rule requires a contradiction in the text
itself; ordinary quotes, self-criticism and disputes within one side are not flagged.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.codebook import Codebook
from analysis.coding.actors.names import Mention
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.lexicon import get_words
from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.syntax.clauses import (
    find_child,
    find_marker,
    find_subject,
    get_lemma,
    is_negated,
    is_verb,
)
from analysis.coding.syntax.extents import expand_phrase
from analysis.language.marks import find_quoted_spans
from analysis.language.tokens import Span, Token


@dataclass(frozen=True)
class Doubt:
    """A reason why part of a quote is probably not its source's.

    Attributes:
        quote_id: identifier of the quote.
        actor: its source, if the source is in the codebook.
        start, end: offsets of the doubtful part in the document.
        reason: the reason, in words.
    """

    quote_id: str
    actor: str | None
    start: int
    end: int
    reason: str


def find_doubts(quotes: Iterable[Quote], resolver: EntityResolver, codebook: Codebook) -> list[Doubt]:
    """Return the first doubt about each quote that is doubtful."""
    found = (next(_QuoteChecker(quote, resolver, codebook).find_doubts(), None) for quote in quotes)
    return [doubt for doubt in found if doubt is not None]


class _QuoteChecker:
    """Checks one quote for content that contradicts its source."""

    def __init__(self, quote: Quote, resolver: EntityResolver, codebook: Codebook) -> None:
        self.quote = quote
        self.resolver = resolver
        self.codebook = codebook

    def find_doubts(self) -> Iterator[Doubt]:
        """Yield the doubts, those about the smallest part of the content first."""
        for part in self.quote.parts:
            inside = find_quoted_spans(part.paragraph.text)
            for token in part.span:
                quoted = any(start <= token.idx < end for start, end in inside)
                if not quoted:
                    yield from self._check_aside(part, token)
                if self.quote.mention is not None and self.quote.mention.actor is not None:
                    yield from self._check_token(part, token, quoted)
        if self.quote.mention is not None and self.quote.mention.actor is not None:
            yield from self._check_attack()

    def _check_token(self, part: Part, token: Token, quoted: bool) -> Iterator[Doubt]:
        if self._is_reported(token):
            return
        if not _is_admitted(self.quote.cue):
            yield from self._check_harm(part, token)
            yield from self._check_insult(part, token)
        if quoted:
            yield from self._check_first_person(part, token)

    def _check_aside(self, part: Part, noun: Token) -> Iterator[Doubt]:
        """Doubt "— its demands, which many see as a threat": an aside with a view of others."""
        for clause in noun.rights:
            inside = self.quote.covers(clause)
            if clause.dep_ not in ("acl:relcl", "advcl:relcl") or not (inside or noun.dep_ == "appos"):
                continue
            subject = find_child(clause, "nsubj")
            if subject is None or not _is_others_view(clause, subject):
                continue
            span = expand_phrase(clause) if inside else expand_phrase(noun)
            yield self._build_doubt(part, span, "the reporter’s comment on the content")

    def _check_harm(self, part: Part, token: Token) -> Iterator[Doubt]:
        """Doubt "our demands would weaken their sovereignty"."""
        value = _find_harmed_value(token)
        doer = find_subject(token) if is_verb(token) else find_child(token, "nsubj")
        if (
            value is None
            or doer is None
            or is_negated(token)
            or get_lemma(doer) not in get_words("doubts", "doings")
        ):
            return
        owner, victim = self._find_owner(part, doer), self._find_owner(part, value)
        against = victim is not None and not self._is_own_side(victim)
        bare = (
            owner is None
            and token.dep_.startswith("acl")
            and against
            and find_child(doer, "nmod:poss") is None
        )
        own = owner is not None and self._is_own_side(owner) and (victim is None or against)
        if own or (bare and doer == part.span.root):
            yield self._build_doubt(
                part, expand_phrase(token, {"parataxis"}), "criticism of the source’s own side"
            )

    def _check_insult(self, part: Part, token: Token) -> Iterator[Doubt]:
        """Doubt "Brandt is a liar", said by Brandt."""
        subject = find_child(token, "nsubj") if find_child(token, "cop") is not None else None
        if subject is None or get_lemma(token) not in get_words("doubts", "insults") or is_negated(token):
            return
        named = self.resolver.of(part.paragraph, subject) if subject.tag_ == "NNP" else None
        if named is not None and self._is_source(named):
            yield self._build_doubt(part, expand_phrase(token), "insult to the source itself")

    def _check_first_person(self, part: Part, token: Token) -> Iterator[Doubt]:
        """Doubt "we Sudrians" and "our president, Per Dahl", said by another side."""
        if token.lower_ in ("we", "us"):
            named = next((kid for kid in token.rights if kid.dep_ in ("appos", "flat")), None)
        elif token.lower_ == "our" and get_lemma(token.head) in get_words("doubts", "ours"):
            named = find_child(token.head, "appos", "flat", "nmod:desc") or _find_appended_name(token.head)
        else:
            return
        other = self.resolver.of(part.paragraph, named) if named is not None else None
        if other is not None and other.actor is not None and self._is_other_side(other):
            yield self._build_doubt(part, part.span, f"“{token.text}” refers to another side")

    def _check_attack(self) -> Iterator[Doubt]:
        """Doubt that a source condemns its own attack, or praises one on its own side."""
        part = self.quote.parts[0]
        attack = part.span.root
        if get_lemma(attack) not in get_words("doubts", "attacks") or is_negated(self.quote.cue):
            return
        cue = get_lemma(self.quote.cue)
        doer = self._find_owner(part, attack)
        victims = [kid for kid in attack.children if find_marker(kid) in ("on", "against", "of")]
        victim = next((found for kid in victims if (found := self.resolver.of(part.paragraph, kid))), None)
        if cue in get_words("tone", "condemning") and doer is not None and self._is_own_side(doer):
            yield self._build_doubt(part, part.span, "the source would be condemning its own attack")
        elif cue in get_words("tone", "praising") and victim is not None and self._is_own_side(victim):
            yield self._build_doubt(part, part.span, "the source would be praising an attack on its own side")

    def _find_owner(self, part: Part, noun: Token) -> Mention | None:
        """Return the owner of a thing: "Sudria’s demands", "its demands", "Sudrian demands"."""
        owner = find_child(noun, "nmod:poss") or next(
            (kid for kid in noun.children if kid.dep_ in ("amod", "compound") and kid.tag_ in ("JJ", "NNP")),
            None,
        )
        if owner is None:
            return None
        if owner.lower_ in ("our", "my"):
            return self.quote.mention
        return self.resolver.of(part.paragraph, owner)

    def _is_reported(self, token: Token) -> bool:
        """Return whether the content attributes a clause to another source, or makes it a condition."""
        for node in (token, *token.ancestors):
            if node == self.quote.cue or not self.quote.covers(node):
                return False
            conditional = find_child(node, "mark")
            if (
                node.dep_ == "advcl"
                and conditional is not None
                and find_marker(node) in get_words("mood", "conditions")
            ):
                return True
            is_content = node.dep_ in ("ccomp", "parataxis") and self.quote.covers(node.head)
            if is_content and get_lemma(node.head) in get_words("cues", "clause"):
                return True
        return False

    def _is_source(self, mention: Mention) -> bool:
        return self.quote.mention is not None and mention.actor == self.quote.mention.actor is not None

    def _is_own_side(self, mention: Mention) -> bool:
        """Return whether an actor is on the source's side."""
        mine = self.quote.mention.actor if self.quote.mention is not None else None
        if mine is None or mention.actor is None:
            return False
        return self.codebook.side(mine) == self.codebook.side(mention.actor)

    def _is_other_side(self, mention: Mention) -> bool:
        """Return whether an actor is on another side that is in the codebook."""
        sides = {
            actor.name: actor.side or (actor.name if actor.kind == "state" else "")
            for actor in self.codebook.actors
        }
        mine = sides.get(self.quote.mention.actor or "") if self.quote.mention is not None else ""
        theirs = sides.get(mention.actor or "")
        return bool(mine and theirs and mine != theirs)

    def _build_doubt(self, part: Part, span: Span, reason: str) -> Doubt:
        start, end = part.paragraph.span(span)
        actor = self.quote.mention.actor if self.quote.mention is not None else None
        return Doubt(self.quote.quote_id, actor, start, end, f"{reason}: “{part.paragraph.words(span)}”")


def _is_admitted(cue: Token) -> bool:
    return get_lemma(cue) in get_words("doubts", "admitting") | get_words("cues", "denying")


def _find_appended_name(noun: Token) -> Token | None:
    """Return the name between a comma after a noun and the next punctuation mark: "our country, Norland."."""
    near = noun.doc[noun.i + 1 : noun.i + 4]
    enclosed = len(near) > 2 and near[0].text == "," and near[2].is_punct and near[1].tag_ == "NNP"
    return near[1] if enclosed else None


def _is_others_view(clause: Token, subject: Token) -> bool:
    """Return whether a relative clause is about the view of "many", "some" or "experts"."""
    others = get_words("sourcing", "vague") | get_words("sourcing", "some")
    says = get_lemma(clause) in get_words("cues", "naming") | get_words("cues", "clause")
    return says and get_lemma(subject) in others and any(kid.lower_ == "which" for kid in clause.lefts)


def _find_harmed_value(token: Token) -> Token | None:
    """Return the value that a verb or predicate noun says is harmed: "weaken Z", "a threat to Z"."""
    if get_lemma(token) in get_words("doubts", "harming") and is_verb(token):
        value = find_child(token, "obj")
    elif get_lemma(token) in get_words("doubts", "harms") and find_child(token, "cop") is not None:
        value = next(
            (kid for kid in token.children if find_marker(kid) in ("to", "of", "on", "against")), None
        )
    else:
        value = None
    return value if value is not None and get_lemma(value) in get_words("doubts", "values") else None
