"""The images that citizens send: decoded, stripped of everything but the picture, and stored.

Whatever came in is never kept or shown: what is stored is always drawn anew. So there is no place
of taking, no hidden second file and no decoder trick left in it. The folder lies outside any web
root, and names are random.
"""

import io
import os
import re
import secrets
import threading
import warnings
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import zxingcpp
from PIL import Image, ImageOps

MAX_BYTES = 5 * 1024 * 1024
MAX_SIDE = 65_500
"""The most that JPEG holds; what reads QR codes takes no more either."""
MAX_PIXELS = 25_000_000
"""Twice what a phone usually takes; to decode a WebP of this size takes half a gigabyte."""
KEPT_PIXELS = 8_000_000
"""Larger ones are made smaller: a long screenshot is still readable then."""
MAX_SIDE_OF_WEBP = 16_383
MAX_CODES = 5
MAX_CODE_LENGTH = 1_000

FORMATS = ("PNG", "JPEG", "WEBP")
NAME = re.compile(r"[0-9a-f]{32}\.(?:png|webp)")
CONTENT_TYPES = {"png": "image/png", "webp": "image/webp"}

# Pillow only warns of images that are somewhat too large, and goes on.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


class ImageFault(StrEnum):
    """Why an image is refused."""

    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    NOT_AN_IMAGE = "not_an_image"


class ImageError(ValueError):
    """An image that is not taken.

    Attributes:
        code: Why.
    """

    def __init__(self, code: ImageFault) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class StoredImage:
    """An image that was taken.

    Attributes:
        name: Random; what `Images.open` and `Images.delete` take.
        qr: What the QR codes in it say, whatever that is.
    """

    name: str
    width: int
    height: int
    qr: tuple[str, ...]


class Images:
    """Keeps images in one folder, readable by this account alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._decoding = threading.Lock()  # one at a time: a decoded image takes much memory

    def save(self, data: bytes) -> StoredImage:
        """Take an image; it is on the disk when this returns.

        Raises:
            ImageError: It is too large, has too many pixels or is no PNG, JPEG or WebP.
            OSError: The disk does not take it.
        """
        if len(data) > MAX_BYTES:
            raise ImageError(ImageFault.TOO_LARGE)
        with self._decoding:
            picture, suffix = _decoded(data)
            codes = _codes_in(picture)
            picture.thumbnail(_kept_size(picture))
            drawn = _drawn_anew(picture, suffix)
        name = f"{secrets.token_hex(16)}.{suffix}"
        self._write(name, drawn)
        return StoredImage(name, picture.width, picture.height, codes)

    def codes_in(self, data: bytes) -> tuple[str, ...]:
        """Give what the QR codes in an image say, and keep nothing of it.

        Raises:
            ImageError: It is too large, has too many pixels or is no PNG, JPEG or WebP.
        """
        if len(data) > MAX_BYTES:
            raise ImageError(ImageFault.TOO_LARGE)
        with self._decoding:
            picture, _ = _decoded(data)
            return _codes_in(picture)

    def open(self, name: str) -> bytes:
        """Give a stored image.

        Raises:
            FileNotFoundError: There is none of that name.
        """
        return self._path(name).read_bytes()

    def delete(self, name: str) -> None:
        """Delete a stored image; it does not matter whether it is still there.

        Raises:
            FileNotFoundError: That can be no name of an image.
        """
        self._path(name).unlink(missing_ok=True)

    def touch(self, names: Iterable[str], at: datetime) -> None:
        """Make images count as stored at a moment; it does not matter whether they are there."""
        for name in names:
            with suppress(FileNotFoundError):
                os.utime(self._path(name), (at.timestamp(), at.timestamp()))

    def older_than(self, moment: datetime) -> tuple[str, ...]:
        """Give the names of the images that were stored before a moment."""
        found: list[str] = []
        with suppress(FileNotFoundError), os.scandir(self._folder) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):  # deleted meanwhile
                    if NAME.fullmatch(entry.name) and entry.stat().st_mtime < moment.timestamp():
                        found.append(entry.name)
        return tuple(found)

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise FileNotFoundError("no stored image has such a name")
        return self._folder / name

    def _write(self, name: str, data: bytes) -> None:
        """Write durably: a report that names the image is acknowledged right after."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / name
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def content_type(name: str) -> str:
    """Give the media type of a stored image."""
    return CONTENT_TYPES[name.rpartition(".")[2]]


def _decoded(data: bytes) -> tuple[Image.Image, str]:
    """Give the first picture in the data, upright, and the suffix of the format to keep it in."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:  # reads the header alone
            _refuse_bomb(opened)
            is_png = opened.format == "PNG"
            picture = _plain(ImageOps.exif_transpose(opened))
    except ImageError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise ImageError(ImageFault.TOO_MANY_PIXELS) from error
    except Exception as error:  # a decoder raises whatever a broken file makes it stumble over
        raise ImageError(ImageFault.NOT_AN_IMAGE) from error
    fits_webp = max(picture.size) <= MAX_SIDE_OF_WEBP
    return picture, "webp" if fits_webp and not is_png else "png"


def _refuse_bomb(opened: Image.Image) -> None:
    if opened.width * opened.height > MAX_PIXELS or max(opened.size) > MAX_SIDE:
        raise ImageError(ImageFault.TOO_MANY_PIXELS)


def _plain(picture: Image.Image) -> Image.Image:
    """Give the pixels alone, without metadata, palette or colour profile."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    plain = picture.convert(mode)
    plain.info.clear()
    return plain


def _codes_in(picture: Image.Image) -> tuple[str, ...]:
    found = zxingcpp.read_barcodes(
        picture.convert("L"),
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        text_mode=zxingcpp.TextMode.Plain,
    )
    texts = (each.text.replace("\0", "").strip()[:MAX_CODE_LENGTH] for each in found)
    return tuple(dict.fromkeys(text for text in texts if text))[:MAX_CODES]


def _kept_size(picture: Image.Image) -> tuple[int, int]:
    scale = min(1.0, (KEPT_PIXELS / (picture.width * picture.height)) ** 0.5)
    return max(1, int(picture.width * scale)), max(1, int(picture.height * scale))


def _drawn_anew(picture: Image.Image, suffix: str) -> bytes:
    target = io.BytesIO()
    if suffix == "png":
        picture.save(target, "PNG")
    else:
        picture.save(target, "WEBP", quality=85, method=1)
    return target.getvalue()
