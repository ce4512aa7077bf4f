"""The body of an upload: a form with a file, or JSON with a text or an address."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.api.access.uploads import checked_upload
from bot.api.problems import INVALID_REQUEST, TOO_LARGE, UNSUPPORTED_FORMAT, ProblemError
from bot.api.schemas.changes import PolicyUpload
from bot.api.schemas.fields import Day, Line
from bot.api.uploads import Upload

JSON = "application/json"
FORM = "multipart/form-data"
_SUFFIXES = {"text/plain": ".txt", "text/markdown": ".md", "text/html": ".html"}
_HEAD = 4_096
_MOST_FIELDS = 30
_LONGEST_FIELD = 10_000


class _Form(BaseModel):
    """The fields beside the file."""

    model_config = ConfigDict(extra="forbid")

    name: Line | None = None
    aliases: Annotated[list[Line], Field(max_length=20)] = []
    effective: Day | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] | None = None


def upload_of(policy_id: str, body: PolicyUpload) -> Upload:
    """One with an address has no bytes yet."""
    return Upload(
        policy_id=policy_id,
        file_name=f"policy{_SUFFIXES[body.media_type]}",
        data=(body.text or "").encode(),
        name=body.name,
        aliases=tuple(body.aliases),
        effective=body.effective,
        language=body.language,
        source_url=body.url,
    )


async def read_upload(request: Request, policy_id: str, *, max_bytes: int) -> Upload:
    """Raises ProblemError, or RequestValidationError for fields that do not fit."""
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type == FORM:
        return await _from_form(request, policy_id, max_bytes=max_bytes)
    if content_type != JSON:
        raise ProblemError(UNSUPPORTED_FORMAT, f"Send {FORM} with a file, or {JSON}.", field="header.content-type")
    body = await request.body()
    if len(body) > max_bytes:
        raise _too_large(max_bytes)
    try:
        return upload_of(policy_id, PolicyUpload.model_validate_json(body))
    except ValidationError as error:
        raise _invalid(error) from error


async def _from_form(request: Request, policy_id: str, *, max_bytes: int) -> Upload:
    async with request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FIELD) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise ProblemError(INVALID_REQUEST, "Send the policy as a file in the field file.", field="body.file")
        fields: dict[str, Any] = {name: value for name, value in form.items() if name not in ("file", "aliases")}
        if aliases := form.getlist("aliases"):
            fields["aliases"] = aliases
        try:
            known = _Form.model_validate(fields)
        except ValidationError as error:
            raise _invalid(error) from error
        data = await file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise _too_large(max_bytes)
    checked = checked_upload(file.filename or "", file.content_type or "", data[:_HEAD])
    return Upload(
        policy_id=policy_id,
        file_name=checked.name,
        data=data,
        name=known.name,
        aliases=tuple(known.aliases),
        effective=known.effective,
        language=known.language,
    )


def _too_large(max_bytes: int) -> ProblemError:
    return ProblemError(TOO_LARGE, f"A policy may have {max_bytes} bytes; send the parts that matter.", field="body")


def _invalid(error: ValidationError) -> RequestValidationError:
    return RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in error.errors(include_url=False)])


def upload_body() -> dict[str, Any]:
    """What the OpenAPI document says of the body."""
    form = _Form.model_json_schema(ref_template="#/components/schemas/{model}")
    file = {"type": "string", "format": "binary", "description": "A .txt, .md, .html, .pdf or .docx file."}
    # A form has no null: what is not known is left out.
    known = {name: {**one, **one.pop("anyOf", [{}])[0]} for name, one in form["properties"].items()}
    form["properties"] = {"file": file, **known}
    form["required"] = ["file"]
    json_schema = PolicyUpload.model_json_schema(ref_template="#/components/schemas/{model}")
    return {
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": json_schema}, FORM: {"schema": form}},
        }
    }
