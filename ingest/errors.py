"""Errors of ingest, classed by what the caller should do.

ClausewiseError                what every error of ours derives from; its message is fit to be shown to a user
├── SettingsError              mend a setting, then try again
└── IngestError
    ├── SourceError            mend or leave out one file; the rest of the batch goes on
    │   ├── EmptyPolicyError
    │   ├── UnsupportedFormatError
    │   ├── UnreadableFileError
    │   └── FetchError         a page could not be had from its address, or may not be
    ├── ManifestError          mend manifest.toml
    ├── ModelFilesError        run `clausewise models install`
    ├── IndexMissingError      run `clausewise ingest PATH`
    ├── IndexMismatchError     run `clausewise ingest --rebuild`
    ├── VectorsUnavailableError  start the Chroma server, or mend its address
    ├── IndexLockedError       another process owns the index; wait, or use its address
    ├── UnknownPolicyError     the policy or version named is not in the index
    └── UnknownClauseError     the clause named is not in the index
"""

from __future__ import annotations


class ClausewiseError(Exception):
    """The root: caught at the edge (CLI, API) and shown as one line."""


class SettingsError(ClausewiseError):
    pass


class IngestError(ClausewiseError):
    pass


class SourceError(IngestError):
    pass


class EmptyPolicyError(SourceError):
    pass


class UnsupportedFormatError(SourceError):
    pass


class UnreadableFileError(SourceError):
    pass


class FetchError(SourceError):
    pass


class ManifestError(IngestError):
    pass


class ModelFilesError(IngestError):
    pass


class IndexMissingError(IngestError):
    pass


class IndexMismatchError(IngestError):
    pass


class VectorsUnavailableError(IngestError):
    pass


class IndexLockedError(IngestError):
    pass


class UnknownPolicyError(IngestError):
    pass


class UnknownClauseError(IngestError):
    pass
