"""What strangers share is nobody's as a whole, at every door."""

import time
from datetime import date
from pathlib import Path

import pytest

from knowledge.addresses import shared_hosts
from knowledge.addresses.address import AddressError, Addresses, SharedHostError
from knowledge.addresses.platforms import Platforms
from knowledge.files.documents import parse_document
from knowledge.files.editing import formatted
from knowledge.files.problem import MISTAKE
from knowledge.model import Address, Impersonation, Register
from knowledge.register.loading import load_register
from knowledge.register.registry import Registry
from tests.knowledge.small_folder import write_folder
from tests.knowledge.small_register import (
    ADDRESSES,
    SMALL,
    SOURCE,
    channel,
    fake,
    organisation,
    register,
)

TODAY = date(2026, 11, 24)

SHARED = [
    ("website", "outlook.com"),
    ("website", "https://www.hotmail.be/"),
    ("website", "TELENET.be."),
    ("website", "weebly.com"),
    ("website", "sites.google.com"),
    ("website", "https://sites.google.com/?authuser=0"),
    ("website", "http://netlify.app:80/"),
    ("website", "www.github.io"),
    ("website", "tinyurl.com"),
    ("website", "linktr.ee"),
    ("website", "forms.gle"),
    ("website", "x.com"),
    ("website", "t.me"),
    ("website", "fgov.be"),
    ("website", "co.uk"),
    ("website", "be"),
    ("newsletter", "list-manage.com"),
    ("webform", "docs.google.com"),
    ("press", "prezly.com"),
    ("chat", "web.whatsapp.com"),
    ("email_domain", "@gmail.com"),
    ("email_domain", "skynet.be"),
    ("email_domain", "@blogspot.com"),
    ("email_domain", "@be"),
    ("email", "@yahoo.com"),
]


@pytest.mark.parametrize(("platform", "written"), SHARED)
def test_a_whole_shared_host_is_no_address_of_anybody(platform: str, written: str):
    with pytest.raises(SharedHostError) as refused:
        ADDRESSES.parse(written, platform)

    kind = shared_hosts.kinds()[refused.value.kind]
    assert f" is {kind.name}, waar vreemden op staan; {kind.instead}: " in str(refused.value)


@pytest.mark.parametrize(
    ("platform", "written", "key"),
    [
        ("website", "inbo.github.io", "inbo.github.io"),
        ("website", "br.fgov.be", "br.fgov.be"),
        ("website", "https://sites.google.com/view/x", "sites.google.com/view/x"),
        ("website", "https://s3.amazonaws.com/x/a.html", "s3.amazonaws.com/x/a.html"),
        ("webform", "https://forms.gle/AbC", "forms.gle/AbC"),
        ("press", "pers.prezly.com", "pers.prezly.com"),
        ("email", "VDAB@gmail.com", "vdab@gmail.com"),
        ("email_domain", "@mail.werkdienst.be", "@mail.werkdienst.be"),
        ("website", "notgmail.com", "notgmail.com"),
        ("website", "gmail.com.werkdienst.be", "gmail.com.werkdienst.be"),
    ],
)
def test_what_one_owner_has_may_be_written(platform: str, written: str, key: str):
    address = ADDRESSES.parse(written, platform)

    assert address.key == key
    assert ADDRESSES.parse(address.value, platform) == address


@pytest.mark.parametrize(
    "written", ["werk.jobs@gmail.com", "info@werkdienst.be", "https://a:b@werkdienst.be/x"]
)
def test_a_mailbox_is_no_site(written: str):
    with pytest.raises(AddressError, match="dit is een e-mailadres; kies platform email"):
        ADDRESSES.parse(written, "website")


