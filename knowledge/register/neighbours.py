"""The real domains of others: domain and whose it is."""

from pathlib import Path

from knowledge.addresses.address import Addresses
from knowledge.files.documents import parse_document
from knowledge.files.snapshot import Snapshot
from knowledge.model import OtherKind, OtherMatch, Register

NEIGHBOURS_FILE = "neighbours.yml"


def load_neighbours(path: Path) -> dict[str, str]:
    """Read those of `neighbours.yml`, which may be missing."""
    return _neighbours(path.read_bytes()) if path.exists() else {}


def neighbours_in(snapshot: Snapshot) -> dict[str, str]:
    """Read those of `neighbours.yml` from a snapshot that was checked."""
    return _neighbours(snapshot.contents[NEIGHBOURS_FILE])


def domains_of_others(register: Register, addresses: Addresses) -> dict[str, str]:
    """Give every domain that a body outside the Flemish government has for itself.

    A page or a host of its own on somebody else's domain is no such thing, nor is the domain of
    a provider, below which its customers have hosts.
    """
    return {
        channel.address.host: body.names["nl"]
        for body in register.others
        if body.kind is not OtherKind.TELECOM
        for channel in body.channels
        if channel.address.host
        and channel.match in (OtherMatch.HOST_ONLY, OtherMatch.HOST_AND_SUBDOMAINS)
        and addresses.registrable_domain(channel.address.host) == channel.address.host
    }


def _neighbours(content: bytes) -> dict[str, str]:
    rows = parse_document(NEIGHBOURS_FILE, content).data["neighbours"]
    return {domain: row["is"] for domain, row in rows.items()}
