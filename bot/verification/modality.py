"""How surely something is said: what a statement may make of it, and the stems that say it without a modal."""

from __future__ import annotations

from bot.verification.grammar import Modality
from bot.verification.words import word_set

# What a quote's modality may become. "Can" and "may" both say that something is possible.
MAY_BECOME: dict[Modality, frozenset[Modality]] = {
    "": frozenset({"", "shall", "any"}),
    "may": frozenset({"may", "can", "any"}),
    "can": frozenset({"may", "can", "any"}),
    "must": frozenset({"must", "shall", "any"}),
    "shall": frozenset({"", "must", "shall", "any"}),
    "should": frozenset({"should", "any"}),
    "try": frozenset({"try", "any"}),
    "wish": frozenset({"wish", "should", "any"}),
    "any": frozenset({"", "may", "can", "must", "shall", "should", "try", "wish", "any"}),
}
DENIED_MAY_BECOME: dict[Modality, frozenset[Modality]] = {
    **MAY_BECOME,
    "": frozenset({"", "shall", "any"}),
    "can": frozenset({"can", "may", "", "any"}),
    "may": frozenset({"may", "can", "shall", "any"}),
    "shall": frozenset({"", "must", "may", "shall", "any"}),
}
SPOKEN: dict[Modality, str] = {
    "": "as a fact",
    "may": "as 'may'",
    "can": "as 'can'",
    "must": "as 'must'",
    "shall": "as 'shall'",
    "should": "as 'should'",
    "try": "as an attempt",
    "wish": "as a wish",
    "any": "openly",
}
POSSIBLE = word_set(
    "may can might could possibl abl allow permit entitl option choos sometim let like right free grant if except "
    "unless"
)
_POSSIBLY = word_set(
    "may can might could possibl right abl allow permit entitl option free choos sometim let write contact email "
    "request visibl access grant avail bar ban prohibit forbid"
)
MODAL_STEMS: dict[Modality, frozenset[str]] = {
    "must": word_set("shall requir necessari mandatori need oblig obligatori compulsori must have onli demand"),
    "should": word_set("should pleas recommend advis encourag suggest ought"),
    "may": _POSSIBLY,
    "can": _POSSIBLY,
    "try": word_set("tri aim seek intend strive endeavour plan hope effort best attempt normal step"),
}
# Who does these can do them.
OPEN_TO = frozenset({"see", "read", "access", "view", "find", "use", "reach", "get", "receiv", "obtain"})
OPTIONAL = frozenset({"option", "voluntari", "voluntarili", "freeli"})
