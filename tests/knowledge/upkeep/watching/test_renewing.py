"""What the watcher may confirm by itself, and all that it may not."""

import json
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from knowledge.model import (
    ChannelStatus,
    OfficialChannel,
    Organisation,
    OrganisationStatus,
    Verdict,
    Verification,
    VerificationMethod,
)
from knowledge.register.loading import read_addresses, read_register
from knowledge.register.registry import Registry
from knowledge.upkeep.saving.keeper import Keeper
from knowledge.upkeep.watching.look import Sighting
from knowledge.upkeep.watching.pages import Link, Where
from knowledge.upkeep.watching.renewing import Hindrance, Renewals, Renewer, kept
from knowledge.upkeep.watching.round import Round
from tests.knowledge.small_folder import write_folder
from tests.knowledge.small_register import ADDRESSES, channel, fake, organisation, register
from tests.knowledge.upkeep.watching.network import Internet, redirect

TODAY = date(2026, 11, 29)
SITE = "https://www.vdab.be/"
X = "https://x.com/vdab_be"


def by(team: str, day: date = TODAY - timedelta(days=10)) -> Verification:
    return Verification(day, team, VerificationMethod.CONFIRMED_BY_ORGANISATION)


def site(owner: str = "vdab", address: str = SITE, **changes: object) -> OfficialChannel:
    return channel(owner, "website", address, **({"verified": by("team web")} | changes))


def vdab(*channels: OfficialChannel, **changes: object) -> Organisation:
    return replace(organisation("vdab", "VDAB", *channels), **changes)


def seen(*links: tuple[str, Where], address: str = SITE, **changes: object) -> Sighting:
    made = Sighting(
        address, address, 200, links=tuple(Link(url, where, address) for url, where in links),
        says="Welkom bij de VDAB", seen_on=TODAY.isoformat(),
    )  # fmt: skip
    return replace(made, **changes)


def judge(
    *organisations: Organisation, sightings: tuple[Sighting, ...], **more: object
) -> Renewals:
    registry = Registry(register(*organisations, **more), ADDRESSES)
    return Renewer(registry, TODAY).judge({each.site: each for each in sightings}, organisations)


def renewed(*organisations: Organisation, sightings: tuple[Sighting, ...], **more: object) -> list:
    found = judge(*organisations, sightings=sightings, **more)
    return [each.channel.address.value for each in found.renewed]


ACCOUNT = channel("vdab", "x", X)
FOOTER = seen((X, Where.FOOTER))


@pytest.mark.parametrize("where", [each for each in Where if each.is_own_voice])
def test_a_link_of_a_confirmed_site_in_its_own_voice_renews(where: Where) -> None:
    found = judge(vdab(site(), ACCOUNT), sightings=(seen((X, where)),))
    (row,) = found.renewed
    assert (row.channel.address.value, row.site.address.value, row.day) == (X, SITE, TODAY)
    assert row.is_declared == (where in (Where.REL_ME, Where.ATPROTO, Where.TRUST_TXT))


@pytest.mark.parametrize("where", [each for each in Where if not each.is_own_voice])
def test_a_link_elsewhere_does_not(where: Where) -> None:
    found = judge(vdab(site(), ACCOUNT), sightings=(seen((X, where)),))
    why = Hindrance.WARNED if where is Where.WARNING else Hindrance.NOT_OWN_VOICE
    assert (found.renewed, [each.why for each in found.hindered]) == ((), [why])


def test_a_warning_anywhere_goes_before_a_link_in_the_footer() -> None:
    found = judge(vdab(site(), ACCOUNT), sightings=(seen((X, Where.FOOTER), (X, Where.WARNING)),))
    assert found.hindered[0].why is Hindrance.WARNED


@pytest.mark.parametrize(
    "url",
    [
        "https://x.com/vdab_be1",
        "https://x.com/vdab-be",
        "https://x.com.evil.example/vdab_be",
        "https://x.com/vdab_be/status/1",
        "https://x.com/intent/tweet?via=vdab_be",
        "https://x.com/share?url=https://x.com/vdab_be",
        "https://l.facebook.com/l.php?u=https://x.com/vdab_be",
        "https://vdab_be@x.com/",
        "https://kwaad@x.com/vdab_be",
        "https://x.com\\@evil.example/vdab_be",
    ],
)
def test_another_address_renews_nothing(url: str) -> None:
    assert renewed(vdab(site(), ACCOUNT), sightings=(seen((url, Where.FOOTER)),)) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"verified": None},
        {"verified": by("team web", TODAY - timedelta(days=366))},
        {"verified": by("team web", TODAY + timedelta(days=1))},
        {"verified": by("watch")},
        {"verified": by(" Watch ")},
        {"status": ChannelStatus.RETIRED},
        {"status": ChannelStatus.COMPROMISED},
    ],
)
def test_a_site_that_no_team_vouches_for_now_is_no_witness(changed: dict) -> None:
    assert renewed(vdab(site(**changed), ACCOUNT), sightings=(FOOTER,)) == []


