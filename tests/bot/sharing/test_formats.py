"""What is shared, read by the libraries of those who get it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dns.zone
import jsonschema_rs
import pytest
import stix2
from pymisp import MISPEvent

from actions.reports.model import ConfirmedFake, Status
from actions.reports.store import ReportStore
from actions.reports.subject import subject_of
from bot.channels.settings import AllSettings
from bot.notifying.warnings import impersonations
from bot.operations.share import main as share
from bot.sharing.blocking import ZONE
from bot.sharing.fakes import SharedFake, shared_fakes
from bot.sharing.formats import FORMATS
from bot.sharing.origin import Origin
from bot.sharing.xarf import NoMailboxError
from knowledge.library import Library
from knowledge.register.registry import Registry
from tests.bot.reports import CONTACT, WORDS, Clock, file

AT = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
ORIGIN = Origin("https://kanaalcheck.example", "kanaalcheck@voorbeeld.vlaanderen", AT)
TEXTS = (
    "https://vdab-bonus.be/", "https://sites.google.com/view/vdab-bonus",
    "@vdab_bonus op instagram", "info@vdab-bonus.com", "+32 470 12 34 56",
    "BE68 5390 0754 7034", "https://vdab-bonus.net/o'neil\\x?a=1", "https://vdab-bönus.be/",
)  # fmt: skip


def own(library: Library) -> Library:
    registry = Registry(library.registry.register, library.addresses)
    checker = type(library.checker)(registry, library.finder, today=library.checker._today)
    return replace(library, registry=registry, checker=checker)


@pytest.fixture
def shared(library: Library) -> Callable[..., Sequence[SharedFake]]:
    """Gives what is shared of addresses that staff confirmed."""

    def make(*texts: str) -> Sequence[SharedFake]:
        served, confirmed = own(library), []
        for number, text in enumerate(texts):
            subject = subject_of(served, text, None).subject
            assert subject
            confirmed.append(
                ConfirmedFake(
                    number, subject.platform, subject.key, subject.shown, "vdab",
                    "2026-11-25", AT,
                )
            )  # fmt: skip
        served.registry.warn_of(impersonations(confirmed, served.addresses))
        return shared_fakes(served, confirmed)

    return make


def hosts_of(text: str) -> set[str]:
    return {line.split()[1] for line in text.splitlines() if not line.startswith("#")}


def test_stix_is_read_strictly(shared: Callable[..., Sequence[SharedFake]]) -> None:
    bundle = stix2.parse(FORMATS["stix"].write(shared(*TEXTS), ORIGIN), allow_custom=False)
    identity, *indicators = bundle.objects
    assert identity.name == "Kanaalcheck"
    assert all(each.created_by_ref == identity.id for each in indicators)
    assert all("/melden" in each.external_references[0].description for each in indicators)
    patterns = {each.pattern for each in indicators}
    assert "[domain-name:value = 'vdab-bonus.be']" in patterns
    assert any("instagram.com/vdab_bonus" in each for each in patterns)
    assert any("info@vdab-bonus.com" in each for each in patterns)


def test_misp_takes_the_event(shared: Callable[..., Sequence[SharedFake]]) -> None:
    fakes = shared(*TEXTS)
    event = MISPEvent(strict_validation=True)
    event.from_json(FORMATS["misp"].write(fakes, ORIGIN))
    assert len(event.attributes) == len(fakes) + 1
    kinds = {each.type for each in event.attributes}
    assert {"hostname", "url", "email-src", "phone-number", "iban", "comment"} <= kinds
    blocked = {each.value for each in event.attributes if each.to_ids}
    assert not any("instagram" in each for each in blocked)
    assert [tag.name for tag in event.tags] == ["tlp:clear"]


def test_xarf_keeps_the_schemas(shared: Callable[..., Sequence[SharedFake]]) -> None:
    spec = find_spec("xarf")
    assert spec
    assert spec.submodule_search_locations
    schemas = Path(spec.submodule_search_locations[0]) / "schemas"

    def retrieve(uri: str) -> Any:
        return json.loads((schemas / uri.partition("/schemas/v4/")[2]).read_text(encoding="utf-8"))

    validator = jsonschema_rs.Draft202012Validator(
        retrieve("/schemas/v4/types/content-brand_infringement.json"),
        retriever=retrieve,
        validate_formats=True,
    )
    lines = FORMATS["xarf"].write(shared(*TEXTS), ORIGIN).splitlines()
    reports = [json.loads(line) for line in lines]
    assert len(reports) >= 5
    for report in reports:
        validator.validate(report)
    assert {each["legitimate_site"] for each in reports} >= {"https://www.vdab.be/"}
    assert not validator.is_valid({**reports[0], "infringement_type": "x"})


def test_xarf_needs_a_mailbox(shared: Callable[..., Sequence[SharedFake]]) -> None:
    with pytest.raises(NoMailboxError):
        FORMATS["xarf"].write(shared(*TEXTS), replace(ORIGIN, mail=None))


def test_a_resolver_takes_the_zone(shared: Callable[..., Sequence[SharedFake]]) -> None:
    text = FORMATS["rpz"].write(shared(*TEXTS), ORIGIN)
    zone = dns.zone.from_text(text, origin=ZONE, relativize=True)
    blocked = {str(name) for name, _ in zone.iterate_rdatasets("CNAME")}
    assert {"vdab-bonus.be", "*.vdab-bonus.be"} <= blocked
    assert any(name.startswith("xn--") for name in blocked)
    assert {str(each) for _, found in zone.iterate_rdatasets("CNAME") for each in found} == {"."}
    assert zone.get("google.com") is None
    assert zone.get("sites.google.com") is None


def test_the_hosts_file_holds_whole_hosts_alone(
    shared: Callable[..., Sequence[SharedFake]],
) -> None:
    text = FORMATS["hosts"].write(shared(*TEXTS), ORIGIN)
    hosts = hosts_of(text)
    assert "vdab-bonus.be" in hosts
    assert not {"sites.google.com", "vdab-bonus.net", "vdab-bonus.com"} & hosts
    assert all(host.isascii() for host in hosts)
    assert "Is one of these wrong? Tell https://kanaalcheck.example/melden" in text


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_real_is_never_shared(
    shared: Callable[..., Sequence[SharedFake]], name: str
) -> None:
    fakes = shared("https://www.vdab.be/", "https://www.kbc.be/", "https://x.com/vdab_be")
    text = FORMATS[name].write(fakes, ORIGIN)
    assert "kbc.be" not in text
    assert "vdab_be" not in text
    assert "0.0.0.0 vdab.be" not in text
    assert "0.0.0.0 www.vdab.be" not in text


def test_a_host_above_something_real_is_never_blocked(
    library: Library, shared: Callable[..., Sequence[SharedFake]]
) -> None:
    real = next(
        each.address.host or ""
        for organisation in library.registry.register.organisations.values()
        for each in organisation.channels
        if each.address.platform == "website"
        and (each.address.host or "").count(".") >= 2
        and not (each.address.host or "").startswith("www.")
    )
    above = real.partition(".")[2]
    assert above not in hosts_of(FORMATS["hosts"].write(shared(f"https://{above}/"), ORIGIN))


def test_the_command_writes_only_what_is_confirmed(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = replace(
        AllSettings(),
        database_url=f"sqlite:///{tmp_path}/kc.db",
        cache=tmp_path / "cache",
        public_url=ORIGIN.url,
    )
    store = ReportStore.open(settings.database_url, clock=Clock())
    confirmed = file(store, library, "https://vdab-bonus.be/", contact=CONTACT)
    file(store, library, "https://vdab-jobs.be/")
    store.set_status(confirmed, Status.CONFIRMED_FAKE, actor="an", note="gezien")
    store.close()
    for name in ("stix", "misp", "hosts", "rpz"):
        assert share([name], settings) == 0
        text = capsys.readouterr().out
        assert "vdab-bonus.be" in text
        for kept in ("vdab-jobs", CONTACT, WORDS, "gezien", '"an"', "KC-"):
            assert kept not in text
    assert share(["xarf"], settings) == 1
    assert "KANAALCHECK_MAIL_FROM" in capsys.readouterr().err
