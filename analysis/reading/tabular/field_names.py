"""The names under which services, programs and people store the fields of an article, preferred first.

Names are compared without case, spaces and punctuation, and a nested object's name stands before its field's:
``publishedAt`` is "published_at", and ``{"source": {"name": …}}`` is "source_name".
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

_NAMES = {
    "text": """
        text full_text article_text text_content main_text maintext body_text article_body plain_text
        clean_text cleaned_text content_text story_text story_content news_text page_text document_text
        article_full_text article_content full_content news_content main_content page_content
        content_plain extracted_text body content body_html content_html content_rendered content_encoded
        raw_text raw_content volltext artikeltext artikel_text inhalt fulltext_html article story
        document post transcript paragraphs texte texte_intégral texte_complet contenu texto texto_completo
        texto_integral contenido cuerpo conteúdo tekst testo testo_completo contenuto
    """,
    "id": """
        doc_id document_id article_id id news_id story_id stories_id text_id uid uuid identifier
        accession_number accession_no uri guid
    """,
    "title": """
        title headline headline_main article_title news_title story_title document_title text_title
        web_title page_title title_rendered heading subject hed titel artikeltitel überschrift
        schlagzeile titre titulo título titular titolo
    """,
    "outlet": """
        outlet outlet_name newspaper newspaper_name news_outlet media_outlet media_name medium publisher
        publisher_name publisher_title publication publication_name publication_title source_name
        source_title news_source source source_common_name site_name site_title feed_title provider
        provider_name source_hostname source_domain domain domain_name hostname host website site
        thread_site source_uri periodical journal paper media zeitung quelle medien publikation periódico
        periodico diario medio fuente fonte giornale testata jornal krant bron journal_title
    """,
    "author": """
        author authors author_name author_names authors_name byline by_line byline_original bylines
        creator dc_creator creators writer writers journalist reporter written_by article_author autor
        autorin autoren autor_in auteur auteurs autore autori autores autora verfasser verfasserin
        journaliste periodista
    """,
    "published": """
        published published_at publish_date published_date publication_date pub_date date_published
        date_publish date_of_publication publication_day web_publication_date first_publication_date
        date_time_pub published_time publish_time publication_time published_on published_datetime
        publication_datetime published_utc date_issued issue_date issued article_date news_date
        story_date post_date posted_at date_posted date datum date_time date_gmt iso_date day_published
        seen_date erscheinungsdatum veröffentlichungsdatum publikationsdatum veröffentlicht veröffentlicht_am
        date_de_publication date_publication date_de_parution date_parution fecha_de_publicación
        fecha_de_publicacion fecha_publicación fecha_publicacion fecha data_di_pubblicazione
        data_pubblicazione data_de_publicação data_publicação data_publicacao publicatiedatum data
        timestamp publication date_line
    """,
    "url": """
        url link web_url article_url article_link story_url news_url page_url canonical_url
        canonical_link canonical original_url permalink perma_link href web_address document_identifier
        uri guid source_link source source_url webseite adresse lien enlace
    """,
    "language": """
        language lang language_code lang_code language_iso iso_language detected_language in_language
        sprache langue idioma lingua taal
    """,
    "year": "year pub_year publication_year published_year jahr année año anno ano",
    "month": "month pub_month publication_month published_month monat mois mes mese mês",
    "day": "day pub_day publication_day_of_month day_of_month tag jour día giorno dia",
}  # fmt: skip

# names that also stand for other things: they count only if the values look like the field's
_DOUBTFUL = {
    "text": "article story document post transcript inhalt",
    "id": "uri guid",
    "published": "publication timestamp issued data data_pubblicazione",
    "url": "uri guid source canonical adresse",
}
# objects that only wrap the fields of an article
_WRAPPERS = frozenset(
    ("fields", "_source", "article", "attributes", "data", "metadata", "meta", "properties")
)
# what pandas and R add to the second column of the same name
_NUMBERED = re.compile(r"(?: \(\d+\)|\.\d+)$")
_PUNCTUATION = re.compile(r"[\W_]+")


def _squash(name: str) -> str:
    return _PUNCTUATION.sub("", name).casefold()


def _number_names() -> dict[str, dict[str, int]]:
    ranks: dict[str, dict[str, int]] = {}
    for field, names in _NAMES.items():
        for rank, name in enumerate(names.split()):
            ranks.setdefault(_squash(name), {}).setdefault(field, rank)
    return ranks


_RANKS = _number_names()
_DOUBTFUL_NAMES = {field: {_squash(name) for name in names.split()} for field, names in _DOUBTFUL.items()}
_NO_FIELDS: Mapping[str, int] = MappingProxyType({})


def rank_fields(column: object) -> Mapping[str, int]:
    """Return the fields that a column can be by its name, each with how far down its list the name is.

    >>> sorted(rank_fields("Publication Date")), sorted(rank_fields("mood"))
    (['published'], [])
    """
    name = _NUMBERED.sub("", str(column).strip())
    parts = name.split(".")
    while len(parts) > 1 and parts[0].strip() in _WRAPPERS:
        parts = parts[1:]
    return _RANKS.get(_squash("".join(parts))) or _RANKS.get(_squash(name)) or _NO_FIELDS


def is_known(column: object) -> bool:
    """Return whether a column can be a field by its name."""
    return bool(rank_fields(column))


def is_doubtful(column: object, field: str) -> bool:
    """Return whether a name of a field also stands for other things, so that its values must decide."""
    name = _squash(_NUMBERED.sub("", str(column).strip()).rpartition(".")[2])
    return name in _DOUBTFUL_NAMES.get(field, ())
