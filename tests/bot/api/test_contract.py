"""The OpenAPI document against the running service, by schemathesis: what it allows is taken, what it forbids refused,
every response is as it says, no status but those it names, and nothing without a key."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.api.access.roles import Role
from tests.bot.api.access.serving import made_key
from tests.bot.api.running import POLICIES, index_policies, running, settings_of
from tests.fakes import FakeEncoder

# All checks are on. Where the content decides (a question of blanks, a text that is no policy, an address that may not
# be fetched, a conversation that ends with the assistant), no schema can say so, and a refusal is right.
CONTENT_DECIDES = {
    "POST /v1/answers": 422,
    "POST /v1/answers/batch": 422,
    "POST /v1/search": 422,
    "POST /v1/outline": 422,
    "POST /v1/ingest": 422,
    "PUT /v1/policies/{id}": 422,
    "POST /v1/chat/completions": 400,
}
CONFIG = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 401, 403, 404, 409, 429]
"""
OPERATION = """
[[operations]]
include-name = "{name}"
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 409, 415, 429, {status}]
"""
# A multipart form, or none at all, in the place of JSON is another format, not other data.
LONG = int(os.environ.get("SOAK_EXAMPLES", "200"))

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("socket_enabled")]


def contract(folder: Path, role: Role | None, *, examples: int, phases: str) -> subprocess.CompletedProcess[str]:
    """A run against a service that has keys, with one of this role or none."""
    settings = settings_of(folder)
    index_policies(settings, folder, POLICIES, encoder=FakeEncoder(dimensions=64))
    key = made_key(settings, role or Role.ADMIN)
    authorized = ("--header", f"Authorization: Bearer {key}") if role else ()
    operations = "".join(OPERATION.format(name=name, status=status) for name, status in CONTENT_DECIDES.items())
    config = folder / "schemathesis.toml"
    config.write_text(CONFIG + operations, encoding="utf-8")
    unlimited = "1000000/minute"
    with running(folder, rate_per_key=unlimited, rate_per_address=unlimited) as served:
        return subprocess.run(
            [
                *(str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(config)),
                *("run", f"{served.url}/openapi.json", *authorized),
                *("--phases", phases, "--max-examples", str(examples), "--seed", "1", "--continue-on-failure"),
                *("--suppress-health-check", "all", "--generation-database", "none", "--no-color"),
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
        )


def test_the_service_keeps_to_its_document(tmp_path: Path) -> None:
    """Schemathesis itself tries without a key, too."""
    ran = contract(tmp_path, Role.ADMIN, examples=3, phases="examples,coverage,fuzzing")
    assert ran.returncode == 0, ran.stdout


@pytest.mark.soak
@pytest.mark.parametrize("role", [Role.ADMIN, Role.AGENT, None], ids=["admin", "agent", "nobody"])
def test_the_service_keeps_to_its_document_for_long(tmp_path: Path, role: Role | None) -> None:
    ran = contract(tmp_path, role, examples=LONG, phases="examples,coverage,fuzzing,stateful")
    assert ran.returncode == 0, ran.stdout
