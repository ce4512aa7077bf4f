"""The server's end of a connection, let go where a request's head does not arrive, or does not end.

The server itself waits for a head without end: a few thousand silent connections would leave none for others. What
comes after the head is watched in `bot/api/access/bodies.py`.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD_BYTES = 65_536


def impatient(seconds: float) -> type[HttpToolsProtocol]:
    """The protocol for `uvicorn.Config(http=...)`: a head may take so long, from its first byte or from the connect."""

    class Connection(HttpToolsProtocol):
        _overdue: asyncio.TimerHandle | None = None
        _head_bytes = 0

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._expect_head()

        def on_message_begin(self) -> None:
            super().on_message_begin()
            if self._overdue is None:  # a further request of the connection
                self._expect_head()

        def on_headers_complete(self) -> None:
            self._expect_no_head()
            super().on_headers_complete()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self._overdue is not None:
                self._head_bytes += len(data)
                if self._head_bytes > MOST_HEAD_BYTES and not self.transport.is_closing():
                    self.send_400_response("The head of the request is too large.")

        def connection_lost(self, exc: Exception | None) -> None:
            self._expect_no_head()
            super().connection_lost(exc)

        def _expect_head(self) -> None:
            self._head_bytes = 0
            self._overdue = self.loop.call_later(seconds, self.transport.close)

        def _expect_no_head(self) -> None:
            if self._overdue is not None:
                self._overdue.cancel()
                self._overdue = None

    return Connection
