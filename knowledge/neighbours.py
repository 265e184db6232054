"""The real domains near official ones, as `neighbours.yml` lists them: domain and whose it is."""

from pathlib import Path

from knowledge.documents import parse_document
from knowledge.snapshot import Snapshot

NEIGHBOURS_FILE = "neighbours.yml"


def load_neighbours(path: Path) -> dict[str, str]:
    """Read them from a file that may be missing."""
    return _neighbours(path.read_bytes()) if path.exists() else {}


def neighbours_in(snapshot: Snapshot) -> dict[str, str]:
    """Read them from a snapshot that was checked."""
    return _neighbours(snapshot.contents[NEIGHBOURS_FILE])


def _neighbours(content: bytes) -> dict[str, str]:
    rows = parse_document(NEIGHBOURS_FILE, content).data["neighbours"]
    return {domain: row["is"] for domain, row in rows.items()}
