"""Logs: a line an event, JSON or for a console, with the request's id, and nothing that a person typed.

Our own messages are made without user text; of other libraries' only those of the HTTP server are taken whole, as
theirs may hold anything (a validation error repeats what was sent): of the others we log which one spoke, and where.
Of an exception the types and places are logged, never its message. Control characters do not reach the log.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import PurePath
from types import TracebackType
from typing import Any, Literal, TextIO

import structlog
from structlog.typing import Processor

OURS = ("bot", "ingest", "evals")
_WHOLE = (*OURS, "uvicorn.error", "uvicorn")
# Each would log addresses, headers or bodies of requests; what is needed of them is logged by our own middleware.
_SILENCED = ("uvicorn.access", "httpx", "httpcore", "multipart", "python_multipart")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_FRAMES = 12
_EventDict = MutableMapping[str, Any]


def configure_logs(*, form: Literal["console", "json"], level: str, stream: TextIO | None = None) -> None:
    """Send all logs of the process to the stream (standard error) in this form. Replaces what was configured before."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _only_ours,
        _plain_exception,
        _without_control_characters,
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=True)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0, sort_keys=True)
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    for name in ("uvicorn", "uvicorn.error"):
        server = logging.getLogger(name)
        server.handlers[:] = []
        server.propagate = True
        server.setLevel(logging.INFO)
    for name in _SILENCED:
        logging.getLogger(name).setLevel(logging.CRITICAL)
        logging.getLogger(name).handlers[:] = []
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # a record that cannot be formatted would be printed with its arguments


def _only_ours(_: Any, __: str, event: _EventDict) -> _EventDict:
    record: logging.LogRecord | None = event.get("_record")
    if record is None or _is_under(record.name, _WHOLE):
        return event
    event["event"] = f"{record.levelname.lower()} of a library"
    event["where"] = f"{PurePath(record.pathname).name}:{record.lineno}"
    return event


def _plain_exception(_: Any, __: str, event: _EventDict) -> _EventDict:
    info = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if info is True:
        info = sys.exc_info()
    if isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if isinstance(info, tuple) and info[1] is not None:
        event["exception"] = _types(info[1])
        event["frames"] = _places(info[2])
    return event


def _without_control_characters(_: Any, __: str, event: _EventDict) -> _EventDict:
    return {
        name: _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value
        for name, value in event.items()
    }


def _types(error: BaseException) -> str:
    """The chain of types, what came first last."""
    names, seen = [], set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        names.append(type(at).__name__)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return " from ".join(names)


def _places(trace: TracebackType | None) -> list[str]:
    """The innermost places, as file and line within the package: no folder of this machine."""
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return [f"{'/'.join(PurePath(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}" for frame in frames]


def _is_under(name: str, roots: tuple[str, ...]) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in roots)
