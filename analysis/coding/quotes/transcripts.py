"""Decide whether an article is a transcript, and find its turns.

A turn goes on over paragraphs until the next label. Labels also occur in ordinary news, as headings,
datelines and lists ("PARIS: ...", "Price: ..."), so they count only where several have the form of speech.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.lexicon import get_words
from analysis.coding.quotes.labels import Label, read_labels
from analysis.coding.quotes.speakers import find_interviewee, is_question_or_answer
from analysis.coding.quotes.spoken_words import find_words, is_speech
from analysis.language.parsing import Article, Paragraph
from analysis.language.tokens import Span

# a single label may be a dateline ("NEW DELHI: ..."); a transcript has more
MIN_LABELS = 2
# most paragraphs a turn has on average; more are the sections of an article under headings
MOST_PARAGRAPHS = 5
# longer turns (in paragraphs) are cut: nobody speaks that long, and the cost of later stages grows with it
LONGEST_TURN = 200
FINITE = ("VB", "VBD", "VBP", "VBZ", "MD")


@dataclass(frozen=True)
class Turn:
    """A label and its words up to the next label.

    Attributes:
        label: the label.
        home: the paragraph that contains it.
        end: offset in that paragraph at which its next label begins; None if there is none.
        later: the paragraphs after that, up to the next label.
    """

    label: Label
    home: Paragraph
    end: int | None = None
    later: list[Paragraph] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name on the label."""
        return self.home.text[slice(*self.label.name)]

    @property
    def opening(self) -> Span | None:
        """The first words after the label, if any."""
        own = next(find_words(self.home, self.label.end, self.end), None)
        if own is not None or not self.label.is_alone:
            return own
        return next((span for paragraph in self.later for span in find_words(paragraph)), None)


def find_turns(article: Article, resolver: EntityResolver) -> list[Turn]:
    """Return the turns of an article in order; none unless it is a transcript.

    Args:
        article: the article.
        resolver: knows which names of the article are persons.
    """
    labels = [read_labels(paragraph.text) for paragraph in article.paragraphs]
    names = _Names(article.paragraphs, labels, resolver)
    if not _is_transcript(list(_split_into_turns(article.paragraphs, labels, names.is_speaker)), names):
        return []
    turns = list(_split_into_turns(article.paragraphs, labels, names.may_be_speaker))
    asked = [turn.name for turn in turns if is_question_or_answer(turn.name)]
    # questions and answers that nobody is interviewed in are the article's own
    is_explainer = len(asked) == len(turns) and (
        len(set(asked)) < MIN_LABELS or find_interviewee(article, resolver, turns[0].home) is None
    )
    return [] if is_explainer else turns


class _Names:
    """What the parse of the whole article knows about the names on its labels."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], labels: list[list[Label]], resolver: EntityResolver
    ) -> None:
        self._kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self._times = Counter(label.words for found in labels for label in found)
        self._persons = {
            entity.text.split()[-1].lower()
            for paragraph in paragraphs
            for entity in paragraph.doc.ents
            if entity.label_ == "PERSON"
        }
        for paragraph, found in zip(paragraphs, labels, strict=True):
            for label in found:
                name = paragraph.doc.char_span(*label.name, alignment_mode="expand")
                mention = resolver.at(paragraph, name[-1]) if name is not None else None
                if mention is not None:
                    self._kinds[label.words[-1]][mention.kind] += 1
                    if mention.actor is not None and mention.kind != "state":
                        self._persons.add(label.words[-1])

    def is_speaker(self, paragraph: Paragraph, label: Label) -> bool:
        """Return whether a label names a speaker rather than a topic or a place."""
        if label.is_explicit:
            return True
        kinds = self._kinds[label.words[-1]]
        # "MODERATOR:" in capitals may be taken for a place
        is_office = label.words[-1] in get_words("transcripts", "chairs")
        is_place = kinds["state"] > kinds.total() / 2 and not is_office
        is_person = label.words[-1] in self._persons and not is_place
        if label.is_personal and not label.is_bare:
            return is_person or not is_place or is_speech(paragraph.text[label.end :])
        # "Continued Lind: ..."
        first = paragraph.doc.char_span(*label.name, alignment_mode="expand")
        is_phrase = first is not None and first[0].tag_.startswith(("VB", "RB", "IN"))
        return is_person and (label.is_personal or not is_phrase)

    def may_be_speaker(self, paragraph: Paragraph, label: Label) -> bool:
        """Return whether a label among those of a transcript names a speaker, perhaps one unknown so far."""
        return self.is_speaker(paragraph, label) or (
            not label.is_bare and (label.is_personal or len(label.words) > 1)
        )

    def is_certain(self, label: Label) -> bool:
        """Return whether a label is surely a speaker's: a known name, one that returns, or by its layout."""
        is_known = label.words[-1] in self._persons or self._kinds[label.words[-1]].total() > 0
        return label.is_explicit or is_known or self._times[label.words] > 1


def _split_into_turns(
    paragraphs: Sequence[Paragraph],
    labels: list[list[Label]],
    is_speaker: Callable[[Paragraph, Label], bool],
) -> Iterator[Turn]:
    begun: Turn | None = None
    for paragraph, found in zip(paragraphs, labels, strict=True):
        speakers = [label for label in found if is_speaker(paragraph, label)]
        is_other = not speakers and paragraph.text.lstrip().startswith(">>")
        if begun is not None and not speakers and not is_other:
            if len(begun.later) < LONGEST_TURN:
                begun.later.append(paragraph)
            continue
        if begun is not None:
            yield begun
        begun = None
        for label, follower in zip(speakers, [*speakers[1:], None], strict=False):
            begun = Turn(label, paragraph, follower.start if follower is not None else None)
            if follower is not None:
                yield begun
    if begun is not None:
        yield begun


def _is_transcript(turns: list[Turn], names: _Names) -> bool:
    """Return whether at least half of the turns have verbs, and their layout or words are those of speech."""
    openings = [(turn.label, turn.home, turn.opening) for turn in turns if names.is_certain(turn.label)]
    spoken = [(label, home, words) for label, home, words in openings if words is not None]
    half = len(spoken) / 2
    if len(spoken) < MIN_LABELS or sum(_has_verb(words) for _, _, words in spoken) < half:
        return False
    if sum(label.is_explicit for label, _, _ in spoken) >= half:
        return True
    # names alone on their lines are also headings, which return, or sign the words above them
    are_bare = sum(label.is_bare for label, _, _ in spoken) >= half
    if are_bare and turns[-1].opening is None:
        return False
    is_spoken = sum(_is_spoken(label, home, words) for label, home, words in spoken) >= half
    if not is_spoken and (are_bare or not _do_speakers_return([label.words[-1] for label, _, _ in spoken])):
        return False
    return sum(len(turn.later) for turn in turns[:-1]) <= MOST_PARAGRAPHS * (len(turns) - 1)


def _has_verb(words: Span) -> bool:
    return any(token.tag_ in FINITE for token in words)


def _is_spoken(label: Label, home: Paragraph, words: Span) -> bool:
    """Return whether the first words of a turn are speech; in quotation marks they are an article's."""
    start = label.end if words.doc is home.doc else 0
    return is_speech(words.doc.text[start : words.end_char])


def _do_speakers_return(names: list[str]) -> bool:
    """Return whether somebody speaks again after somebody else."""
    starts = [name for name, before in zip(names, ["", *names], strict=False) if name != before]
    return len(set(starts)) < len(starts)
