"""What the components read beside their model: the same encoder and names in a whole process.

Rasa makes its components itself, without a way to hand them anything. The bot therefore provides
these once, and again when the register changes; under `rasa train|test|shell|run` they are made
from the environment when first asked for.
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.encoder.encoder import Encoder, load_encoder
from knowledge.matching.finding.mentions import MentionFinder
from knowledge.matching.search.names import NameFinder
from knowledge.register.loading import read_addresses, read_register

DEFAULT_KNOWLEDGE = "knowledge"
WITHOUT_ENCODER = "none"


@dataclass(frozen=True)
class Sources:
    """What understanding a message needs beside the trained model.

    Attributes:
        encoder: None when it could not be loaded: words alone then decide the intent.
        version: Content hash of the register that the names come from.
    """

    encoder: Encoder | None
    finder: MentionFinder
    names: NameFinder
    version: str


class _Process:
    provided: Sources | None = None


def provide(sources: Sources | None) -> None:
    """Let all components of this process read from these from now on; None undoes it."""
    _Process.provided = sources


def finder() -> MentionFinder:
    """Give the mention finder of this process."""
    return _Process.provided.finder if _Process.provided else _from_register()[0]


def names() -> NameFinder:
    """Give the organisation names of this process.

    Raises:
        RegisterError: The register in `KANAALCHECK_KNOWLEDGE` has mistakes.
    """
    return _Process.provided.names if _Process.provided else _from_register()[1]


def version() -> str:
    """Give the content hash of the register that the names come from."""
    return _Process.provided.version if _Process.provided else _from_register()[2]


def encoder(model: str) -> Encoder | None:
    """Give the encoder of this process; it remembers what it encoded a moment ago.

    Args:
        model: Folder or name of a sentence-transformers model, for when none was provided;
            `KANAALCHECK_ENCODER` goes before it, `none` means without.
    """
    if _Process.provided:
        return _Process.provided.encoder
    chosen = os.environ.get("KANAALCHECK_ENCODER") or model
    return None if chosen == WITHOUT_ENCODER else _load_encoder(chosen)


@cache
def _load_encoder(model: str) -> Encoder:
    return load_encoder(model, threads=os.cpu_count() or 1)  # training has all cores


@cache
def _from_register() -> tuple[MentionFinder, NameFinder, str]:
    folder = Path(os.environ.get("KANAALCHECK_KNOWLEDGE") or DEFAULT_KNOWLEDGE)
    addresses = read_addresses(folder)
    register = read_register(folder, addresses)
    return MentionFinder(addresses), NameFinder(register), register.version