@pytest.mark.parametrize(
    ("platform", "written"),
    [
        ("sms", "https://vdab.be/"),
        ("sms", "vdab.be/sms"),
        ("sms", "info@vdab.be"),
        ("email", "https://vdab.be/"),
        ("email", "vdab.be"),
        ("email_domain", "info@vdab.be"),
        ("email_domain", "https://vdab.be"),
        ("phone", "vdab.be"),
        ("website", "0800 30 700"),
        ("website", "@vdab"),
        ("website", "tel:1700"),
        ("website", "mailto:info@vdab.be"),
        ("website", "https://x.com/vdab_be"),
        ("webform", "https://www.facebook.com/vdab.be"),
        ("x", "https://www.vdab.be/"),
        ("facebook", "https://x.com/vdab_be"),
        ("bluesky", "https://www.vdab.be/"),
        ("mastodon", "vdab"),
        ("whatsapp", "vdab"),
        ("app", "https://www.vdab.be/"),
        ("bank_account", "0800 30 700"),
    ],
)
def test_what_does_not_fit_its_platform_is_refused(platform: str, written: str):
    with pytest.raises(AddressError):
        ADDRESSES.parse(written, platform)


def test_every_host_of_a_network_and_every_private_suffix_is_known():
    platforms = Platforms.load(Path("knowledge/platforms.yml"))
    known = shared_hosts.hosts()
    ours = {host for each in platforms for host in each.hosts}

    assert ours <= known.keys()
    assert {"gmail.com", "bit.ly", "github.io", "wixsite.com"} <= known.keys()
    assert set(known.values()) | {shared_hosts.PUBLIC_SUFFIX} == shared_hosts.kinds().keys()
    assert all(host == host.lower().strip(". /") for host in known)


def test_every_list_says_where_each_host_is_from():
    for file in shared_hosts.FOLDER.glob("*.txt"):
        first = file.read_text(encoding="ascii").split("\n")[0]
        assert first.startswith("# source: "), file


def test_the_lists_are_read_in_no_time():
    shared_hosts.hosts.cache_clear()
    begun = time.process_time()
    shared_hosts.hosts()

    assert time.process_time() - begun < 0.05


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("a.vdab.be", "vdab.be"),
        ("x.inbo.github.io", "inbo.github.io"),
        ("a.br.fgov.be", "br.fgov.be"),
        ("www.belgium.be", "belgium.be"),
        ("belgium.be", "belgium.be"),
        ("a.pers.prezly.com", "pers.prezly.com"),
        ("a.gmail.com", "gmail.com"),  # nobody has hosts there
        ("github.io", None),
    ],
)
def test_a_domain_has_one_owner(host: str, domain: str | None):
    assert ADDRESSES.registrable_domain(host) == domain


FIELDS = [("https://www.busdienst.be/", "organisations/busdienst.yml", 10)]
CANDIDATE = ("https://www.facebook.com/busdienst", "candidates.yml", 4)
FAKE = ("https://werkdienst-jobs.be/", "impersonations.yml", 3)


@pytest.mark.parametrize(("before", "file", "line"), [*FIELDS, CANDIDATE, FAKE])
@pytest.mark.parametrize("written", ["weebly.com", "werk.jobs@gmail.com"])
def test_such_a_register_is_not_served(
    tmp_path: Path, addresses: Addresses, before: str, file: str, line: int, written: str
):
    folder = write_folder(tmp_path)
    path = folder / file
    text = path.read_text(encoding="utf-8").replace("platform: facebook", "platform: website")
    path.write_text(text.replace(before, written), encoding="utf-8")

    result = load_register(folder, addresses, today=TODAY)

    assert result.register is None
    (problem,) = (
        each for each in result.problems if each.level == MISTAKE and each.file == str(path)
    )
    assert problem.line == line
    assert problem.rule == ("shared-host" if "@" not in written else "address-unreadable")


def test_a_post_is_no_fake_account(tmp_path: Path, addresses: Addresses):
    folder = write_folder(tmp_path)
    path = folder / "impersonations.yml"
    text = path.read_text(encoding="utf-8").replace("platform: website", "platform: facebook")
    post = "https://www.facebook.com/iemand/posts/1"
    path.write_text(text.replace("https://werkdienst-jobs.be/", post), encoding="utf-8")

    said = [each for each in load_register(folder, addresses).problems if each.level == MISTAKE]

    assert [(each.rule, each.line) for each in said] == [("address-of-post", 3)]


