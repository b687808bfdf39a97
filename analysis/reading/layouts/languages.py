"""Names of languages as archives write them."""

_NAMES = {
    "ar": "arabic arabe arabisch",
    "bg": "bulgarian",
    "cs": "czech tschechisch",
    "da": "danish dänisch",
    "de": "german deutsch allemand alemán duits tedesco",
    "el": "greek griechisch",
    "en": "english englisch anglais inglés engels inglese",
    "es": "spanish español espagnol spanisch castellano spaans",
    "et": "estonian",
    "fa": "persian farsi",
    "fi": "finnish finnisch",
    "fr": "french français französisch francés frans francese",
    "he": "hebrew",
    "hi": "hindi",
    "hr": "croatian",
    "hu": "hungarian ungarisch",
    "id": "indonesian",
    "it": "italian italiano italienisch italien italiaans",
    "ja": "japanese",
    "ko": "korean",
    "lt": "lithuanian",
    "lv": "latvian",
    "nl": "dutch nederlands niederländisch néerlandais",
    "no": "norwegian norwegisch",
    "pl": "polish polnisch polonais",
    "pt": "portuguese português portugiesisch portugais",
    "ro": "romanian",
    "ru": "russian russisch russe",
    "sk": "slovak",
    "sl": "slovenian slovene",
    "sr": "serbian",
    "sv": "swedish schwedisch",
    "tr": "turkish türkisch",
    "uk": "ukrainian ukrainisch",
    "vi": "vietnamese",
    "zh": "chinese chinesisch",
}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}


def is_language(name: str) -> bool:
    """Return whether a line is the name of a language.

    >>> is_language("English"), is_language("English lessons")
    (True, False)
    """
    return name.strip().lower() in _CODES


def find_language(name: str) -> str | None:
    """Return the ISO 639-1 code of a language, or the name itself if it is not known; None if it is blank.

    >>> find_language("ENGLISH"), find_language("German; Deutsch"), find_language("en")
    ('en', 'de', 'en')
    """
    first = name.partition(";")[0].strip()
    return _CODES.get(first.lower(), first) or None
