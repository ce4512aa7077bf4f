"""The kinds of fields, and the bases of requests and responses."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
LONGEST_QUESTION = 2_000


def _iso_day(value: object) -> object:
    if not isinstance(value, date) and not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise ValueError("is not a date; write it as 2024-05-31")
    return value


Day = Annotated[
    date,
    Field(strict=False),
    BeforeValidator(_iso_day, json_schema_input_type=str),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2024-05-31"]}),
]


def _printable(value: str) -> str:
    if any(ord(character) < 32 or ord(character) == 127 for character in value):
        raise ValueError("must not contain control characters")
    return value


Line = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$"),
    AfterValidator(_printable),
]
PolicyId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]*$", min_length=1, max_length=100)]
PolicyName = Annotated[str, Field(min_length=1, max_length=200)]
QuestionText = Annotated[
    str, Field(min_length=1, max_length=LONGEST_QUESTION, description="In your own words; a typo or two does no harm.")
]


def _whole(value: object) -> object:
    """JSON knows one kind of number: 8.0 is a whole one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int)]


class Request(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class Response(BaseModel):
    model_config = ConfigDict(frozen=True)
