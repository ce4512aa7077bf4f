"""The one place that imports onnxruntime, with its telemetry off.

Official builds of onnxruntime from 1.29 on report to their maker by default, on Linux and macOS too, and leave a device
id in the user's cache folder. The environment variable that forbids it must stand before the library loads.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any


def forbid_telemetry() -> None:
    """To be called before anything imports onnxruntime, also where another library would import it."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"


@cache
def onnxruntime() -> ModuleType:
    forbid_telemetry()
    import onnxruntime as ort

    ort.disable_telemetry_events()  # builds that report through the operating system know only this
    return ort  # type: ignore[no-any-return]


def open_session(model: Path) -> Any:
    """An `InferenceSession` that computes on the calling thread; it may be used by several threads at once."""
    ort = onnxruntime()
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena never gives memory back
    # Processors without VNNI saturate 8-bit products; this makes them compute exactly, if slower.
    options.add_session_config_entry("session.x64quantprecision", "1")
    return ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
