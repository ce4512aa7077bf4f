"""The service: routes, problems, and the index that it owns while it runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from anyio import to_thread
from fastapi import Depends, FastAPI

from bot.api import openai_routes
from bot.api.access.guard import require
from bot.api.access.install import install
from bot.api.access.roles import Role, asking
from bot.api.mcp import http_app, mcp_server
from bot.api.pages import install_pages
from bot.api.problem_handlers import install_problem_handlers
from bot.api.responses import without_defaults
from bot.api.routes import admin, answers, health, policies
from bot.api.service import Service
from bot.api.settings import ApiSettings
from bot.library import OwnLibrary
from ingest.encoder import Encoder

DESCRIPTION = """
Answers questions about privacy policies from the policies' own clauses, and cites the exact words.

* Every statement of an answer has citations, and `text[start:end] == quote` holds for each: offsets count Unicode code
  points of the canonical text, which `GET /v1/policies/{id}/text` gives.
* Where the policies do not say, the status is `silent`; that is an answer, not an error.
* Errors are problem details (RFC 9457). Decide by `type`, which is stable; show `detail`, which says what to do.

Begin with `GET /v1/suggestions`, ask with `POST /v1/answers`, read around a citation with
`GET /v1/policies/{id}/clauses/{key}`.
"""
TAGS = [
    {"name": "ask", "description": "Questions, searches, and what to ask."},
    {"name": "policies", "description": "What is indexed: policies, versions, texts, clauses, differences."},
    {"name": "admin", "description": "Changing and checking the index. Needs the role admin."},
    {"name": "openai", "description": "OpenAI's chat completions, for clients and chat front ends that speak them."},
    {"name": "health", "description": "For supervisors and load balancers."},
]


def create_app(settings: ApiSettings, *, encoder: Encoder | None = None) -> FastAPI:
    """The service over the settings' index. It opens the index when it is started, and answers 503 until then.

    `encoder` takes the place of the embedding model that the settings name.
    """
    service = Service(settings, encoder=encoder)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.start()
        try:
            async with tools.session_manager.run():
                yield
        finally:
            await to_thread.run_sync(service.stop)
            await to_thread.run_sync(access.close)

    app = FastAPI(
        title="Clausewise",
        summary="Answers from the policies' own clauses, with exact citations.",
        description=DESCRIPTION,
        version=version("clausewise"),
        openapi_tags=TAGS,
        lifespan=lifespan,
        # Spans and logs of the framework would hold what users typed, and go wherever the environment says.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        docs_url=None,
        redoc_url=None,
    )
    app.state.service = service
    install_problem_handlers(app)
    access = install(app, settings, generation=service.generation)
    service.record = lambda request, asked, answer: access.record(answer, asked, request.state.principal)
    service.on_model_call = access.meter.model_used
    tools = mcp_server(
        lambda: OwnLibrary(service.bot),
        lambda answer, asked: access.record(answer, asked, asking.get()),
        limiter=service.limiter,
    )
    agents, admins = [Depends(require(Role.AGENT))], [Depends(require(Role.ADMIN))]
    install_pages(app)
    app.include_router(health.router)
    app.include_router(answers.router, dependencies=agents)
    app.include_router(policies.router, dependencies=agents)
    app.include_router(admin.router, dependencies=admins)
    app.include_router(openai_routes.router, dependencies=agents)
    app.router.routes.extend(http_app(tools, settings).routes)
    described = app.openapi
    app.openapi = lambda: without_defaults(described())  # type: ignore[method-assign]
    return app
