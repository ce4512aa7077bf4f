"""The text of a Word paragraph as it stands when all tracked changes are accepted, and how its letters look. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.loaders.docx.markup import child, local, toggle, value, w
from ingest.loaders.docx.styles import Look, Style, Styles, read_look
from ingest.loaders.list_labels import list_label

_DELETED = frozenset(("del", "moveFrom", "commentRangeStart", "commentRangeEnd", "rt", "pPr", "sdtPr", "rPr"))
_BREAKS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}
_SYMBOLS = {0xB7: "•", 0xA7: "▪", 0xA8: "☐", 0xFE: "☒", 0xFC: "✓", 0xFB: "✗", 0xD8: "➢", 0xE0: "→", 0xF0: "→"}
_PRIVATE = 0xF000
_ON = ("1", "true", "on")
_RAISED = str.maketrans("0123456789ivxlc", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣˡᶜ")
_DROPPED = str.maketrans("", "", "\u00ad\u200b\ufeff")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote that is referred to; `kind` is which of them, `mark` what stands at the place."""

    kind: str
    id: str
    mark: str


@dataclass(slots=True)
class Content:
    """What a paragraph holds. `notes` are those referred to for the first time, `boxes` the text boxes in it.

    `letters` counts letters and figures by their look: (bold, size in points).
    """

    text: str = ""
    notes: list[Note] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    letters: dict[tuple[bool, float], int] = field(default_factory=dict)

    @property
    def look(self) -> tuple[bool, float]:
        """Whether all letters are bold, and the size of most."""
        bold = bool(self.letters) and all(heavy for heavy, _ in self.letters)
        return bold, max(self.letters, key=lambda look: self.letters[look])[1] if self.letters else 0.0


class RunReader:
    """Reads paragraphs in order: it counts the notes, whose marks are figures or small Roman numerals."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._note_marks: dict[tuple[str, str], str] = {}
        self._fields: list[bool] = []

    def read(self, paragraph: Any, style: Style) -> Content:
        content = Content()
        parts: list[str] = []
        for run in _runs(paragraph):
            if local(run) == "t":  # a formula's letters
                parts.append(run.text or "")
                continue
            properties = child(run, "rPr")
            look = read_look(properties)
            look = look.over(self._styles.character(value(child(properties, "rStyle")))).over(style.look)
            self._read_run(run, look, content, parts)
        content.text = _tidied("".join(parts))
        return content

    def _read_run(self, run: Any, look: Look, content: Content, parts: list[str]) -> None:
        raised = value(child(run, "rPr", "vertAlign")) == "superscript"
        for element in _contents(run):
            name = local(element)
            if name == "fldChar":
                self._take_field(value(element, "fldCharType") or "")
            elif name == "txbxContent":
                content.boxes.append(element)
            elif not look.hidden and not any(self._fields):
                text = self._text(element, name, content)
                if raised and text.isdecimal():
                    text = text.translate(_RAISED)
                parts.append(text)
                if spoken := sum(char.isalnum() for char in text):
                    key = (bool(look.bold), look.size or 0.0)
                    content.letters[key] = content.letters.get(key, 0) + spoken

    def _take_field(self, kind: str) -> None:
        """What lies between the beginning of a field and its separator is its code, which is not shown."""
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _text(self, element: Any, name: str, content: Content) -> str:
        if name == "t":
            return str(element.text or "")
        if name == "br":
            return " " if value(element, "type") in ("page", "column") else "\n"
        if name == "sym":
            return _symbol(value(element, "char") or "")
        if name in ("footnoteReference", "endnoteReference"):
            return self._note(element, name.removesuffix("Reference"), content)
        return _BREAKS.get(name, "")

    def _note(self, element: Any, kind: str, content: Content) -> str:
        note = value(element, "id") or ""
        if (value(element, "customMarkFollows") or "0") in _ON:
            content.notes.append(Note(kind, note, ""))
            return ""
        mark = self._note_marks.get((kind, note))
        if mark is None:
            count = 1 + sum(known == kind for known, _ in self._note_marks)
            mark = str(count).translate(_RAISED) if kind == "footnote" else list_label(count, "i").translate(_RAISED)
            self._note_marks[kind, note] = mark
            content.notes.append(Note(kind, note, mark))
        return mark


def _runs(element: Any) -> Iterator[Any]:
    """The runs below an element that are part of the text, and the letters of formulas."""
    for inner in element:
        name = local(inner)
        if name in ("r", "t"):
            yield inner
        elif name == "AlternateContent":
            yield from _runs(_shown_alternative(inner))
        elif name == "sdt":
            if not toggle(child(inner, "sdtPr", "showingPlcHdr")):
                yield from _runs(inner)
        elif name not in _DELETED and name != "p":
            yield from _runs(inner)


def _contents(run: Any) -> Iterator[Any]:
    """The pieces of a run; of text boxes the whole, once, whatever is offered as an alternative."""
    for element in run:
        name = local(element)
        if name == "AlternateContent":
            yield from _contents(_shown_alternative(element))
        elif name in ("drawing", "pict", "object"):
            yield from _boxes(element)
        elif name == "ruby":
            for base in element.iterfind(w("rubyBase")):
                for inner in _runs(base):
                    yield from _contents(inner)
        elif name not in _DELETED:
            yield element


def _boxes(element: Any) -> Iterator[Any]:
    for inner in element:
        name = local(inner)
        if name == "txbxContent":
            yield inner
        elif name == "AlternateContent":
            yield from _boxes(_shown_alternative(inner))
        else:
            yield from _boxes(inner)


def _shown_alternative(element: Any) -> Any:
    """What a program that knows all of Word's extensions shows of an AlternateContent."""
    return next((inner for name in ("Choice", "Fallback") for inner in element if local(inner) == name), ())


def _symbol(code: str) -> str:
    try:
        char = int(code, 16)
    except ValueError:
        return ""
    if char >= _PRIVATE:
        char -= _PRIVATE
        return _SYMBOLS.get(char, "")
    return _SYMBOLS.get(char) or (chr(char) if char > 0x1F and not 0xD800 <= char < 0xE000 else "")


def _tidied(text: str) -> str:
    """Without invisible characters, and without white space at the ends of lines."""
    lines = text.translate(_DROPPED).replace("\xa0", " ").split("\n")
    return "\n".join(" ".join(part for part in line.strip().split(" ") if part) for line in lines).strip()
