"""What stays the same as long as the register does: written, tagged and compressed once."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import ETag, web

from knowledge.library import Library

MAX_AGE_S = 300
"""Five minutes: a changed register has to be visible soon."""


@dataclass(frozen=True, slots=True)
class Document:
    """A body that stays the same as long as the register does.

    Attributes:
        tag: Changes when the body does; weak, because it is the same for every encoding.
    """

    body: bytes
    compressed: bytes
    content_type: str
    tag: str
    headers: Mapping[str, str]

    @classmethod
    def of(
        cls, body: bytes, content_type: str, headers: Mapping[str, str] | None = None
    ) -> Document:
        """Make a document, compressed once and for all."""
        tag = hashlib.sha256(body).hexdigest()[:16]
        return cls(body, gzip.compress(body, mtime=0), content_type, tag, headers or {})

    def response(self, request: web.Request) -> web.Response:
        """Answer with it, or with 304 when the client has it already."""
        headers = {
            **self.headers,
            "Cache-Control": f"public, max-age={MAX_AGE_S}",
            "ETag": f'W/"{self.tag}"',
            "Vary": "Accept-Encoding",
        }
        if self._is_known(request.if_none_match):
            return web.Response(status=304, headers=headers)
        body = self.body
        if _accepts_gzip(request):
            headers["Content-Encoding"] = "gzip"
            body = self.compressed
        response = web.Response(body=body, headers=headers)
        response.headers["Content-Type"] = self.content_type
        return response

    def _is_known(self, tags: tuple[ETag, ...] | None) -> bool:
        return any(tag.value in (self.tag, "*") for tag in tags or ())


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
    _documents: dict[str, Document] = field(default_factory=dict)

    def get(self, library: Library, name: str, make: Callable[[Library], Document]) -> Document:
        """Give the document of that name, made when it is not there for this register."""
        if library is not self._library:
            self._library, self._documents = library, {}
        if name not in self._documents:
            self._documents[name] = make(library)
        return self._documents[name]


SHELF = web.AppKey("shelf", Shelf)
