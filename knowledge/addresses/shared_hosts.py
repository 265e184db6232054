"""Hosts that strangers share: none of them is anybody's as a whole.

Free mail, hosting, site builders, shorteners, social networks: what stands on such a host says
nothing of who put it there. The lists are data, with the source and licence of every host.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from knowledge.data import load_data

FOLDER = Path(__file__).with_name("shared_by_strangers")
PUBLIC_SUFFIX = "public_suffix"
MAIL_OF_ANYBODY = frozenset({"free_mail", "disposable_mail", "isp_mail", "mail_students"})
"""Kinds of hosts where anybody, or any student or customer, can open a mailbox."""

_COMMENT = "#"


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of shared host, told to staff.

    Attributes:
        name: What such a host is, in Dutch, with its article.
        instead: What to write instead of the whole host, in Dutch.
        sites: Whether what stands below a page on such a host is of whoever made that page.
        hosts: Whether each host below such a host has an owner of its own.
        pages: Whether a page on such a host can be the site of somebody else.
    """

    name: str
    instead: str
    sites: bool = False
    hosts: bool = False
    pages: bool = True


def kind_of(host: str) -> str | None:
    """Tell what sort of shared host this is.

    Hosts are compared whole: below a shared one, somebody else's host is his own.

    Args:
        host: ASCII, lower case, without trailing dot; `www.` in front does not matter.

    Returns:
        Name of a kind, a key of `kinds`; None when the host is in no list.
    """
    listed = hosts()
    return listed.get(host) or listed.get(host.removeprefix("www."))


def gives_mail_to_anybody(host: str) -> bool:
    """Tell whether strangers open mailboxes at a host; see `kind_of`."""
    return kind_of(host) in MAIL_OF_ANYBODY


@cache
def hosts() -> Mapping[str, str]:
    """Give the kind of every host in the lists."""
    return MappingProxyType(
        {
            line: file.stem
            for file in sorted(FOLDER.glob("*.txt"))
            for line in file.read_text(encoding="ascii").split("\n")
            if line and not line.startswith(_COMMENT)
        }
    )


@cache
def kinds() -> Mapping[str, Kind]:
    """Give every kind by its name; `public_suffix` is one without a list."""
    data = load_data(FOLDER / "kinds.yml")
    return MappingProxyType({name: Kind(**words) for name, words in data.items()})
