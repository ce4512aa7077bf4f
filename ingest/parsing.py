"""A file's bytes to all that is kept of it: canonical text, clauses, passages, and what the text says of itself."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from ingest.dates import find_effective_date
from ingest.errors import EmptyPolicyError, UnreadableFileError
from ingest.language import detect_language
from ingest.loaders import load
from ingest.models import Clause, Passage
from ingest.naming import organisation_in, title_of
from ingest.outline import outline
from ingest.passages import passages
from ingest.tokens import count_tokens

logger = logging.getLogger(__name__)

# Raise it whenever the same bytes come to other clauses or passages: it makes the next ingest read every file again.
PIPELINE_VERSION = 4
# With the heading path before it, a passage of this size stays within the 256 tokens that the embedding model reads.
MAX_PASSAGE_TOKENS = 160


@dataclass(frozen=True, slots=True)
class ParsedPolicy:
    """`effective` and `language` are what the text itself shows; `sha256` is that of the text."""

    text: str = field(repr=False)
    sha256: str
    media_type: str
    clauses: tuple[Clause, ...]
    passages: tuple[Passage, ...]
    title: str
    effective: date | None
    language: str
    notices: tuple[str, ...] = ()


Parse = Callable[[str, bytes], ParsedPolicy]


# What code raises that meets an input nobody thought of. The loaders catch their libraries' own errors themselves.
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)


def parse_policy(name: str, data: bytes) -> ParsedPolicy:
    """`name` decides the format by its suffix. Raises SourceError for a file that cannot be read as a policy.

    As a last resort a fault of this program fails the file that shows it, with its traceback in the log: parsing only
    computes, so nothing is left half done, and one odd file among thousands must not keep the others out.
    """
    try:
        return _parse(name, data)
    except _FAULTS as exc:
        logger.exception("parsing a file of %d bytes failed", len(data))
        raise UnreadableFileError(
            f"{name}: reading it failed by a fault of this program ({type(exc).__name__}), no other file is affected;"
            " save it in another format, and please report it"
        ) from exc


def _parse(name: str, data: bytes) -> ParsedPolicy:
    document = load(name, data)
    if not document.text.strip():
        raise EmptyPolicyError("holds no text")
    clauses = outline(document)
    found = passages(document, clauses, max_tokens=MAX_PASSAGE_TOKENS, count_tokens=count_tokens)
    if not found:
        raise EmptyPolicyError("holds no sentence of a policy")
    return ParsedPolicy(
        text=document.text,
        sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        media_type=document.media_type,
        clauses=tuple(clauses),
        passages=tuple(found),
        title=title_of(clauses, stated=document.title) or organisation_in(document.text),
        effective=document.effective or find_effective_date(document.text),
        language=detect_language(document.text),
        notices=document.notices,
    )
