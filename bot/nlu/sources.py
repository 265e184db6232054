"""What the components read beside their model: the same encoder and names in a whole process.

Rasa makes its components itself, without a way to hand them anything. The bot therefore provides
these once, and again when the register changes; under `rasa train|test|shell|run` they are made
from the environment when first asked for.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path

from rasa.shared.exceptions import RasaException

from knowledge.encoder.encoder import Encoder, Vectors, load_encoder
from knowledge.matching.finding.mentions import MentionFinder
from knowledge.matching.search.names import NameFinder
from knowledge.register.loading import read_addresses, read_register

DEFAULT_KNOWLEDGE = "knowledge"
DEFAULT_CACHE = "var/cache"
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


class NotEncodedError(RasaException):
    """Understanding a message needs its vector, which is to be made beside the event loop first."""


_only_remembered: ContextVar[bool] = ContextVar("only_remembered", default=False)


@contextmanager
def only_remembered() -> Iterator[None]:
    """Let components do with vectors that are at hand; who needs more raises `NotEncodedError`."""
    token = _only_remembered.set(True)
    try:
        yield
    finally:
        _only_remembered.reset(token)


def does_with_remembered() -> bool:
    """Tell whether only vectors that are at hand may be used now."""
    return _only_remembered.get()


def vector(encoder: Encoder, text: str) -> Vectors | None:
    """Give the vector of a message; None where it is not at hand and may not be made now."""
    if does_with_remembered():
        return encoder.remembered(text)
    made: Vectors = encoder.encode_queries([text])[0]
    return made


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


def cache() -> Path:
    """Give the folder for what can be computed again."""
    return Path(os.environ.get("KANAALCHECK_CACHE") or DEFAULT_CACHE)


@once
def _load_encoder(model: str) -> Encoder:
    return load_encoder(model, threads=os.cpu_count() or 1)  # training has all cores


@once
def _from_register() -> tuple[MentionFinder, NameFinder, str]:
    folder = Path(os.environ.get("KANAALCHECK_KNOWLEDGE") or DEFAULT_KNOWLEDGE)
    addresses = read_addresses(folder)
    register = read_register(folder, addresses)
    return MentionFinder(addresses), NameFinder(register), register.version