def test_a_page_elsewhere_below_a_network_is_no_site(tmp_path: Path, addresses: Addresses):
    folder = write_folder(tmp_path)
    path = folder / "organisations/busdienst.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("www.busdienst.be/", "xx.facebook.com/"), encoding="utf-8")

    said = [each for each in load_register(folder, addresses).problems if each.level == MISTAKE]

    assert [each.rule for each in said] == ["platform-host"]


def test_format_makes_no_site_of_a_mailbox(addresses: Addresses):
    text = "official_channels:\n  - platform: website\n    address: werk.jobs@gmail.com\n"

    assert formatted(parse_document("a.yml", text.encode()), addresses) == text


def test_the_register_holds_no_shared_host(register: Register, addresses: Addresses):
    rows = [*register.candidates, *register.impersonations]
    rows += [each for one in register.organisations.values() for each in one.channels]

    assert [each.address for each in rows if addresses.shared_whole(each.address)] == []


def listing(*pages: str) -> Registry:
    channels = [channel("a", "website", page) for page in pages]
    return Registry(register(organisation("a", "A", *channels)), ADDRESSES)


@pytest.mark.parametrize(
    ("listed", "same", "other"),
    [
        ("sites.google.com/view/x", "https://sites.google.com/view/x/", "/view/x/b"),
        ("sites.google.com/view", "https://sites.google.com/view", "/view/evil"),
        ("drive.google.com/open?id=1", "https://drive.google.com/open?id=1", "/open?id=2"),
        ("forms.office.com/r", "https://forms.office.com/r", "/r?x=1"),
    ],
)
def test_a_page_on_a_shared_host_is_listed_alone(listed: str, same: str, other: str):
    registry = listing(f"https://{listed}")
    host = listed.partition("/")[0]

    assert registry.listed(ADDRESSES.from_url(same))
    assert registry.listed(ADDRESSES.from_url(f"https://{host}{other}")) is None
    assert registry.listed(ADDRESSES.from_url(f"https://{host}/")) is None


def test_a_neighbour_below_a_shared_domain_is_of_somebody_else():
    registry = listing("https://br.fgov.be/")

    assert registry.official_domain("a.br.fgov.be")
    assert registry.official_domain("minfin.fgov.be") is None
    assert registry.official_domain("fgov.be") is None


@pytest.mark.parametrize(
    ("page", "asked", "is_fake"),
    [
        ("https://sites.google.com/view/nep", "https://sites.google.com/view/nep/start", True),
        ("https://sites.google.com/view/nep", "https://sites.google.com/view/echt", False),
        ("https://drive.google.com/open?id=1", "https://drive.google.com/open?usp=a&id=1", True),
        ("https://drive.google.com/open?id=1", "https://drive.google.com/open?id=2", False),
        ("https://docs.google.com/forms", "https://docs.google.com/forms/d/echt", False),
        ("https://forms.gle/Nep1", "https://forms.gle/Nep1?x=1", True),
    ],
)
def test_a_fake_on_a_shared_host_is_as_wide_as_its_owner(page: str, asked: str, is_fake: bool):
    registry = Registry(register(impersonations=(fake("website", page),)), ADDRESSES)

    assert bool(registry.impersonation(ADDRESSES.from_url(asked))) is is_fake


@pytest.mark.parametrize("host", ["sites.google.com", "bit.ly", "facebook.com"])
def test_staff_call_no_shared_host_fake(host: str, caplog: pytest.LogCaptureFixture):
    registry = Registry(SMALL, ADDRESSES)
    address = Address("website", f"https://{host}/", host, host=host)

    registry.warn_of([Impersonation(address, "vdab", "2026-11", SOURCE)])

    assert registry.impersonation(ADDRESSES.from_url(f"https://{host}/iemand")) is None
    assert registry.impersonation(ADDRESSES.from_url(f"https://{host}/")) is None
    assert "strangers share" in caplog.text
