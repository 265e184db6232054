"""Filing what a citizen tells over HTTP: judged, redacted, kept with its images."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

from actions.reports.desk import CannotFile, Desk
from actions.reports.intake.images import ImageError, ImageFault, Images, StoredImage
from actions.reports.intake.redaction import redacted
from actions.reports.model import Filing, Kind, Loss, Receipt, Subject
from actions.reports.subject import SubjectFound, subject_of
from bot.http.fields import (
    MAX_TEXT_LENGTH,
    Fields,
    optional_choice,
    optional_switch,
    optional_words,
    required_words,
)
from bot.http.parts import IMAGE, image_too_large
from bot.http.problems import Problem
from bot.running.application import DESK, IMAGES, METRICS, SERVED, client_of
from knowledge.library import Library
from knowledge.matching.verdict import MentionVerdict, MessageVerdict
from knowledge.model import Verdict

MAX_CONTACT_LENGTH = 200
MAX_KEY_LENGTH = 200
LOSSES = tuple(each.value for each in Loss)
MAX_CODES_NOTED = 5
MAX_NOTE_LENGTH = 300
NOT_KEPT = "[afbeelding niet bewaard]"  # for staff
SECONDS_TO_WAIT = 30

LISTED_IN_USE = frozenset({Verdict.OFFICIAL, Verdict.OFFICIAL_STALE, Verdict.COMPROMISED})
"""Who reports a channel that is in use says that it was taken over."""

# One thread: to decode images takes all of a core, and checks have to go on.
_DECODING = ThreadPoolExecutor(max_workers=1, thread_name_prefix="images")


READERS: Mapping[str, Callable[[Fields, Library], object]] = {
    "address": lambda fields, _: _words(fields, "address"),
    "what_happened": lambda fields, _: _words(fields, "what_happened"),
    "seen_on": lambda fields, library: optional_choice(fields, "seen_on", library.platforms.names),
    "loss": lambda fields, _: Loss(optional_choice(fields, "loss", LOSSES) or Loss.UNKNOWN),
    "contact": lambda fields, _: optional_words(fields, "contact", maximum=MAX_CONTACT_LENGTH),
    "notify": lambda fields, _: optional_switch(fields, "notify"),
}


class CannotKeep(Exception):  # noqa: N818 - reads as what is the case
    """The disk does not take an image now."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a citizen told, as it was typed."""

    address: str
    what_happened: str
    seen_on: str | None
    loss: Loss
    contact: str | None
    notify: bool
    language: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A report that was taken.

    Attributes:
        judged: What the check says of what was pasted, then of the QR codes in the images.
        lost_images: How many images the disk did not take.
    """

    receipt: Receipt
    kind: Kind
    subject: Subject
    judged: tuple[MentionVerdict, ...]
    lost_images: int = 0


def told_in(fields: Fields, library: Library, language: str) -> Told:
    """Read what a citizen told; the first thing that is not as agreed is a `Problem`."""
    told = told_or_problems(fields, library, language)
    if isinstance(told, Told):
        return told
    raise told[0]


def told_or_problems(fields: Fields, library: Library, language: str) -> Told | list[Problem]:
    """Read what a citizen told, or give everything that is wrong with it."""
    values: dict[str, Any] = {}
    problems = []
    for name, read in READERS.items():
        try:
            values[name] = read(fields, library)
        except Problem as problem:
            problems.append(problem)
    return problems or Told(**values, language=language)


def _words(fields: Fields, name: str) -> str:
    return required_words(fields, name, maximum=MAX_TEXT_LENGTH).strip()


async def file(
    request: web.Request, told: Told, images: Sequence[bytes], *, key: str | None, channel: str
) -> Filed:
    """File a report; what is acknowledged by this is never lost.

    Args:
        request: Says who the client is.
        told: What the citizen told.
        images: At most three, as they came.
        key: What the client calls this report; sent again by it, the same report files once.
        channel: How it came, such as `api`.
    """
    desk = desk_of(request)
    stored = await _store(request.app[IMAGES], images)
    lost = len(images) - len(stored)
    request.app[METRICS].lost_images(lost)
    digest = _digest(key, client_of(request), told, images) if key else None
    try:
        filed = await asyncio.to_thread(
            _file, desk, request.app[SERVED].library, told, stored, digest, channel, lost
        )
    except Exception:  # when it is cancelled, the thread may file it all the same
        await _delete(request.app[IMAGES], stored)
        raise
    if not filed.receipt.is_new:
        await _delete(request.app[IMAGES], stored)
    return replace(filed, lost_images=lost)


def _digest(key: str, client: str, told: Told, images: Sequence[bytes]) -> str:
    """Bind a key to its client and content: what another one sends is a report of its own."""
    digest = hashlib.sha256(f"{key}\0{client}\0{told!r}".encode("utf-8", "surrogatepass"))
    for image in images:
        digest.update(hashlib.sha256(image).digest())
    return digest.hexdigest()


def desk_of(request: web.Request) -> Desk:
    """Give the desk, or refuse for now when no reports are taken."""
    desk = request.app[DESK]
    if desk is None:
        raise no_desk()
    return desk


def no_desk() -> Problem:
    """Say that reports cannot be taken or found now."""
    return Problem("no-reports-now", headers={"Retry-After": str(SECONDS_TO_WAIT)})


async def stored_image(images: Images, data: bytes) -> StoredImage:
    """Take one image that belongs to no report yet.

    Raises:
        CannotKeep: The disk does not take it.
    """
    stored = await _store(images, [data])
    if not stored:
        raise CannotKeep
    return stored[0]


async def _store(images: Images, received: Iterable[bytes]) -> list[StoredImage]:
    """Keep images; those that the disk does not take are left out: the words matter more."""
    loop = asyncio.get_running_loop()
    stored: list[StoredImage] = []
    try:
        for data in received:
            with suppress(OSError):
                stored.append(await loop.run_in_executor(_DECODING, images.save, data))
    except ImageError as error:
        await _delete(images, stored)
        raise _refusal(error) from error
    except Exception:
        await _delete(images, stored)
        raise
    return stored


async def _delete(images: Images, stored: Iterable[StoredImage]) -> None:
    for each in stored:
        with suppress(OSError):  # what went wrong before matters more
            await asyncio.to_thread(images.delete, each.name)


def _refusal(error: ImageError) -> Problem:
    match error.code:
        case ImageFault.TOO_LARGE:
            return image_too_large()
        case ImageFault.TOO_MANY_PIXELS:
            return Problem("image-too-many-pixels", field=IMAGE)
        case ImageFault.NOT_AN_IMAGE:
            return Problem("image-unreadable", field=IMAGE)


def _file(
    desk: Desk,
    library: Library,
    told: Told,
    stored: Sequence[StoredImage],
    key: str | None,
    channel: str,
    lost: int,
) -> Filed:
    pasted = _pasted(library, told)
    codes = tuple(dict.fromkeys(code for image in stored for code in image.qr))
    scanned = [subject_of(library, code, None) for code in codes]
    subject = _subject(pasted, scanned)
    is_in_use = subject.verdict is not None and Verdict(subject.verdict) in LISTED_IN_USE
    kind = Kind.COMPROMISED if is_in_use else Kind.MISUSE
    happened = redacted(told.what_happened, keep=_texts(pasted.judged))
    notes = map(_note, scanned[:MAX_CODES_NOTED], codes)
    filing = Filing(
        subject=subject,
        address=redacted(told.address, keep=_texts(pasted.judged)),
        what_happened="\n".join([happened, *notes, *[NOT_KEPT] * lost]),
        kind=kind,
        seen_on=told.seen_on,
        loss=told.loss,
        contact=told.contact,
        notify=told.notify,
        language=told.language,
        channel=channel,
        idempotency_key=key,
        images=tuple(image.name for image in stored),
    )
    try:
        receipt = desk.file(filing)
    except CannotFile as error:
        raise no_desk() from error
    judged = (*pasted.judged.mentions, *(each for one in scanned for each in one.judged.mentions))
    return Filed(receipt, kind, subject, judged)


def _pasted(library: Library, told: Told) -> SubjectFound:
    found = subject_of(library, told.address, told.seen_on)
    if found.judged.mentions:
        return found
    # The words themselves name the case then: nothing personal may be left in them.
    return subject_of(library, redacted(told.address), told.seen_on)


def _subject(pasted: SubjectFound, scanned: Sequence[SubjectFound]) -> Subject:
    """Give what was pasted; when that is no address, the worst one in the QR codes."""
    if not pasted.judged.mentions:
        found = [each.subject for each in scanned if each.judged.mentions and each.subject]
        worst = min(found, key=lambda each: Verdict(each.verdict or "").rank, default=None)
        if worst:
            return worst
    if pasted.subject is None:  # nothing that is left when invisible characters are taken out
        raise Problem("field-empty", field="address")
    return pasted.subject


def _texts(judged: MessageVerdict) -> tuple[str, ...]:
    """Give what redaction leaves: the address that is reported, not the citizen's own."""
    return tuple(each.mention.text for each in judged.mentions if each.verdict == judged.verdict)


def _note(scanned: SubjectFound, code: str) -> str:
    """Tell staff what a QR code leads to."""
    if scanned.subject is None or not scanned.judged.mentions:
        return f"[QR] {redacted(code)[:MAX_NOTE_LENGTH]}"
    return f"[QR] {scanned.subject.shown[:MAX_NOTE_LENGTH]} ({scanned.subject.verdict})"
