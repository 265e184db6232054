"""Links as linkify-it finds them, which draws them in many chat programs."""

import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.addresses.address import AddressError
from knowledge.matching.finding.mentions import Mention, MentionFinder
from knowledge.model import Address
from tests.knowledge.small_register import ADDRESSES
from tests.outside.differences import assert_as_expected, key_of

FINDER = MentionFinder(ADDRESSES)
COMMENT = re.compile(r"^%.*")


def lines(path: Path) -> list[str]:
    return [COMMENT.sub("", line).strip() for line in path.read_text("utf-8").split("\n")]


def links(path: Path) -> Iterator[tuple[str, str]]:
    """Give each text with the link in it: the line below, or else all of it."""
    rest = iter([*lines(path), ""])
    for text in rest:
        if text:
            yield text, next(rest) or text


def address_of(link: str) -> Address | None:
    is_mailbox = re.match(r"(?i)(?:mailto:)?[^/]+@[^/]+$", link)
    bare = re.sub("(?i)^mailto:", "", link)
    try:
        return ADDRESSES.from_email(bare) if is_mailbox else ADDRESSES.from_url(link)
    except AddressError:
        return None


def is_found(link: str, mentions: tuple[Mention, ...]) -> bool:
    wanted = address_of(link)
    return any(link == each.text or (wanted and each.address == wanted) for each in mentions)


def test_links(published: Path) -> None:
    asked, differing = set(), {}
    for text, link in links(published / "linkify_links.txt"):
        key, mentions = key_of(text), FINDER.find(text)
        asked.add(key)
        if not is_found(link, mentions):
            differing[key] = f"{text!r}: link {link!r}, found {[each.text for each in mentions]}"
    assert len(asked) > 100
    print(f"links: {len(asked) - len(differing)} of {len(asked)} found")
    assert_as_expected("linkify_links", differing, asked)


def test_what_is_no_link(published: Path) -> None:
    asked, differing = set(), {}
    for text in filter(None, lines(published / "linkify_not_links.txt")):
        key, mentions = key_of(text), FINDER.find(text)
        asked.add(key)
        if mentions:
            differing[key] = f"{text!r}: found {[(each.text, each.traps) for each in mentions]}"
    assert len(asked) > 30
    print(f"no links: {len(asked) - len(differing)} of {len(asked)} left alone")
    assert_as_expected("linkify_not_links", differing, asked)
