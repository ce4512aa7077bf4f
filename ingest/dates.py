"""The effective date that a policy's own text states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

# Where policies state it: at the top, else at the very end. A date elsewhere is about something else.
_HEAD = 3_000
_TAIL = 1_000
_MONTHS = {
    1: "january jan januar janvier janv enero gennaio janeiro januari",
    2: "february feb februar février févr fevrier febrero febbraio fevereiro februari",
    3: "march mar märz maerz mrz mars marzo março marco maart",
    4: "april apr avril abril aprile",
    5: "may mai mayo maggio maio mei",
    6: "june jun juni juin junio giugno junho",
    7: "july jul juli juillet juil julio luglio julho",
    8: "august aug août aout agosto augustus",
    9: "september sep sept septembre septiembre settembre setembro",
    10: "october oct oktober okt octobre octubre ottobre outubro",
    11: "november nov novembre noviembre novembro",
    12: "december dec dezember dez décembre decembre diciembre dicembre dezembro",
}
_MONTH_NUMBER = {name: number for number, names in _MONTHS.items() for name in names.split()}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>(?:19|20)\d{2})(?!\d)"
_DATE_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_DAY}(?:st|nd|rd|th|er|\.|º)?\s*[-–]?\s*(?:(?:day\s+)?of\s+|de\s+)?{_MONTH}\s*[-–,]?\s*(?:de\s+)?{_YEAR}",
        rf"{_MONTH}\s*{_DAY}(?:st|nd|rd|th)?\s*,?\s+{_YEAR}",
        rf"{_YEAR}\s?[-/.]\s?(?P<month>\d{{1,2}})\s?[-/.]\s?{_DAY}(?!\d)",
        rf"{_DAY}\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
        r"(?P<year>(?:19|20)\d{2})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
        rf"(?P<first>\d{{1,2}})[-/](?P<second>\d{{1,2}})[-/]{_YEAR}",
    )
)
# The first group names the day a text begins to hold, the second the day it was written: the first counts more.
_CUES = tuple(
    re.compile(rf"(?<![^\W_])(?:{cue})(?![^\W_])", re.IGNORECASE)
    for cue in (
        r"effective(?:\s+date)?|(?:in|into)\s+(?:effect|force)|date\s+of\s+entry\s+into\s+force|valid\s+from|"
        r"g[üu]ltig\s+(?:ab|seit)|in\s+kraft(?:\s+getreten)?|en\s+vigueur|entr[ée]e\s+en\s+vigueur|en\s+vigor|"
        r"entrada\s+en\s+vigor|vigente|in\s+vigore|em\s+vigor|g[äa]ller\s+fr[åa]n|施行日|生效日期|시행일",
        r"(?:last|latest|most\s+recent(?:ly)?)\s+(?:updated?|revis(?:ed|ion)|modifi(?:ed|cation)|changed?|amended|"
        r"review(?:ed)?)|updated|revised|last\s+update|version(?:\s+date)?|date\s+of\s+(?:last\s+)?(?:revision|update)|"
        r"revision\s+date|stand|zuletzt\s+(?:aktualisiert|geändert)|letzte\s+(?:aktualisierung|änderung)|"
        r"derni[èe]re\s+(?:mise\s+à\s+jour|modification)|mise?\s+à\s+jour|[úu]ltima\s+(?:actualizaci[óo]n|"
        r"modificaci[óo]n|atualiza[çc][ãa]o)|ultimo\s+aggiornamento|laatst\s+(?:bijgewerkt|gewijzigd)|senast\s+uppdaterad|"
        r"posted|published|publi[ée]e?|publicad[ao]|veröffentlicht(?:\s+am)?|最終更新日|最終改定日|改定日|更新日期",
    )
)
# What may stand between a cue and its date.
_BETWEEN = re.compile(
    r"(?:[\s:;,.*_|()\[\]：–—-]|</?[a-z][^<>]{0,80}>|\bv?\d{1,2}(?:\.\d{1,3})+(?=[\s,])|\b(?:date|dated|on|as|of|from|since|is|was|the|and|this|policy|it|am|vom|ab|seit|den|le|"
    r"du|à|compter|partir|depuis|el|del|desde|il|dal|em|van|op|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"last|updated|revised|version|datum)\b)*",
    re.IGNORECASE,
)
_REACH = 60


def find_effective_date(text: str) -> date | None:
    """The date that the text says it holds from, else the one it was last changed on; None where it says neither.

    A date counts only right after such words, at the beginning or the end of the text. Of "03/04/2024", which is
    two days, nothing is concluded.
    """
    places = (text,) if len(text) <= _HEAD + _TAIL else (text[:_HEAD], text[-_TAIL:])
    for place in places:
        for cue in _CUES:
            found = next(_dates_after(cue, place), None)
            if found:
                return found
    return None


def _dates_after(cue: re.Pattern[str], text: str) -> Iterator[date]:
    for match in cue.finditer(text):
        between = _BETWEEN.match(text, match.end(), match.end() + _REACH)
        at = between.end() if between else match.end()
        matches = (form.match(text, at) for form in _DATE_FORMS)
        found = next((value for value in map(_date, filter(None, matches)) if value), None)
        if found:
            yield found


def _date(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    if "first" in parts:
        month, day = _order(int(parts["first"]), int(parts["second"]))
    else:
        named = parts["month"].lower()
        month, day = int(named) if named.isdigit() else _MONTH_NUMBER[named], int(parts["day"])
    try:
        return date(int(parts["year"]), month, day)
    except ValueError:
        return None


def _order(first: int, second: int) -> tuple[int, int]:
    """Month and day of two numbers; (0, 0), which is no date, when either could be the month."""
    if first == second or (first <= 12 < second):
        return first, second
    return (second, first) if second <= 12 < first else (0, 0)
