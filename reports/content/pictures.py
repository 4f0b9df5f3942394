"""A picture as it came from a phone or a drawing program, made ready for page and mail.

Upright, no wider than readers need, in colours every screen shows, and without what it says about the
place and the camera. The same file gives the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reckoner.reports.cache.remembered import remembered
from reckoner.reports.confined.limits import Limits
from reckoner.reports.confined.plainfile import read_file
from reckoner.reports.confined.reading import read_apart
from reckoner.reports.content.fields import PictureFront
from reckoner.reports.errors import Fault, InputError, Place
from reckoner.reports.harmless.drawing import read_drawing as drawing_of
from reckoner.reports.picture import Picture

WIDEST = 1104  # twice the width of a newsletter's column, for sharp screens
WIDEST_IN_PRINT = 1980  # 168 mm at 300 dots an inch
_LARGEST_MB = 80
_LIMITS = Limits(memory_mb=1024, cpu_seconds=60, wall_seconds=120, answer_mb=64, file_mb=1)
_HEIC = {".heic", ".heif"}


@dataclass(frozen=True, slots=True)
class Ready:
    """A picture made ready. ``changes`` say in words what was done to it that its owner may want to know."""

    content: bytes
    ending: str
    width: int
    height: int
    changes: tuple[str, ...]


def as_picture(ready: Ready, front: PictureFront, stem: str) -> Picture:
    """A picture made ready, with what its editor says of it."""
    alt = " ".join(front.alt.split())
    name = f"{stem}.{ready.ending}"
    size = ready.width, ready.height
    looks = front.decoration, front.focus
    return Picture(name, ready.content, alt, front.caption, front.credit, *size, *looks)


def read_drawing(path: Path, where: Place) -> Ready:
    """A drawing (SVG) as it is.

    Raises InputError where it is missing, doesn't say how large it is, or holds what is more than a drawing:
    the file goes out as it is, and whoever opens it opens all of it.
    """
    content = _read(path, where)
    drawing = drawing_of(content)
    shown = (PurePosixPath(where.path).parent / path.parent.name / path.name).as_posix()
    if drawing.faults:
        todo = "Take it out: save it as plain SVG from the drawing program, or as PNG."
        raise InputError.of(Fault(what, Place(shown, line), todo) for line, what in drawing.faults)
    if not drawing.width:
        todo = "Save it as SVG with a viewBox, or as PNG."
        raise InputError(f"the drawing {path.name} has no viewBox, so its size isn't known", where, todo)
    return Ready(content, "svg", round(drawing.width), round(drawing.height), ())


def make_ready(path: Path, where: Place, widest: int = WIDEST) -> Ready:
    """Read a picture and make it ready. Raises InputError where it is missing or no picture."""
    is_heic = path.suffix.lower() in _HEIC
    reader = "reckoner.reports.content.heic" if is_heic else "reckoner.reports.content.photograph"
    asked = {"name": path.name, "is_heic": is_heic, "widest": widest}
    content = _read(path, where)

    def make() -> tuple[bytes, bytes]:
        made = read_apart(reader, content, where, _LIMITS, subject=f"the picture {path.name}", **asked)
        told = {name: made.header[name] for name in ("ending", "width", "height", "changes")}
        return made.blobs[0], json.dumps(told).encode()

    picture, told = remembered("picture", (json.dumps(asked).encode(), content), make)
    about = json.loads(told)
    return Ready(picture, about["ending"], about["width"], about["height"], tuple(about["changes"]))


def _read(path: Path, where: Place) -> bytes:
    if not path.exists():
        raise InputError(f"there is no picture {path.name}", where, f"Put it into {path.parent.name}/.")
    try:
        return read_file(path, path.name, _LARGEST_MB)
    except InputError as error:
        fault = error.faults[0]
        raise InputError(f"the picture {path.name} can't be used: {fault.what}", where, fault.todo) from None
