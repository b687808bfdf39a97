"""Train the English pipeline that ships with the package.

Run ``python -m training.language GOLD``; seeds are fixed. GOLD is a folder with the
spaCy DocBins ``ewt_train``, ``gum_train``, ``ewt_dev``, ``gum_dev`` (tags, lemmas, dependencies) and
``ner_train``, ``ner_dev`` (entities). Data, terms and figures are in analysis/language/MODEL_CARD.md.
"""

import argparse
import json
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import load_config, registry

import analysis.language

RECIPES = Path(__file__).parent
PACKAGE = Path(analysis.language.__file__).parent
SHIPPED = PACKAGE / "model"

# Penn Treebank tag to universal part of speech; auxiliaries are identified by their dependency label.
UNIVERSAL = {
    "ADD": "X", "AFX": "X", "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X",
    "GW": "X", "HYPH": "PUNCT", "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "LS": "X",
    "MD": "AUX", "NFP": "PUNCT", "NN": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "NNS": "NOUN",
    "PDT": "DET", "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "RBR": "ADV",
    "RBS": "ADV", "RP": "ADP", "SYM": "SYM", "TO": "PART", "UH": "INTJ", "VB": "VERB",
    "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "WDT": "PRON",
    "WP": "PRON", "WP$": "PRON", "WRB": "ADV", "$": "SYM", "``": "PUNCT", "''": "PUNCT",
    ",": "PUNCT", ".": "PUNCT", ":": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT",
}  # fmt: skip
AUXILIARY = ["aux", "aux:pass", "cop"]


@registry.augmenters("stancebook.quote_marks.v1")  # type: ignore[untyped-decorator]
def quote_marks() -> Callable[[Language, Example], Iterator[Example]]:
    """Set half of the texts in typographic quotation marks and apostrophes.

    The training texts use straight marks; newspapers use curly ones.
    """

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        if random.random() < 0.5:  # noqa: S311 - seeded by the training loop
            yield example
            return
        fields = example.to_dict()
        opening = True
        words = []
        for word in fields["token_annotation"]["ORTH"]:
            if word == '"':
                words.append("“" if opening else "”")
                opening = not opening
            else:
                words.append(word.replace("'", "’"))
        fields["token_annotation"]["ORTH"] = words
        doc = Doc(nlp.vocab, words=words, spaces=fields["token_annotation"]["SPACY"])
        yield Example.from_dict(doc, fields)

    return augment


def merge(out: Path, sources: list[Path]) -> Path:
    """Merge the documents of several DocBins into one file."""
    docs = DocBin(attrs=["TAG", "POS", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START"])
    vocab = spacy.blank("en").vocab
    for source in sources:
        for doc in DocBin().from_disk(source).get_docs(vocab):
            docs.add(doc)
    docs.to_disk(out)
    return out


def fit(config: Path, train: Path, dev: Path) -> Language:
    """Train a pipeline from its config and return the model with the best development score."""
    overrides = {"paths.train": str(train), "paths.dev": str(dev)}
    nlp = init_nlp(load_config(config, overrides=overrides))
    with tempfile.TemporaryDirectory() as folder:
        train_loop(nlp, Path(folder))
        return spacy.load(Path(folder) / "model-best")


def assemble(parsing: Language, entities: Language) -> Language:
    """Combine parser and entity recogniser, and add parts of speech and rule-based lemmas."""
    by_tag: list[Any] = [
        {"patterns": [[{"TAG": tag}]], "attrs": {"POS": pos}} for tag, pos in UNIVERSAL.items()
    ]
    auxiliary: Any = {"DEP": {"IN": AUXILIARY}, "TAG": {"REGEX": "^VB"}}
    ruler = cast(AttributeRuler, parsing.add_pipe("attribute_ruler"))
    ruler.add_patterns([*by_tag, {"patterns": [[auxiliary]], "attrs": {"POS": "AUX"}}])
    lemmatizer = cast(Lemmatizer, parsing.add_pipe("lemmatizer", config={"mode": "rule"}))
    lemmatizer.initialize()
    parsing.add_pipe("ner", source=entities)
    return parsing


def correct_lemmas(nlp: Language, train: Path) -> None:
    """Correct the lemmas of verbs, nouns and adjectives that the rule lemmatizer gets wrong.

    The rules choose the first candidate in their index ("hoping" becomes "hop"). The form's most
    frequent lemma in the training data becomes an exception, and a candidate that would still
    come first is removed from the index.
    """
    lemmatizer = cast(Lemmatizer, nlp.get_pipe("lemmatizer"))
    index = lemmatizer.lookups.get_table("lemma_index")
    exceptions = lemmatizer.lookups.get_table("lemma_exc")
    for (pos, form), lemmas in _count_lemmas(nlp, train).items():
        lemma = lemmas.most_common(1)[0][0]
        word = Doc(nlp.vocab, words=[form], pos=[pos.upper()])[0]
        for candidate in lemmatizer.rule_lemmatize(word):
            if candidate == lemma:
                break
            index[pos] = [known for known in index[pos] if known != candidate]
            exceptions[pos][form] = [lemma]
            lemmatizer.cache.clear()


def _count_lemmas(nlp: Language, train: Path) -> dict[tuple[str, str], Counter[str]]:
    """Count the lemmas of each verb, noun and adjective form in the training data."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in DocBin().from_disk(train).get_docs(nlp.vocab):
        for token in doc:
            if token.pos_ in ("VERB", "NOUN", "ADJ") and token.is_alpha:
                counts[token.pos_.lower(), token.lower_][token.lemma_.lower()] += 1
    return counts


def evaluate(nlp: Language, dev: Path) -> dict[str, float]:
    """Score a pipeline on raw text with its own tokenizer."""
    examples = []
    for gold in DocBin().from_disk(dev).get_docs(nlp.vocab):
        examples.append(Example(nlp(gold.text), gold))
    scores: dict[str, Any] = nlp.evaluate(examples)
    wanted = [
        "tag_acc",
        "pos_acc",
        "lemma_acc",
        "dep_uas",
        "dep_las",
        "sents_f",
        "ents_p",
        "ents_r",
        "ents_f",
    ]
    return {name: round(scores[name], 3) for name in wanted if scores.get(name) is not None}


def train(gold: Path, out: Path, work: Path) -> dict[str, dict[str, float]]:
    """Train both parts, write the combined pipeline to ``out`` and return its scores by data set."""
    both = merge(work / "parser_train.spacy", [gold / "ewt_train.spacy", gold / "gum_train.spacy"])
    dev = merge(work / "parser_dev.spacy", [gold / "ewt_dev.spacy", gold / "gum_dev.spacy"])
    parsing = fit(RECIPES / "parser.cfg", both, dev)
    entities = fit(RECIPES / "ner.cfg", gold / "ner_train.spacy", gold / "ner_dev.spacy")
    nlp = assemble(parsing, entities)
    correct_lemmas(nlp, both)
    # the local paths of the data should not be published
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.to_disk(out)
    return {name: evaluate(nlp, gold / f"{name}.spacy") for name in ("ewt_dev", "gum_dev", "ner_dev")}


def main() -> None:
    """Run the training from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, help="folder with the training DocBins")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="output folder for the pipeline")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        print(json.dumps(train(args.gold, args.out, Path(work)), indent=2))


if __name__ == "__main__":
    main()
