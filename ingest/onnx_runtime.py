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

CPU_INFO = Path("/proc/cpuinfo")


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
    if not _sums_exactly():
        # Processors without VNNI saturate sums of 8-bit products; this makes them compute exactly, if slower.
        options.add_session_config_entry("session.x64quantprecision", "1")
    return ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _sums_exactly() -> bool:
    """Whether the processor has VNNI, which sums 8-bit products without saturating: the results are the same, bit for
    bit, and a third sooner. Where nobody tells (only Linux does), it is taken to have none."""
    try:
        return "avx512_vnni" in CPU_INFO.read_text(encoding="ascii", errors="replace").split()
    except OSError:
        return False
