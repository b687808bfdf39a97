"""The way from one mention of an issue up the clause to those who take a stance on it."""

from dataclasses import replace

from spacy.tokens import Token

from analysis.coding.actors.names import Mention
from analysis.coding.issues import IssueMention
from analysis.coding.lexicon import get_words
from analysis.coding.stance_cues import directions, polarity
from analysis.coding.stance_cues.attachment import find_head, find_reversal, get_noun_direction, is_scarce
from analysis.coding.stance_cues.requests import is_asked, is_request
from analysis.coding.statements.conditions import Condition, find_condition_of, find_precondition
from analysis.coding.statements.context import ArticleContext, Stance
from analysis.coding.statements.silence import is_no_outcome, is_open, is_question
from analysis.coding.syntax.clauses import (
    SUBJECT,
    find_auxiliaries,
    find_child,
    find_marker,
    find_subject,
    get_lemma,
    has_child,
    is_negated,
    is_verb,
)
from analysis.coding.syntax.extents import expand_phrase
from analysis.language.parsing import Paragraph

# how far up the tree a predicate is looked for
REACH = 12
# what a verb of stance governs
GOVERNED = ("obj", "obl", "nsubj:pass", "xcomp")


class TreeRules:
    """The way up from one mention.

    Every governing word may turn the polarity around, take the stance for a holder of its own, or
    hand it to the source of the attribution it stands in.

    Args:
        context: the article.
        paragraph: where the mention stands.
        mention: of an issue.
        conditions: those of its sentence.
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

    def stances(self) -> list[Stance]:
        """Return the stances along the main way and in the mention's own relative clauses."""
        self._from(self.mention.head)
        for kid in self.mention.head.children:
            if kid.dep_ == "acl:relcl" and (pronoun := polarity.find_object_pronoun(kid)) is not None:
                self._from(pronoun, stop=self.mention.head)
        if not self.found:
            self._beside()
        return self.found

    def _from(self, node: Token, stop: Token | None = None) -> None:
        """TreeRules from a word, and close the stance found where the way ends."""
        state = Stance(self.mention.polarity)
        self._own(state, node)
        for _ in range(REACH):
            below, (node, relation) = node, find_head(node)
            if node in (below, stop):
                break
            if relation == "conj" and is_verb(below):
                # what holds of the verb before "and" does not hold of the one behind it
                continue
            if is_question(below):
                self.found.append(Stance(state.polarity, silent=True))
                return
            if polarity.is_hypothetical(below):
                return
            if self._leaves_open(below, node):
                return
            if polarity.is_aside(below) or self._weigh(state, below, node, relation):
                break
        self._close(state)

    def _leaves_open(self, below: Token, node: Token) -> bool:
        """Note whose stance a word leaves open: "failed to agree on Z", "reached no agreement on Z"."""
        verb = node if is_verb(node) else node.head
        if not (is_open(node, below) if is_verb(node) else is_no_outcome(node)):
            return False
        self.found.append(Stance(1, self.context.holders(self.paragraph, verb), silent=True))
        return True

    def _own(self, state: Stance, node: Token) -> None:
        """Weigh the mention's own word: an act that is negated, refused or announced."""
        if is_verb(node):
            self._mood(state, node)
        elif has_child(node, "det", "no", "neither") and not (is_verb(node.head) and is_negated(node.head)):
            state.turn()
        elif (act := find_reversal(node)) is not None:
            state.turn(act.text)
        elif find_marker(node) == "against" and find_child(node, "cop") is not None:
            self._take(state, node, -1, self.context.holders(self.paragraph, node))
        if node.i <= self.mention.span.start and polarity.has_own_subject(node):
            state.top = node

    def _weigh(self, state: Stance, below: Token, node: Token, relation: str) -> bool:
        """Let one governing word act on the stance; True ends the climb."""
        if is_verb(node) and (relation == "obj" or node.dep_ not in ("amod", "case")):
            return self._verb(state, below, node, relation)
        if get_lemma(node) == "condition" and relation in ("acl", "nmod", "ccomp"):
            self._price(state, node)
            return True
        of_noun = relation in ("nmod", "acl", "compound", "ccomp", "nmod:poss", "amod")
        if of_noun and not node.tag_.startswith("JJ"):
            self._noun(state, below, node)
        elif relation in SUBJECT or relation in ("advcl", "xcomp", "ccomp", "obl", "acl"):
            self._predicate(state, below, node, relation)
        return False

    def _verb(self, state: Stance, below: Token, node: Token, relation: str) -> bool:
        """Weigh a verb: abstaining, naming, reporting, acting for or against."""
        if get_lemma(node) == "abstain" or (
            get_lemma(node) == "take" and polarity.takes_position(node, below)
        ):
            state.neutral = True
            self._take(state, node, 1, self.context.holders(self.paragraph, node))
            return False
        if relation in ("ccomp", "parataxis") and self._hand_over(state, below, node):
            return state.taken and bool(state.holders)
        sign = polarity.classify_governor(node, below, relation)
        if relation in SUBJECT and relation not in GOVERNED:
            # the issue itself acts ("the strike would hurt"): no stance of its subject
            if sign is None or find_child(node, "obj") is None:
                self._mood(state, node)
            return False
        if sign == 0 and relation == "obj" and get_noun_direction(below, self.mention.head) in (1, -1):
            # whoever ignores a call, or ends a refusal, takes a side
            self._take(state, node, -1, self.context.holders(self.paragraph, node))
        elif sign == 0 and relation in GOVERNED:
            state.turn(node.text)
        elif sign and relation in (*GOVERNED, "ccomp", "advcl"):
            doers = [] if is_asked(node) else self.context.holders(self.paragraph, node)
            self._take(state, node, sign, doers)
        self._mood(state, node)
        return False

    def _take(self, state: Stance, node: Token, sign: int, holders: list[Mention]) -> None:
        """Let a predicate of stance claim the polarity for its subject."""
        if any(token.lower_ in ("neither", "nor") for token in (*node.lefts, *node.head.lefts)):
            return
        if state.holders and holders and _keys(holders) != _keys(state.holders):
            self._close(state)
        state.polarity *= sign
        state.taken, state.announced, state.top = True, False, node
        state.why += (node.text,)
        state.holders = holders or state.holders

    def _mood(self, state: Stance, node: Token) -> None:
        """Read negation, modality and condition off a verb."""
        if is_negated(node):
            state.turn("not")
        if find_auxiliaries(node) & get_words("mood", "tentative"):
            state.tentative = True
        if not state.taken and polarity.is_act_of(self.mention.head, node):
            self._announce(state, node)
        self._find_condition(state, node)

    def _announce(self, state: Stance, node: Token) -> None:
        """Read an announced act as its doer's own stance, a duty as the speaker's."""
        doer, helpers = find_subject(node), find_auxiliaries(node)
        duties = helpers & get_words("mood", "duty")
        plans = helpers & (get_words("mood", "announcing") | get_words("mood", "tentative"))
        if doer is None:
            return
        if duties - {"shall"} and get_lemma(node) != "have":
            state.taken, state.top = True, node
            state.why += (*sorted(duties), node.text)
        elif (plans or duties) and (own := self.context.holders(self.paragraph, node)):
            state.taken, state.announced, state.top, state.holders = True, True, node, own
            state.why += (*sorted(plans), node.text)

    def _find_condition(self, state: Stance, node: Token) -> None:
        """Look for the condition of a predicate: its own if-clause, or what it asks for first."""
        if state.condition is not None:
            return
        found = find_condition_of(node, self.mention.head, self.conditions)
        if found is not None:
            state.condition, state.inverse = found
        elif state.tentative:
            state.condition = find_precondition(node)

    def _price(self, state: Stance, node: Token) -> None:
        """Read "demanded Y as a condition to Z": conditional on Y for whoever demands."""
        verb = node.head
        price = find_child(verb, "obj")
        if is_verb(verb) and price is not None:
            state.taken, state.top = True, verb
            state.why += (node.text, verb.text)
            state.holders = self.context.holders(self.paragraph, verb)
            state.condition = expand_phrase(price, {"acl:relcl"}, {node})

    def _noun(self, state: Stance, below: Token, node: Token) -> None:
        """Weigh a noun: "no position on Z", "the call for Z", "an end to Z"."""
        refuses = (
            is_negated(node) or is_negated(node.head) or any(kid.lower_ == "no" for kid in node.children)
        )
        if get_lemma(node) in get_words("stance", "positions") and refuses:
            state.neutral = True
            carrier = self.context.holders(self.paragraph, node.head) if is_verb(node.head) else []
            self._take(state, node, 1, carrier)
            return
        sign = get_noun_direction(node, below)
        if sign == 0:
            state.turn(node.text)
        elif sign is not None:
            owners = self.context.owners(self.paragraph, node)
            self._take(state, node, -sign if is_scarce(node) else sign, owners)

    def _predicate(self, state: Stance, below: Token, node: Token, relation: str) -> None:
        """Weigh a predicate adjective or noun: "Z is necessary", "ready to Z"."""
        impersonal = relation in ("xcomp", "csubj", "advcl", "acl") and polarity.is_impersonal(node)
        if relation in SUBJECT or impersonal:
            if sign := polarity.classify_evaluation(node):
                self._take(state, node, sign, [])
                self._mood(state, node)
            elif (
                is_negated(node)
                and find_child(node, "cop") is not None
                and get_lemma(node) in get_words("stance", "agenda")
            ):
                self._take(state, node, -1, [])
            return
        if sign := -1 if find_marker(below) == "against" else directions.classify_readiness(get_lemma(node)):
            self._take(state, node, sign, self.context.holders(self.paragraph, node))
        self._mood(state, node)

    def _hand_over(self, state: Stance, below: Token, node: Token) -> bool:
        """Cross the border of an attribution: its source may be the holder. True when crossed."""
        quote = self.context.quote_by(node)
        if quote is None and get_lemma(node) not in get_words("cues", "clause"):
            return False
        speakers = self.context.holders(self.paragraph, node)
        if quote is not None and quote.mention is not None and not speakers:
            speakers = [quote.mention]
        state.quote = state.quote or quote
        denies = get_lemma(node) in get_words("cues", "denying")
        if is_negated(node) and not denies:
            state.taken, state.holders = False, []
            return True
        denies = denies and not is_negated(node)
        if state.announced and speakers and not self.context.same_side(state.holders, speakers):
            # what others will do is a forecast, not a stance
            state.taken, state.announced, state.holders = False, False, []
        if denies and state.taken:
            state.turn()
        self._spoken(state, below, node)
        self._find_condition(state, node)
        if state.taken and speakers and self.context.same_side(state.holders, speakers):
            state.holders = speakers
        return True

    def _spoken(self, state: Stance, below: Token, node: Token) -> None:
        """Let the verb of saying itself take the stance: "suggested that Z could", "insisted that Z"."""
        if state.taken:
            return
        if get_lemma(node) in get_words("stance", "offering") and polarity.is_prospective(self.mention.head):
            state.taken, state.offered = True, True
        elif get_lemma(node) in get_words("stance", "hoping"):
            state.taken = polarity.is_prospective(self.mention.head)
        elif get_lemma(node) in get_words("stance", "demanding"):
            state.taken = is_verb(self.mention.head) or is_request(node, below)
        if state.taken:
            state.top = node
            state.why += (node.text,)

    def _beside(self) -> None:
        """Read "Z is necessary" off the words behind the mention, where the parse lost the predicate."""
        span = self.mention.span
        behind = span.doc[span.end : span.end + 4]
        if not len(behind) or behind[0].lower_ not in get_words("stance", "copulas"):
            return
        judging = (token for token in behind[1:] if token.tag_[:2] in ("JJ", "NN"))
        verdict = next((token for token in judging if polarity.classify_evaluation(token)), None)
        if verdict is not None:
            state = Stance(self.mention.polarity)
            self._take(state, verdict, polarity.classify_evaluation(verdict), [])
            if any(token.lower_ in get_words("mood", "negation") for token in behind):
                state.turn()
            self._close(state)

    def _close(self, state: Stance) -> None:
        """Keep a finished stance; one without a holder goes to the source of its quotation."""
        if not state.taken or state.top is None:
            return
        around = self.context.quote_around(self.paragraph, self.mention.head)
        speaker = around.mention if around is not None else None
        if speaker is not None and self.context.same_side(state.holders, [speaker]):
            state.holders = [speaker]
        state.quote = state.quote or around
        if state.holders:
            self.found.append(replace(state))


def _keys(holders: list[Mention]) -> set[str]:
    return {mention.actor or mention.text for mention in holders}
