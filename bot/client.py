"""A client of the service, for programs: the chat page, the command line, the evaluation.

    with Client("http://127.0.0.1:8000", key=...) as client:
        answer = client.ask("How long is my data kept?", policies=["latchwell"])

Values are those of `bot.models`; what has no model there is the JSON that /docs describes. Nothing is tried again: who
starts together with the service waits with `ready()`. Imports no store and no model.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter, ValidationError

from bot.client_wire import (
    ApiError,
    ApiUnavailableError,
    RateLimitedError,
    iso_day,
    question_body,
    read_events,
    refuse,
    without_none,
)
from bot.models import Answer, AnswerEvent, Coverage, Message, SearchHit

__all__ = ["ApiError", "ApiUnavailableError", "Client", "RateLimitedError"]

_EVENTS: TypeAdapter[AnswerEvent] = TypeAdapter(AnswerEvent)
_HITS: TypeAdapter[list[SearchHit]] = TypeAdapter(list[SearchHit])
_OBJECT: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])
_POLL_SECONDS = 0.2
_EVENT_NAMES = frozenset({"citation", "statement", "done"})


class Client:
    """Methods raise ApiError (RateLimitedError among them) or ApiUnavailableError, and may be called from any thread.

    `seconds` is how long a response may take to begin, or to go on.
    """

    def __init__(
        self, url: str, *, key: str | None = None, seconds: float = 60.0, transport: httpx.BaseTransport | None = None
    ) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        timeout = httpx.Timeout(seconds, connect=min(seconds, 5.0))
        # Proxies of the environment would see the questions.
        self._http = httpx.Client(
            base_url=url.rstrip("/"), headers=headers, timeout=timeout, transport=transport, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    # Asking

    def ask(
        self,
        question: str,
        *,
        policies: Sequence[str] = (),
        as_of: date | None = None,
        history: Sequence[Message] = (),
    ) -> Answer:
        body = question_body(question, policies=policies, as_of=as_of, history=history)
        return self._answer(self._post("/v1/answers", body))

    def ask_text(self, question: str, *, text: str, name: str | None = None, history: Sequence[Message] = ()) -> Answer:
        """Ask a policy that is sent along; nothing of it is stored."""
        body = question_body(question, text=text, name=name, history=history)
        return self._answer(self._post("/v1/answers", body))

    def stream(
        self,
        question: str,
        *,
        policies: Sequence[str] = (),
        as_of: date | None = None,
        history: Sequence[Message] = (),
        text: str | None = None,
        name: str | None = None,
    ) -> Iterator[AnswerEvent]:
        """The answer as it is made; with `text` of the policy that is sent along. To close the iterator stops it."""
        body = question_body(question, policies=policies, as_of=as_of, history=history, text=text, name=name)
        headers = {"Accept": "text/event-stream"}
        with self._told(), self._http.stream("POST", "/v1/answers", json=body, headers=headers) as response:
            if response.status_code != httpx.codes.OK:
                response.read()
                refuse(response)
            for name_, data in read_events(response.iter_lines()):
                if name_ == "error":
                    raise ApiError(json.loads(data))
                if name_ in _EVENT_NAMES:
                    yield _EVENTS.validate_json(data)

    def search(
        self,
        query: str,
        *,
        policies: Sequence[str] = (),
        k: int = 8,
        as_of: date | None = None,
        practices: Sequence[str] = (),
    ) -> list[SearchHit]:
        """With `practices`, as `coverage` names them, only passages of clauses about one of them."""
        body = without_none({"query": query, "policies": list(policies), "k": k, "as_of": iso_day(as_of)})
        if practices:
            body["practices"] = list(practices)
        found = self._post("/v1/search", body)
        with self._told():
            return _HITS.validate_python(found.get("hits"))

    def suggestions(self, policy: str | None = None) -> list[str]:
        """Questions that the policy, or all policies, answer."""
        found = self._get("/v1/suggestions", policy=policy)["suggestions"]
        return [one["question"] for one in found]

    def overview(self, policy: str, *, as_of: date | None = None) -> Answer:
        return self._answer(self._get(_policy(policy, "/overview"), as_of=iso_day(as_of)))

    def coverage(self, policy: str, *, version: str | None = None, as_of: date | None = None) -> Coverage:
        """Which practices a policy speaks of, and in which clauses."""
        found = self._get(_policy(policy, "/coverage"), version=version, as_of=iso_day(as_of))
        with self._told():
            return Coverage.model_validate(found)

    # Reading

    def policies(self) -> list[dict[str, Any]]:
        """Each with `id`, `name`, `version`, `effective`, `versions` and what else /docs says of a PolicySummary."""
        found: list[dict[str, Any]] = self._get("/v1/policies")["policies"]
        return found

    def policy(self, policy: str) -> dict[str, Any]:
        return self._get(_policy(policy))

    def versions(self, policy: str) -> list[dict[str, Any]]:
        """Oldest first."""
        found: list[dict[str, Any]] = self._get(_policy(policy, "/versions"))["versions"]
        return found

    def text(self, policy: str, *, version: str | None = None, as_of: date | None = None) -> dict[str, Any]:
        """`text` is the canonical text, which all offsets point into."""
        return self._get(_policy(policy, "/text"), version=version, as_of=iso_day(as_of))

    def clauses(self, policy: str, *, version: str | None = None, as_of: date | None = None) -> list[dict[str, Any]]:
        """The outline, in the order of the text; `parent` is a key."""
        found = self._get(_policy(policy, "/clauses"), version=version, as_of=iso_day(as_of))
        clauses: list[dict[str, Any]] = found["clauses"]
        return clauses

    def clause(self, policy: str, key: str, *, version: str | None = None, as_of: date | None = None) -> dict[str, Any]:
        """A clause with its `text`; `key` is what follows the # in a citation's `clause`."""
        path = _policy(policy, f"/clauses/{quote(key, safe='')}")
        return self._get(path, version=version, as_of=iso_day(as_of))

    def diff(self, policy: str, before: str | None = None, after: str | None = None) -> dict[str, Any]:
        """What changed between two versions, else between the two latest."""
        return self._get(_policy(policy, "/diff"), **{"from": before, "to": after})

    def outline(self, text: str) -> dict[str, Any]:
        """Of a policy that is sent along and not stored: its `title`, and `clauses` as those of an indexed one."""
        return self._post("/v1/outline", {"text": text})

    # Changing

    def upload(
        self,
        policy: str,
        *,
        file: Path | None = None,
        text: str | None = None,
        url: str | None = None,
        media_type: str | None = None,
        name: str | None = None,
        effective: date | None = None,
        language: str | None = None,
        dry_run: bool = False,
    ) -> dict[str, Any]:
        """Put a policy into the index, from file, text or a page: a job, or with `dry_run` what it comes to."""
        known = without_none({"name": name, "effective": iso_day(effective), "language": language})
        params = {"dry_run": "1"} if dry_run else {}
        if file is not None:
            with file.open("rb") as opened:
                return self._send(
                    "PUT", _policy(policy), params=params, data=known, files={"file": (file.name, opened)}
                )
        body = without_none({"text": text, "url": url, "media_type": media_type, **known})
        return self._send("PUT", _policy(policy), params=params, json=body)

    def remove(self, policy: str) -> dict[str, Any]:
        """The job that took the policy out, with all its versions."""
        return self._send("DELETE", _policy(policy))

    def ingest(self, policies: Sequence[Mapping[str, Any]] = (), *, refresh: bool = False) -> dict[str, Any]:
        """A job that puts in many policies, or reads all sources again; see `job`."""
        return self._post("/v1/ingest", {"policies": [dict(one) for one in policies], "refresh": refresh})

    def job(self, job_id: str) -> dict[str, Any]:
        return self._get(f"/v1/jobs/{quote(job_id, safe='')}")

    def finished(self, job_id: str, *, seconds: float = 600.0) -> dict[str, Any]:
        """The job when it is done or failed; raises ApiUnavailableError when it takes longer."""
        until = time.monotonic() + seconds
        while (job := self.job(job_id))["state"] in ("queued", "running"):
            if time.monotonic() > until:
                raise ApiUnavailableError(f"job {job_id} is not finished after {seconds:g} s; ask for it later")
            time.sleep(_POLL_SECONDS)
        return job

    # Looking after

    def feedback(self, answer_id: str, rating: str, **more: Any) -> dict[str, Any]:
        """`rating` is "up" or "down"; a comment and what else /docs says of it go along."""
        return self._post("/v1/feedback", without_none({"answer_id": answer_id, "rating": rating, **more}))

    def feedback_given(self, *, after: str = "", limit: int = 100) -> dict[str, Any]:
        """`feedback`, oldest first, and `next`: what to give as `after` for what follows, None at the end."""
        return self._get("/v1/feedback", after=after, limit=str(limit))

    def doctor(self) -> dict[str, Any]:
        return self._get("/v1/doctor")

    def eval_report(self) -> dict[str, Any]:
        """The latest report of the evaluation."""
        report: dict[str, Any] = self._get("/v1/eval-report")["report"]
        return report

    def ready(self, *, seconds: float = 0.0) -> bool:
        """Whether the service can answer, asked for at most so many seconds until it can."""
        until = time.monotonic() + seconds
        while True:
            try:
                self._get("/readyz")
            except (ApiUnavailableError, ApiError):
                if time.monotonic() >= until:
                    return False
                time.sleep(_POLL_SECONDS)
            else:
                return True

    def _get(self, path: str, **params: str | None) -> dict[str, Any]:
        return self._send("GET", path, params=without_none(params))

    def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        return self._send("POST", path, json=body)

    def _send(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        with self._told():
            response = self._http.request(method, path, **options)
            if not response.is_success:
                refuse(response)
            return _OBJECT.validate_json(response.content)

    def _answer(self, value: Mapping[str, Any]) -> Answer:
        with self._told():
            return Answer.model_validate(value)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except httpx.HTTPError as exc:
            raise ApiUnavailableError(
                f"the service at {self._http.base_url} does not answer ({type(exc).__name__}); is it running?"
            ) from exc
        except (json.JSONDecodeError, ValidationError) as exc:
            raise ApiUnavailableError(
                f"what answers at {self._http.base_url} does not speak this API; mend the address, or update"
            ) from exc


def _policy(policy: str, rest: str = "") -> str:
    return f"/v1/policies/{quote(policy, safe='')}{rest}"
