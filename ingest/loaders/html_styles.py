"""What a page's own style sheets and style attributes say of its elements, by the rules of the cascade. Pure.

Selectors of tags, classes and ids are understood, also "a b" and "a > b". Rules with others count for nothing, nor do
those of other media than a screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

import tinycss2
import tinycss2.ast

from ingest.loaders.html_tree import Element

_LONGEST_SHEET = 500_000
_COMPOUND = re.compile(r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+)*)")
_NAME = re.compile(r"([.#])([\w-]+)")
_MEDIA = frozenset(("", "all", "screen", "only screen"))


@dataclass(frozen=True, slots=True)
class Declared:
    """Values by property, both in small letters; the important ones apart."""

    normal: Mapping[str, str]
    important: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Compound:
    """One step of a selector; `direct` says that it stands for the parent of the step after it."""

    tag: str
    ids: frozenset[str]
    classes: frozenset[str]
    direct: bool = False

    def matches(self, element: Element) -> bool:
        return (
            self.tag in ("", "*", element.tag)
            and self.ids <= {element.attributes.get("id", "")}
            and self.classes.issubset(element.attributes.get("class", "").split())
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    """`steps` from the element outwards; `weight` is specificity, then order."""

    steps: tuple[_Compound, ...]
    weight: tuple[int, int, int, int]
    declared: Declared


class Styles:
    """The styles of one page; of its sheets only the rules that name one of `properties`."""

    def __init__(self, root: Element, properties: Iterable[str]) -> None:
        self._wanted = frozenset(properties)
        self._order = count()
        self._by_key: dict[str, list[_Rule]] = {}
        elements = list(root.descendants())
        self._classes = frozenset(name for one in elements for name in one.attributes.get("class", "").split())
        self._ids = frozenset(one.attributes.get("id", "") for one in elements)
        for element in elements:
            if element.tag == "style" and element.attributes.get("media", "").strip().lower() in _MEDIA:
                self._read(element.text()[:_LONGEST_SHEET])

    def of(self, element: Element, above: Sequence[Element]) -> Mapping[str, str]:
        """What is declared for an element. `above` are the elements around it, the outermost first."""
        own = declarations(element.attributes.get("style", ""))
        rules = self._matching(element, above) if self._by_key else []
        merged: dict[str, str] = {}
        for values in (
            *(rule.declared.normal for rule in rules),
            own.normal,
            *(rule.declared.important for rule in rules),
            own.important,
        ):
            merged.update(values)
        return merged

    def _matching(self, element: Element, above: Sequence[Element]) -> list[_Rule]:
        classes = element.attributes.get("class", "").split()
        keys = {element.tag, "*", f"#{element.attributes.get('id', '')}", *(f".{name}" for name in classes)}
        found = [rule for key in keys for rule in self._by_key.get(key, ())]
        return sorted((rule for rule in found if _reaches(rule.steps, element, above)), key=lambda rule: rule.weight)

    def _read(self, sheet: str) -> None:
        self._take(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))

    def _take(self, nodes: Iterable[tinycss2.ast.Node]) -> None:
        for node in nodes:
            if node.type == "at-rule" and node.lower_at_keyword == "media" and node.content is not None:
                if tinycss2.serialize(node.prelude).strip().lower() in _MEDIA:
                    self._take(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))
            elif node.type == "qualified-rule":
                declared = _declared(node.content)
                if not self._wanted.isdisjoint((*declared.normal, *declared.important)):
                    for selector in tinycss2.serialize(node.prelude).split(","):
                        self._add(selector, declared)

    def _add(self, selector: str, declared: Declared) -> None:
        steps = tuple(_steps(selector))
        used = all(self._classes >= step.classes and self._ids >= step.ids for step in steps)
        if not steps or not used:  # sheets serve many pages
            return
        first = steps[0]
        key = next((f"#{one}" for one in first.ids), None) or next((f".{one}" for one in first.classes), None)
        weight = (
            sum(len(step.ids) for step in steps),
            sum(len(step.classes) for step in steps),
            sum(step.tag not in ("", "*") for step in steps),
            next(self._order),
        )
        self._by_key.setdefault(key or first.tag or "*", []).append(_Rule(steps, weight, declared))


@lru_cache(maxsize=2_000)
def declarations(style: str) -> Declared:
    """What a style attribute says."""
    return _declared(style)


def _declared(source: str | Iterable[tinycss2.ast.Node]) -> Declared:
    normal: dict[str, str] = {}
    important: dict[str, str] = {}
    for node in tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True) if source else ():
        if node.type == "declaration":
            values = (token for token in node.value if token.type != "comment")
            value = " ".join(tinycss2.serialize(values).split()).lower()
            (important if node.important else normal)[node.lower_name] = value
    return Declared(normal, important)


def _steps(selector: str) -> Iterator[_Compound]:
    """The steps of a selector from the element outwards; none where it has what is not understood here."""
    words = selector.replace(">", " > ").split()
    steps: list[_Compound] = []
    direct = False
    for word in reversed(words):
        if word == ">":
            direct = True
            continue
        match = _COMPOUND.fullmatch(word)
        if match is None:
            return
        names = _NAME.findall(match["rest"])
        steps.append(
            _Compound(
                (match["tag"] or "").lower(),
                frozenset(name for sign, name in names if sign == "#"),
                frozenset(name for sign, name in names if sign == "."),
                direct,
            )
        )
        direct = False
    yield from steps


def _reaches(steps: Sequence[_Compound], element: Element, above: Sequence[Element]) -> bool:
    if not steps[0].matches(element):
        return False
    at = len(above) - 1
    for step in steps[1:]:
        while at >= 0 and not step.matches(above[at]):
            if step.direct:
                return False
            at -= 1
        if at < 0:
            return False
        at -= 1
    return True
