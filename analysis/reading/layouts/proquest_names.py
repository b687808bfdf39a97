"""The names that ProQuest writes before values, in the languages of its users' interface."""

import re

_FOREIGN = {
    "title": "Titel|Título|Titre|Titolo",
    "author": "Autor|Auteur|Autore",
    "publication title": "Titel der Publikation|Publikationstitel|Título de publicación"
    "|Título de la publicación|Titre de publication|Titre de la publication|Titolo pubblicazione"
    "|Titolo della pubblicazione|Título da publicação",
    "publication date": "Publikationsdatum|Fecha de publicación|Fecha de titulación|Date de publication"
    "|Date de la publication|Date du diplôme|Data di pubblicazione|Data de publicação|Data da publicação",
    "language of publication": "Publikationssprache|Sprache der Publikation|Idioma de la publicación"
    "|Idioma de publicación|Langue de publication|Langue de la publication|Lingua di pubblicazione"
    "|Idioma de publicação|Idioma da publicação",
    "document url": "Dokument-URL|Enlace de ProQuest|URL del documento|URL du document|URL do documento",
    "publication info": "Publikationsinfo|Publikationsinformationen|Información de publicación"
    "|Información de la publicación|Infos publication|Info publication|Informations de publication"
    "|Informations sur la publication|Informazioni sulla pubblicazione|Informações da publicação"
    "|Informações de publicação",
    "abstract": "Zusammenfassung|Resumen|Résumé|Riassunto|Resumo",
    "full text": "Volltext|Texto completo|Texte intégral|Texte complet|Testo completo|Texto integral",
    "details": "Detalles|Détails|Dettagli|Detalhes",
    "links": "Enlaces|Liens|Collegamenti",
    "subject": "Thema|Materia|Sujet|Soggetto|Assunto",
    "location": "Ort|Standort|Lugar|Lieu|Luogo|Local",
    "people": "Personen|Personas|Personnes|Persone|Pessoas",
    "company / organization": "Unternehmen / Organisation|Empresa / organización|Société / organisation"
    "|Entreprise / organisation|Società / organizzazione|Empresa / organização",
    "identifier / keyword": "Identifikator / Schlüsselwort|Identificador / palabra clave"
    "|Identificateur / mot-clé|Identificativo / parola chiave|Identificador / palavra-chave",
    "section": "Bereich|Sección|Sezione|Secção|Seção",
    "publication year": "Erscheinungsjahr|Publikationsjahr|Año de publicación|Année de publication"
    "|Anno di pubblicazione|Ano de publicação|Ano da publicação",
    "publisher": "Herausgeber|Verlag|Editorial|Éditeur|Casa editrice|Editora",
    "place of publication": "Verlagsort|Lugar de publicación|Lieu de publication|Luogo di pubblicazione"
    "|Local de publicação",
    "country of publication": "Publikationsland|País de publicación|Pays de publication"
    "|Paese di pubblicazione|País de publicação",
    "publication subject": "Thema der Publikation|Materia de la publicación|Sujet de la publication"
    "|Soggetto pubblicazione|Assunto da publicação",
    "volume": "Band|Tomo",
    "issue": "Ausgabe|Número|Numéro|Fascicolo|Edição",
    "pages": "Seiten|Páginas|Pagine",
    "first page": "Erste Seite|Primera página|Première page|Prima pagina|Primeira página",
    "number of pages": "Seitenanzahl|Número de páginas|Nombre de pages|Numero di pagine",
    "source type": "Quellentyp|Tipo de fuente|Type de source|Tipo di fonte|Tipo de fonte",
    "document type": "Dokumententyp|Tipo de documento|Type de document|Tipo di documento",
    "proquest document id": "ProQuest-Dokument-ID|ProQuest-Dokumenten-ID|ID del documento de ProQuest"
    "|ID de documento de ProQuest|ID du document ProQuest|ID documento ProQuest|ID do documento ProQuest"
    "|ID do documento da ProQuest",
    "copyright": "Derechos de autor|Droits d'auteur|Direitos autorais",
    "last updated": "Zuletzt aktualisiert|Última actualización|Dernière mise à jour|Ultimo aggiornamento"
    "|Última atualização",
    "database": "Datenbank|Base de datos|Base de données|Base de dados",
}
_ENGLISH = {foreign.lower(): name for name, names in _FOREIGN.items() for foreign in names.split("|")}
_HEADINGS = ("full text", "abstract", "details", "links", "illustration")
_OTHER = (
    "url|business indexing term|classification|e-issn|eissn|issn|document feature|credit|start page"
    "|alternate title|edition|column|series|supplement|dateline|accession number|notes|product name|year"
    "|illustration"
)


def _join(names: list[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


NAME = re.compile(
    rf"^[ \t]*(?:({_join([*_FOREIGN, *_ENGLISH, *_OTHER.split('|')])}) ?:"
    rf"|({_join([*_HEADINGS, *(name for name, english in _ENGLISH.items() if english in _HEADINGS)])})$)"
    r"[ \t]*",
    re.MULTILINE | re.IGNORECASE,
)
"""A name with a colon at the beginning of a line, or a heading that is a line of its own."""


def read_name(match: re.Match[str]) -> str:
    """Return the English name, in lower case, of a match of ``NAME``."""
    name = (match[1] or match[2]).lower()
    return _ENGLISH.get(name, name)
