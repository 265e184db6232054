"""One message for each member of Telegram's Bot API in which a link or an account can stand.

It is read, or the citizen is told that it was not. Members that hold codes, and what only tells
what happened in a chat, are known by their descriptions and names.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram.understanding.asking import Asked, asked_in
from knowledge.library import Library, build_library
from tests.bot.channels.telegram.hearing import AN, BOT, PRIVATE
from tests.outside.differences import assert_as_expected

ROOT = Path(__file__).parents[2]
LINK = "https://vdab-jobs.be/x"
MARKS = {"username": "vdab_jobs", "bot_username": "vdab_jobs", "phone_number": "+32470123456"}
CODES = re.compile(
    r"id|.*_ids?|type|style|state|point|codec|rarity|origin|currency|.*_currency|language|.*_code"
    r"|.*_codes|mime_type|emoji|file_path|set_name|start_parameter|.*align|date_time_format"
    r"|foursquare_type|google_place_type"
)
HAPPENED = re.compile(r"service message|was (?:changed|change|added|removed|pinned)", re.IGNORECASE)
KIND = re.compile(r"(?:always|must be) (?:[\"“](\w+)[\"”]|(\w+)$)")

Api = dict[str, Any]
Member = tuple[str, str, int]
"""Its type, its name, and of how many arrays in one another it is."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    cache = tmp_path_factory.mktemp("cache")
    return build_library(ROOT / "knowledge", today=lambda: date(2026, 11, 25), cache=cache)


@pytest.fixture(scope="module")
def api(published: Path) -> Api:
    types: Api = json.loads((published / "telegram_api.json").read_text("utf-8"))["types"]
    return types


def fields(api: Api, kind: str) -> list[dict[str, Any]]:
    return list(api[kind].get("fields", ()))


def ways(api: Api, kind: str, seen: frozenset[str]) -> Iterator[tuple[Member, ...]]:
    """Give the way to each text in a type; no type twice, or there would be no end."""
    for subtype in api[kind].get("subtypes", ()):
        if subtype == "String":
            yield ()
        elif subtype in api and subtype not in seen:
            yield from ways(api, subtype, seen | {subtype})
    for field in fields(api, kind):
        for written in field["types"]:
            inner, depth = written.replace("Array of ", ""), written.count("Array of ")
            step = (kind, field["name"], depth)
            if inner == "String":
                yield (step,)
            elif inner in api and inner not in seen:
                yield from ((step, *rest) for rest in ways(api, inner, seen | {inner}))


def smallest(api: Api, kind: str) -> Any:
    """Give a value with what is required only."""
    plain = {"Integer": 1_764_000_000, "Float": 1.5, "Boolean": True, "True": True, "String": "a"}
    if kind in plain or kind.startswith("Array"):
        return plain.get(kind, [])
    for subtype in api[kind].get("subtypes", ()):
        return smallest(api, subtype)
    value = {
        each["name"]: smallest(api, each["types"][0])
        for each in fields(api, kind)
        if each["required"]
    }
    for each in fields(api, kind):
        said = KIND.search(each["description"])
        if each["name"] in ("type", "source") and said:
            value[each["name"]] = said[1] or said[2]
    return value


def filled(api: Api, way: tuple[Member, ...], mark: str) -> Any:
    """Give a value that holds a text at the end of a way and is as small as can be."""
    if not way:
        return mark
    (kind, name, depth), *rest = way
    value, inner = smallest(api, kind), filled(api, tuple(rest), mark)
    for _ in range(depth):
        inner = [inner]
    value[name] = inner
    if kind == "MessageEntity":
        hiding = {"url": "text_link", "user": "text_mention"}
        value |= {"offset": 0, "length": 4, "type": hiding.get(name, "bold")}
    if name.endswith("entities"):
        value[name.removesuffix("entities").removesuffix("_") or "text"] = "klik hier"
    return value


def sent(api: Api, way: tuple[Member, ...], mark: str) -> Api:
    usual = {"message_id": 1, "date": 1_764_000_000, "chat": PRIVATE, "from": AN}
    message = usual | filled(api, way, mark)
    name = way[0][1]
    message |= {each: value for each, value in usual.items() if each != name}
    if name == "quote":  # never without what it is of
        message["external_reply"] = smallest(api, "ExternalReplyInfo")
    return message


def is_read_or_told(asked: Asked | None, mark: str) -> bool:
    if asked is None:
        return False
    readings = (asked.words, *asked.others)
    texts = [text for each in readings for text in (each.text, *each.targets)]
    names = [name for each in asked.senders for name in (each.name, each.username or "")]
    return bool(asked.cannot) or mark in "\n".join((*texts, *names))


def test_what_can_lead_somewhere_is_read_or_told(api: Api, library: Library) -> None:
    unread: dict[str, dict[str, bool]] = {}
    count = 0
    for way in ways(api, "Message", frozenset({"Message"})):
        name = way[-1][1]
        if CODES.fullmatch(name) or is_about_the_chat(api, way[0][1]):
            continue
        mark, count = MARKS.get(name, LINK), count + 1
        update = Update.de_json({"update_id": 1, "message": sent(api, way, mark)}, None)
        assert update.message
        is_unread = not is_read_or_told(asked_in(update.message, BOT, library), mark)
        member = unread.setdefault(way[0][1], {})
        key = f"{way[0][1]}: {way[-1][0]}.{name}"
        member[key] = member.get(key, False) or is_unread
    assert count > 700
    whole = {name: "nothing of it is read" for name, keys in unread.items() if all(keys.values())}
    parts = {
        key: "neither read nor told"
        for name, keys in unread.items()
        for key, is_unread in keys.items()
        if is_unread and name not in whole
    }
    print(f"Telegram: {count} messages, {len(whole)} members and {len(parts)} fields unread")
    assert_as_expected("telegram_fields", parts, (key for keys in unread.values() for key in keys))
    assert_as_expected("telegram_members", whole, unread)
    assert_as_expected("telegram_fields", parts, (key for keys in unread.values() for key in keys))


def is_about_the_chat(api: Api, name: str) -> bool:
    """Tell what only tells what happened in a chat, and what nobody can pass on."""
    (field,) = (each for each in fields(api, "Message") if each["name"] == name)
    return bool(HAPPENED.search(field["description"]))
