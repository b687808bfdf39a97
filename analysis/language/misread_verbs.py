"""Correct verbs that the pipeline reads as nouns: "The Liberal Forum opposes the tunnel".

After a name of several words it may take "opposes" or "backs" for a plural noun that the name modifies. A
plural noun is not followed by an article or a pronoun that depends on it, so it is a verb, and what follows
is its object.
"""

from spacy.tokens import Doc, Token

# the tag may be right and only the parse wrong
TAGS = ("NNS", "VBZ")
NAMES = ("NNP", "NNPS")
OPENING = ("DT", "PRP", "PRP$")
CLAUSES = ("ROOT", "conj", "parataxis")
# what the parser makes of the object of such a noun
AFTER = ("appos", "nmod:unmarked", "obj")
MODIFYING = ("det", "nmod:poss", "amod", "compound", "nummod")


def correct_verbs(doc: Doc) -> Doc:
    """Return a parsed text in which such nouns are verbs, with subject and object; it is changed."""
    for token in doc[1:-1]:
        if token.tag_ in TAGS and token.is_lower and token.dep_ in CLAUSES:
            subject, following = token.nbor(-1), token.nbor()
            thing = following if following.tag_ == "PRP" else following.head
            is_subject = subject.tag_ in NAMES and subject.head == token
            is_object = thing.i > token.i and thing.head == token and thing.dep_ in AFTER
            if is_subject and is_object and following.tag_ in OPENING:
                _make_verb(token, subject, thing)
    return doc


def _make_verb(token: Token, subject: Token, thing: Token) -> None:
    modifiers = [kid for kid in token.lefts if kid != subject and kid.dep_ in MODIFYING]
    token.tag_, token.pos_ = "VBZ", "VERB"
    subject.dep_, thing.dep_ = "nsubj", "obj"
    for kid in modifiers:
        kid.head = subject
