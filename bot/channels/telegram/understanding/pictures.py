"""The pictures that citizens send: what their QR codes say."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from telegram import Document, ExternalReplyInfo, Message, PhotoSize

from actions.reports.intake.images import MAX_BYTES, ImageError, ImageFault, Images

TYPES = frozenset({"image/png", "image/jpeg", "image/webp"})

Fetch = Callable[[str, int], Awaitable[bytes]]
"""Gets a file of Telegram: its id, and the most bytes it may have; raises `FetchError`."""


class FetchError(Exception):
    """A file that cannot be had, for now or for ever.

    Attributes:
        is_too_large: It has more bytes than were asked for.
    """

    def __init__(self, *, is_too_large: bool = False) -> None:
        super().__init__("too large" if is_too_large else "cannot be fetched")
        self.is_too_large = is_too_large


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of a picture.

    Attributes:
        codes: What its QR codes say.
        problem: Key of the sentence that says why there are none; None when there are.
    """

    codes: tuple[str, ...] = ()
    problem: str | None = None


def picture_in(message: Message | ExternalReplyInfo) -> PhotoSize | Document | None:
    """Give the picture of a message: of a photo the largest size that we take."""
    if message.photo:
        return _largest(message.photo)
    document = message.document
    return document if document and document.mime_type in TYPES else None


async def look(picture: PhotoSize | Document, fetch: Fetch, images: Images) -> Seen:
    """Read the QR codes of a picture, and keep nothing of it.

    Args:
        picture: As Telegram describes it.
        fetch: Gets its bytes.
        images: Decodes them, one at a time.
    """
    if (picture.file_size or 0) > MAX_BYTES:
        return Seen(problem="image.too_large")
    try:
        data = await fetch(picture.file_id, MAX_BYTES)
        codes = await asyncio.to_thread(images.codes_in, data)
    except FetchError as error:
        return Seen(problem="image.too_large" if error.is_too_large else "image.failed")
    except ImageError as error:
        is_large = error.code is not ImageFault.NOT_AN_IMAGE
        return Seen(problem="image.too_large" if is_large else "image.unreadable")
    return Seen(codes) if codes else Seen(problem="qr.none")


def _largest(sizes: Sequence[PhotoSize]) -> PhotoSize:
    by_size = sorted(sizes, key=lambda each: each.width * each.height)
    taken = [each for each in by_size if (each.file_size or 0) <= MAX_BYTES]
    return (taken or by_size)[-1]
