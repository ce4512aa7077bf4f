"""Access put into the service: its middleware, its routes, and what the rest of the service calls."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from bot.api.access.audit import open_audit
from bot.api.access.clock import now
from bot.api.access.credentials import Doorkeeper, check_bind
from bot.api.access.feedback import FeedbackBook
from bot.api.access.gate import Gate
from bot.api.access.guard import require
from bot.api.access.keys import Keys
from bot.api.access.limits import Rates, Slots
from bot.api.access.metrics import Meter
from bot.api.access.observing import REQUEST_ID, Observing
from bot.api.access.oidc import tokens_of
from bot.api.access.records import Asked, record_of
from bot.api.access.roles import Principal
from bot.api.access.routes import router_of
from bot.api.access.store import open_store
from bot.api.access.tracing import Tracing, otlp_exporter
from bot.api.settings import ApiSettings
from bot.models import Answer


class Access:
    """What the service calls: who asked is in `request.state.principal`, `require(role)` is a route's dependency."""

    require = staticmethod(require)

    def __init__(self, settings: ApiSettings) -> None:
        """Raises SettingsError for settings that would let anybody in, and errors of the ops file."""
        tokens = tokens_of(settings)
        self.meter = Meter()
        self.rates = Rates(settings)
        self.slots = Slots(running=settings.concurrency, waiting=settings.queue, seconds=settings.queue_seconds)
        self.store = open_store(settings.ops_file)
        self.keys = Keys(self.store)
        check_bind(settings, host=settings.host, keys=self.keys, tokens=tokens)
        self.audit = open_audit(self.store, settings.ops_file, log_every=settings.audit_log_every)
        self.feedback = FeedbackBook(self.store, days=settings.feedback_days)
        self.tracing = Tracing(otlp_exporter(settings.trace_endpoint) if settings.trace_endpoint else None)
        self.doorkeeper = Doorkeeper(settings, host=settings.host, keys=self.keys, tokens=tokens, rates=self.rates)

    def record(self, answer: Answer, asked: Asked, principal: Principal) -> None:
        """Write the answer into the audit and count it. To be called in a worker thread, before the answer is sent.

        Raises OpsUnavailableError: what cannot be recorded must not be sent.
        """
        context = asked.context
        self.audit.append(
            record_of(
                asked,
                answer,
                at=now(),
                key_id=principal.id,
                question_hmac=self.audit.question_hmac(asked.question),
                context_hmac=self.audit.question_hmac(context) if context else None,
            )
        )
        self.meter.answer(answer)
        self.tracing.stages(answer.timings_ms)

    def close(self) -> None:
        """At the end of the service: the audit's head into the log, the last spans out."""
        self.audit.log_head()
        self.tracing.close()
        self.store.close()


def install(app: FastAPI, settings: ApiSettings, *, generation: Callable[[], int] = lambda: 0) -> Access:
    """Put the middleware and the routes into the app. `close` is to be called when it ends.

    The last middleware that is added is the outermost: what observes sees everything, also what the gate refuses.
    """
    access = Access(settings)
    access.meter.watch(
        generation=generation, running=lambda: access.slots.running, waiting=lambda: access.slots.waiting
    )
    app.add_middleware(
        Gate,
        settings=settings,
        doorkeeper=access.doorkeeper,
        slots=access.slots,
        meter=access.meter,
        max_upload_bytes=settings.max_upload_bytes,
    )
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors_origins),
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "X-API-Key", REQUEST_ID],
            expose_headers=[REQUEST_ID, "Retry-After"],
        )
    app.add_middleware(Observing, meter=access.meter, tracing=access.tracing)
    app.include_router(router_of(access.feedback, access.audit, access.meter))
    return access
