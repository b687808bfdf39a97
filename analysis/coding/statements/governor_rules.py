"""Apply the words above a mention of an issue to the stance on it: verbs, nouns, predicates and quotes."""

from dataclasses import replace

from analysis.coding.actors.names import Mention
from analysis.coding.issues import IssueMention
from analysis.coding.lexicon import get_words
from analysis.coding.stance_cues import acts, directions, polarity
from analysis.coding.stance_cues.attachment import get_noun_direction, is_scarce
from analysis.coding.stance_cues.requests import is_asked, is_request
from analysis.coding.statements.conditions import Condition, find_condition_of, find_precondition
from analysis.coding.statements.context import ArticleContext, Stance
from analysis.coding.syntax.clauses import (
    SUBJECT,
    find_auxiliaries,
    find_child,
    find_marker,
    find_subject,
    get_lemma,
    is_negated,
    is_verb,
)
from analysis.coding.syntax.extents import expand_phrase
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Token

# relations of a stance verb to the thing that the stance is on
GOVERNED = ("obj", "obl", "nsubj:pass", "xcomp")


class GovernorRules:
    """The rules for the governors of one mention.

    Each governor may reverse the polarity, express the stance of its own holder, or assign the stance to
    the source of the enclosing quote.

    Args:
        context: the article.
        paragraph: the paragraph with the mention.
        mention: a mention of an issue.
        conditions: the conditions of its sentence.

    Attributes:
        found: the finished stances.
    """

    def __init__(
        self,
        context: ArticleContext,
        paragraph: Paragraph,
        mention: IssueMention,
        conditions: list[Condition],
    ) -> None:
        self.context = context
        self.conditions = conditions
        self.paragraph = paragraph
        self.mention = mention
        self.found: list[Stance] = []

    def apply(self, state: Stance, below: Token, node: Token, relation: str) -> bool:
        """Apply one governor to the stance, and return whether the path ends there."""
        if is_verb(node) and (relation == "obj" or node.dep_ not in ("amod", "case")):
            return self._apply_verb(state, below, node, relation)
        if get_lemma(node) == "condition" and relation in ("acl", "nmod", "ccomp"):
            self._apply_demanded_condition(state, node)
            return True
        is_noun_relation = relation in ("nmod", "acl", "compound", "ccomp", "nmod:poss", "amod")
        if is_noun_relation and not node.tag_.startswith("JJ"):
            self._apply_noun(state, below, node)
        elif relation in SUBJECT or relation in ("advcl", "xcomp", "ccomp", "obl", "acl"):
            self._apply_predicate(state, below, node, relation)
        return False

    def establish(self, state: Stance, node: Token, sign: int, holders: list[Mention]) -> None:
        """Let a stance predicate determine the stance of its holders."""
        if any(token.lower_ in ("neither", "nor") for token in (*node.lefts, *node.head.lefts)):
            return
        if state.holders and holders and _get_keys(holders) != _get_keys(state.holders):
            self.close(state)
        state.polarity *= sign
        state.established, state.announced, state.predicate = True, False, node
        state.cues += (node.text,)
        state.holders = holders or state.holders

    def apply_mood(self, state: Stance, node: Token) -> None:
        """Apply the negation, modality and condition of a verb."""
        if is_negated(node):
            state.reverse("not")
        if find_auxiliaries(node) & get_words("mood", "tentative"):
            state.tentative = True
        if not state.established and polarity.is_act_of(self.mention.head, node):
            self._apply_announcement(state, node)
        self._find_condition(state, node)

    def close(self, state: Stance) -> None:
        """Keep a finished stance if it has a holder, preferring the source of the enclosing quote."""
        if not state.established or state.predicate is None:
            return
        around = self.context.find_quote_around(self.paragraph, self.mention.head)
        speaker = around.mention if around is not None else None
        if speaker is not None and self.context.are_same_side(state.holders, [speaker]):
            state.holders = [speaker]
        state.quote = state.quote or around
        if state.holders:
            self.found.append(replace(state))

    def _apply_verb(self, state: Stance, below: Token, node: Token, relation: str) -> bool:
        """Apply a verb of abstaining, naming, reporting, support or rejection."""
        takes_position = get_lemma(node) == "take" and polarity.takes_position(node, below)
        if get_lemma(node) == "abstain" or takes_position:
            state.neutral = True
            self.establish(state, node, 1, self.context.resolve_holders(self.paragraph, node))
            return False
        if relation in ("ccomp", "parataxis") and self._assign_to_source(state, below, node):
            return state.established and bool(state.holders)
        sign = polarity.classify_governor(node, below, relation)
        if sign is None and below == self.mention.head and relation in ("obj", "nsubj:pass"):
            sign = directions.classify_treatment(get_lemma(node))
        if relation in SUBJECT and relation not in GOVERNED:
            # the issue itself is the subject ("the strike would hurt"): no stance of a holder
            if sign is None or find_child(node, "obj") is None:
                self.apply_mood(state, node)
            return False
        if sign == 0 and relation == "obj" and get_noun_direction(below, self.mention.head) in (1, -1):
            # to ignore a call or end a refusal is to take a side
            self.establish(state, node, -1, self.context.resolve_holders(self.paragraph, node))
        elif sign == 0 and relation in GOVERNED:
            state.reverse(node.text)
        elif sign and relation in (*GOVERNED, "ccomp", "advcl"):
            self.establish(state, node, sign, [] if is_asked(node) else self._resolve_doers(node))
        self.apply_mood(state, node)
        return False

    def _apply_announcement(self, state: Stance, node: Token) -> None:
        """Treat an announced act as its doer's stance, and a duty as the speaker's."""
        doer, helpers = find_subject(node), find_auxiliaries(node)
        duties = helpers & get_words("mood", "duty")
        plans = helpers & (get_words("mood", "announcing") | get_words("mood", "tentative"))
        if doer is None:
            return
        if duties - {"shall"} and get_lemma(node) != "have":
            state.established, state.predicate = True, node
            state.cues += (*sorted(duties), node.text)
        elif (plans or duties) and (holders := self.context.resolve_holders(self.paragraph, node)):
            state.established, state.announced, state.predicate, state.holders = True, True, node, holders
            state.cues += (*sorted(plans), node.text)

    def _find_condition(self, state: Stance, node: Token) -> None:
        """Find the condition of a predicate: its own if-clause, or what must be done first."""
        if state.condition is not None:
            return
        found = find_condition_of(node, self.mention.head, self.conditions)
        if found is not None:
            state.condition, state.inverse = found
        elif state.tentative:
            state.condition = find_precondition(node)

    def _apply_demanded_condition(self, state: Stance, node: Token) -> None:
        """Apply "demanded Y as a condition to Z": the stance on Z is conditional on Y."""
        verb = node.head
        demand = find_child(verb, "obj")
        if is_verb(verb) and demand is not None:
            state.established, state.predicate = True, verb
            state.cues += (node.text, verb.text)
            state.holders = self.context.resolve_holders(self.paragraph, verb)
            state.condition = expand_phrase(demand, {"acl:relcl"}, {node})

    def _apply_noun(self, state: Stance, below: Token, node: Token) -> None:
        """Apply a noun: "no position on Z", "the call for Z", "an end to Z"."""
        refuses = (
            is_negated(node) or is_negated(node.head) or any(kid.lower_ == "no" for kid in node.children)
        )
        if get_lemma(node) in get_words("stance", "positions") and refuses:
            state.neutral = True
            holders = self.context.resolve_holders(self.paragraph, node.head) if is_verb(node.head) else []
            self.establish(state, node, 1, holders)
            return
        sign = None if acts.is_doer_of(below, node) else get_noun_direction(node, below)
        if sign == 0:
            state.reverse(node.text)
        elif sign is not None:
            owners = self.context.resolve_owners(self.paragraph, node) or self._resolve_performers(node)
            self.establish(state, node, -sign if is_scarce(node) else sign, owners)

    def find_act(self, node: Token) -> Stance | None:
        """Return the stance of whoever has done what the mention names, unless it is an allegation."""
        if is_verb(node):
            doers = self.context.resolve_holders(self.paragraph, node) if acts.is_done(node) else []
        else:
            doers = self._resolve_performers(node)
        around = self.context.find_quote_around(self.paragraph, node)
        source = around.mention if around is not None else None
        if not doers or (source is not None and not self.context.are_same_side(doers, [source])):
            return None
        return Stance(
            self.mention.polarity, doers, established=True, quote=around, predicate=node, cues=(node.text,)
        )

    def _resolve_performers(self, noun: Token) -> list[Mention]:
        """Return who does what a noun names: the owner of the act, or who files, stages or begins it."""
        owner = acts.find_doer(noun)
        if owner is not None:
            return self.context.resolve_phrase(self.paragraph, owner)
        verb = acts.find_performing_verb(noun)
        return [] if verb is None else self.context.resolve_holders(self.paragraph, verb)

    def _resolve_doers(self, verb: Token) -> list[Mention]:
        found = self.context.resolve_holders(self.paragraph, verb)
        above = None if found else acts.find_predicate_above(verb)
        return found if above is None else self.context.resolve_holders(self.paragraph, above)

    def _apply_predicate(self, state: Stance, below: Token, node: Token, relation: str) -> None:
        """Apply a predicate adjective or noun: "Z is necessary", "ready to Z"."""
        impersonal = relation in ("xcomp", "csubj", "advcl", "acl") and polarity.is_impersonal(node)
        if relation in SUBJECT or impersonal:
            if sign := polarity.classify_evaluation(node):
                self.establish(state, node, sign, [])
                self.apply_mood(state, node)
            elif (
                is_negated(node)
                and find_child(node, "cop") is not None
                and get_lemma(node) in get_words("stance", "agenda")
            ):
                self.establish(state, node, -1, [])
            return
        if sign := -1 if find_marker(below) == "against" else directions.classify_readiness(get_lemma(node)):
            self.establish(state, node, sign, self.context.resolve_holders(self.paragraph, node))
        self.apply_mood(state, node)

    def _assign_to_source(self, state: Stance, below: Token, node: Token) -> bool:
        """Assign the stance to the source of a quote if a word is its cue, and return whether it is."""
        quote = self.context.get_quote(node)
        if quote is None and get_lemma(node) not in get_words("cues", "clause"):
            return False
        speakers = self.context.resolve_holders(self.paragraph, node)
        if quote is not None and quote.mention is not None and not speakers:
            speakers = [quote.mention]
        state.quote = state.quote or quote
        denies = get_lemma(node) in get_words("cues", "denying")
        if is_negated(node) and not denies:
            state.established, state.holders = False, []
            return True
        denies = denies and not is_negated(node)
        if state.announced and speakers and not self.context.are_same_side(state.holders, speakers):
            # a statement about others' future acts is a forecast, not a stance
            state.established, state.announced, state.holders = False, False, []
        if denies and state.established:
            state.reverse()
        self._apply_cue(state, below, node)
        self._find_condition(state, node)
        if state.established and speakers and self.context.are_same_side(state.holders, speakers):
            state.holders = speakers
        return True

    def _apply_cue(self, state: Stance, below: Token, node: Token) -> None:
        """Let the cue itself express the stance: "suggested that Z could", "insisted that Z"."""
        if state.established:
            return
        if get_lemma(node) in get_words("stance", "offering") and polarity.is_prospective(self.mention.head):
            state.established, state.offered = True, True
        elif get_lemma(node) in get_words("stance", "hoping"):
            state.established = polarity.is_prospective(self.mention.head)
        elif get_lemma(node) in get_words("stance", "demanding"):
            state.established = is_verb(self.mention.head) or is_request(node, below)
        if state.established:
            state.predicate = node
            state.cues += (node.text,)


def _get_keys(holders: list[Mention]) -> set[str]:
    return {mention.actor or mention.text for mention in holders}
