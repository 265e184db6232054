"""What stays the same as long as the register does: written, tagged and compressed once."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

from aiohttp import ETag, web

from knowledge.library import Library

MAX_AGE_S = 300
"""Five minutes: a changed register has to be visible soon."""


@dataclass(frozen=True, slots=True)
class Document:
    """A body that stays the same as long as the register does.

    Attributes:
        tag: Changes when the body does; weak, because it is the same for every encoding.
        modified: Since when the body is what it is; None tells nothing.
    """

    body: bytes
    compressed: bytes
    content_type: str
    tag: str
    headers: Mapping[str, str]
    modified: datetime | None = None

    @classmethod
    def of(
        cls,
        body: bytes,
        content_type: str,
        headers: Mapping[str, str] | None = None,
        *,
        modified: datetime | None = None,
    ) -> Document:
        """Make a document, compressed once and for all."""
        tag = hashlib.sha256(body).hexdigest()[:16]
        whole = modified.astimezone(UTC).replace(microsecond=0) if modified else None
        return cls(body, gzip.compress(body, mtime=0), content_type, tag, headers or {}, whole)

    def response(self, request: web.Request) -> web.Response:
        """Answer with it, or with 304 when the client has it already."""
        headers = {
            **self.headers,
            "Cache-Control": f"public, max-age={MAX_AGE_S}",
            "ETag": f'W/"{self.tag}"',
            "Vary": "Accept-Encoding",
        }
        if self.modified:
            headers["Last-Modified"] = format_datetime(self.modified, usegmt=True)
        if self._is_known(request):
            return web.Response(status=304, headers=headers)
        body = self.body
        if _accepts_gzip(request):
            headers["Content-Encoding"] = "gzip"
            body = self.compressed
        response = web.Response(body=body, headers=headers)
        response.headers["Content-Type"] = self.content_type
        return response

    def _is_known(self, request: web.Request) -> bool:
        # A tag goes before a date (RFC 9110, 13.2.2).
        if "If-None-Match" in request.headers:
            return any(tag.value in (self.tag, "*") for tag in _tags(request))
        since = request.if_modified_since
        return bool(self.modified and since and self.modified <= since)


def _tags(request: web.Request) -> tuple[ETag, ...]:
    return request.if_none_match or ()


def _accepts_gzip(request: web.Request) -> bool:
    offers = request.headers.get("Accept-Encoding", "").lower().split(",")
    for offer in offers:
        coding, _, parameter = offer.partition(";")
        if coding.strip() == "gzip":
            return parameter.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


@dataclass(slots=True)
class Shelf:
    """The documents made from the register that is served now."""

    _library: Library | None = None
    _documents: dict[str, tuple[Hashable, Document]] = field(default_factory=dict)

    def get(
        self,
        library: Library,
        name: str,
        make: Callable[[Library], Document],
        *,
        circumstances: Hashable = None,
    ) -> Document:
        """Give the document of that name, made when it is not there for this register.

        Args:
            library: The register that is served now.
            name: One of a fixed set: each is kept.
            make: Makes it.
            circumstances: What else it is made of, such as the day; only the last is kept.
        """
        if library is not self._library:
            self._library, self._documents = library, {}
        kept = self._documents.get(name)
        if kept is None or kept[0] != circumstances:
            kept = self._documents[name] = (circumstances, make(library))
        return kept[1]


SHELF = web.AppKey("shelf", Shelf)
