"""Extract the features of a pair of issue and holder, as names that the classifier was trained on."""

from collections.abc import Iterator
from itertools import pairwise

from analysis.coding.lexicon import get_words
from analysis.coding.stance_cues.acts import is_done
from analysis.coding.stance_cues.signs import Composition, compose_directions, get_direction, list_classes
from analysis.coding.statements.pairs import Pair, Path, find_doer, find_path
from analysis.coding.syntax.clauses import (
    SUBJECT,
    find_auxiliaries,
    find_child,
    find_marker,
    get_lemma,
    is_negated,
    is_verb,
)
from analysis.coding.syntax.word_classes import get_classes as plover
from analysis.language.tokens import Token

SKIPPED = frozenset({"punct", "det", "case", "aux", "aux:pass", "cc", "nummod", "cop", "mark"})
BESIDE = frozenset(
    "obj xcomp advmod compound:prt obl amod nmod nsubj nsubj:pass ccomp advcl".split()  # noqa: SIM905
)
CONTENT = ("N", "V", "J", "R", "M")
# words between holder and issue are features if there are fewer than this
FARTHEST = 16
AROUND = 3
HYPOTHETICAL = frozenset({"if", "whether", "unless", "once", "until"})


def extract_features(pair: Pair) -> list[str]:
    """Return the names of a pair's features, each once.

    Where one word turns another around ("withdrew support for Z", "rejected objections to Z"), each of them
    alone points the wrong way, and a linear classifier cannot tell what they mean together: then the words
    are no features. Short mentions may mean something else; there the words are kept.
    """
    found = find_path(pair)
    composed = compose_directions(pair.mention.head, found.governors)
    names = [
        *_list_direction_features(pair, found, composed),
        *_list_act_features(pair, found),
        *_list_issue_features(pair),
        *_list_quote_features(pair),
        *_list_rule_features(pair),
    ]
    if composed.is_mixed and pair.mention.how != "short":
        names += ["mixed"]
    else:
        names += [
            *_list_governor_features(pair, found),
            *_list_holder_features(pair, found),
            *_list_neighbour_features(pair),
            *_list_between_features(pair, found),
            *_list_clause_features(pair, found),
        ]
    return list(dict.fromkeys(names))


def _get_word(token: Token) -> str:
    """Return a word's lemma; for a name only its entity type, so that no stance is learnt for a name."""
    return f"a {token.ent_type_ or 'name'}" if token.tag_.startswith("NNP") else get_lemma(token)


def _get_role(token: Token) -> str:
    marked = token.dep_ in ("obl", "nmod", "advcl", "acl", "obl:agent")
    return (find_marker(token) or token.dep_) if marked else token.dep_


def _get_hidden_places(pair: Pair) -> set[int]:
    """Return the places of the issue and the holder, whose words must not be features."""
    phrase = pair.phrase
    spans = [pair.mention.span] if phrase is None else [pair.mention.span, phrase]
    return set() if pair.mention.how == "topic" else {token.i for span in spans for token in span}


def _list_governor_features(pair: Pair, found: Path) -> Iterator[str]:
    """Yield features of the issue's governors and of their other dependents."""
    issue, hidden = pair.mention.head, _get_hidden_places(pair)
    nodes = [issue, *found.governors] if is_verb(issue) else found.governors
    on_way = {issue.i, *(node.i for node in (*found.governors, *found.down))}
    yield f"governors {min(len(found.governors), 5)}"
    below = issue
    for node in nodes:
        place, word, role = "top" if node == found.meeting else "in", _get_word(node), _get_role(below)
        yield from (f"gov {word}", f"gov {place} {word}", f"gov {word} {role}")
        turned = get_direction(node, below) if node != issue else None
        yield f"turns {turned} {place}"
        for name in list_classes(node):
            yield from (f"is {name}", f"is {place} {name}", f"is {name} {role}")
        for name in plover(node):
            yield from (f"does {name}", f"does {name} {below.dep_}")
        for mood in _list_moods(node):
            yield from (f"mood {mood}", f"mood {place} {mood}", f"mood {mood} {turned}")
            yield from (f"mood {mood} {name}" for name in list_classes(node))
        for kid in node.children:
            if kid.i not in on_way and kid.i not in hidden and kid.dep_ in BESIDE:
                yield from _list_sibling_features(node, kid)
        below = node


