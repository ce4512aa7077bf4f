"""Settings, read from `CLAUSEWISE_*` environment variables and a `.env` file; a key that we do not know is refused.

Nothing is made on load: no folder, no model, no connection.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict
from rapidfuzz import process

from ingest.addresses import Network, parse_networks
from ingest.errors import SettingsError

PREFIX = "CLAUSEWISE_"
ENV_FILE = ".env"
# Read by the tests alone, so they are no settings; but they may stand in the environment.
NOT_SETTINGS = frozenset(
    {
        "CLAUSEWISE_REAL_CORPUS",
        "CLAUSEWISE_BENCHMARK_POLICIES",
        "CLAUSEWISE_REQUIRE_REAL_CORPUS",
        "CLAUSEWISE_REQUIRE_CHROMIUM",
    }
)
_NEAR = 60.0


def _networks(value: object) -> object:
    return parse_networks(value) if isinstance(value, str) else value


class IngestSettings(BaseSettings):
    """What the stores and ingest need.

    `models` is the folder of model files; None is the user's cache folder. `chroma_url` is the address of a Chroma
    server; with None the vectors lie in the index. A file that is larger than `max_file_bytes`, or not read within
    `parse_seconds`, fails alone.

    `fetch_*` are the limits for pages of the web; `fetch_allowed` names networks ("127.0.0.0/8, ::1") that pages may
    come from though they are not public.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    index: Path = Path(".clausewise")
    embeddings: str = Field(default="minilm", min_length=1)
    models: Path | None = None
    chroma_url: str | None = Field(default=None, pattern=r"^https?://[^/?#@\s]+/?$")
    max_file_bytes: int = Field(default=50_000_000, gt=0)
    parse_seconds: float = Field(default=300.0, gt=0, le=86_400)
    fetch_max_bytes: int = Field(default=20_000_000, gt=0)
    fetch_seconds: float = Field(default=30.0, gt=0)
    fetch_redirects: int = Field(default=5, ge=0)
    fetch_allowed: Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_networks)] = ()
    fetch_user_agent: str = Field(default="clausewise (reads a policy for its operator)", pattern=r"^[\x20-\x7e]+$")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Of `.env` what these settings know; it may hold those of other parts too."""
        return init_settings, env_settings, _OnlyKnown(settings_cls, dotenv_settings)


class _OnlyKnown(PydanticBaseSettingsSource):
    """What another source has of these settings' own fields."""

    def __init__(self, settings_cls: type[BaseSettings], source: PydanticBaseSettingsSource) -> None:
        super().__init__(settings_cls)
        self._source = source

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        return self._source.get_field_value(field, field_name)

    def __call__(self) -> dict[str, Any]:
        known = self.settings_cls.model_fields
        return {name: value for name, value in self._source().items() if name in known}


SettingsT = TypeVar("SettingsT", bound=IngestSettings)


def load(
    settings: type[SettingsT], *, elsewhere: Callable[[], Collection[str]] | None = None, **overrides: Any
) -> SettingsT:
    """Build settings from the overrides, the environment and `.env`, in this order of precedence.

    `elsewhere` tells the names of settings that other parts read; it is called when there is a key that these settings
    do not know. Raises SettingsError, in one line, for an unknown key or a value that does not fit.
    """
    env_file = Path(ENV_FILE)
    try:
        from_file = dotenv_values(env_file) if env_file.is_file() else {}
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(f"{ENV_FILE} cannot be read: {exc}") from exc
    known = {PREFIX + name.upper() for name in settings.model_fields}
    from_environment = {key for key in os.environ if key.upper().startswith(PREFIX)}
    if elsewhere and {key.upper() for key in (*from_file, *from_environment)} - known - NOT_SETTINGS:
        known |= {PREFIX + name.upper() for name in elsewhere()}
    _refuse_unknown(from_file, known, where=ENV_FILE)
    _refuse_unknown(from_environment, known, where="the environment")
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return settings(**{"_env_file": ENV_FILE, **given})
    except ValidationError as exc:
        raise SettingsError("; ".join(_problems(exc.errors(), settings.model_fields))) from exc


def _refuse_unknown(keys: Iterable[str], known: set[str], *, where: str) -> None:
    for key in sorted(set(keys)):
        if key.upper() in known | NOT_SETTINGS:
            continue
        near = process.extractOne(key.upper(), known, score_cutoff=_NEAR)
        if near:
            raise SettingsError(f"unknown setting {key} in {where}; did you mean {near[0]}?")
        raise SettingsError(
            f"unknown setting {key} in {where}; known are {', '.join(sorted(known))} "
            "(what other programs read belongs in the environment)"
        )


def _problems(errors: Iterable[Mapping[str, Any]], fields: Mapping[str, object]) -> Iterable[str]:
    for error in errors:
        name = ".".join(str(part) for part in error["loc"])
        shown = PREFIX + name.upper() if name in fields else name
        yield f"{shown}: {error['msg'][:1].lower()}{error['msg'][1:]} (got {error.get('input')!r})"
