"""What a job does to the index: put in policies that were sent, take one out, read all sources again.

Each runs in the one writer's thread, while questions go on being answered from what was published before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from bot.api.problems import NOT_OURS, ProblemError
from bot.api.uploads import Upload, Uploads
from ingest.doctor import examine_open
from ingest.errors import SourceError
from ingest.fetching import fetch_page, limits_of
from ingest.index import Index
from ingest.parsing import Parse, ParsedPolicy, parse_policy
from ingest.pipeline import IngestSummary, ingest
from ingest.progress import Report
from ingest.removal import remove
from ingest.urls import is_url


@dataclass(frozen=True, slots=True)
class Changes:
    """`parse` reads a file as ingest will, apart from this process; raises SourceError."""

    index: Index
    uploads: Uploads
    parse: Parse

    def put_one(self, upload: Upload, report: Report) -> dict[str, Any]:
        """Put in what was sent. Raises SourceError where it cannot be read, ProblemError as `put`."""
        self._refuse_foreign([upload.policy_id])
        return self._ingest([self._kept(upload)], report, parse=self.parse)

    def put(self, uploads: Sequence[Upload], report: Report, *, refresh: bool = False) -> dict[str, Any]:
        """Put in what was sent, and then read all sources again where that is wanted too.

        One that cannot be read is told in `failed` and stops no other. Raises ProblemError where a policy comes from
        another source, before anything is changed.
        """
        self._refuse_foreign(upload.policy_id for upload in uploads)
        roots: list[Path | str] = []
        failed: list[dict[str, str]] = []
        for upload in uploads:
            try:
                roots.append(self._kept(upload))
            except SourceError as error:
                failed.append({"source": upload.policy_id, "reason": str(error)})
        told = self._ingest(roots, report, parse=self.parse)
        told["failed"] += failed
        return merged(told, self.refresh(report)) if refresh else told

    def read(self, upload: Upload) -> ParsedPolicy:
        """What an upload comes to; a page is fetched for it. Raises SourceError."""
        fetched = self._fetched(upload)
        return self.parse(fetched.file_name, fetched.data)

    def _kept(self, upload: Upload) -> Path:
        """The source root of an upload that can be read."""
        fetched = self._fetched(upload)
        self.parse(fetched.file_name, fetched.data)
        return self.uploads.put(fetched)

    def _ingest(self, roots: Sequence[Path | str], report: Report, *, parse: Parse = parse_policy) -> dict[str, Any]:
        if not roots:
            return self._told(IngestSummary(generation=self.index.catalog.generation()))
        return self._told(ingest(roots, index=self.index, progress=report, parse=parse))

    def _fetched(self, upload: Upload) -> Upload:
        """The upload with the bytes of its page, where it is one. Raises FetchError."""
        if upload.data or upload.source_url is None:
            return upload
        page = fetch_page(upload.source_url, limits=limits_of(self.index.settings))
        return replace(upload, file_name=f"page{page.suffix}", data=page.data)

    def remove(self, policy_id: str) -> dict[str, Any]:
        """Take a policy out with all its versions. Raises UnknownPolicyError."""
        self.index.catalog.versions(policy_id)
        self.uploads.discard(policy_id)
        removal = remove([policy_id], index=self.index)
        notices = [
            f"{one.policy}: its source is still there; the next ingest of that source brings it back"
            for one in removal.still_there
        ]
        return {**_nothing(removal.generation), "removed": list(removal.removed), "notices": notices}

    def refresh(self, report: Report) -> dict[str, Any]:
        """Read all sources again: folders, pages, uploads. What became of one that is gone stays, with a notice."""
        roots = sorted({known.root for known in self.index.catalog.recorded()})
        here = [root for root in roots if is_url(root) or Path(root).exists()]
        notices = [f"{_last(root)} is gone; its policies stay as they were" for root in roots if root not in here]
        for root in here:
            if self.uploads.holds(root):
                self.uploads.sweep(Path(root))
        told = self._ingest([root if is_url(root) else Path(root) for root in here], report)
        return {**told, "notices": [*notices, *told["notices"]]}

    def resume(self, report: Report) -> dict[str, Any]:
        """Finish what an interrupted process left: an upload that was kept but not published, or half removed."""
        roots = list(self.uploads.roots())
        for root in roots:
            self.uploads.sweep(root)
        recorded = self.index.catalog.recorded()
        gone = {one.info.policy_id for one in recorded if self.uploads.holds(one.root) and Path(one.root) not in roots}
        if gone:
            remove(sorted(gone), index=self.index)
        told = self._ingest(roots, report)
        return {**told, "removed": sorted({*gone, *told["removed"]})}

    def diagnose(self) -> dict[str, Any]:
        found = examine_open(self.index)
        findings = [
            {
                "part": one.part,
                "problem": self._without_paths(one.problem),
                "mend": self._without_paths(one.mend),
                "wrong": one.wrong,
            }
            for one in found.findings
        ]
        return {"sound": found.sound, "counts": dict(found.counts), "findings": findings}

    def _refuse_foreign(self, policies: Iterable[str]) -> None:
        roots = {known.info.policy_id: known.root for known in self.index.catalog.recorded()}
        for policy_id in policies:
            root = roots.get(policy_id)
            if root is not None and not self.uploads.holds(root) and (is_url(root) or Path(root).exists()):
                raise ProblemError(
                    NOT_OURS,
                    f"Policy {policy_id} comes from {root if is_url(root) else f'the folder {_last(root)}'}, which "
                    "would bring its own text back; change it there, delete the policy, or use another id.",
                )

    def _told(self, summary: IngestSummary) -> dict[str, Any]:
        return {
            "added": list(summary.added),
            "changed": list(summary.changed),
            "removed": list(summary.removed),
            "unchanged": list(summary.unchanged),
            "failed": [
                {"source": self._without_paths(one.file), "reason": self._without_paths(one.reason)}
                for one in summary.failed
            ],
            "notices": [self._without_paths(notice) for notice in summary.notices],
            "generation": summary.generation,
        }

    def _without_paths(self, text: str) -> str:
        """Folders of this machine by their names alone."""
        index = self.index.settings.index
        known = {str(index), str(index.resolve()), *(one.root for one in self.index.catalog.recorded())}
        for path in sorted((path for path in known if not is_url(path)), key=len, reverse=True):
            text = text.replace(path, _last(path))
        return text


def merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Two results as one: what the first changed is not unchanged because the second found it so."""
    changed = {*first["added"], *first["changed"], *first["removed"]}
    lists = {name: [*first[name], *second[name]] for name in first if name != "generation"}
    lists["unchanged"] = sorted({*lists["unchanged"]} - changed)
    return {**lists, "generation": second["generation"]}


def _nothing(generation: int) -> Mapping[str, Any]:
    return {"added": [], "changed": [], "removed": [], "unchanged": [], "failed": [], "generation": generation}


def _last(path: str) -> str:
    return path if is_url(path) else PurePosixPath(Path(path).as_posix()).name