@pytest.mark.parametrize(
    "sighting",
    [
        # a sold domain: leads away, or says nothing of whom it was
        replace(FOOTER, final="https://casino.example/", hops=("https://casino.example/",)),
        replace(FOOTER, final="https://www.vdab.be.casino.example/"),
        replace(FOOTER, says="Beste bonussen van het net"),
        replace(FOOTER, says="vdabcasino"),
        replace(FOOTER, says="VDAB.be: dit domein is te koop"),
        # read in the clear, on the way or at the end
        replace(FOOTER, final="http://www.vdab.be/"),
        replace(FOOTER, hops=("http://www.vdab.be/nl", SITE)),
        replace(FOOTER, seen_on=""),
        # a further page that led elsewhere
        replace(FOOTER, links=(Link(X, Where.FOOTER, "https://elders.be/contact"),)),
    ],
)
def test_a_site_that_is_not_the_organisations_any_more(sighting: Sighting) -> None:
    assert renewed(vdab(site(), ACCOUNT), sightings=(sighting,)) == []


def test_a_site_that_is_flagged_is_no_witness() -> None:
    own = vdab(site(), ACCOUNT)
    assert renewed(own, sightings=(FOOTER,), impersonations=(fake("website", SITE, None),)) == []
    other = replace(organisation("ander", "Ander", site("ander", status=ChannelStatus.COMPROMISED)))
    assert renewed(own, other, sightings=(FOOTER,)) == []


@pytest.mark.parametrize(
    "changed",
    [{"status": status} for status in ChannelStatus if status is not ChannelStatus.ACTIVE],
)
def test_only_a_channel_in_use_is_renewed(changed: dict) -> None:
    assert renewed(vdab(site(), replace(ACCOUNT, **changed)), sightings=(FOOTER,)) == []


def test_a_channel_that_is_flagged_is_not_renewed() -> None:
    own = vdab(site(), ACCOUNT)
    assert renewed(own, sightings=(FOOTER,), impersonations=(fake("x", X),)) == []
    flagged = channel("ander", "x", X, status=ChannelStatus.COMPROMISED)
    assert renewed(own, organisation("ander", "Ander", flagged), sightings=(FOOTER,)) == []


@pytest.mark.parametrize(
    "status", [each for each in OrganisationStatus if each is not OrganisationStatus.ACTIVE]
)
def test_an_organisation_that_is_no_more_renews_nothing(status: OrganisationStatus) -> None:
    assert renewed(vdab(site(), ACCOUNT, status=status), sightings=(FOOTER,)) == []


def test_nobody_vouches_for_the_account_of_another() -> None:
    partner = organisation("delijn", "De Lijn", channel("delijn", "x", "https://x.com/delijn"))
    link = ("https://x.com/delijn", Where.FOOTER)
    assert renewed(vdab(site(), ACCOUNT), partner, sightings=(seen(link),)) == []


def test_a_site_that_leads_to_one_of_another_body_vouches_for_nobody() -> None:
    other = organisation("delijn", "De Lijn", site("delijn", "https://www.delijn.be/"))
    there = "https://www.delijn.be/"
    moved = replace(FOOTER, final=there, hops=(there,), links=(Link(X, Where.FOOTER, there),))
    assert renewed(vdab(site(), ACCOUNT), other, sightings=(moved,)) == []


def test_pages_on_one_host_speak_each_for_their_own_organisation() -> None:
    page = "https://www.vlaanderen.be/vdab"
    own = vdab(site(address=page), ACCOUNT)
    host = organisation("vo", "Vlaamse overheid", site("vo", "https://www.vlaanderen.be/"))
    link = Link(X, Where.TRUST_TXT, "https://www.vlaanderen.be/trust.txt")
    of_host = replace(seen(address=page), links=(link,))
    assert renewed(own, host, sightings=(of_host,)) == []
    assert renewed(own, host, sightings=(seen((X, Where.FOLLOW), address=page),)) == [X]


def test_what_a_team_confirmed_is_left_alone_until_it_lapses() -> None:
    fresh = replace(ACCOUNT, verified=by("team sociale media", TODAY - timedelta(days=90)))
    lapsed = replace(ACCOUNT, verified=by("team sociale media", TODAY - timedelta(days=91)))
    assert renewed(vdab(site(), fresh), sightings=(FOOTER,)) == []
    assert renewed(vdab(site(), lapsed), sightings=(FOOTER,)) == [X]


def test_a_site_does_not_renew_itself_and_machines_do_not_renew_each_other() -> None:
    second = "https://vdab.tv/"
    own = vdab(site(verified=by("watch")), site(address=second, verified=by("watch")))
    both = (
        seen((SITE, Where.FOOTER), (second, Where.FOOTER)),
        seen((SITE, Where.FOOTER), (second, Where.FOOTER), address=second),
    )
    assert renewed(own, sightings=both) == []
    rooted = vdab(site(), site(address=second, verified=None))
    assert renewed(rooted, sightings=both) == [second]


