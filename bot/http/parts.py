"""Reading `multipart/form-data`: text fields and images, each within its own limit."""

import asyncio
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import (
    BadContentDispositionHeader,
    BadContentDispositionParam,
    BodyPartReader,
    FormData,
    web,
)
from aiohttp.http_exceptions import HttpProcessingError

from actions.reports.intake.images import MAX_BYTES as MAX_IMAGE_BYTES
from bot.http.fields import MAX_BODY_BYTES, MAX_FIELDS, body_too_large
from bot.http.problems import Problem

CONTENT_TYPE = "multipart/form-data"
IMAGE = "image"
MAX_IMAGES = 3
MAX_READ_BYTES = 64 * 1024 * 1024
"""Three photos that are far too large."""
MAX_UPLOAD_SECONDS = 120.0
"""Fifteen mebibytes over a slow mobile connection."""
MAX_AT_ONCE = 16
"""Uploads that are read at the same time: together they take 240 MiB at most."""
SECONDS_TO_WAIT = 10
CHUNK_BYTES = 64 * 1024


BAD_HEADERS = (BadContentDispositionHeader, BadContentDispositionParam)
NOT_A_FORM = (
    *BAD_HEADERS,
    AssertionError,
    HttpProcessingError,
    RuntimeError,
    ValueError,
    web.RequestPayloadError,
)
"""What aiohttp raises for a form that breaks off or was never one."""

for category in BAD_HEADERS:  # as a warning, it would write what a citizen sent to the log
    warnings.filterwarnings("error", category=category)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a form with images holds.

    Attributes:
        fields: Texts by name, with line ends as they were typed.
        images: As they came, in order; or the one other file that a form takes.
        names: What their sender calls them: anything.
    """

    fields: dict[str, str] = field(default_factory=dict)
    images: list[bytes] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Takes:
    """What files a form takes.

    Attributes:
        name: Of their field.
        most: Number of them.
        largest: Bytes of one.
    """

    name: str = IMAGE
    most: int = MAX_IMAGES
    largest: int = MAX_IMAGE_BYTES


def as_form(parts: Parts) -> FormData:
    """Give what was read as a form that can be sent on."""
    form = FormData(quote_fields=False)
    for name, text in parts.fields.items():
        form.add_field(name, text)
    for data in parts.images:
        form.add_field(IMAGE, data, filename=IMAGE, content_type="application/octet-stream")
    return form


class Uploads:
    """Counts the uploads that are being read, so that memory is bounded."""

    def __init__(self, at_once: int = MAX_AT_ONCE) -> None:
        self._left = at_once

    @contextmanager
    def one(self) -> Iterator[None]:
        """Take a place for one upload, or refuse for now."""
        if not self._left:
            wait = {"Retry-After": str(SECONDS_TO_WAIT), "Connection": "close"}
            raise Problem("too-many-uploads", headers=wait)
        self._left -= 1
        try:
            yield
        finally:
            self._left += 1


UPLOADS = web.AppKey("uploads", Uploads)


async def read_parts(request: web.Request, parts: Parts, takes: Takes = Takes()) -> None:
    """Read all parts; everything that is not as agreed is a `Problem`.

    Args:
        request: Where they are read from.
        parts: Filled; holds every text and image that is good, even when something is refused.
        takes: What files the form takes.
    """
    if request.content_type != CONTENT_TYPE:
        raise Problem("wrong-content-type", accepted=CONTENT_TYPE)
    try:
        async with asyncio.timeout(MAX_UPLOAD_SECONDS):
            await _Reading(request, parts, takes).all()
    except TimeoutError as error:
        raise Problem("body-too-slow", headers={"Connection": "close"}) from error
    except NOT_A_FORM as error:
        raise _bad_form() from error


class _Reading:
    """Reads one form to its end.

    What is too large is thrown away but read all the same: a browser shows no answer before it
    has sent everything, and people would lose what they typed.
    """

    def __init__(self, request: web.Request, parts: Parts, takes: Takes) -> None:
        self._request = request
        self._parts = parts
        self._takes = takes
        self._images = 0
        self._characters = 0

    async def all(self) -> None:
        refused: Problem | None = None
        async for part, name in self._each():
            try:
                await (self._image(part) if name == self._takes.name else self._text(part, name))
            except Problem as problem:
                refused = refused or problem
            if self._is_without_end():
                raise upload_too_large()
        if refused:
            raise refused

    async def _each(self) -> AsyncIterator[tuple[BodyPartReader, str]]:
        reader = await self._request.multipart()
        count = 0
        while (part := await reader.next()) is not None:
            count += 1
            if count > MAX_FIELDS or not isinstance(part, BodyPartReader) or not part.name:
                raise _bad_form()
            yield part, part.name

    async def _image(self, part: BodyPartReader) -> None:
        is_too_many = self._images == self._takes.most
        data = await self._bytes(part, 0 if is_too_many else self._takes.largest)
        if data == b"" and not part.filename:
            return  # a browser sends this when no file was chosen
        if is_too_many:
            raise Problem("too-many-images", field=IMAGE, maximum=str(self._takes.most))
        self._images += 1
        if data is None:
            raise image_too_large()
        self._parts.images.append(data)
        self._parts.names.append(part.filename or "")

    async def _text(self, part: BodyPartReader, name: str) -> None:
        data = await self._bytes(part, MAX_BODY_BYTES - self._characters)
        if data is None:
            raise body_too_large()
        self._characters += len(data)
        if name in self._parts.fields:
            raise Problem("field-repeated", field=name)
        try:
            self._parts.fields[name] = data.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise Problem("bad-characters", field=name) from error

    async def _bytes(self, part: BodyPartReader, maximum: int) -> bytes | None:
        """Give what a part holds, as it stands; None when that is too much."""
        data = bytearray()
        length = 0
        while not part.at_eof() and not self._is_without_end():
            chunk = await part.read_chunk(CHUNK_BYTES)
            length += len(chunk)
            if length <= maximum:
                data += chunk
            else:
                data.clear()
        return bytes(data) if length <= maximum else None

    def _is_without_end(self) -> bool:
        return self._request.content.total_bytes > MAX_READ_BYTES


def _bad_form() -> Problem:
    return Problem("bad-request", headers={"Connection": "close"})


def image_too_large() -> Problem:
    """Say that an image is too large."""
    return Problem("image-too-large", field=IMAGE, maximum=str(MAX_IMAGE_BYTES // 1024**2))


def upload_too_large() -> Problem:
    """Say that all parts together are so large that they are not read."""
    return Problem(
        "body-too-large", headers={"Connection": "close"}, maximum=str(MAX_READ_BYTES // 1024)
    )