def _list_sibling_features(node: Token, kid: Token) -> Iterator[str]:
    yield from (f"beside {kid.dep_} {_get_word(kid)}", f"beside {_get_word(node)} {_get_word(kid)}")
    yield from (f"beside {kid.dep_} {name}" for name in (*list_classes(kid), *plover(kid)))


def _list_moods(node: Token) -> Iterator[str]:
    """Yield the moods of a verb: future, would, must, could, negated, passive, hypothetical."""
    helpers = find_auxiliaries(node)
    if helpers & get_words("mood", "future"):
        yield "future"
    if "would" in helpers:
        yield "would"
    if helpers & {"must", "should", "ought", "need", "shall"}:
        yield "must"
    if helpers & {"could", "may", "might", "can"}:
        yield "could"
    if is_negated(node):
        yield "negated"
    if find_child(node, "aux:pass", "nsubj:pass") is not None:
        yield "passive"
    if any(kid.dep_ == "mark" and kid.lower_ in HYPOTHETICAL for kid in node.children):
        yield "hypothetical"


def _list_direction_features(pair: Pair, found: Path, composed: Composition) -> Iterator[str]:
    """Yield features of the combined direction of the path, and of the doer of its verbs."""
    holder = pair.holder
    role = _get_role(holder) if holder is not None else "none"
    direction = f"sum {composed.direction if composed.known else 0}"
    doer = _find_doer_kind(pair, found)
    yield from (
        direction,
        f"{direction} {role}",
        f"{direction} {doer}",
        f"{direction} {role} {doer} {min(len(found.governors), 4)}",
    )
    if pair.quote is not None:
        yield f"{direction} quoted"
    yield f"shape {role} " + " ".join(_get_role(node) for node in [pair.mention.head, *found.governors][:4])


def _list_act_features(pair: Pair, found: Path) -> Iterator[str]:
    """Yield the direction of each act above the issue, with the holder as its doer, its target or another."""
    below = pair.mention.head
    for node in found.governors:
        if is_verb(node) and is_done(node):
            doer, target = find_doer(node), find_child(node, "obj", "nsubj:pass")
            role = "doer" if doer == pair.holder else "target" if target == pair.holder else "another"
            yield f"act {get_direction(node, below)} {role}"
        below = node


def _find_doer_kind(pair: Pair, found: Path) -> str:
    """Return the kind of the nearest doer above the issue: the holder, another actor, the speaker or none."""
    others = set(pair.others)
    for node in [pair.mention.head, *found.governors]:
        is_predicate = is_verb(node) or find_child(node, "cop") is not None
        doer = find_doer(node) if is_predicate else find_child(node, "nmod:poss")
        if doer is None:
            continue
        if doer == pair.holder:
            return "own"
        if doer in others:
            return "other's"
        if doer.tag_ == "PRP" and doer.lower_ in ("we", "i"):
            return "speaker's"
    return "nobody's"


def _list_holder_features(pair: Pair, found: Path) -> Iterator[str]:
    holder, meeting = pair.holder, found.meeting
    role = _get_role(holder) if holder is not None else "none"
    yield from (
        f"holder {role}",
        f"roles {role} {_get_role(pair.mention.head)}",
        f"doer {_find_doer_kind(pair, found)}",
    )
    for node in found.down:
        yield from (f"down {_get_word(node)}", f"down {node.dep_}")
        yield from (f"down is {name}" for name in list_classes(node))
    if meeting is None:
        yield "apart"
        return
    yield from (f"meet {_get_word(meeting)} {role}", f"meet in {meeting.dep_}")
    yield from (f"meet {name} {role}" for name in (*list_classes(meeting), *plover(meeting)))


