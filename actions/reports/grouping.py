"""Which cases belong together: the same domain, name or number, or the same text pasted.

A kin is equality of a part of the address, as `domain:vdab-jobs.be`. A pattern is a hash of the
words of a text without its addresses, numbers and signs: who sends one message to thousands changes
those. Both are made from what is kept anyway, after redaction, and tell nothing more of anybody.
"""

import re
from hashlib import sha256

from knowledge.addresses import shared_hosts
from knowledge.addresses.address import Addresses
from knowledge.addresses.platforms import ascii_lower
from knowledge.model import Address

SHORTEST_PATTERN = 6  # words; fewer are said by chance
LONGEST_PATTERN = 80  # words; what follows is a signature or a footer

_ADDRESS = re.compile(r"\S*(?:[@/\\]|\w[.\]]\w)\S*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"\+?\d{8,15}")


def kin_of_address(address: Address, addresses: Addresses) -> str | None:
    """Name what an address shares with others of the same owner; None where strangers share it."""
    if address.host:
        is_shared = shared_hosts.kind_of(address.host) is not None
        domain = None if is_shared else addresses.owned_domain(address.host)
        return f"domain:{domain}" if domain else None
    if _NUMBER.fullmatch(address.key):
        return f"number:{address.key.removeprefix('+')}"
    return kin_of_name(address.handle) if address.handle else None


def kin_of_name(handle: str) -> str:
    """Name what accounts of one name share, whichever platform they are on."""
    return f"name:{ascii_lower(handle.lstrip('@'))}"


def pattern_of(*texts: str) -> str | None:
    """Name the words of the first text that has enough of them; None when none has."""
    for text in texts:
        words = _WORD.findall(_ADDRESS.sub(" ", text.casefold()))
        if len(words) >= SHORTEST_PATTERN:
            return sha256(" ".join(words[:LONGEST_PATTERN]).encode()).hexdigest()[:32]
    return None
