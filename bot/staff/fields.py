"""Reading what staff ask, strictly: anything that no form of ours sends is refused."""

from __future__ import annotations

from collections.abc import Container
from enum import StrEnum
from typing import TypeVar

from aiohttp import web

from bot.staff.refusals import Refused

LONGEST_FIELD = 200
LAST_PAGE = 1_000_000

Word = TypeVar("Word", bound=StrEnum)


def query_text(request: web.Request, name: str, longest: int = LONGEST_FIELD) -> str:
    """Give a parameter of the query; empty when it is not there."""
    value = request.query.get(name, "").strip().replace("\0", "")
    if len(value) > longest:
        raise Refused("bad_field", field=name)
    return value


def count_of(request: web.Request, name: str) -> int:
    """Give a count in the query; 0 when there is none."""
    value = query_text(request, name)
    return number(value, name, LAST_PAGE) if value else 0


def chosen_page(request: web.Request) -> int:
    """Give which page of a list is asked for."""
    return number(query_text(request, "page") or "1", "page", LAST_PAGE)


def number(value: str, name: str, maximum: int) -> int:
    """Give a whole number from 1 on."""
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(maximum))
    if not is_number or not 1 <= int(value) <= maximum:
        raise Refused("bad_field", field=name)
    return int(value)


def one_of(value: str, name: str, allowed: Container[str]) -> str:
    """Give a value that has to be one of a list."""
    if value not in allowed:
        raise Refused("bad_field", field=name)
    return value


def word(value: str, name: str, words: type[Word]) -> Word | None:
    """Give a value of a closed list; None when it is empty."""
    if not value:
        return None
    try:
        return words(value)
    except ValueError as error:
        raise Refused("bad_field", field=name) from error


def case_id(request: web.Request) -> int:
    """Give the number of the case in the path."""
    value = request.match_info["id"]
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise Refused("not_found")
    return int(value)
