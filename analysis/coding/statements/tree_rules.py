"""Follow a mention of an issue up the dependency tree to the holders of a stance on it."""

from analysis.coding.issues import IssueMention
from analysis.coding.lexicon import get_words
from analysis.coding.stance_cues import acts, polarity
from analysis.coding.stance_cues.attachment import find_head, find_reversal
from analysis.coding.statements.conditions import Condition
from analysis.coding.statements.context import ArticleContext, Stance
from analysis.coding.statements.governor_rules import GovernorRules
from analysis.coding.statements.open_stances import is_indirect_question, is_lack_of_outcome, leaves_open
from analysis.coding.syntax.clauses import (
    find_child,
    find_marker,
    has_child,
    is_clause_of_time,
    is_negated,
    is_verb,
)
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Token

# most steps up the tree
REACH = 12


class TreeRules:
    """Finds the stances on one mention by applying the rules for each of its governors in turn.

    Args:
        context: the article.
        paragraph: the paragraph with the mention.
        mention: a mention of an issue.
        conditions: the conditions of its sentence.
    """

    def __init__(
        self,
        context: ArticleContext,
        paragraph: Paragraph,
        mention: IssueMention,
        conditions: list[Condition],
    ) -> None:
        self.context = context
        self.paragraph = paragraph
        self.mention = mention
        self.rules = GovernorRules(context, paragraph, mention, conditions)

    def find_stances(self) -> list[Stance]:
        """Return the stances on the main path and in the mention's own relative clauses."""
        self._climb(self.mention.head)
        for kid in self.mention.head.children:
            if kid.dep_ == "acl:relcl" and (pronoun := polarity.find_object_pronoun(kid)) is not None:
                self._climb(pronoun, stop=self.mention.head)
        if not self.rules.found:
            self._read_following_words()
        act = self.rules.find_act(self.mention.head)
        return self.rules.found if act is None else [*self.rules.found, act]

    def _climb(self, node: Token, stop: Token | None = None) -> None:
        """Follow the tree up from a word, and close the stance at the end of the path."""
        state = Stance(self.mention.polarity)
        self._apply_mention(state, node)
        for _ in range(REACH):
            below, (node, relation) = node, find_head(node)
            if node in (below, stop):
                break
            if relation == "conj" and is_verb(below):
                # the object of the verb after "and" is not an object of the verb before it
                continue
            if is_indirect_question(below):
                self.rules.found.append(Stance(state.polarity, left_open=True))
                return
            is_topic = not state.established and acts.is_topic(below, node)
            if is_topic or polarity.is_hypothetical(below) or self._is_left_open(below, node):
                return
            if (
                polarity.is_aside(below)
                or (state.established and below.dep_ == "acl:relcl")
                or is_clause_of_time(below)
                or self.rules.apply(state, below, node, relation)
            ):
                break
        self.rules.close(state)

    def _is_left_open(self, below: Token, node: Token) -> bool:
        """Note and return whether a word leaves its subject's stance open: "failed to agree on Z"."""
        verb = node if is_verb(node) else node.head
        if not (leaves_open(node, below) if is_verb(node) else is_lack_of_outcome(node)):
            return False
        holders = self.context.resolve_holders(self.paragraph, verb)
        self.rules.found.append(Stance(1, holders, left_open=True))
        return True

    def _apply_mention(self, state: Stance, node: Token) -> None:
        """Apply the words of the mention itself: an act that is negated, refused or announced."""
        if is_verb(node):
            self.rules.apply_mood(state, node)
        elif has_child(node, "det", "no", "neither") and not (is_verb(node.head) and is_negated(node.head)):
            state.reverse()
        elif (act := find_reversal(node)) is not None:
            state.reverse(act.text)
        elif find_marker(node) == "against" and find_child(node, "cop") is not None:
            self.rules.establish(state, node, -1, self.context.resolve_holders(self.paragraph, node))
        if node.i <= self.mention.span.start and polarity.has_own_subject(node):
            state.predicate = node

    def _read_following_words(self) -> None:
        """Read "Z is necessary" from the words after the mention if the parse has no such predicate."""
        span = self.mention.span
        following = span.doc[span.end : span.end + 4]
        if not len(following) or following[0].lower_ not in get_words("stance", "copulas"):
            return
        candidates = (token for token in following[1:] if token.tag_[:2] in ("JJ", "NN"))
        evaluation = next((token for token in candidates if polarity.classify_evaluation(token)), None)
        if evaluation is not None:
            state = Stance(self.mention.polarity)
            self.rules.establish(state, evaluation, polarity.classify_evaluation(evaluation), [])
            if any(token.lower_ in get_words("mood", "negation") for token in following):
                state.reverse()
            self.rules.close(state)
