"""Turn the language that a source states, as a code or in words, into its ISO 639-1 code."""

import re

_CODE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)
# of the languages with most news: ISO 639-1, ISO 639-2 (both forms) and English names
_LANGUAGES = """
    ar ara arabic | bg bul bulgarian | bn ben bengali bangla | ca cat catalan | cs ces cze czech |
    da dan danish | de deu ger german | el ell gre greek | en eng english | es spa spanish |
    et est estonian | fa fas per persian farsi | fi fin finnish | fr fra fre french | ga gle irish |
    he heb hebrew | hi hin hindi | hr hrv croatian | hu hun hungarian | id ind indonesian |
    is isl ice icelandic | it ita italian | ja jpn japanese | ko kor korean | lt lit lithuanian |
    lv lav latvian | mk mkd mac macedonian | ms msa may malay | nl nld dut dutch | no nor norwegian |
    pl pol polish | pt por portuguese | ro ron rum romanian | ru rus russian | sk slk slo slovak |
    sl slv slovenian slovene | sq sqi alb albanian | sr srp serbian | sv swe swedish | sw swa swahili |
    ta tam tamil | te tel telugu | th tha thai | tr tur turkish | uk ukr ukrainian | ur urd urdu |
    vi vie vietnamese | zh zho chi chinese
"""
_CODES = {name: names.split()[0] for names in _LANGUAGES.split("|") for name in names.split()}


def find_language_code(text: str) -> str | None:
    """Return the ISO 639-1 code of a language; None if it is neither a code nor a known name.

    >>> find_language_code("en-GB"), find_language_code("English"), find_language_code("eng")
    ('en', 'en', 'en')
    """
    if match := _CODE.fullmatch(text):
        return match[1].lower()
    return _CODES.get(text.strip().lower())
