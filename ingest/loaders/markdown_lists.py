"""How deep a Markdown list item lies, where its marker stands, and which lists are only contents. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from ingest.loaders.markdown_paragraphs import is_contents


@dataclass(slots=True)
class OpenList:
    """`column` is where the first marker stands in its line; `level` counts the lists around this one.

    `written` and `shown` are the last item's number in the file and on the page.
    """

    column: int
    level: int
    written: str = ""
    shown: int = 0


class ListNesting:
    """The lists that are open, from the outermost.

    A list nests in the one around it, and in one that ends just before it and is indented less: CommonMark takes
    "1. a" and then "  - b" for neighbours, writers mean a list within a list.
    """

    def __init__(self) -> None:
        self._open: list[OpenList] = []
        self._neighbours: dict[int, list[OpenList]] = {}

    @property
    def depth(self) -> int:
        """The level that a list opened here would have; what stands in the last item's text has it too."""
        return self._open[-1].level + 1 if self._open else 0

    def open(self, column: int, *, token_level: int, follows_list: bool) -> None:
        neighbours = self._neighbours.setdefault(token_level, [])
        if not follows_list:
            neighbours.clear()
        while neighbours and neighbours[-1].column >= column:
            neighbours.pop()
        level = neighbours[-1].level + 1 if neighbours else self.depth
        opened = OpenList(column, level)
        neighbours.append(opened)
        self._open.append(opened)

    def close(self) -> None:
        self._open.pop()

    def label(self, written: str) -> str | None:
        """The number that a reader sees before an item: writers who number all items alike leave it to the page."""
        if not written or not self._open:
            return written or None
        inner = self._open[-1]
        inner.shown = inner.shown + 1 if written == inner.written else int(written)
        inner.written = written
        return str(inner.shown)


def contents_lists(tokens: Sequence[Token]) -> dict[int, int]:
    """Lists whose items are only links to anchors: index of the opening token to the index after the closing one."""
    found: dict[int, int] = {}
    stack: list[_Candidate] = []
    for index, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            stack.append(_Candidate(index))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            closed = stack.pop()
            if closed.has_links and closed.only_links:
                found[closed.opened_at] = index + 1
            if stack:
                stack[-1].only_links &= closed.only_links
                stack[-1].has_links |= closed.has_links
        elif stack and token.type == "inline":
            links = is_contents(token.content)
            stack[-1].only_links &= links
            stack[-1].has_links |= links
        elif stack and token.type in ("fence", "html_block"):
            stack[-1].only_links = False
    return found


@dataclass(slots=True)
class _Candidate:
    opened_at: int
    only_links: bool = True
    has_links: bool = False
