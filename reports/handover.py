"""What a process gives back that may be ended meanwhile: in a file, not through a pipe.

Who reads half an answer from a pipe waits for the rest for ever, ``concurrent.futures`` too. Only what a pipe
takes at once (PIPE_BUF, 4,096 bytes on Linux) is there or isn't: the name of a file.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any


def left(folder: str, act: Callable[..., Any], *given: Any) -> Path:
    """In the process: do it, and leave what comes of it, or the exception, in a file there."""
    answer: tuple[Any, Exception | None]
    try:
        answer = act(*given), None
    except Exception as problem:
        answer = None, problem
    descriptor, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(descriptor, "wb") as file:
        pickle.dump(answer, file)
    return Path(name)


def taken(path: Path) -> Any:
    """Where it is waited for: what ``left`` left there, which is gone then; the exception is raised."""
    with path.open("rb") as file:
        found, problem = pickle.load(file)
    path.unlink()
    if problem:
        raise problem
    return found
