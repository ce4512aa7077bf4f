"""The plain forms of English verbs, by which a question to several is put to each. Pure."""

from __future__ import annotations

from bot.claims import practice_words

AUXILIARY = {
    "is": "are", "are": "are", "was": "were", "has": "have", "does": "do", "do": "do", "can": "can", "will": "will",
    "may": "may", "might": "might", "must": "must", "should": "should", "would": "would", "could": "could",
    "doesn't": "do", "don't": "do", "isn't": "are", "aren't": "are", "won't": "will", "can't": "can",
}  # fmt: skip


def base_form(verb: str) -> str:
    """ "Keeps" is "keep", "carries" is "carry"."""
    if verb.endswith("ies") and len(verb) > 4:
        return f"{verb[:-3]}y"
    if verb.endswith(("sses", "shes", "ches", "xes", "zes")):
        return verb[:-2]
    return verb[:-1] if verb.endswith("s") and not verb.endswith(("ss", "us")) and len(verb) > 3 else verb


def of_gerund(word: str) -> str:
    """ "Telling" is "tell", "deleting" is "delete"; any other word is itself."""
    if not word.endswith("ing") or len(word) < len("doing"):
        return word
    stem = word[:-3]
    return next((form for form in (f"{stem}e", stem, stem[:-1]) if form in practice_words()), stem)
