"""What a saved web page holds besides its text: scripts, menus, banners, footers, deleted text. Pure.

An element is left out for what it says of itself (its tag, role, class and id) and only while it holds a small part
of the page's prose, so that a policy inside `<div class="cookie-consent-page">` stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from ingest.dates import find_effective_date
from ingest.loaders.html_inline import BREAKS
from ingest.loaders.html_tree import Element


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NEVER_SHOWN = _words(
    "script style template noscript head svg canvas iframe object embed audio video map datalist progress meter rt rp"
    " del s strike"
)
_HEADINGS = _words("h1 h2 h3 h4 h5 h6")
_FIELDS = _words("input select textarea")
_MAIN = _words("main article")
_NAVIGATION_ROLES = _words("navigation search menu menubar toolbar tablist dialog alertdialog")
_MOST_PROSE = 0.4
_NEARLY_ALL = 0.8
_MAIN_SHARE = 0.6
"""An element with a larger share of the page's prose is never furniture: the first holds where it is not small."""
_SMALL = 300
"""Characters of prose up to which a form is one to fill in, and a footer one of a page with little else."""

_VENDORS = _words(
    "onetrust cybot cookiebot osano didomi usercentrics quantcast cookieyes cookiehub complianz cmplz klaro truste"
    " grecaptcha addtoany addthis sharethis sharedaddy disqus intercom"
)
_CONSENT_WORDS = _words("cookie cookies consent gdpr ccpa cmp dsgvo rgpd einwilligung consentement consentimiento")
_BANNER_WORDS = _words(
    "banner bar popup popin modal dialog overlay notification notice prompt toast widget box message alert"
    " hinweis leiste meldung bandeau banniere aviso"
)
_MENU_WORDS = _words(
    "nav navbar navigation menu submenu megamenu breadcrumb breadcrumbs sidebar sidenav topbar masthead pagination"
    " pager social share sharing skip skiplink newsletter subscribe subscription signup login search related"
    " recommended comments votes feedback rating advert ads promo popup modal drawer offcanvas language languages"
    " switcher chat"
)
_AUTHOR_WORDS = _words("author byline")
_BOX_WORDS = _words("box bio card info about block")
_FETCH = re.compile(
    r"(?:download|print|view|save|open)(?: (?:as|the|this|a))?(?: (?:pdf|page|policy|version|document))*\W*"
    r"|(?:pdf )?(?:herunterladen|drucken)|télécharger (?:le |en )?pdf|imprimer|descargar (?:en )?pdf|imprimir|pdf",
    re.IGNORECASE,
)
_CRUMB_WORDS = _words("breadcrumb breadcrumbs")
_HEAD_WORDS = _words("header kopfzeile")
_FOOT_WORDS = _words("footer fusszeile fusszone colophon")
_PAGE_PART_WORDS = _words(
    "site page global main wrapper wrap container inner area section bottom top row widgets content block component"
    " primary new default desktop mobile the app l o c"
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def without_furniture(root: Element) -> Element:
    """The tree with what is not text of the page taken out. The given tree is changed."""
    _prune(root, lambda element, _: element.tag in _NEVER_SHOWN)
    page = _Page(root)
    _prune(root, page.is_furniture)
    return root


def _prune(root: Element, drop: Callable[[Element, bool], bool]) -> None:
    """Take out the elements that `drop` names. It is also told whether an element lies in the page's main part."""
    stack = [(root, False)]
    while stack:
        parent, in_main = stack.pop()
        in_main = in_main or parent.tag in _MAIN or parent.attributes.get("role") == "main"
        # Where something is left out, words on both sides do not run together.
        parent.children = [
            " " if isinstance(child, Element) and drop(child, in_main) else child for child in parent.children
        ]
        stack.extend((child, in_main) for child in parent.elements())


@dataclass(slots=True)
class _Measure:
    """Characters of an element's text by whether they are links, and what else it holds.

    `anchored` are those of links within the page. Numbers and signs alone count for nothing.
    """

    prose: int = 0
    linked: int = 0
    anchored: int = 0
    links: int = 0
    controls: int = 0
    headings: int = 0
    titles: int = 0

    @property
    def is_linked(self) -> bool:
        return self.linked > self.prose

    @property
    def is_contents(self) -> bool:
        only_anchors = self.prose == 0 and 0 < self.linked == self.anchored
        return only_anchors and self.links > 1 and self.headings == 0

    def add(self, other: _Measure) -> None:
        self.prose += other.prose
        self.linked += other.linked
        self.anchored += other.anchored
        self.links += other.links
        self.controls += other.controls
        self.headings += other.headings
        self.titles += other.titles


class _Page:
    """Judges the elements of one page by their share of it."""

    def __init__(self, root: Element) -> None:
        self._measures: dict[int, _Measure] = {}
        self._ids = frozenset(element.attributes.get("id", "") for element in root.descendants())
        self._whole = self._measure(root)
        self._beside = self._beside_main(root)
        self._beside_dates = frozenset(_fetches_beside_dates(root))

    def _measure(self, element: Element, *, linked: bool = False, anchored: bool = False) -> _Measure:
        if element.tag in ("a", "button"):
            linked, anchored = True, is_anchor(element.attributes.get("href", ""), self._ids)
        measure = _Measure(
            links=int(element.tag == "a"),
            controls=int(element.tag == "button" or _is_field(element)),
            headings=int(element.tag in _HEADINGS),
            titles=int(element.tag == "h1"),
        )
        for child in () if element.tag in _FIELDS else element.children:
            if isinstance(child, Element):
                measure.add(self._measure(child, linked=linked, anchored=anchored))
            elif any(character.isalpha() for character in child):
                length = len(child.strip())
                measure.prose += 0 if linked else length
                measure.linked += length if linked else 0
                measure.anchored += length if anchored else 0
        self._measures[id(element)] = measure
        return measure

    def _beside_main(self, root: Element) -> frozenset[int]:
        """What stands next to the main part, or next to what holds it, by `id`; nothing where it is not most of all."""
        mains = [one for one in root.descendants() if one.tag == "main" or one.attributes.get("role") == "main"]
        if len(mains) != 1 or self._measures[id(mains[0])].prose < _MAIN_SHARE * self._whole.prose:
            return frozenset()
        above = {id(child): one for one in root.descendants() for child in one.elements()}
        path = [mains[0]]
        while id(path[-1]) in above:
            path.append(above[id(path[-1])])
        return frozenset(id(child) for one in path[1:] for child in one.elements()).difference(map(id, path))

    def _is_aside(self, element: Element, measure: _Measure) -> bool:
        """Drawers, announcements and the like: a little text beside the main part, without a title or a date."""
        if id(element) not in self._beside or measure.titles or measure.prose >= _SMALL:
            return False
        return element.tag in BREAKS and find_effective_date(element.text()) is None

    def is_furniture(self, element: Element, in_main: bool) -> bool:
        if element.tag in _FIELDS:
            return True
        measure = self._measures[id(element)]
        if id(element) in self._beside_dates:
            return True
        if element.tag in _HEADINGS or self._is_page(measure.prose):
            return False
        role, names = element.attributes.get("role", ""), _names(element)
        words = _words_of(names)
        is_menu = measure.is_linked or (measure.controls > 0 and measure.prose < _SMALL)
        return (
            element.attributes.get("aria-hidden") == "true"
            or measure.is_contents
            or _is_navigation(element, role, is_menu=is_menu)
            or _is_page_edge(element, role, names, measure, in_main=in_main)
            or _is_banner(words, measure)
            or (is_menu and bool(words & _MENU_WORDS))
            or (measure.prose < _SMALL and bool(words & _CRUMB_WORDS))
            or (measure.prose < _SMALL and bool(words & _AUTHOR_WORDS) and bool(words & _BOX_WORDS))
            or self._is_aside(element, measure)
        )

    def _is_page(self, prose: int) -> bool:
        return prose > self._whole.prose * (_MOST_PROSE if prose >= _SMALL else _NEARLY_ALL)


def _fetches_beside_dates(root: Element) -> Iterator[int]:
    """Links such as "Download PDF" on the line that says since when the policy holds, by `id`."""
    for line in root.descendants():
        links = [child for child in line.elements() if child.tag in ("a", "button")]
        if links and len(text := line.text()) < _SMALL and find_effective_date(text) is not None:
            yield from (id(link) for link in links if _FETCH.fullmatch(" ".join(link.text().split())))


def is_anchor(href: str, ids: Collection[str]) -> bool:
    """Whether a link leads to a place in its own page; saved pages write the page's address before the "#"."""
    return href.startswith("#") or ("#" in href and href.rpartition("#")[2] in ids)


def _is_field(element: Element) -> bool:
    return element.tag in _FIELDS and element.attributes.get("type", "") != "hidden"


def _names(element: Element) -> str:
    return f"{element.attributes.get('id', '')} {element.attributes.get('class', '')}"


def _words_of(names: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(names))


def _is_navigation(element: Element, role: str, *, is_menu: bool) -> bool:
    if element.tag == "button":  # one that opens a panel bears the panel's title
        return element.attributes.keys().isdisjoint(("aria-expanded", "aria-controls"))
    if element.tag in ("aside", "form") or role == "complementary":
        return is_menu
    return element.tag == "nav" or role in _NAVIGATION_ROLES


def _is_page_edge(element: Element, role: str, names: str, measure: _Measure, *, in_main: bool) -> bool:
    """The header or the footer of the whole page; one inside an article belongs to the text unless it is links."""
    edge = {"banner": "header", "contentinfo": "footer"}.get(role, element.tag)
    for name in names.split():
        words = _words_of(name)
        for part, called in (("header", _HEAD_WORDS), ("footer", _FOOT_WORDS)):
            if words & called and words <= _PAGE_PART_WORDS | called:
                edge = part
    if edge == "footer":
        return not in_main or measure.is_linked
    if edge == "header":
        return measure.titles == 0 and (measure.is_linked or (not in_main and measure.controls > 0))
    return False


def _is_banner(words: frozenset[str], measure: _Measure) -> bool:
    if words & _VENDORS:
        return True
    return bool(words & _CONSENT_WORDS) and bool(words & _BANNER_WORDS) and measure.controls > 0
