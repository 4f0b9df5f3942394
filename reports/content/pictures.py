"""A picture as it came from a phone or a drawing program, made ready for page and mail.

Upright, no wider than readers need, in colours every screen shows, and without what it says about the
place and the camera. The same file gives the same bytes.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from reports.content.fields import PictureFront
from reports.errors import Fault, InputError, Place
from reports.harmless.drawing import read_drawing as drawing_of
from reports.picture import Picture

WIDEST = 1104  # twice the width of a newsletter's column, for sharp screens
WIDEST_IN_PRINT = 1980  # 168 mm at 300 dots an inch
_LARGEST_FILE = 80_000_000
_MOST_PIXELS = 170_000_000
_FEW_COLOURS = 20_000  # a drawing has fewer, a photograph more
_ORIENTATION, _GPS = 0x0112, 0x8825
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF")
_HEIC = {".heic", ".heif"}
_LARGEST_SIDE = 100_000


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
    return Picture(name, ready.content, alt, front.caption, front.credit, ready.width, ready.height)


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
    if not (0 < drawing.width < _LARGEST_SIDE and 0 < drawing.height < _LARGEST_SIDE):
        todo = "Save it as SVG with a viewBox, or as PNG."
        raise InputError(f"the drawing {path.name} has no viewBox, so its size isn't known", where, todo)
    return Ready(content, "svg", round(drawing.width), round(drawing.height), ())


def make_ready(path: Path, where: Place, widest: int = WIDEST) -> Ready:
    """Read a picture and make it ready. Raises InputError where it is missing or no picture."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged metadata, which is dropped anyway
        try:
            return _ready(_read(path, where), path.suffix.lower() in _HEIC, where, widest)
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
            raise InputError(
                f"the picture {path.name} can't be read", where, "Save it again as JPEG or PNG."
            ) from None


def _read(path: Path, where: Place) -> bytes:
    if not path.is_file():
        raise InputError(f"there is no picture {path.name}", where, f"Put it into {path.parent.name}/.")
    if path.stat().st_size > _LARGEST_FILE:
        raise InputError(f"the picture {path.name} is too large", where, "Save it smaller.")
    return path.read_bytes()


def _ready(content: bytes, is_heic: bool, where: Place, widest: int) -> Ready:
    if is_heic:
        import pillow_heif

        pillow_heif.register_heif_opener()
    formats = (*_FORMATS, "HEIF") if is_heic else _FORMATS
    image: Image.Image = Image.open(io.BytesIO(content), formats=formats)
    if image.width * image.height > _MOST_PIXELS:
        raise InputError("the picture has too many pixels", where, "Save it smaller.")
    changes = list(_about(image, is_heic))
    was = image.size
    image.draft("RGB", (widest * 2, widest * 2))  # a JPEG of 48 megapixels need not be read in full
    image = _plain(ImageOps.exif_transpose(image))
    if image.width > widest:
        size = (widest, max(1, round(image.height * widest / image.width)))
        image = image.resize(size, Image.Resampling.LANCZOS)
        changes.append(f"shrunk from {was[0]} by {was[1]} pixels")
    out, ending = _written(image)
    return Ready(out, ending, image.width, image.height, tuple(changes))


def _about(image: Image.Image, is_heic: bool) -> list[str]:
    exif = image.getexif()
    said = []
    if is_heic:
        said.append("saved as JPEG")
    if exif.get(_ORIENTATION, 1) != 1:  # HEIC is turned while it is read
        said.append("turned upright")
    if exif.get_ifd(_GPS):
        said.append("the place where it was taken removed")
    elif len(exif):
        said.append("its metadata removed")
    return said


def _plain(image: Image.Image) -> Image.Image:
    """In the colours of the web, on white where it is transparent, with nothing attached."""
    if profile := image.info.get("icc_profile"):
        image = _in_srgb(image, profile)
    if image.mode in ("RGBA", "LA", "PA", "P"):
        clear = image.convert("RGBA")
        image = Image.new("RGB", clear.size, "#FFFFFF")
        image.paste(clear, mask=clear.getchannel("A"))
    plain = Image.new("RGB", image.size)
    plain.paste(image.convert("RGB"))
    return plain


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source: Any = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return changed or image


def _written(image: Image.Image) -> tuple[bytes, str]:
    out = io.BytesIO()
    if image.getcolors(_FEW_COLOURS) is None:
        image.save(out, "JPEG", quality=82, optimize=True)
        return out.getvalue(), "jpg"
    few = image.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue(), "png"
