"""What is known of a pair of issue and holder, as the classifier reads it: features by name."""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from analysis.coding.lexicon import get_words
from analysis.coding.stance_cues.signs import compose_directions, get_direction, list_classes
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

SKIPPED = frozenset({"punct", "det", "case", "aux", "aux:pass", "cc", "nummod", "cop", "mark"})
BESIDE = frozenset(
    "obj xcomp advmod compound:prt obl amod nmod nsubj nsubj:pass ccomp advcl".split()  # noqa: SIM905
)
CONTENT = ("N", "V", "J", "R", "M")
# words between holder and issue are read as such where they are this near
FARTHEST = 16
AROUND = 3
HYPOTHETICAL = frozenset({"if", "whether", "unless", "once", "until"})


def extract_features(pair: Pair) -> list[str]:
    """Return what is known of a pair, as names of features, each once."""
    found = find_path(pair)
    names = [
        *_governors(pair, found),
        *_composed(pair, found),
        *_holder(pair, found),
        *_issue(pair),
        *_between(pair, found),
        *_clause(pair, found),
        *_attributed(pair),
        *_ruled(pair),
    ]
    return list(dict.fromkeys(names))


def _word(token: Token) -> str:
    """Return a word's lemma; of a name only what it names, lest names tell stances."""
    return f"a {token.ent_type_ or 'name'}" if token.tag_.startswith("NNP") else get_lemma(token)


def _role(token: Token) -> str:
    marked = token.dep_ in ("obl", "nmod", "advcl", "acl", "obl:agent")
    return (find_marker(token) or token.dep_) if marked else token.dep_


def _hidden(pair: Pair) -> set[int]:
    """Return the places of the issue and of the holder, whose words must not tell the stance."""
    phrase = pair.phrase
    spans = [pair.mention.span] if phrase is None else [pair.mention.span, phrase]
    return set() if pair.mention.how == "topic" else {token.i for span in spans for token in span}


def _governors(pair: Pair, found: Path) -> Iterator[str]:
    """Yield what is above the issue, and what hangs beside the way."""
    issue, hidden = pair.mention.head, _hidden(pair)
    nodes = [issue, *found.governors] if is_verb(issue) else found.governors
    on_way = {issue.i, *(node.i for node in (*found.governors, *found.down))}
    yield f"governors {min(len(found.governors), 5)}"
    below = issue
    for node in nodes:
        place, word, role = "top" if node == found.meeting else "in", _word(node), _role(below)
        yield from (f"gov {word}", f"gov {place} {word}", f"gov {word} {role}")
        turned = get_direction(node, below) if node != issue else None
        yield f"turns {turned} {place}"
        for name in list_classes(node):
            yield from (f"is {name}", f"is {place} {name}", f"is {name} {role}")
        for name in plover(node):
            yield from (f"does {name}", f"does {name} {below.dep_}")
        for mood in _moods(node):
            yield from (f"mood {mood}", f"mood {place} {mood}", f"mood {mood} {turned}")
            yield from (f"mood {mood} {name}" for name in list_classes(node))
        for kid in node.children:
            if kid.i not in on_way and kid.i not in hidden and kid.dep_ in BESIDE:
                yield from _beside(node, kid)
        below = node


def _beside(node: Token, kid: Token) -> Iterator[str]:
    yield from (f"beside {kid.dep_} {_word(kid)}", f"beside {_word(node)} {_word(kid)}")
    yield from (f"beside {kid.dep_} {name}" for name in (*list_classes(kid), *plover(kid)))


def _moods(node: Token) -> Iterator[str]:
    """Yield how a verb is meant: future, would, must, could, negated, passive, hypothetical."""
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


def _composed(pair: Pair, found: Path) -> Iterator[str]:
    """Yield which way the words on the way go in sum, and who does what they tell."""
    holder = pair.holder
    role = _role(holder) if holder is not None else "none"
    total, known = compose_directions(pair.mention.head, found.governors)
    told = f"sum {total if known else 0}"
    own = _does(pair, found)
    yield from (
        told,
        f"{told} {role}",
        f"{told} {own}",
        f"{told} {role} {own} {min(len(found.governors), 4)}",
    )
    if pair.quote is not None:
        yield f"{told} quoted"
    yield f"shape {role} " + " ".join(_role(node) for node in [pair.mention.head, *found.governors][:4])


