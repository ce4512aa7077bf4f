"""OpenTelemetry traces, sent where our own setting says, and nowhere without it.

The tracer is not made the process's own: libraries that trace (the MCP SDK does, with what it was sent) find none. What
other tools' variables say (OTEL_*) decides neither whether nor where anything is sent. A span has a route, a status,
times and ids; never an address, a header or a text.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter

SERVICE = "clausewise"


class Tracing:
    """With no exporter all of it does nothing."""

    def __init__(self, exporter: SpanExporter | None = None) -> None:
        self._provider = _provider(exporter) if exporter else None
        self._tracer: Tracer | None = self._provider.get_tracer(SERVICE) if self._provider else None

    @contextmanager
    def request(self, method: str, headers: Mapping[str, str], request_id: str) -> Iterator[Span | None]:
        """The span of a request, within the caller's trace where it sent one."""
        if self._tracer is None:
            yield None
            return
        within = TraceContextTextMapPropagator().extract({"traceparent": headers.get("traceparent", "")})
        with self._tracer.start_as_current_span(
            f"HTTP {method}",
            context=within,
            kind=SpanKind.SERVER,
            attributes={"http.request.method": method, "clausewise.request_id": request_id},
            record_exception=False,  # messages of exceptions may hold what was typed
            set_status_on_exception=False,
        ) as span:
            yield span

    def stages(self, milliseconds: Mapping[str, float]) -> None:
        """Spans of an answer's stages, which followed one another and ended now, within the request's span."""
        if self._tracer is None:
            return
        start = time.time_ns() - int(sum(milliseconds.values()) * 1e6)
        for name, took in milliseconds.items():
            end = start + int(took * 1e6)
            self._tracer.start_span(name, start_time=start).end(end)
            start = end

    def close(self) -> None:
        """Send what is left."""
        if self._provider:
            self._provider.shutdown()


def end_request(span: Span | None, *, method: str, route: str, status: int) -> None:
    if span is None:
        return
    span.update_name(f"{method} {route}")
    span.set_attributes({"http.route": route, "http.response.status_code": status})
    if status >= 500:
        span.set_status(Status(StatusCode.ERROR))


def otlp_exporter(endpoint: str) -> SpanExporter:
    """An exporter to this address and no other; nothing is read from OTEL_* variables but what a proxy is."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter(endpoint=endpoint)


def _provider(exporter: SpanExporter) -> TracerProvider:
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.sdk.trace.sampling import ALWAYS_ON, ParentBased

    # Resource.create would add what OTEL_RESOURCE_ATTRIBUTES holds.
    provider = TracerProvider(resource=Resource({"service.name": SERVICE}), sampler=ParentBased(ALWAYS_ON))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider
