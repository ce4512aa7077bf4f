"""Bytes to text: byte order marks, UTF-8, else the encoding whose reading looks most like a language.

Statistical detectors guess badly on a few sentences (Windows text with one curly quote comes back as Icelandic or
Chinese). A policy is prose, so a stricter question can be put to each candidate encoding: do the letters beyond ASCII
all belong to one language, with capitals and punctuation where these stand? See `plausibility.cost`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ingest.errors import EmptyPolicyError, UnreadableFileError
from ingest.loaders.plausibility import LANGUAGES, Language, cost

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
# As browsers do: what is called by these names is written in a larger encoding that has them as a part.
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANK = re.compile("[\\s\ufeff\u200b-\u200f\u2060\x00]*")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_STRAY = re.compile("[\udc80-\udcff]")
_LINE_BEYOND_ASCII = re.compile(rb"[^\n]?[\x80-\xff][^\n]*")
_SAMPLE = 1 << 16
"""Bytes that are looked at to choose an encoding."""
_WORST_COST = 0.6
"""A reading whose mean cost per character beyond ASCII is higher is no prose in any encoding we know."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text` has LF line ends and no byte order mark, and is otherwise what the bytes say."""

    text: str
    encoding: str
    notices: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Raises EmptyPolicyError where there is nothing but white space, UnreadableFileError where there is no text.

    Control characters inside a text stay, since offsets count them; a notice tells of them.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFileError(f"the content is {what}, whatever the name says; save the policy as UTF-8 text")
    text, encoding, notices = _read(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _BLANK.fullmatch(text):
        raise EmptyPolicyError("the file has no text; give a file with the policy in it, or leave it out")
    if controls := len(_CONTROLS.findall(text)):
        notices.append(f"{_counted(controls, 'control character')} (such as NUL) in the text; kept as they are")
    if bidi := len(_BIDI_CONTROLS.findall(text)):
        notices.append(f"{_counted(bidi, 'mark')} in the text that change the direction of writing; kept as they are")
    return Decoded(text, encoding, tuple(notices))


def codec_named(name: str) -> str | None:
    """The codec that a page's or a server's name of an encoding stands for; None for a name that is not known."""
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return None
    return _READ_AS.get(known, known)


def _read(data: bytes) -> tuple[str, str, list[str]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _read_marked(data[len(bom) :], encoding)
    wide = _wide_encoding(data)
    if wide and (text := _strict(data, wide)) is not None and not _is_riddled(text):
        return text, wide, []
    if b"\x1b$" in data and data.isascii() and (japanese := _strict(data, "iso2022_jp")):
        return japanese, "iso2022_jp", []
    utf8 = _strict(data, "utf-8")
    if utf8 is not None and not _is_riddled(utf8):
        return utf8, "utf-8", []
    if nearly := _nearly_utf8(data):
        return nearly
    encoding, language = _guess(data)
    notice = f"read as {encoding} ({language.name}); if letters look wrong, save the file as UTF-8"
    return data.decode(encoding, "replace"), encoding, [notice]


def _is_riddled(text: str) -> bool:
    """A slip leaves a control character or two; more are another encoding, or no text."""
    controls = len(_CONTROLS.findall(text))
    return controls > 2 and controls > len(text) // 100


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' if number != 1 else ''}"


def _read_marked(data: bytes, encoding: str) -> tuple[str, str, list[str]]:
    text = _strict(data, encoding)
    if text is not None:
        return text, encoding, []
    if encoding == "utf-8" and (nearly := _nearly_utf8(data)):
        return nearly
    raise UnreadableFileError(f"the file's first bytes say {encoding}, but the rest is not; save it as UTF-8 text")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark shows in where the NUL bytes stand."""
    sample = data[:_SAMPLE]
    zeros = [sample[offset::4].count(0) / max(1, len(sample) // 4) for offset in range(4)]
    candidates = {
        "utf-32-le": min(zeros[2], zeros[3]) > 0.9 and zeros[0] < 0.1,
        "utf-32-be": min(zeros[0], zeros[1]) > 0.9 and zeros[3] < 0.1,
        "utf-16-le": min(zeros[1], zeros[3]) > 0.3 and max(zeros[0], zeros[2]) < 0.05,
        "utf-16-be": min(zeros[0], zeros[2]) > 0.3 and max(zeros[1], zeros[3]) < 0.05,
    }
    return next((name for name, likely in candidates.items() if likely), None)


def _nearly_utf8(data: bytes) -> tuple[str, str, list[str]] | None:
    """UTF-8 with a few stray bytes, as files pasted together have; the strays are read as Windows text."""
    text = data.decode("utf-8", "surrogateescape")
    strays = len(_STRAY.findall(text))
    beyond_ascii = len(_BEYOND_ASCII.findall(text)) - strays
    if beyond_ascii < 2 or strays * 4 > beyond_ascii or _is_riddled(text):
        return None
    mended = _STRAY.sub(lambda match: bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    return mended, "utf-8", [f"{_counted(strays, 'byte')} not in UTF-8, read as windows-1252; save the file as UTF-8"]


def _guess(data: bytes) -> tuple[str, Language]:
    best: tuple[float, str, Language] | None = None
    readings = {encoding: _sample(data, encoding) for language in LANGUAGES for encoding in language.encodings}
    for language in LANGUAGES:
        for encoding in language.encodings:
            text = readings[encoding]
            price = _WORST_COST if text is None else cost(text, language, encoding)
            if price < (best[0] if best else _WORST_COST):
                best = (price, encoding, language)
    if best is None:
        raise UnreadableFileError("the content is not text in any encoding known here; save the policy as UTF-8 text")
    return best[1], best[2]


def _sample(data: bytes, encoding: str) -> str | None:
    """The text after the first bytes beyond ASCII of each line, up to a limit; None where it is not this encoding."""
    if encoding.startswith("utf-16"):
        sample = data[: 2 * _SAMPLE]
    else:
        taken, pieces = 0, []
        for match in _LINE_BEYOND_ASCII.finditer(data):
            pieces.append(match[0][:_SAMPLE])
            taken += len(pieces[-1])
            if taken >= _SAMPLE:
                break
        sample = b"\n".join(pieces) or data[:_SAMPLE]
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample, final=len(sample) < _SAMPLE)
    except UnicodeDecodeError:
        return None