def _does(pair: Pair, found: Path) -> str:
    """Return who is the nearest doer above the issue: the holder, somebody else, or nobody known."""
    others = set(pair.others)
    for node in [pair.mention.head, *found.governors]:
        who = (
            find_doer(node)
            if is_verb(node) or find_child(node, "cop") is not None
            else find_child(node, "nmod:poss")
        )
        if who is not None and who == pair.holder:
            return "own"
        if who is not None and who in others:
            return "other's"
        if who is not None and who.tag_ == "PRP" and who.lower_ in ("we", "i"):
            return "speaker's"
    return "nobody's"


def _holder(pair: Pair, found: Path) -> Iterator[str]:
    holder, meeting = pair.holder, found.meeting
    role = _role(holder) if holder is not None else "none"
    yield from (f"holder {role}", f"roles {role} {_role(pair.mention.head)}", f"doer {_does(pair, found)}")
    for node in found.down:
        yield from (f"down {_word(node)}", f"down {node.dep_}")
        yield from (f"down is {name}" for name in list_classes(node))
    if meeting is None:
        yield "apart"
        return
    yield from (f"meet {_word(meeting)} {role}", f"meet in {meeting.dep_}")
    yield from (f"meet {name} {role}" for name in (*list_classes(meeting), *plover(meeting)))


def _issue(pair: Pair) -> Iterator[str]:
    mention = pair.mention
    issue, span, hidden = mention.head, mention.span, _hidden(pair)
    yield from (f"how {mention.how}", f"wording {mention.polarity}", f"issue {_role(issue)}")
    for kid in issue.children:
        if kid.i not in hidden and (kid.dep_ not in SKIPPED or kid.lower_ in ("no", "neither")):
            yield f"under {kid.dep_} {_word(kid)}"
            yield from (f"under {kid.dep_} {name}" for name in list_classes(kid))
    doc, sent = issue.doc, issue.sent
    for token in doc[max(sent.start, span.start - AROUND) : span.start]:
        yield f"before {_word(token)}"
    for token in doc[span.end : min(sent.end, span.end + AROUND)]:
        yield f"after {_word(token)}"
    for condition in pair.conditions:
        inside = condition.span.start <= issue.i < condition.span.end
        yield "issue in condition" if inside else "condition beside"
        if pair.holder is not None and condition.span.start <= pair.holder.i < condition.span.end:
            yield "holder in condition"
    if sent.text.rstrip().endswith("?"):
        yield "question"


def _between(pair: Pair, found: Path) -> Iterator[str]:
    """Yield the order of holder and issue, and the words between them."""
    holder, issue = pair.holder, pair.mention.head
    if holder is None or found.meeting is None:
        return
    first, last = sorted((holder.i, issue.i))
    hidden = _hidden(pair)
    told = [
        token
        for token in issue.doc[first + 1 : last]
        if token.i not in hidden and not token.is_punct and token.dep_ not in ("det", "case")
    ]
    yield from ("holder first" if holder.i < issue.i else "issue first", f"distance {min(len(told) // 4, 5)}")
    if any(first < other.i < last for other in pair.others):
        yield "another between"
    if len(told) < FARTHEST:
        for token in told:
            yield f"between {_word(token)}"
            yield from (f"between is {name}" for name in list_classes(token))
        for one, other in pairwise(told):
            yield f"between {_word(one)} {_word(other)}"


def _clause(pair: Pair, found: Path) -> Iterator[str]:
    """Yield the words of the sentence, and once more those of the issue's clause."""
    issue, hidden = pair.mention.head, _hidden(pair)
    verb = next((node for node in [issue, *found.governors] if is_verb(node)), None)
    if verb is not None:
        yield from (f"clause {mood}" for mood in _moods(verb))
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


def _attributed(pair: Pair) -> Iterator[str]:
    yield f"others {min(len(pair.others), 3)}"
    quote = pair.quote
    if quote is None:
        return
    yield from ("quoted", f"cue {get_lemma(quote.cue)}", "quoted inner" if pair.is_inner else "quoted outer")
    who = find_child(pair.mention.head.sent.root, *SUBJECT)
    if who is not None and who.lower_ in ("we", "i"):
        yield "speaker's own words"


def _ruled(pair: Pair) -> Iterator[str]:
    """Yield what the rules say of the holder, and of others; as seen from the wording."""
    rule = pair.rule
    if rule is None:
        yield "rule none"
    else:
        told = "neutral" if rule.neutral else f"{rule.polarity * pair.mention.polarity}"
        yield f"rule {told}"
        if rule.condition is not None:
            yield "rule condition"
    for other in pair.other_rules:
        yield f"rule for others {other.polarity * pair.mention.polarity}"
