"""A tool's section of a document: written between two marks, so that the words around it stay. Pure."""

from __future__ import annotations

from evals.errors import EvalError


def with_section(document: str, tool: str, content: str) -> str:
    """The document with the section of a tool ("evals.calibrate") replaced. Raises EvalError where its marks are
    missing."""
    begin, end = f"<!-- made by `python -m {tool}`, not by hand -->", f"<!-- end of {tool} -->"
    before, opened, rest = document.partition(begin)
    _, closed, after = rest.partition(end)
    if not opened or not closed:
        raise EvalError(f"the document has no place for {tool}; put these two lines in it: {begin} and {end}")
    return f"{before}{begin}\n\n{content}\n\n{end}{after}"
