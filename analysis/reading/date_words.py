"""Words of dates in the languages of the archives: months, weekdays, and the words between them."""

import re

_MONTHS = {
    "January": "januar jänner januari janvier enero gennaio janeiro",
    "February": "februar feber februari février febrero febbraio fevereiro",
    "March": "märz maart mars marzo março",
    "April": "april avril abril aprile",
    "May": "mai mei mayo maggio maio",
    "June": "juni juin junio giugno junho",
    "July": "juli juillet julio luglio julho",
    "August": "august augustus août agosto",
    "September": "september septembre septiembre settembre setembro",
    "October": "oktober octobre octubre ottobre outubro",
    "November": "november novembre noviembre novembro",
    "December": "dezember desember december décembre diciembre dicembre dezembro",
}
_ENGLISH = {name: month for month, names in _MONTHS.items() for name in names.split()}
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica "
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira"
)
_SHORT = "jan feb mar apr jun jul aug sep sept oct okt nov dec dez"
_SHORT_NUMBERS = dict(zip(_SHORT.split(), (1, 2, 3, 4, 6, 7, 8, 9, 9, 10, 10, 11, 12, 12), strict=True))

MONTH_NUMBERS = {
    **_SHORT_NUMBERS,
    **{
        name: number
        for number, (month, names) in enumerate(_MONTHS.items(), start=1)
        for name in (month.lower(), *names.split())
    },
}
"""The number of each month by its names in lower case, whole or short."""

MONTH = "(?:{})".format("|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)))
"""A pattern of a month's name; to be compiled with ``re.IGNORECASE``."""

WEEKDAY = "(?:{}|(?:mon|tues?|wed|thurs?|fri|sat|sun))".format("|".join(_WEEKDAYS.split()))
"""A pattern of a weekday's name; to be compiled with ``re.IGNORECASE``."""

_FOREIGN = re.compile(
    rf"(?:\b(?:le|den|der|el|il)\s+)?\b(\d{{1,2}})(?:er|\.|º)?\s+(?:de\s+)?({'|'.join(_ENGLISH)})\.?\s+"
    rf"(?:de\s+|del\s+)?(\d{{4}})\b",
    re.IGNORECASE,
)
_FOREIGN_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS.split()[7:])})\b,?", re.IGNORECASE)


def translate_date(text: str) -> str:
    """Return a date with the month of another language in English; other text is unchanged.

    >>> translate_date("lundi 3 mars 2025")
    '3 March 2025'
    >>> translate_date("3. März 2025 Montag")
    '3 March 2025'
    """
    found = _FOREIGN.search(text)
    if not found:
        return text
    day = f"{found[1]} {_ENGLISH[found[2].lower()]} {found[3]}"
    return _FOREIGN_WEEKDAY.sub("", text[: found.start()] + day + text[found.end() :]).strip()
