"""What sentences say of data that leaves a country or the European Union. Pure.

"In countries other than yours" says nothing of the Union: what is asked of it is told by its name, or by a country
outside it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_UNION = r"(?:the |all )?(?:e\.?u\.?|eea|european (?:union|economic area)|europe|eu/eea|union|economic area)\b"
_OUT = r"(?<!from )(?:outside(?: of)?|out of|beyond)"
# In capitals: "send it to us" names no country.
_AMERICA = r"(?:united states(?: of america)?|(?-i:U\.?S\.?A?\.?|States)|america)"
_FOREIGN = (
    rf"(?:the )?(?:{_AMERICA}|canada|mexico|brazil|india|china|japan|singapore|australia|"
    r"new zealand|switzerland|united kingdom|(?-i:U\.?K\.?)|england|scotland|israel|turkey|russia|"
    r"philippines|south africa)"
    r"(?!\w)"
)
_OTHER_COUNTRIES = (
    r"(?:an)?other countr(?:y|ies)\b|(?:any|third|foreign|several|various) countr(?:y|ies)\b|"
    r"countries (?:other than|outside)|abroad\b|overseas\b|across borders|cross-border|internationally|"
    rf"{_OUT} (?:the |my |your )?(?:own )?country"
)
_OUT_OF_THE_UNION = rf"{_OUT} {_UNION}|\b(?:to|in|into) {_FOREIGN}"
_MOVED = (
    r"\b(?:transfer\w*|transmit\w*|sen[dt]|sends|move[sd]?|ship\w*|stor(?:e|es|ed|ing|age)|process(?:ed|es|ing)?|"
    r"operat\w+|kept|keeps?|held|holds?|host(?:ed|s|ing)?|servers?|shared?|disclosed?|passed|exported?|leaves?|run by|"
    r"located|based)\b"
)
# "To the US", "over to America", "in Canada": one country is asked about.
_ASKS_OF_ONE = re.compile(
    rf"{_MOVED}.*?\b(?:to|in|into) (?:the )?"
    rf"(?:(?P<america>{_AMERICA}|states\b|(?<=the )us\b|us servers)|(?P<country>{_FOREIGN}))(?!\w)",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"{_MOVED}.*?(?:(?P<union>{_OUT} {_UNION})|{_OTHER_COUNTRIES})", re.IGNORECASE)
_LEAVES_THE_UNION = re.compile(rf"{_MOVED}[^.;:]*?(?:{_OUT_OF_THE_UNION})|leaves? {_UNION}", re.IGNORECASE)
_LEAVES = re.compile(rf"{_MOVED}[^.;:]*?(?:{_OTHER_COUNTRIES}|{_OUT_OF_THE_UNION})|leaves? {_UNION}", re.IGNORECASE)


def leaving(ask: str) -> re.Pattern[str] | None:
    """What a sentence says where it speaks of what is asked, if that is whether data leaves a country or the Union, or
    goes to one country."""
    if asked := _ASKS_OF_ONE.search(ask):
        return _goes_to(_AMERICA if asked["america"] else re.escape(asked["country"]))
    asked = _ASKS.search(ask)
    if asked is None:
        return None
    return _LEAVES_THE_UNION if asked["union"] else _LEAVES


@lru_cache
def _goes_to(country: str) -> re.Pattern[str]:
    return re.compile(rf"{_MOVED}[^.;:]*?\b(?:to|in|into) (?:the )?{country}(?!\w)", re.IGNORECASE)
