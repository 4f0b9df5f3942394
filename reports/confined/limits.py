"""What one piece of work may use up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Memory in MB, seconds of processor time and of waiting, MB of the answer and of any file written."""

    memory_mb: int = 2048
    cpu_seconds: int = 300
    wall_seconds: float = 600
    answer_mb: int = 1024
    file_mb: int = 1024
