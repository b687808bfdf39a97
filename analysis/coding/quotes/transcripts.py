"""Decide whether an article is a transcript, and find its turns.

A turn goes on over paragraphs until the next label. Labels also occur in ordinary news, as headings,
datelines and lists ("PARIS: ...", "Price: ..."), so they count only where several have the form of speech.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span

from analysis.coding.actors.names import Mention
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.quotes.labels import Label, read_label
from analysis.coding.quotes.speakers import find_interviewee, is_question_or_answer
from analysis.coding.quotes.spoken_words import find_words, is_speech
from analysis.language.parsing import Article, Paragraph

# a single label may be a dateline ("NEW DELHI: ..."); a transcript has more
MIN_LABELS = 2


@dataclass(frozen=True)
class Turn:
    """A label and the paragraphs up to the next one.

    Attributes:
        label: the label.
        home: the paragraph that begins with it.
        later: the paragraphs after that.
    """

    label: Label
    home: Paragraph
    later: list[Paragraph] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name on the label."""
        return self.home.text[slice(*self.label.name)]

    @property
    def opening(self) -> Span | None:
        """The first words after the label, if any."""
        own = next(find_words(self.home, self.label.end), None)
        if own is not None or not self.label.is_alone:
            return own
        return next((span for paragraph in self.later for span in find_words(paragraph, 0)), None)


class _Names:
    """The labels of an article, by what the parse of the whole article knows about their names."""

    def __init__(self, paragraphs: Sequence[Paragraph], resolver: EntityResolver) -> None:
        self.labels = [read_label(paragraph.text) for paragraph in paragraphs]
        self._kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self._persons: set[str] = set()
        for paragraph, label in zip(paragraphs, self.labels, strict=True):
            mention = _find_mention(paragraph, label, resolver) if label is not None else None
            if label is not None and mention is not None:
                self._kinds[label.words[-1]][mention.kind] += 1
                if mention.kind == "person" or mention.actor is not None:
                    self._persons.add(label.words[-1])

    def is_speaker(self, paragraph: Paragraph, label: Label) -> bool:
        """Return whether a label names a speaker rather than a topic or a place."""
        kinds = self._kinds[label.words[-1]]
        is_place = kinds["state"] > kinds.total() / 2
        if label.is_explicit or (not is_place and label.words[-1] in self._persons):
            return True
        if label.is_bare:
            return False
        if label.is_personal:
            return not is_place or is_speech(paragraph.text[label.end :])
        return kinds["organisation"] > 0


def find_turns(article: Article, resolver: EntityResolver) -> list[Turn]:
    """Return the turns of an article in order; none unless it is a transcript.

    Args:
        article: the article.
        resolver: knows which names of the article are persons.
    """
    turns = list(_split_into_turns(article.paragraphs, resolver))
    if not _is_transcript(turns):
        return []
    # questions and answers that nobody is interviewed in are the article's own
    is_interview = any(not is_question_or_answer(turn.name) for turn in turns)
    return turns if is_interview or find_interviewee(article, resolver, turns[0].home) is not None else []


def _split_into_turns(paragraphs: Sequence[Paragraph], resolver: EntityResolver) -> Iterator[Turn]:
    names = _Names(paragraphs, resolver)
    begun: Turn | None = None
    for paragraph, label in zip(paragraphs, names.labels, strict=True):
        if label is not None and names.is_speaker(paragraph, label):
            if begun is not None:
                yield begun
            begun = Turn(label, paragraph)
        elif begun is not None:
            begun.later.append(paragraph)
    if begun is not None:
        yield begun


def _find_mention(paragraph: Paragraph, label: Label, resolver: EntityResolver) -> Mention | None:
    """Return what the last word of the name on a label refers to."""
    name = paragraph.doc.char_span(*label.name, alignment_mode="expand")
    return resolver.at(paragraph, name[-1]) if name is not None else None


def _is_transcript(turns: list[Turn]) -> bool:
    """Return whether at least half of the turns have verbs, and their layout or words are those of speech."""
    openings = [(turn.label, turn.opening) for turn in turns]
    spoken = [(label, words) for label, words in openings if words is not None]
    half = max(MIN_LABELS, len(spoken)) / 2
    has_verbs = sum(any(token.tag_.startswith(("VB", "MD")) for token in words) for _, words in spoken)
    return (
        len(spoken) >= MIN_LABELS
        and has_verbs >= half
        and (
            sum(label.is_explicit for label, _ in spoken) >= half
            or sum(is_speech(words.text) for _, words in spoken) >= half
            or _do_speakers_return([label.words[-1] for label, _ in spoken])
        )
    )


def _do_speakers_return(names: list[str]) -> bool:
    """Return whether somebody speaks again after somebody else."""
    starts = [name for name, before in zip(names, ["", *names], strict=False) if name != before]
    return len(set(starts)) < len(starts)
