"""How far a text read in some encoding looks like prose of some language. Pure.

`cost` is the mean over the characters beyond ASCII: 0 is what that language writes every day, 1 is what it never
writes. The figures are judgements, not measurements; the tests pin what they must tell apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LATIN_1 = ("cp1252", "mac_roman", "cp850")
_LATIN_2 = ("cp1250", "iso8859_2", "cp852")
_WIDE = ("utf-16-le", "utf-16-be")
_CYRILLIC = ("cp1251", "koi8_r", "iso8859_5", "cp866", "mac_cyrillic", "cp855", *_WIDE)


@dataclass(frozen=True, slots=True)
class Language:
    """`letters` are the lower-case letters beyond ASCII, the most frequent first; empty where there are thousands.

    `encodings` are the ones it was written in before UTF-8, the likeliest first.
    """

    name: str
    letters: str
    encodings: tuple[str, ...]


LANGUAGES = (
    Language("English", "éïèçüöñáó", _LATIN_1),
    Language("German", "üäößé", _LATIN_1),
    Language("French", "éèàêçîôùûïâëœæÿü", _LATIN_1),
    Language("Spanish", "óíáéñúü¿¡", _LATIN_1),
    Language("Italian", "àèùòéì", _LATIN_1),
    Language("Portuguese", "ãçáéíóõêâúàôü", _LATIN_1),
    Language("Dutch", "ëéïöüèó", _LATIN_1),
    Language("Swedish", "äåöé", _LATIN_1),
    Language("Danish", "åøæéó", _LATIN_1),
    Language("Icelandic", "íáðéóæúþöý", _LATIN_1),
    Language("Polish", "łęążśćóńź", _LATIN_2),
    Language("Czech", "íáéěřýščžůúťďňóľĺŕäô", _LATIN_2),
    Language("Hungarian", "áéóöőüűíú", _LATIN_2),
    Language("Croatian", "čšžćđ", _LATIN_2),
    Language("Romanian", "ăîâşţ", _LATIN_2),
    Language("Turkish", "ıüşçöğâİ", ("cp1254", "iso8859_9")),
    Language("Lithuanian", "ėžšųįūąčę", ("cp1257", "iso8859_13")),
    Language("Latvian", "āīēšūņļžķģč", ("cp1257", "iso8859_13")),
    Language("Estonian", "äõüöšž", ("cp1257", "iso8859_13")),
    Language("Russian", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", _CYRILLIC),
    Language("Ukrainian", "оанивітерслкудмпязгьбчхйюжцєщїшфґ", ("cp1251", "koi8_u", "iso8859_5", *_WIDE)),
    Language("Greek", "αοιετνσηρκπυμλςόίάθωέγήδχύφβώξζψϊϋΐΰ", ("cp1253", "iso8859_7", *_WIDE)),
    Language("Hebrew", "יוהלאמתבשרנםדעקפחצכטסגזןךףץ", ("cp1255", "iso8859_8", *_WIDE)),
    Language("Arabic", "اليمنترهبوفعدكسقحجةشطصخضىذءأغثظئزإآؤًٌٍَُِّْ", ("cp1256", "iso8859_6", *_WIDE)),
    Language("Thai", "านรอกเง่มยลวดทส้ตัะปบิแหคข็ีไจใโชพูุซผธ์ถณฐศญึภฟืำษฉๆฎฏฝฮฬฆฑฒ", ("cp874", *_WIDE)),
    Language("Japanese", "", ("cp932", "euc_jp", *_WIDE)),
    Language("Simplified Chinese", "", ("gb18030", *_WIDE)),
    Language("Traditional Chinese", "", ("big5", *_WIDE)),
    Language("Korean", "", ("cp949", *_WIDE)),
)

_LOOKED_AT = 2_000
"""Characters beyond ASCII that are priced; more tell nothing new."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_OPENING = frozenset("“„«‘¿¡‹")
_CLOSING = frozenset("’”»›")
_DASHES_AND_SPACES = frozenset("–—\xa0\xad")
_SIGNS = frozenset("…•§©®™€£°·½№")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x80-\x9f\ue000-\uf8ff]")


def cost(text: str, language: Language, encoding: str) -> float:
    """The mean cost of a character beyond ASCII; `encoding` breaks ties in favour of a language's usual one."""
    total, count = 0.0, 0
    for match in _BEYOND_ASCII.finditer(text):
        at, character = match.start(), match[0]
        before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
        total += _character_cost(character, before, after, language)
        count += 1
        if count == _LOOKED_AT:
            break
    controls = len(_CONTROL.findall(text, 0, match.end() if count else len(text)))
    return (total + 3 * controls + 0.1 * language.encodings.index(encoding)) / max(1, count)


def _character_cost(character: str, before: str, after: str, language: Language) -> float:
    lower = character.lower()
    rank = language.letters.find(character if character in language.letters else lower)
    if rank >= 0:
        return 0.08 + 0.4 * rank / max(30, len(language.letters)) + _case_cost(character, before, after, language)
    punctuation = _punctuation_cost(character, before, after)
    if punctuation is not None:
        return punctuation
    if not language.letters:
        if "\u3000" <= character <= "\u303f" or "\uff01" <= character <= "\uff60":
            return 0.05
        return _ideograph_cost(character, language) + (0.3 if _is_ascii_letter(before + after) else 0.0)
    return 1.5 if before.isalpha() or after.isalpha() else 1.0


def _punctuation_cost(character: str, before: str, after: str) -> float | None:
    """Of the marks that prose has beyond ASCII, each where it stands; None for another character."""
    if character in _OPENING:
        return 0.7 if before.isalpha() else 0.05
    if character in _CLOSING:
        return 0.7 if before.isspace() and after.isalpha() else 0.05
    if character in _SIGNS:
        return 0.7 if before.isalpha() and after.isalpha() else 0.1
    return 0.05 if character in _DASHES_AND_SPACES else None


def _case_cost(character: str, before: str, after: str, language: Language) -> float:
    """Capitals start words; letters of another script do not stand next to ASCII ones."""
    price = 0.0
    if character.isupper():
        price += 1.0 if before.islower() else 0.0 if _is_ascii_letter(before) else 0.1
    elif before.isupper() and after.isupper():
        price += 0.5
    if language.letters[0] > "\u036f" and _is_ascii_letter(before + after):
        price += 1.0
    return price


def _is_ascii_letter(neighbours: str) -> bool:
    return any(neighbour.isascii() and neighbour.isalpha() for neighbour in neighbours)


def _ideograph_cost(character: str, language: Language) -> float:
    """The common ideographs stand in the first level of each national standard, told by the code's first byte."""
    is_kana = "\u3041" <= character <= "\u30ff"
    is_ideograph = "\u4e00" <= character <= "\u9fff"
    is_syllable = "\uac00" <= character <= "\ud7a3"
    match language.name:
        case "Japanese" if is_kana:
            return 0.0
        case "Japanese" if is_ideograph:
            return _level_cost(character, "cp932", range(0x88, 0x99), 0.35)
        case "Korean" if is_syllable:
            return _level_cost(character, "euc_kr", range(0xB0, 0xC9), 0.05)
        case "Simplified Chinese" if is_ideograph:
            return _level_cost(character, "gb2312", range(0xB0, 0xD8), 0.12)
        case "Traditional Chinese" if is_ideograph:
            return _level_cost(character, "big5", range(0xA4, 0xC7), 0.12)
    return 1.0


def _level_cost(character: str, standard: str, lead_bytes: range, common: float) -> float:
    code = character.encode(standard, "ignore")
    return (common if code[0] in lead_bytes else 0.9) if len(code) == 2 else 1.0
