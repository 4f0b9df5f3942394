"""A photograph made ready, in a process that may fail: decoded small, upright, in sRGB, without metadata."""

from __future__ import annotations

import io
import warnings
from typing import Any

from PIL import (
    GifImagePlugin,
    Image,
    ImageCms,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from reckoner.reports.confined.ipc import Message
from reckoner.reports.errors import InputError, Place

MOST_PIXELS = 64_000_000
MOST_PIXELS_OF_A_JPEG = 170_000_000
"""A JPEG can be decoded at an eighth of its size; every other kind takes some ten bytes a pixel."""
_FEW_COLOURS = 20_000  # a drawing has fewer, a photograph more
_ORIENTATION, _GPS = 0x0112, 0x8825
# Loaded with this module, and so before a child is forked.
_FORMATS = tuple(
    plugin.format
    for plugin in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        GifImagePlugin.GifImageFile,
        WebPImagePlugin.WebPImageFile,
        TiffImagePlugin.TiffImageFile,
    )
)


def answer(message: Message) -> Message:
    """The picture of a file's bytes made ready. Raises InputError where they hold none."""
    asked = message.header
    where = Place(asked["shown"], asked["line"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged metadata, which is dropped anyway
        try:
            return ready(message.blobs[0], asked["name"], asked["is_heic"], asked["widest"], where)
        except (
            UnidentifiedImageError,
            Image.DecompressionBombError,
            OSError,
            EOFError,
            ValueError,
            SyntaxError,
        ):
            raise InputError(
                f"the picture {asked['name']} can't be read", where, "Save it again as JPEG or PNG."
            ) from None


def _require_few_pixels(image: Image.Image, name: str, where: Place) -> None:
    most = MOST_PIXELS_OF_A_JPEG if image.format == "JPEG" else MOST_PIXELS
    if image.width * image.height > most:
        what = (
            f"the picture {name} has {image.width:,} by {image.height:,} pixels; the most is "
            f"{most // 1_000_000} million"
        )
        raise InputError(what, where, "Save it smaller: 4,000 pixels across are more than any page shows.")


def ready(content: bytes, name: str, is_heic: bool, widest: int, where: Place) -> Message:
    """The picture, and in the header its ``ending``, size and what was changed."""
    formats = (*_FORMATS, "HEIF") if is_heic else _FORMATS
    image: Image.Image = Image.open(io.BytesIO(content), formats=formats)
    _require_few_pixels(image, name, where)
    changes = list(_about(image, is_heic))
    was = image.size
    image.draft("RGB", (widest * 2, widest * 2))  # a JPEG of 48 megapixels need not be read in full
    image = _plain(ImageOps.exif_transpose(image))
    if image.width > widest:
        size = (widest, max(1, round(image.height * widest / image.width)))
        image = image.resize(size, Image.Resampling.LANCZOS)
        changes.append(f"shrunk from {was[0]} by {was[1]} pixels")
    out, ending = _written(image)
    told = {"ending": ending, "width": image.width, "height": image.height, "changes": changes}
    return Message(told, (out,))


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
    if image.mode.startswith("I"):  # Pillow would cut sixteen bits off at eight: white
        image = image.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    plain = image.convert("RGB")
    plain.info = {}
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