def _list_neighbour_features(pair: Pair) -> Iterator[str]:
    """Yield features of the words that depend on the issue's head or surround the mention."""
    issue, span, hidden = pair.mention.head, pair.mention.span, _get_hidden_places(pair)
    for kid in issue.children:
        if kid.i not in hidden and (kid.dep_ not in SKIPPED or kid.lower_ in ("no", "neither")):
            yield f"under {kid.dep_} {_get_word(kid)}"
            yield from (f"under {kid.dep_} {name}" for name in list_classes(kid))
    doc, sent = issue.doc, issue.sent
    for token in doc[max(sent.start, span.start - AROUND) : span.start]:
        yield f"before {_get_word(token)}"
    for token in doc[span.end : min(sent.end, span.end + AROUND)]:
        yield f"after {_get_word(token)}"


def _list_issue_features(pair: Pair) -> Iterator[str]:
    """Yield features of how the issue is mentioned, and of the conditions around it."""
    mention = pair.mention
    issue = mention.head
    yield from (f"how {mention.how}", f"wording {mention.polarity}", f"issue {_get_role(issue)}")
    for condition in pair.conditions:
        inside = condition.span.start <= issue.i < condition.span.end
        yield "issue in condition" if inside else "condition beside"
        if pair.holder is not None and condition.span.start <= pair.holder.i < condition.span.end:
            yield "holder in condition"
    if issue.sent.text.rstrip().endswith("?"):
        yield "question"


def _list_between_features(pair: Pair, found: Path) -> Iterator[str]:
    """Yield features of the order of holder and issue, and of the words between them."""
    holder, issue = pair.holder, pair.mention.head
    if holder is None or found.meeting is None:
        return
    first, last = sorted((holder.i, issue.i))
    hidden = _get_hidden_places(pair)
    words = [
        token
        for token in issue.doc[first + 1 : last]
        if token.i not in hidden and not token.is_punct and token.dep_ not in ("det", "case")
    ]
    yield from (
        "holder first" if holder.i < issue.i else "issue first",
        f"distance {min(len(words) // 4, 5)}",
    )
    if any(first < other.i < last for other in pair.others):
        yield "another between"
    if len(words) < FARTHEST:
        for token in words:
            yield f"between {_get_word(token)}"
            yield from (f"between is {name}" for name in list_classes(token))
        for first_word, second_word in pairwise(words):
            yield f"between {_get_word(first_word)} {_get_word(second_word)}"


def _list_clause_features(pair: Pair, found: Path) -> Iterator[str]:
    """Yield features of the words of the sentence, and of those in the issue's clause."""
    issue, hidden = pair.mention.head, _get_hidden_places(pair)
    verb = next((node for node in [issue, *found.governors] if is_verb(node)), None)
    if verb is not None:
        yield from (f"clause {mood}" for mood in _list_moods(verb))
        first, last = verb.left_edge.i, verb.right_edge.i
    else:
        first, last = issue.left_edge.i, issue.right_edge.i
    for token in issue.sent:
        if token.tag_[:1] not in CONTENT or token.i in hidden or token.tag_.startswith("NNP"):
            continue
        yield f"any {get_lemma(token)}"
        if first <= token.i <= last:
            yield f"near {get_lemma(token)}"
            yield from (f"near is {name}" for name in list_classes(token))


def _list_quote_features(pair: Pair) -> Iterator[str]:
    yield f"others {min(len(pair.others), 3)}"
    quote = pair.quote
    if quote is None:
        return
    yield from ("quoted", f"cue {get_lemma(quote.cue)}", "quoted inner" if pair.is_inner else "quoted outer")
    subject = find_child(pair.mention.head.sent.root, *SUBJECT)
    if subject is not None and subject.lower_ in ("we", "i"):
        yield "speaker's own words"


def _list_rule_features(pair: Pair) -> Iterator[str]:
    """Yield the results of the rules for the holder and for others, relative to the wording of the issue."""
    rule = pair.rule
    if rule is None:
        yield "rule none"
    else:
        stance = "neutral" if rule.neutral else f"{rule.polarity * pair.mention.polarity}"
        yield f"rule {stance}"
        if rule.condition is not None:
            yield "rule condition"
        if rule.predicate == pair.mention.head:
            yield f"rule act {stance}"
    for other in pair.other_rules:
        yield f"rule for others {other.polarity * pair.mention.polarity}"
