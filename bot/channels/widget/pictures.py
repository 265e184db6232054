"""`/widget/images`: the QR codes in a picture are checked, and it waits for a report.

A picture that was only checked is kept for half an hour at most: whoever sees from the answer that
something is wrong can report it at once, with the picture.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path

from aiohttp import web

from actions.conversation.context import ATTACHED
from actions.reports.intake.attached import KEPT_S, MOST_IMAGES
from actions.reports.intake.images import StoredImage
from bot.api.filing import CannotKeep, stored_image
from bot.channels.page.chat import sentences
from bot.channels.turns import take_turn
from bot.channels.widget.conversing import CHANNEL, Sent, answered, drawn
from bot.channels.widget.replay import Answered
from bot.conversation.messages import LONGEST, BotMessage
from bot.http.fields import body_language
from bot.http.parts import IMAGE, UPLOADS, Parts, as_form, read_parts
from bot.http.problems import Problem
from bot.running.application import DESK, IMAGES, METRICS, SERVED
from bot.running.siblings import answered_at_home
from knowledge.library import Library
from knowledge.model import Texts

TEXTS = Path(__file__).with_name("texts.yml")


async def look(request: web.Request) -> web.Response:
    """Answer `POST /widget/images`."""
    with request.app[UPLOADS].one():
        parts = Parts()
        await read_parts(request, parts)
        language = body_language(request, parts.fields)
        sent = Sent.of(request, parts.fields)
        data = _only_one(parts.images)
        elsewhere = await answered_at_home(request, sent.conversation, as_form(parts))
        if elsewhere is not None:
            return elsewhere
        request.app[SERVED].ready_dialogue()
        return await answered(request, sent, data, partial(_seen, request, sent, data, language))


def _only_one(images: Sequence[bytes]) -> bytes:
    if not images:
        raise Problem("field-missing", field=IMAGE)
    if len(images) > 1:
        raise Problem("too-many-images", field=IMAGE, maximum="1")
    return images[0]


async def _seen(request: web.Request, sent: Sent, data: bytes, language: str) -> Answered:
    image = await _stored(request, data)
    codes = (
        await asyncio.to_thread(request.app[IMAGES].codes_in, data) if image is None else image.qr
    )
    addresses = await asyncio.to_thread(_addresses, request.app[SERVED].library, codes)
    told = [_text(_found(codes, addresses), language), await _kept(request, sent, image, language)]
    said = [BotMessage("\n\n".join(filter(None, told)))]
    if addresses:
        # As if they were typed: a report that is being made may wait for its address.
        said += await take_turn(
            request, sent.conversation, addresses, language=language, channel=CHANNEL
        )
    return drawn(request, sent, said, language, text=addresses)


async def _stored(request: web.Request, data: bytes) -> StoredImage | None:
    """Keep an image; None when the disk does not take it: it is checked all the same."""
    try:
        return await stored_image(request.app[IMAGES], data)
    except CannotKeep:
        request.app[METRICS].lost_images(1)
        return None


def _addresses(library: Library, codes: Sequence[str]) -> str:
    """Give the addresses in QR codes, each on a line of its own, the worst first."""
    found = [each for code in codes for each in library.checker.check(code).mentions]
    found.sort(key=lambda each: each.verdict.rank)
    lines = tuple(dict.fromkeys(each.mention.text for each in found))
    while len("\n".join(lines)) > LONGEST:
        lines = lines[:-1]
    return "\n".join(lines)


def _found(codes: Sequence[str], addresses: str) -> str:
    if not codes:
        return "no_code"
    return "code_holds" if addresses else "code_without_address"


async def _kept(request: web.Request, sent: Sent, image: StoredImage | None, language: str) -> str:
    """Let an image wait for a report, where reports are taken and there is room for it."""
    if image is None:
        return _text("not_kept", language)
    conversation = f"{CHANNEL}:{sent.conversation}"
    if request.app[DESK] is not None and ATTACHED.has_room(conversation):
        ATTACHED.add(conversation, image.name)
        return _text("goes_with_report", language, minutes=str(KEPT_S // 60))
    await asyncio.to_thread(request.app[IMAGES].delete, image.name)
    if request.app[DESK] is None:
        return ""
    return _text("does_not_go", language, images=str(MOST_IMAGES))


def _text(key: str, language: str, **values: str) -> str:
    return _texts()[key][language].format_map(values)


@cache
def _texts() -> dict[str, Texts]:
    return sentences(TEXTS)
