"""The formats in which confirmed fakes are shared, by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.sharing import misp, stix, xarf
from bot.sharing.blocking import hosts_file, rpz
from bot.sharing.fakes import SharedFake
from bot.sharing.origin import Origin


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Attributes:
        file: Name of a file in it.
        write: Gives its text.
    """

    file: str
    content_type: str
    write: Callable[[Sequence[SharedFake], Origin], str]


def _stix(fakes: Sequence[SharedFake], origin: Origin) -> str:
    return _json(stix.bundle(fakes, origin))


def _misp(fakes: Sequence[SharedFake], origin: Origin) -> str:
    return _json(misp.event(fakes, origin))


def _xarf(fakes: Sequence[SharedFake], origin: Origin) -> str:
    lines = (json.dumps(each, ensure_ascii=False) for each in xarf.reports(fakes, origin))
    return "".join(f"{line}\n" for line in lines)


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Format] = {
    "stix": Format("kanaalcheck.stix.json", "application/stix+json", _stix),
    "misp": Format("kanaalcheck.misp.json", "application/json", _misp),
    "xarf": Format("kanaalcheck.xarf.jsonl", "application/x-ndjson", _xarf),
    "hosts": Format("kanaalcheck.hosts", "text/plain", hosts_file),
    "rpz": Format("kanaalcheck.rpz.zone", "text/dns", rpz),
}
