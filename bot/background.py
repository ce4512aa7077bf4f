"""The event loop that calls to other servers run in, whoever waits for them.

A cancelled task closes its connection even where the other side sends a byte a minute.
"""

from __future__ import annotations

import asyncio
import threading
from functools import cache


@cache
def background_loop() -> asyncio.AbstractEventLoop:
    """One loop for the process: clients keep connections that belong to a loop."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="calls", daemon=True).start()
    return loop
