"""What browsers are told about responses. Pure."""

from __future__ import annotations

_DOCS = "/docs"
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_NO_PAGE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
# The page of the OpenAPI document: it has a script in the page, and its code and style beside it.
_DOCS_PAGE = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)


def security_headers(path: str) -> dict[str, str]:
    """The headers for a response at this path, for all that do not set their own. Answers are never cached."""
    if path.startswith(_DOCS):
        return {**_ALWAYS, "Content-Security-Policy": _DOCS_PAGE}
    return {**_ALWAYS, "Content-Security-Policy": _NO_PAGE, "Cache-Control": "no-store"}
