"""Figures for Prometheus. Labels are names of ours alone (routes, stages, statuses): nothing that a caller wrote."""

from __future__ import annotations

import re
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.model_use import ModelCall
from bot.models import Answer

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 30.0)
# How `bot.assemble` and `bot.answering.written` tell of statements that did not hold.
_REJECTED = re.compile(r"statements (?:of the language model )?left out, .*: (\d+)\Z")


class Meter:
    """Counts for one service; nothing is shared between two in one process."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._requests = Counter(
            "clausewise_requests", "Requests by route and status.", ["method", "route", "status"], registry=registry
        )
        self._seconds = Histogram(
            "clausewise_request_seconds",
            "Time until a response was sent.",
            ["route"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._stages = Histogram(
            "clausewise_stage_seconds", "Time in a stage of an answer.", ["stage"], buckets=_SECONDS, registry=registry
        )
        self._answers = Counter(
            "clausewise_answers",
            "Answers by status; those that are silent, over all, are the silence rate.",
            ["status"],
            registry=registry,
        )
        self._rejects = Counter(
            "clausewise_verification_rejects", "Statements left out: their citations did not hold.", registry=registry
        )
        self._refused = Counter(
            "clausewise_refused",
            "Requests that were not let through, by the problem's name.",
            ["problem"],
            registry=registry,
        )
        self._calls = Counter(
            "clausewise_model_calls",
            "Calls of the language model: ok, failed, or stopped as enough was known.",
            ["outcome"],
            registry=registry,
        )
        self._tokens = Counter(
            "clausewise_model_tokens", "Tokens to and from the language model.", ["direction"], registry=registry
        )
        self._spent = Counter(
            "clausewise_model_cost", "Cost of these tokens, in the currency of the settings.", registry=registry
        )
        self._generation = Gauge("clausewise_index_generation", "The index's publishes.", registry=registry)
        self._running = Gauge("clausewise_requests_running", "Requests that are worked on.", registry=registry)
        self._waiting = Gauge("clausewise_queue_length", "Requests that wait their turn.", registry=registry)

    def request(self, *, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answer(self, answer: Answer) -> None:
        self._answers.labels(answer.status).inc()
        for stage, milliseconds in answer.timings_ms.items():
            self._stages.labels(stage).observe(milliseconds / 1_000)
        for warning in answer.warnings:
            if rejected := _REJECTED.match(warning):
                self._rejects.inc(int(rejected[1]))

    def refused(self, problem: str) -> None:
        self._refused.labels(problem).inc()

    def model_used(self, call: ModelCall) -> None:
        self._calls.labels(call.outcome).inc()
        self._tokens.labels("input").inc(call.input_tokens)
        self._tokens.labels("output").inc(call.output_tokens)
        self._spent.inc(call.cost)

    def watch(self, *, generation: Callable[[], int], running: Callable[[], int], waiting: Callable[[], int]) -> None:
        """Where the figures are that are read when they are asked for."""
        self._generation.set_function(generation)
        self._running.set_function(running)
        self._waiting.set_function(waiting)

    def page(self) -> bytes:
        return generate_latest(self.registry)
