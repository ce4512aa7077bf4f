"""A policy that is sent along: read, outlined or asked, and forgotten. Nothing of it is stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log

from bot.answering.quotes import Quote
from bot.coverage import TaggedVersion, tag_clauses
from bot.deadline import Deadline
from bot.errors import QuestionError
from bot.late_interaction import Floats
from bot.resources import Resources
from bot.tags import SentenceTags
from bot.units import Units, lay_out
from ingest.encoder import Encoded
from ingest.errors import SourceError
from ingest.evidence import VersionEvidence
from ingest.listing import PolicyEntry
from ingest.models import Policy, Version
from ingest.parsing import ParsedPolicy, parse_policy
from ingest.stems import stems
from ingest.versions import VersionInfo

PASTED = "pasted"
_FILE = "pasted.txt"
_SHORT_SHA = 12
# Okapi BM25's usual constants, which SQLite's FTS5 has too.
_K1 = 1.2
_B = 0.75
_BATCH = 32


@dataclass(frozen=True, slots=True)
class PastedText:
    """What a text comes to before anything is asked of it; the policy's id is `pasted`."""

    version: Version
    parsed: ParsedPolicy


@dataclass(frozen=True, slots=True)
class PastedShelf:
    """One policy, whose id is `pasted`. `words` counts the stems of each passage."""

    resources: Resources
    entries: Mapping[str, PolicyEntry]
    versions: Mapping[str, VersionInfo]
    laid_out: Units
    words: tuple[Counter[str], ...]
    as_of: date | None = None
    generation: int = 0

    def units(self, policy: str) -> Units:
        return self.laid_out

    def tags(self, policy: str) -> SentenceTags:
        return self.resources.tagger().of_sentences(self.laid_out)

    def tagged(self, policy: str) -> TaggedVersion:
        return tag_clauses(self.laid_out, self.tags(policy))

    def word_scores(self, policy: str, words: Sequence[str]) -> Mapping[int, float]:
        return bm25(self.words, words)

    def overview(self, policy: str) -> tuple[Quote, ...]:
        return self.resources.make_overview(self.laid_out)

    def says(self, word: str) -> bool:
        return any(stem in counts for stem in stems(word, "en") for counts in self.words)

    def near(self, vector: Floats, k: int, *, among: Collection[str] = ()) -> tuple[str, ...]:
        return (PASTED,)

    def near_words(self, words: Sequence[str], k: int, *, among: Collection[str] = ()) -> tuple[str, ...]:
        return (PASTED,)

    def require(self, policy: str) -> None:
        """The one policy is always in force."""


def parse_pasted(text: str, *, longest: int) -> PastedText:
    """Raises QuestionError for a text of more than `longest` characters, or one that is no policy."""
    if len(text) > longest:
        raise QuestionError(
            f"the pasted text has {len(text)} characters; the most is {longest}: "
            "paste the parts that matter, or ingest the policy"
        )
    try:
        parsed = parse_policy(_FILE, text.encode())
    except (SourceError, UnicodeEncodeError) as error:
        raise QuestionError(f"the pasted text cannot be read as a policy ({error}); paste the words of one") from error
    version = Version(
        policy_id=PASTED,
        id=parsed.effective.isoformat() if parsed.effective else parsed.sha256[:_SHORT_SHA],
        effective=parsed.effective,
        language=parsed.language,
        source=PASTED,
        media_type=parsed.media_type,
        sha256=parsed.sha256,
        text=parsed.text,
    )
    return PastedText(version, parsed)


def read_pasted(pasted: PastedText, resources: Resources, *, name: str, deadline: Deadline) -> PastedShelf:
    """Passages and vectors of a text, in memory; `name` is used where the text states none."""
    version, parsed = pasted.version, pasted.parsed
    info = VersionInfo(
        policy_id=PASTED,
        id=version.id,
        effective=version.effective,
        language=version.language,
        source=PASTED,
        media_type=version.media_type,
        sha256=version.sha256,
        current=True,
    )
    encoded: list[Encoded] = []
    for at in range(0, len(parsed.passages), _BATCH):
        deadline.check("encoding the pasted text")
        some = parsed.passages[at : at + _BATCH]
        encoded += resources.index.encoder.encode([passage.embedded_text for passage in some])
    evidence = VersionEvidence.of(version, parsed.clauses, parsed.passages, encoded)
    entry = PolicyEntry(
        policy=Policy(id=PASTED, name=parsed.title or name),
        versions=(info,),
        live=info,
        clauses=len(parsed.clauses),
        passages=len(parsed.passages),
        root=PASTED,
    )
    words = tuple(Counter(stems(passage.embedded_text, version.language)) for passage in parsed.passages)
    return PastedShelf(resources, {PASTED: entry}, {PASTED: info}, lay_out(evidence), words)


def bm25(passages: Sequence[Counter[str]], words: Sequence[str]) -> dict[int, float]:
    """Okapi BM25 (Robertson and Zaragoza, 2009, section 3.4) of each passage that has any of the stems."""
    lengths = [counts.total() for counts in passages]
    mean = max(sum(lengths) / max(len(lengths), 1), 1.0)
    scores: defaultdict[int, float] = defaultdict(float)
    for word in dict.fromkeys(words):
        found = [index for index, counts in enumerate(passages) if word in counts]
        rarity = max(log((len(passages) - len(found) + 0.5) / (len(found) + 0.5)), 1e-6)
        for index in found:
            count = passages[index][word]
            scores[index] += rarity * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * lengths[index] / mean))
    return dict(scores)
