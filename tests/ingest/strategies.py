"""Random policies written out as text, together with the clause tree that a reader would see in them."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

from hypothesis import strategies as st

from ingest.models import ClauseKind

_NAMES = (
    "Scope", "Information We Collect", "How we use your data", "Sharing and disclosure", "Who receives it?",
    "Retention", "Your rights", "Security of processing", "Children", "Cookies and similar tools",
    "International transfers", "Changes to this notice", "Speicherdauer", "Vos droits", "Seguridad de los datos",
    "Übermittlung an Dritte", "How long do we keep it?", "CONTACT DETAILS", "Données collectées", "Изменения политики",
)  # fmt: skip
_LABELS = (
    "Account data", "Log files", "Billing records", "Marketing", "Support", "Device data", "Backups", "Zahlungsdaten",
    "Usage", "Location", "Photos", "Messages",
)  # fmt: skip
_SUBJECTS = ("We", "The service", "Our partners", "Our staff", "The company", "Die Anbieterin")
_ACTS = (
    "keep the data that you give us for as long as your account is open",
    "may pass records on to a court where the law asks for them",
    "store copies in two places, e.g. in Oslo, and delete them after 30 days",
    "never sell names, addresses or numbers to anybody (see Article 6(1)(a) of the Regulation)",
    "review access rights twice a year and write down what was found",
    "bewahren Rechnungen zehn Jahre lang auf, weil das Gesetz es verlangt",
)
_PHRASES = (
    "name and postal address", "the pages that you visit", "date of your last order", "what you write to support",
    "type of device and browser", "answers to surveys", "rough position of the phone",
    "card brand and last four digits",
)  # fmt: skip
_TITLE = "Acme Privacy Policy"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_BULLETS = ("•", "-", "*", "–", "·", "o")
_SECTIONS = ("1.", "A.", "I.", "§ 1", "Article 1 –", "Section 1:", "1)", "plain")
_INNER = ("1.1", "1.1.", "A.", "(A)", "plain")
_LISTS = ("(a)", "a)", "i)", "(i)", "(1)", "1.", *_BULLETS, "bare")


@dataclass(frozen=True)
class Expected:
    """A clause that a reader would see. `parent` is the start of the clause above."""

    start: int
    label: str
    title: str
    path: tuple[str, ...]
    kind: ClauseKind
    parent: int | None
    is_title: bool = False


@dataclass
class Policy:
    """A text in the making. `gap` is the number of blank lines between its paragraphs."""

    gap: int
    width: int | None
    text: str = ""
    clauses: list[Expected] = field(default_factory=list)

    def write(self, line: str, *, indent: int = 0) -> int:
        """Write a paragraph and return where it starts."""
        if self.text:
            self.text += "\n" * (1 + self.gap)
        start = len(self.text) + indent
        wrapped = textwrap.wrap(line, self.width - indent, break_on_hyphens=False) if self.width else [line]
        self.text += "\n".join(" " * indent + piece for piece in wrapped)
        return start

    def expect(
        self, start: int, label: str, title: str, kind: ClauseKind, above: Expected | None, head: str
    ) -> Expected:
        path = (*(above.path if above and not above.is_title else ()), *([head] if head else []))
        clause = Expected(start, label, title, path, kind, above.start if above else None, title == _TITLE)
        self.clauses.append(clause)
        return clause


def marker(style: str, number: int, outer: str) -> tuple[str, str]:
    """The marker as written and its label, for the `number`th of its kind (1 is the first)."""
    if style in {"plain", "bare"} or style in _BULLETS:
        return (style if style in _BULLETS else ""), ""
    if style.startswith("1.1"):
        label = f"{outer}.{number}"
        return style.replace("1.1", label), label
    letter = "1AaIi"[min(i for i in range(5) if "1AaIi"[i] in style)]
    label = {
        "1": str(number),
        "A": chr(ord("A") + number - 1),
        "a": chr(ord("a") + number - 1),
        "I": _ROMAN[number - 1].upper(),
        "i": _ROMAN[number - 1],
    }[letter]
    return style.replace(letter, label), label


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """A policy with two to ten sections, some with inner sections, lists, and lists in lists."""
    width = draw(st.sampled_from((None, None, 76)))
    page = Policy(gap=draw(st.integers(0, 1)) if width is None else 1, width=width)
    style = draw(st.sampled_from(_SECTIONS))
    inner = draw(st.sampled_from(_fitting(style)))
    outer_list, inner_list = draw(_list_styles(style, inner))
    indent = draw(st.sampled_from((0, 2)))
    count = draw(st.integers(2, 10))
    if draw(st.booleans()):
        start = page.write(_TITLE)
        page.expect(start, "", _TITLE, ClauseKind.SECTION, None, _TITLE)
        _body(draw, page, page.clauses[0], None, None, 0, most=2)
    names = draw(st.permutations(_NAMES))
    used = iter(names * 3)
    for number in range(1, count + 1):
        divided = inner is not None and (number == 1 or draw(st.booleans()))
        above = _heading(page, style, number, next(used), None)
        if not divided:
            _body(draw, page, above, outer_list, inner_list, indent)
            continue
        if inner != "plain" and style != "plain" and draw(st.booleans()):
            _body(draw, page, above, None, None, indent, most=1)
        for part in range(1, draw(st.integers(2, 4)) + 1):
            _body(draw, page, _heading(page, inner or "", part, next(used), above), outer_list, inner_list, indent)
    return page


def _fitting(style: str) -> tuple[str | None, ...]:
    """The styles that inner sections can have without being mistaken for outer ones."""
    numbered = style in {"1.", "1)", "§ 1", "Article 1 –", "Section 1:"}
    if style == "plain":
        return (None, "(A)")
    return (None, *(inner for inner in _INNER if inner != style and (numbered or not inner.startswith("1.1"))))


@st.composite
def _list_styles(draw: st.DrawFn, style: str, inner: str | None) -> tuple[str, str]:
    taken = {style, inner}
    if "plain" in taken:
        taken.add("bare")
    outer_list = draw(st.sampled_from([s for s in _LISTS if s not in taken]))
    inner_list = draw(st.sampled_from([s for s in _LISTS if s not in {*taken, outer_list, "bare"}]))
    return outer_list, inner_list


def _heading(page: Policy, style: str, number: int, name: str, above: Expected | None) -> Expected:
    written, label = marker(style, number, above.label if above else "")
    line = f"{written} {name}".strip()
    start = page.write(line)
    return page.expect(start, label, name, ClauseKind.SECTION, above, line)


def _sentence(draw: st.DrawFn) -> str:
    return f"{draw(st.sampled_from(_SUBJECTS))} {draw(st.sampled_from(_ACTS))}."


def _body(
    draw: st.DrawFn,
    page: Policy,
    above: Expected,
    outer_list: str | None,
    inner_list: str | None,
    indent: int,
    *,
    most: int = 3,
) -> None:
    """Paragraphs and perhaps a list. A lone paragraph, or the lead-in of a list, is the section's own text."""
    listed = outer_list is not None and draw(st.booleans())
    count = draw(st.integers(0 if listed else 1, most))
    paragraphs = [" ".join(_sentence(draw) for _ in range(draw(st.integers(1, 3)))) for _ in range(count)]
    alone = count == 1 and not listed
    for paragraph in paragraphs:
        start = page.write(paragraph)
        if not alone:
            page.expect(start, "", "", ClauseKind.PARAGRAPH, above, "")
    if listed and outer_list is not None:
        page.write(f"{draw(st.sampled_from(_SUBJECTS))} may process the following data about you:")
        _items(draw, page, above, outer_list, inner_list, indent, step=indent)


def _items(
    draw: st.DrawFn, page: Policy, above: Expected, style: str, inner: str | None, indent: int, *, step: int
) -> None:
    labels = iter(draw(st.permutations(_LABELS)))
    labelled = draw(st.booleans())
    for number in range(1, draw(st.integers(2, 11)) + 1):
        written, label = marker(style, number, "")
        nested = inner is not None and style != "bare" and draw(st.integers(0, 4)) == 0
        title = next(labels) if labelled else ""
        text = draw(st.sampled_from(_PHRASES)) + (", namely:" if nested else draw(st.sampled_from(("", ";", "."))))
        start = page.write(
            f"{written} {title}: {text}".strip() if title else f"{written} {text}".strip(), indent=indent
        )
        title = title or (text.removesuffix(":") if nested else "")
        head = " ".join(part for part in (written if label else "", title) if part) if title else ""
        item = page.expect(start, label, title, ClauseKind.ITEM, above, head)
        if nested and inner is not None:
            _items(draw, page, item, inner, None, indent + step, step=step)
