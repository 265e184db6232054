"""What is fuzzed: each takes any bytes, and raises what would be a mistake of ours."""

import asyncio
import json
import tempfile
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp.base_protocol import BaseProtocol
from aiohttp.streams import StreamReader
from aiohttp.test_utils import make_mocked_request

from actions.reports.intake.images import ImageError, Images
from bot.http.fields import json_object, read_form
from bot.http.parts import Parts, read_parts
from bot.http.problems import Problem
from knowledge.addresses.address import AddressError
from knowledge.files.documents import UnreadableDocumentError, parse_document
from knowledge.files.snapshot import FOLDERS
from knowledge.linting.schema_rules import check_shape
from knowledge.matching.finding.mentions import MentionFinder
from knowledge.matching.imitation.lookalike import Lookalikes
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.matching.presenting import as_json
from knowledge.matching.verdict import Checker
from knowledge.model import Verdict
from knowledge.register.registry import Registry
from knowledge.wording.catalogue import Catalogue
from tests.knowledge.small_register import ADDRESSES, SMALL, TODAY

LISTED = frozenset({Verdict.OFFICIAL, Verdict.OFFICIAL_STALE, Verdict.PLANNED, Verdict.RETIRED})
LONGEST = 4_000
"""Characters of a text that a citizen may send."""


def text(content: bytes) -> None:
    """A message of a citizen: found, read to normal forms, judged, told."""
    said = content.decode("utf-8", "surrogatepass" if b"\xed" in content else "replace")[:LONGEST]
    judged = _checker().check(said)
    end = 0
    for each in judged.mentions:
        mention = each.mention
        assert end <= mention.start < mention.end <= len(said)
        assert said[mention.start : mention.end] == mention.text
        end = mention.end
        if each.verdict in LISTED:
            assert each.channel is not None
    assert json.dumps(as_json(judged, Catalogue.load(), "nl"))


def address(content: bytes) -> None:
    """A normal form, which is that of itself."""
    said = content.decode("utf-8", "replace")[:500]
    for platform in ("website", "email", "phone", "sms", "bank_account", "x", "instagram"):
        try:
            found = ADDRESSES.parse(said, platform)
        except AddressError:
            continue
        if "" in (found.host or "x").split("."):
            continue  # browsers read such a host, and nobody can look it up
        assert ADDRESSES.parse(found.value, platform) == found, (platform, said, found.value)


def yaml(content: bytes) -> None:
    """A file of the register."""
    try:
        document = parse_document("organisations/x.yml", content)
    except UnreadableDocumentError:
        return
    for kind in FOLDERS.values():
        for problem in check_shape(document, kind):
            assert str(problem)


def image(content: bytes) -> None:
    """A picture of a citizen."""
    images = _images()
    try:
        stored = images.save(content)
    except ImageError:
        return
    assert images.open(stored.name)
    images.delete(stored.name)


def body(content: bytes) -> None:
    """A body: JSON, a form, or parts."""
    for read in (_json, _form, _parts):
        with suppress(Problem):
            read(content)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (text, address, yaml, image, body)
}


@cache
def _checker() -> Checker:
    registry = Registry(SMALL, ADDRESSES)
    return Checker(
        registry,
        MentionFinder(ADDRESSES),
        today=lambda: TODAY,
        lookalikes=Lookalikes(registry, words=OrdinaryWords.load()),
    )


@cache
def _images() -> Images:
    return Images(Path(tempfile.mkdtemp(prefix="kc-fuzz-")))


def _json(content: bytes) -> None:
    json_object(content)


def _form(content: bytes) -> None:
    _run(read_form(_request("application/x-www-form-urlencoded", content)))


def _parts(content: bytes) -> None:
    _run(read_parts(_request("multipart/form-data; boundary=x", content), Parts()))


def _request(content_type: str, content: bytes) -> Any:
    stream = StreamReader(BaseProtocol(_loop()), 2**16, loop=_loop())
    stream.feed_data(content)
    stream.feed_eof()
    headers = {"Content-Type": content_type, "Content-Length": str(len(content))}
    return make_mocked_request("POST", "/", headers=headers, payload=stream)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


def _run(work: Coroutine[Any, Any, object]) -> None:
    _loop().run_until_complete(work)
