"""`python -m knowledge export`, `snapshot` and `verify`: the register for others."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from knowledge.arguments import Commands, day, web_url
from knowledge.files.snapshot import take_snapshot
from knowledge.model import LANGUAGES
from knowledge.publishing.export import atom, dcat, jsonld, trust_txt
from knowledge.publishing.export.changes import changes_of
from knowledge.publishing.export.open_data import as_csv, as_json
from knowledge.publishing.export.signed import (
    SignedCopyError,
    UnusableKeyError,
    sign,
    signature_path,
    verify,
    written,
)
from knowledge.publishing.export.urls import Places
from knowledge.publishing.export.vouched import Vouched, newest_day
from knowledge.register.loading import addresses_in, read_addresses, read_register
from knowledge.register.registry import Registry

CANNOT = 2
UNRELIABLE = 1


def add_to(commands: Commands[argparse.ArgumentParser], folder: Path, today: str) -> None:
    """Add the commands to the command line.

    Args:
        commands: Of `python -m knowledge`.
        folder: Of the register, where none is given.
        today: Date to judge by, where none is given.
    """
    export = commands.add_parser("export", help="geef het hele register als open data")
    export.add_argument("--format", choices=tuple(FORMS), default="csv", help="vorm")
    export.add_argument("--to", type=Path, metavar="BESTAND", help="waarheen; anders scherm")
    export.add_argument(
        "--url",
        type=web_url,
        default=os.environ.get("KANAALCHECK_PUBLIC_URL") or None,
        help="openbaar adres van de server, voor de vormen die ernaar verwijzen",
    )
    export.add_argument("--organisation", metavar="ORGANISATIE", help="alleen bij trust.txt")
    export.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help="bij atom")
    export.add_argument("--today", type=day, default=today, help="datum van vandaag")
    export.add_argument("folder", nargs="?", type=Path, default=folder, help="map van het register")
    export.set_defaults(run=_export)

    snapshot = commands.add_parser("snapshot", help="bewaar het hele register, ondertekend")
    snapshot.add_argument("--key", type=Path, required=True, metavar="SLEUTEL.pem", help="geheim")
    snapshot.add_argument("--to", type=Path, required=True, metavar="BESTAND", help="waarheen")
    snapshot.add_argument(
        "folder", nargs="?", type=Path, default=folder, help="map van het register"
    )
    snapshot.set_defaults(run=_snapshot)

    check = commands.add_parser("verify", help="kijk een ondertekende kopie na")
    check.add_argument("file", type=Path, metavar="BESTAND", help="de kopie")
    check.add_argument("--key", type=Path, required=True, metavar="OPENBAAR.pem", help="openbaar")
    check.set_defaults(run=_verify)


def _export(asked: argparse.Namespace) -> int:
    problem = _missing(asked)
    if problem:
        sys.stderr.write(f"Dat lukt niet: {problem}\n")
        return CANNOT
    registry = _registry(asked.folder)
    text = FORMS[asked.format](asked, registry)
    if asked.to is None:
        sys.stdout.write(text)
    else:
        # CSV brings its own line ends (RFC 4180).
        asked.to.write_text(text, encoding="utf-8", newline="")
        organisations = registry.register.organisations.values()
        rows = sum(len(each.channels) for each in organisations)
        sys.stderr.write(f"{rows} kanalen in {asked.to}.\n")
    return 0


def _missing(asked: argparse.Namespace) -> str | None:
    if asked.format not in WITHOUT_PLACES and not asked.url:
        return f"{asked.format} verwijst naar de server: geef zijn adres met --url"
    if asked.organisation and asked.format != "trust.txt":
        return "--organisation hoort bij --format trust.txt"
    return None


def _registry(folder: Path) -> Registry:
    addresses = read_addresses(folder)
    return Registry(read_register(folder, addresses), addresses)


def _standing(registry: Registry, today: date) -> Vouched:
    return Vouched(registry.register, registry.platforms, today)


def _jsonld(asked: argparse.Namespace, registry: Registry) -> str:
    return _json(jsonld.describe_all(_standing(registry, asked.today), _places(asked)))


def _dcat(asked: argparse.Namespace, registry: Registry) -> str:
    register = registry.register
    return _json(dcat.describe(register, _places(asked), newest_day(register, asked.today)))


def _atom(asked: argparse.Namespace, registry: Registry) -> str:
    return atom.as_atom(
        changes_of(_standing(registry, asked.today)),
        _places(asked),
        registry.platforms,
        asked.language,
        newest=newest_day(registry.register, asked.today),
    ).decode()


def _trust(asked: argparse.Namespace, registry: Registry) -> str:
    standing = _standing(registry, asked.today)
    if asked.organisation is None:
        return trust_txt.for_server(registry, standing, _places(asked))
    organisation = registry.organisation(asked.organisation)
    if organisation is None:
        raise FileNotFoundError(f"er is geen organisatie {asked.organisation}")
    return trust_txt.for_organisation(organisation, standing, _places(asked))


def _places(asked: argparse.Namespace) -> Places:
    return Places(asked.url)


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


FORMS: Mapping[str, Callable[[argparse.Namespace, Registry], str]] = {
    "csv": lambda _, registry: as_csv(registry.register),
    "json": lambda _, registry: as_json(registry.register),
    "jsonld": _jsonld,
    "dcat": _dcat,
    "atom": _atom,
    "trust.txt": _trust,
}
WITHOUT_PLACES = frozenset({"csv", "json"})


def _snapshot(asked: argparse.Namespace) -> int:
    """Write a signed copy.

    Raises:
        RegisterError: The register has mistakes.
        OSError: A file cannot be read or written.
    """
    files = take_snapshot(asked.folder)
    content = written(files, addresses_in(files), datetime.now(UTC))
    try:
        signature = sign(content, asked.key.read_bytes())
    except UnusableKeyError as error:
        sys.stderr.write(f"Dat lukt niet: {asked.key}: {error}\n")
        return CANNOT
    asked.to.write_bytes(content)
    signature_path(asked.to).write_bytes(signature)
    beside = signature_path(asked.to).name
    sys.stderr.write(f"Versie {files.version} in {asked.to}, de handtekening in {beside}.\n")
    return 0


def _verify(asked: argparse.Namespace) -> int:
    """Check a signed copy.

    Raises:
        OSError: A file cannot be read.
    """
    beside = signature_path(asked.file)
    content, key = asked.file.read_bytes(), asked.key.read_bytes()
    if not beside.is_file():
        return _unreliable(asked.file, f"de handtekening {beside.name} ontbreekt")
    try:
        copy = verify(content, beside.read_bytes(), key)
    except UnusableKeyError as error:
        sys.stderr.write(f"Dat lukt niet: {asked.key}: {error}\n")
        return CANNOT
    except SignedCopyError as error:
        return _unreliable(asked.file, str(error))
    sys.stdout.write(
        f"In orde: versie {copy.version}, ondertekend op {copy.made_at:%Y-%m-%d %H:%M} (UTC),"
        f" {copy.channels} kanalen.\n"
    )
    return 0


def _unreliable(file: Path, why: str) -> int:
    sys.stderr.write(f"NIET BETROUWBAAR: {file}: {why}.\n")
    return UNRELIABLE