def test_a_newsletter_at_the_address_of_the_site_is_the_site() -> None:
    own = vdab(site(), channel("vdab", "newsletter", SITE))
    assert renewed(own, sightings=(seen((SITE, Where.FOOTER)),)) == []


def _folder(tmp_path: Path) -> Path:
    folder = write_folder(tmp_path / "knowledge")
    work = folder / "organisations" / "werkdienst.yml"
    text = work.read_text()
    day = "{date: '2026-11-01', by: team web, method: confirmed_by_organisation}"
    work.write_text(text.replace("    includes_sub", f"    verified: {day}\n    includes_sub"))
    return folder


def _keeper(folder: Path) -> Keeper:
    clock = datetime(2026, 11, 29, 8, tzinfo=UTC)
    return Keeper(folder, is_enabled=True, clock=lambda: clock, today=lambda: TODAY)


def _git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.be")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def _round(folder: Path, state: Path, keeper: Keeper | None) -> Round:
    addresses = read_addresses(folder)
    found = read_register(folder, addresses)
    return Round(
        registry=Registry(found, addresses), organisations=tuple(found.organisations.values()),
        neighbours=frozenset(), sites=True, names=False, organisation=None, state=state,
        goes_on=False, today=TODAY, keeper=keeper,
    )  # fmt: skip


def _online(net: Internet) -> None:
    net.site(
        "www.werkdienst.be",
        {"/": '<title>Werkdienst</title><footer><a href="https://twitter.com/Werkdienst">X</a>'
              '<a href="tel:+3280030700">bel</a></footer>'},
    )  # fmt: skip
    net.site("www.busdienst.be", {"/": redirect("https://casino.example/")})


async def test_a_round_renews_in_one_commit_and_says_so(net: Internet, tmp_path: Path) -> None:
    _online(net)
    folder = _folder(tmp_path)
    _git(tmp_path, "init", "-q", "-b", "main")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-qm", "begin")
    async with net.fetcher() as fetcher:
        report = await _round(folder, tmp_path / "state", _keeper(folder)).with_means(
            fetcher, net.resolver
        )
    assert _git(tmp_path, "log", "--format=%an %s", "-1").startswith("watch Vernieuw 2 ")
    assert _git(tmp_path, "status", "--porcelain", "knowledge") == ""
    rows = yaml.safe_load((folder / "organisations/werkdienst.yml").read_text())
    expected = {"date": "2026-11-29", "by": "watch", "method": "linked_from_official_site"}
    told = {row["platform"]: row.get("verified") for row in rows["official_channels"]}
    assert (told["x"], told["phone"]) == (expected, expected)
    assert "Vernieuwd: de eigen site verwijst er vandaag naar (2)" in report["report.txt"]
    assert "Er is niets veranderd" not in report["report.txt"]
    assert {row["address"] for row in json.loads(report["report.json"])["renewed"]} == {
        "https://x.com/werkdienst", "0800 30 700",
    }  # fmt: skip
    assert report["confirm.sh"] == ""
    assert report["renewals.patch"] == ""


async def test_without_git_the_renewals_are_a_patch(net: Internet, tmp_path: Path) -> None:
    _online(net)
    folder = _folder(tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*.yml")}
    async with net.fetcher() as fetcher:
        report = await _round(folder, tmp_path / "state", _keeper(folder)).with_means(
            fetcher, net.resolver
        )
    assert {path: path.read_bytes() for path in folder.rglob("*.yml")} == before
    assert "by: watch" in report["renewals.patch"]


async def test_what_staff_changed_meanwhile_goes_first(net: Internet, tmp_path: Path) -> None:
    _online(net)
    folder = _folder(tmp_path)
    addresses = read_addresses(folder)
    found = read_register(folder, addresses)
    sighting = seen(
        ("https://x.com/werkdienst", Where.FOOTER), ("tel:080030700", Where.FOOTER),
        address="https://www.werkdienst.be/", says="Werkdienst",
    )  # fmt: skip
    judged = Renewer(Registry(found, addresses), TODAY).judge(
        {sighting.site: sighting}, found.organisations.values()
    )
    assert len(judged.renewed) == 2
    file = folder / "organisations" / "werkdienst.yml"
    file.write_text(
        file.read_text().replace('werkdienst", status: active', 'werkdienst", status: compromised')
    )
    outcome = kept(judged.renewed, _keeper(folder))
    assert outcome is not None
    added = [line for line in outcome.difference.splitlines() if "by: watch" in line]
    assert len(added) == 1


@pytest.mark.parametrize(
    ("days", "verdict"),
    [(0, Verdict.OFFICIAL), (90, Verdict.OFFICIAL), (91, Verdict.OFFICIAL_STALE)],
)
def test_a_renewal_lapses_as_any(days: int, verdict: Verdict) -> None:
    own = replace(ACCOUNT, verified=by("watch", TODAY - timedelta(days=days)))
    registry = Registry(register(vdab(site(), own)), ADDRESSES)
    assert registry.standing(own, TODAY) is verdict
