"""The state of an article during coding: its parse and the results of earlier stages."""

from dataclasses import dataclass, field
from functools import cached_property

from analysis.codebook import Codebook
from analysis.coding.actors.names import get_actor_matcher
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.cache import Rows
from analysis.coding.dates import DateMention, find_dates
from analysis.coding.quotes import read_quotes
from analysis.coding.quotes.attribution import Quote
from analysis.language.parsing import Article


@dataclass
class ArticleInProgress:
    """An article that is being coded, shared by all stages.

    Attributes:
        parsed: the article with its parsed paragraphs.
        codebook: the actors and issues to code.
        rows: the rows coded by each stage, by its name.
    """

    parsed: Article
    codebook: Codebook
    rows: dict[str, Rows] = field(default_factory=dict)

    @cached_property
    def resolver(self) -> EntityResolver:
        """The entities mentioned in the article."""
        return EntityResolver(self.parsed, get_actor_matcher(self.codebook))

    @cached_property
    def dates(self) -> list[list[DateMention]]:
        """The date expressions of the article, a list for each paragraph."""
        return find_dates(self.parsed)

    @cached_property
    def quotes(self) -> list[Quote]:
        """The attributions found by the quotes stage."""
        return read_quotes(self.rows["quotes"], self.parsed, self.resolver)
