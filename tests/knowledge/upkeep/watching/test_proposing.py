"""From what sites say to proposals; over the small internet."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from knowledge.__main__ import main
from knowledge.model import Organisation
from knowledge.upkeep.watching.fetching import Trouble
from knowledge.upkeep.watching.journal import Journal
from knowledge.upkeep.watching.look import Looker, Sighting
from knowledge.upkeep.watching.pages import Link, Where
from knowledge.upkeep.watching.proposing import Listed, Proposals, Proposer, sites_of
from knowledge.upkeep.watching.report import as_candidates, as_commands, as_text
from knowledge.upkeep.watching.round import Round
from tests.knowledge.small_folder import write_folder
from tests.knowledge.small_register import ADDRESSES
from tests.knowledge.upkeep.watching.network import Internet, page, redirect
from tests.knowledge.upkeep.watching.small_watch import (
    BUS,
    FRONT,
    REGISTRY,
    TODAY,
    WORK,
    put_online,
)

HOME = "https://www.werkdienst.be/"


async def proposals_of(net: Internet, *organisations: Organisation) -> Proposals:
    async with net.fetcher() as fetcher:
        looker = Looker(fetcher)
        sightings = {
            each.address.value: await looker.look_at(each.address.value)
            for organisation in organisations
            for each in sites_of(organisation)
        }
    return Proposer(REGISTRY).propose(sightings, organisations)


def propose(*sightings: Sighting, organisations: Sequence[Organisation] = (WORK,)) -> Proposals:
    return Proposer(REGISTRY).propose({each.site: each for each in sightings}, organisations)


async def test_what_own_pages_link_to_is_ready_to_be_confirmed(net: Internet) -> None:
    put_online(net)
    proposals = await proposals_of(net, WORK, BUS)
    seen = {
        row.channel.address.value: (row.links[0].where, row.links[0].page)
        for row in proposals.evidence
    }
    assert seen == {
        "https://werkdienst.tv/": (Where.PAGE, HOME),
        "https://x.com/werkdienst": (Where.FOOTER, HOME),
        "https://www.facebook.com/werkdienst": (Where.TRUST_TXT, f"{HOME}.well-known/trust.txt"),
        "https://bsky.app/profile/werkdienst.be": (
            Where.ATPROTO,
            "https://werkdienst.be/.well-known/atproto-did",
        ),
        "info@werkdienst.be": (Where.SECURITY_TXT, f"{HOME}.well-known/security.txt"),
        "0800 30 700": (Where.CONTACT, f"{HOME}contact"),
    }
    assert [row.channel.address.value for row in proposals.unlinked] == [
        "https://www.youtube.com/@werkdienst",
        "https://x.com/busdienst",
    ]


async def test_other_accounts_are_told_by_what_the_register_says_of_them(net: Internet) -> None:
    put_online(net)
    proposals = await proposals_of(net, WORK)
    assert {row.address.value: row.standing for row in proposals.found} == {
        "https://x.com/werkdienst_hulp": Listed.FAKE,
        "https://x.com/werkdienst_oud": Listed.RETIRED,
        "https://x.com/busdienst": Listed.OTHER_OWNER,
        "https://www.linkedin.com/company/wd": Listed.CANDIDATE,
        "https://mastodon.social/@werkdienst": Listed.NEW,
        "https://www.instagram.com/werk.dienst": Listed.NEW,
    }


async def test_a_site_that_leads_elsewhere_is_no_witness(net: Internet) -> None:
    put_online(net)
    proposals = await proposals_of(net, WORK)
    (moved,) = proposals.moved
    assert (moved.site, moved.final, moved.is_listed) == (
        "https://werkdienst.tv/",
        "https://casino.example/",
        False,
    )
    assert not any("casino" in row.address.value for row in proposals.found)
    assert "NIET in het register" in as_text(proposals, TODAY)
    assert "casino[.]example" in as_text(proposals, TODAY)


@pytest.mark.parametrize(
    "sighting",
    [
        Sighting(HOME, "http://www.werkdienst.be/", 200),
        Sighting(HOME, HOME, 200, hops=("http://www.werkdienst.be/", HOME)),
        Sighting(HOME, "https://evil.example/", 200, hops=("https://evil.example/",)),
        Sighting(HOME, "https://www.werkdienst.be.evil.example/", 200),
        Sighting(HOME, HOME, 200, Trouble.TLS),
    ],
)
def test_what_was_not_read_safely_from_a_listed_page_proves_nothing(sighting: Sighting) -> None:
    link = Link("https://x.com/werkdienst", Where.REL_ME, sighting.final)
    proposals = propose(
        Sighting(**{name: getattr(sighting, name) for name in ("site", "final", "status")},
                 trouble=sighting.trouble, hops=sighting.hops, links=(link,))
    )  # fmt: skip
    assert (proposals.evidence, proposals.found, proposals.unlinked) == ((), (), ())


@pytest.mark.parametrize(
    "url",
    [
        "https://x.com/werkdienst.",
        "https://x.com.evil.example/werkdienst",
        "https://evil.example/?u=https://x.com/werkdienst",
        "https://x.com/werkdienst/status/1",
        "https://x.com@evil.example/werkdienst",
        "https://l.facebook.com/l.php?u=https://x.com/werkdienst",
        "https://x.com/werkdienst1",
        "https://х.com/werkdienst",  # a Cyrillic letter
        "mailto:info@werkdienst.be.evil.example",
    ],
)
def test_only_the_same_address_is_the_same(url: str) -> None:
    seen = Sighting(HOME, HOME, 200, links=(Link(url, Where.FOOTER, HOME),))
    assert propose(seen).evidence == ()


def test_a_further_page_of_somebody_else_is_no_witness() -> None:
    link = Link("https://x.com/werkdienst", Where.PAGE, "https://evil.example/contact")
    assert propose(Sighting(HOME, HOME, 200, links=(link,))).evidence == ()


async def test_the_candidates_can_be_pasted_and_pass_lint(
    net: Internet, tmp_path: Path, capsys
) -> None:
    put_online(net)
    proposals = await proposals_of(net, WORK)
    text = as_candidates(proposals, ADDRESSES, TODAY)
    rows = yaml.safe_load(text)
    assert [row["address"] for row in rows] == [
        "https://mastodon.social/@werkdienst",
        "https://www.instagram.com/werk.dienst",
    ]
    assert rows[0]["source"] == {"url": HOME, "date": "2026-11-25"}
    folder = write_folder(tmp_path / "knowledge")
    with (folder / "candidates.yml").open("a") as file:
        file.write(text)
    assert main(["lint", str(folder)]) == 0, capsys.readouterr().out


async def test_the_commands_confirm(net: Internet, tmp_path: Path) -> None:
    put_online(net)
    commands = as_commands(await proposals_of(net, WORK))
    (line,) = [each for each in commands.splitlines() if "x.com" in each]
    assert line == (
        "python -m knowledge confirm werkdienst https://x.com/werkdienst --platform x"
        ' --by "TEAM" --method linked_from_official_site'
    )
    folder = write_folder(tmp_path / "knowledge")
    as_it_is = line.replace('"TEAM"', "TEAM").split()[3:]
    assert main([*as_it_is, "--folder", str(folder)]) == 2  # nobody said which team looked
    arguments = line.replace('"TEAM"', "redactie").split()[3:]
    assert main([*arguments, "--folder", str(folder)]) == 0


async def test_a_page_cannot_write_on_the_terminal(net: Internet) -> None:
    hostile = "https://x.com/%1b[2Jweg%0a- werkdienst"
    odd = f'<a href="{hostile}">x</a><a href="https://www.tiktok.com/@a\u202eb">y</a>'
    put_online(net)
    net.site("www.werkdienst.be", {"/": odd + FRONT})
    net.site("www.busdienst.be", {"/": page("x", "\x1b[31mkwaad/plain")})
    proposals = await proposals_of(net, WORK, BUS)
    text = as_text(proposals, TODAY)
    assert all(each.isprintable() or each == "\n" for each in text)
    rows = as_candidates(proposals, ADDRESSES, TODAY) + as_commands(proposals)
    assert all(each.isprintable() or each == "\n" for each in rows)


def whole_round(tmp_path: Path, **changes: object) -> Round:
    wanted = {
        "registry": REGISTRY,
        "organisations": (WORK, BUS),
        "neighbours": frozenset({"werkdienst.eu"}),
        "sites": True,
        "names": False,
        "organisation": None,
        "state": tmp_path / "state",
        "goes_on": False,
        "today": TODAY,
    }
    return Round(**{**wanted, **changes})


async def test_a_round_tells_everything_and_changes_nothing(net: Internet, tmp_path: Path) -> None:
    put_online(net)
    async with net.fetcher() as fetcher:
        report = await whole_round(tmp_path).with_means(fetcher, net.resolver)
    text = report["report.txt"]
    assert text.startswith("Wat er buiten te zien is, 2026-11-25\nDit zijn voorstellen.")
    assert "x.com/werkdienst_hulp" not in text.replace("x[.]com/werkdienst_hulp", "")
    assert text.index("bevestigde namaak") < text.index("stopgezet") < text.index("nog niet")
    told = json.loads(report["report.json"])
    assert told["websites"] == 3
    assert {row["address"] for row in told["found"] if row["listed"] == "new"} == {
        "https://mastodon.social/@werkdienst",
        "https://www.instagram.com/werk.dienst",
    }
    assert set(report) == {
        "report.txt", "report.json", "candidates.yml", "confirm.sh", "renewals.patch",
    }  # fmt: skip
    assert report["renewals.patch"] == ""


async def test_a_round_that_broke_off_goes_on(net: Internet, tmp_path: Path) -> None:
    put_online(net)
    async with net.fetcher() as fetcher:
        first = await whole_round(tmp_path).with_means(fetcher, net.resolver)
    journal = tmp_path / "state" / "round.jsonl"
    lines = journal.read_text().splitlines()
    assert len(lines) == 3
    # Broken off after one website, in the middle of a line.
    (gone,) = [line for line in lines if '"site": "https://www.busdienst.be/"' in line]
    kept = [line for line in lines if line != gone]
    journal.write_text("\n".join([*kept, gone[:40]]) + "\n")
    net.requests.clear()
    async with net.fetcher() as fetcher:
        second = await whole_round(tmp_path, goes_on=True).with_means(fetcher, net.resolver)
    assert second == first
    assert {each.partition("/")[0] for each in net.requests} == {"www.busdienst.be"}
    async with net.fetcher() as fetcher:
        net.requests.clear()
        await whole_round(tmp_path).with_means(fetcher, net.resolver)
    assert "www.werkdienst.be/" in net.requests


async def test_a_machine_without_internet_is_told(net: Internet, tmp_path: Path) -> None:
    async with net.fetcher() as fetcher:
        report = await whole_round(tmp_path).with_means(fetcher, net.resolver)
    assert "heeft dit toestel wel internet?" in report["report.txt"]
    net.site("www.busdienst.be", {"/": "<p>dag</p>"})
    async with net.fetcher() as fetcher:
        report = await whole_round(tmp_path).with_means(fetcher, net.resolver)
    assert "heeft dit toestel wel internet?" not in report["report.txt"]


async def test_sites_on_one_host_ask_for_its_small_files_once(net: Internet) -> None:
    net.site("www.groot.be", {"/a": "<p>a</p>", "/b": "<p>b</p>"})
    async with net.fetcher() as fetcher:
        looker = Looker(fetcher)
        await looker.look_at("https://www.groot.be/a")
        await looker.look_at("https://www.groot.be/b")
    assert len(net.requests) == len(set(net.requests))


async def test_a_host_that_is_away_is_asked_once(net: Internet) -> None:
    net.site("www.weg.be")
    net.ca.expired.add("www.weg.be")
    async with net.fetcher() as fetcher:
        seen = await Looker(fetcher).look_at("https://www.weg.be/")
    assert seen.trouble is Trouble.TLS
    assert net.requests == []


async def test_a_small_file_that_leads_elsewhere_says_nothing(net: Internet) -> None:
    net.site("www.dienst.be", {"/": "<p>x</p>", "/trust.txt": redirect("https://kwaad.be/t.txt")})
    net.site("kwaad.be", {"/t.txt": "social=https://x.com/kwaad\n"})
    async with net.fetcher() as fetcher:
        seen = await Looker(fetcher).look_at("https://www.dienst.be/")
    assert seen.links == ()


def test_the_journal_gives_back_what_it_got(tmp_path: Path) -> None:
    seen = Sighting(
        HOME, HOME, 200, Trouble.ROBOTS, "x", (HOME,), (Link(HOME, Where.PAGE, HOME),), "2020"
    )
    Journal(tmp_path, goes_on=False).saw(seen)
    assert Journal(tmp_path, goes_on=True).sightings == {HOME: seen}
    assert Journal(tmp_path, goes_on=False).sightings == {}
