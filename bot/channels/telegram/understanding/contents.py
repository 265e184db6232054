"""What is written anywhere in a part of a message, whatever kind of part it is.

Telegram adds kinds of content every few months. What people can write in one is read before
anybody here knows of it; only members that hold no words are named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from telegram import TelegramObject

ACCOUNT_PAGE = "https://t.me/"
LONGEST_SHOWN = 300  # characters of a link's words that the finder of mentions reads as such
LONGEST_BESIDE = 500  # characters of a link beside its words; the whole of it is judged apart
BREAKS_MARKDOWN = re.compile(r"[\[\]\n]")
_BREAKS_LINK = re.compile(r"[\s<>]")

_CODES = frozenset(
    {
        "align",
        "callback_data",
        "codec",
        "country_code",
        "country_codes",
        "currency",
        "data",
        "date_time_format",
        "emoji",
        "file_name",
        "file_path",
        "hash",
        "language",
        "language_code",
        "last_resale_currency",
        "mime_type",
        "origin",
        "payload",
        "point",
        "rarity",
        "secret",
        "set_name",
        "source",
        "start_parameter",
        "state",
        "style",
        "theme_name",
        "type",
        "valign",
    }
)
# Anybody can choose any name, and whoever did something is not whom a message leads to.
_PEOPLE = frozenset(
    {
        "added_by_chat",
        "added_by_user",
        "author_signature",
        "completed_by_chat",
        "completed_by_user",
        "first_name",
        "last_name",
        "sender_tag",
        "winners",
    }
)
# Pieces of one text, each in its style, and what stands for a piece that is none.
_RUNS = frozenset({"text", "credit", "caption", "summary"})
_PIECES = ("text", "alternative_text", "expression")
_ACCOUNTS = frozenset({"username", "bot_username"})
_INTERNATIONAL = re.compile(r"[1-9][0-9]{8,}")


@dataclass(frozen=True, slots=True)
class Contents:
    """What is written in parts of a message.

    Attributes:
        words: One text each.
        pages: Where a tap leads.
    """

    words: tuple[str, ...]
    pages: tuple[str, ...]


def contents_of(parts: Iterable[object]) -> Contents:
    """Read objects of Telegram, or members of one that the library does not know."""
    words: dict[str, None] = {}
    pages: dict[str, None] = {}
    for part in parts:
        for name, text in _written(part, ""):
            if name in _ACCOUNTS:
                pages[f"{ACCOUNT_PAGE}{sound(text).removeprefix('@')}"] = None
            elif name == "url":
                pages[sound(text)] = None
            else:
                words[_number(text) if name == "phone_number" else sound(text)] = None
    return Contents(tuple(words), tuple(pages))


def link(words: str, url: str) -> str:
    """Write a link beside the words that hide it."""
    label = BREAKS_MARKDOWN.sub(" ", words)[:LONGEST_SHOWN].strip() or "·"
    page = _BREAKS_LINK.sub(lambda found: quote(found[0]), url[:LONGEST_BESIDE])
    return f"[{label}]({page})"


def sound(text: str) -> str:
    """Drop halves of characters, which cannot be sent or stored."""
    return text.encode(errors="ignore").decode()


def _written(node: object, name: str) -> Iterator[tuple[str, str]]:
    """Give every text with the name of the member that holds it."""
    if isinstance(node, TelegramObject):
        node = node.to_dict()
    if isinstance(node, str):
        yield name, node
    elif isinstance(node, Mapping):
        for key, value in node.items():
            if not _holds_no_words(key):
                yield from _written(value, key)
    elif isinstance(node, list | tuple):
        yield from _written_in_list(node, name)


def _written_in_list(node: Sequence[object], name: str) -> Iterator[tuple[str, str]]:
    if name in _RUNS:
        yield name, _run(node)
    for each in node:
        for member, text in _written(each, name):
            if name not in _RUNS or member not in _RUNS:
                yield member, text


def _run(node: object) -> str:
    """Join the pieces of one text: a name can go on in bold."""
    if isinstance(node, str):
        return node
    if isinstance(node, Mapping):
        words = _run(next((node[each] for each in _PIECES if each in node), ""))
        url = node.get("url")
        return link(words, url) if isinstance(url, str) else words
    return "".join(map(_run, node)) if isinstance(node, list | tuple) else ""


def _holds_no_words(name: str) -> bool:
    is_identifier = name == "id" or name.endswith(("_id", "_ids"))
    return is_identifier or name in _CODES or name in _PEOPLE


def _number(phone: str) -> str:
    """Give a number of a contact: Telegram leaves out the `+` of international ones."""
    digits = re.sub(r"[^0-9+]", "", phone)
    return f"+{digits}" if _INTERNATIONAL.fullmatch(digits) else digits
