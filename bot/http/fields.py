"""Reading what a request holds, strictly: everything that is not as agreed is a `Problem`."""

import asyncio
import json
from collections.abc import Collection, Mapping
from typing import NoReturn
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.web_exceptions import HTTPRequestEntityTooLarge

from bot.http import languages
from bot.http.problems import Problem
from knowledge.model import LANGUAGES

MAX_BODY_BYTES = 64 * 1024
MAX_BODY_SECONDS = 10.0
MAX_TEXT_LENGTH = 4_000
MAX_SENDER_LENGTH = 200
MAX_FIELDS = 20
UTF_8 = frozenset({"utf-8", "utf8"})

Fields = Mapping[str, object]


async def read_body(request: web.Request, content_type: str) -> bytes:
    """Read the body, if it is of the right type, small enough and comes within seconds."""
    if request.content_type != content_type or (request.charset or "utf-8").lower() not in UTF_8:
        raise Problem("wrong-content-type", accepted=content_type)
    if (request.content_length or 0) > MAX_BODY_BYTES:
        raise body_too_large()
    try:
        async with asyncio.timeout(MAX_BODY_SECONDS):
            return await request.read()
    except HTTPRequestEntityTooLarge as error:
        raise body_too_large() from error
    except TimeoutError as error:
        raise Problem("body-too-slow", headers={"Connection": "close"}) from error
    except web.RequestPayloadError as error:  # broken chunks or compression
        raise Problem("bad-request") from error


async def read_json(request: web.Request) -> Fields:
    """Read a JSON object; the language that it asks for holds for refusals of it too."""
    return json_object(await read_body(request, "application/json"))


def json_object(body: bytes) -> Fields:
    """Read a JSON object out of bytes."""
    try:
        document = json.loads(
            body.decode("utf-8"), object_pairs_hook=_no_repeats, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError) as error:  # RecursionError: nested too deeply
        raise Problem("bad-json") from error
    if not isinstance(document, dict):
        raise Problem("not-an-object")
    return document


async def read_form(request: web.Request, most: int = MAX_FIELDS) -> Fields:
    """Read what a form of our own pages sends, with line ends as they were typed.

    Args:
        request: With the form.
        most: Number of its fields.
    """
    body = await read_body(request, "application/x-www-form-urlencoded")
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=most
        )
    except ValueError as error:
        raise Problem("bad-request") from error
    fields = {name: value.replace("\r\n", "\n") for name, value in pairs}
    if len(fields) != len(pairs):
        raise Problem("bad-request")
    return fields


def required_text(fields: Fields, name: str, *, maximum: int = MAX_TEXT_LENGTH) -> str:
    """Give a field that has to be there and has to be text."""
    if name not in fields:
        raise Problem("field-missing", field=name)
    return _checked(fields[name], name, maximum)


def optional_text(fields: Fields, name: str) -> str | None:
    """Give a field that has to be text when it is there."""
    return _checked(fields[name], name, MAX_TEXT_LENGTH) if name in fields else None


def optional_words(fields: Fields, name: str, *, maximum: int) -> str | None:
    """Give the text of a field, without white space around it; None when there is none."""
    if fields.get(name) is None:
        return None
    return _checked(fields[name], name, maximum).strip() or None


def optional_choice(fields: Fields, name: str, choices: Collection[str]) -> str | None:
    """Give a field that holds one of a few words; None when it is empty, null or not there."""
    word = optional_words(fields, name, maximum=MAX_TEXT_LENGTH)
    if word is not None and word not in choices:
        raise Problem("choice-unknown", field=name, choices=", ".join(choices))
    return word


def optional_switch(fields: Fields, name: str) -> bool:
    """Give a field that is true or false; false when it is null or not there."""
    value = fields.get(name)
    if value is not None and not isinstance(value, bool):
        raise Problem("field-not-boolean", field=name)
    return bool(value)


def required_words(fields: Fields, name: str, *, maximum: int) -> str:
    """Give a field that has to be there and to be text with more than white space."""
    text = required_text(fields, name, maximum=maximum)
    if not text.strip():
        raise Problem("field-empty", field=name)
    return text


def required_query(request: web.Request, name: str) -> str:
    """Give a parameter of the query that has to be there, once."""
    value = optional_query(request, name)
    if value is None:
        raise Problem("field-missing", field=name)
    return value


def optional_query(request: web.Request, name: str) -> str | None:
    """Give a parameter of the query, or None when it is not there."""
    values = request.query.getall(name, [])
    if len(values) > 1:
        raise Problem("field-repeated", field=name)
    return _checked(values[0], name, MAX_TEXT_LENGTH) if values else None


def query_number(request: web.Request, name: str, *, default: int, maximum: int) -> int:
    """Give a whole number from 1 to `maximum` out of the query."""
    value = optional_query(request, name)
    if value is None:
        return default
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(maximum))
    if not is_number or not 1 <= int(value) <= maximum:
        raise Problem("bad-number", field=name, minimum="1", maximum=str(maximum))
    return int(value)


def optional_object(fields: Fields, name: str) -> Fields:
    """Give a field that is an object; empty when it is not there or null."""
    value = fields.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Problem("field-not-object", field=name)
    return value


def body_language(request: web.Request, fields: Fields) -> str:
    """Give the language that a body asks for, else the one of the rest of the request."""
    if "language" not in fields:
        return query_language(request)
    return _remember(request, _checked(fields["language"], "language", MAX_TEXT_LENGTH))


def query_language(request: web.Request) -> str:
    """Give the language that the query asks for, else the one the browser prefers."""
    value = optional_query(request, "language")
    return languages.choose(request) if value is None else _remember(request, value)


def _remember(request: web.Request, language: str) -> str:
    if language not in LANGUAGES:
        raise Problem("language-unknown", field="language")
    request[languages.CHOSEN] = language
    return language


def _checked(value: object, name: str, maximum: int) -> str:
    if not isinstance(value, str):
        raise Problem("field-not-text", field=name)
    if len(value) > maximum:
        raise Problem("text-too-long", field=name, length=str(len(value)), maximum=str(maximum))
    if "\0" in value or not _is_unicode(value):
        raise Problem("bad-characters", field=name)
    return value


def _is_unicode(text: str) -> bool:
    r"""Say whether it can be written at all: JSON's `"\ud800"` cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def body_too_large() -> Problem:
    """Say that a body is too large."""
    return Problem(
        "body-too-large", headers={"Connection": "close"}, maximum=str(MAX_BODY_BYTES // 1024)
    )


def _no_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a field is repeated")
    return fields


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
