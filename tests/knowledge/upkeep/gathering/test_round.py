"""A whole round over the small internet: gather, accept, watch."""

import json
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from knowledge.__main__ import main
from knowledge.register.loading import read_addresses, read_register
from knowledge.register.registry import Registry
from knowledge.upkeep.gathering import apps
from knowledge.upkeep.gathering.accepting import accepted, proposed
from knowledge.upkeep.gathering.round import Choice, Round, report_of
from knowledge.upkeep.gathering.showing import Gathered
from knowledge.upkeep.saving.keeper import Keeper, RejectedError, UnchangedError
from tests.knowledge.small_folder import write_folder
from tests.knowledge.upkeep.gathering import doubles
from tests.knowledge.upkeep.gathering.doubles import contact, entry
from tests.knowledge.upkeep.watching.network import Internet, page

TODAY = date(2026, 11, 29)
FRONT = """<title>Dienst voor Werk</title><a href="/contact">Contact</a>
<main><p>Lees <a href="https://www.instagram.com/werkdienst.tekst">dit</a></p></main>
<footer><a href="https://www.linkedin.com/company/werkdienst/?trk=x">LinkedIn</a>
<a rel="me" href="https://mastodon.social/@werkdienst">Mastodon</a>
<a href="https://x.com/werkdienst">X</a></footer>"""


def online(net: Internet) -> None:
    """Put a site, an account and every source on the net."""
    links = [{"relation": ["delegate_permission/common.handle_all_urls"],
              "target": {"namespace": "android_app", "package_name": "be.werkdienst"}}]  # fmt: skip
    net.site("www.werkdienst.be", {
        "/": FRONT, "/contact": '<a href="mailto:info@werkdienst.be">mail</a>',
        apps.ASSET_LINKS: page(json.dumps(links), "application/json"),
    })  # fmt: skip
    net.site("www.busdienst.be", {"/": "<p>geen links</p>"})
    net.site(
        "mastodon.social", {"/@werkdienst": '<link rel="me" href="https://www.werkdienst.be/">'}
    )
    net.names.records["werkdienst.be", "MX"] = ("10 mx.werkdienst.be.",)
    net.names.records["werkdienst.be", "TXT"] = ('"v=spf1 -all"',)
    doubles.organisation_register(
        net,
        entry("Dienst voor Werk", "OVO000001", contacts=[
            contact("Website", "werkdienst@gmail.com"), contact("Email", "help@werkdienst.be"),
        ]),
    )  # fmt: skip
    doubles.wikidata(net, {"Q7": {"P856": ["https://www.werkdienst.be"], "P2013": ["werkdienst"]}})
    doubles.itunes(net, {})


def wanted(folder: Path, state: Path, *choices: Choice, goes_on: bool = False) -> Round:
    addresses = read_addresses(folder)
    found = read_register(folder, addresses)
    return Round(
        registry=Registry(found, addresses), organisations=tuple(found.organisations.values()),
        choices=choices or tuple(Choice), state=state, goes_on=goes_on, today=TODAY,
    )  # fmt: skip


def keeper_of(folder: Path) -> Keeper:
    return Keeper(
        folder, is_enabled=True, today=lambda: TODAY,
        clock=lambda: datetime(2026, 11, 29, 9, tzinfo=UTC),
    )  # fmt: skip


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.yml")}


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.be")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = write_folder(tmp_path / "knowledge")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "begin")
    return made


async def gathered(net: Internet, round_: Round) -> Gathered:
    async with net.fetcher() as fetcher:
        return await round_.go(fetcher, net.resolver)


async def test_every_source_gives_its_proposals(
    net: Internet, folder: Path, tmp_path: Path
) -> None:
    online(net)
    before = contents(folder)
    found = await gathered(net, wanted(folder, tmp_path / "state"))
    assert {each.address.value: each.strength.value for each in found.judged.proposals} == {
        "https://mastodon.social/@werkdienst": "two_way",
        "https://play.google.com/store/apps/details?id=be.werkdienst": "declared",
        "https://www.linkedin.com/company/werkdienst": "own_site",
        "info@werkdienst.be": "own_site",
        "help@werkdienst.be": "register",
        "@werkdienst.be": "dns",
        "https://www.facebook.com/werkdienst": "wikidata",
        "https://www.instagram.com/werkdienst.tekst": "weak",
    }
    assert [each.text for each in found.facts] == ["OVO-code: OVO000001"]
    assert found.troubles == ()
    assert ["e-mailadres" in each.detail for each in found.judged.refused] == [True]
    assert found.judged.known == 2  # the account on X, and the site
    assert contents(folder) == before


async def test_a_round_that_broke_off_asks_only_the_rest(
    net: Internet, folder: Path, tmp_path: Path
) -> None:
    online(net)
    state = tmp_path / "state"
    broken = net.pages.pop(f"{doubles.WIKIDATA}/sparql?*")
    first = await gathered(net, wanted(folder, state))
    assert first.troubles == ("Wikidata: de server geeft een fout (HTTP 404)",)
    net.pages[f"{doubles.WIKIDATA}/sparql?*"] = broken
    net.requests.clear()
    second = await gathered(net, wanted(folder, state, goes_on=True))
    assert {each.partition("/")[0] for each in net.requests} == {doubles.WIKIDATA}
    assert "https://www.facebook.com/werkdienst" in {
        each.address.value for each in second.judged.proposals
    }


async def test_only_what_is_chosen_is_asked(net: Internet, folder: Path, tmp_path: Path) -> None:
    online(net)
    found = await gathered(net, wanted(folder, tmp_path / "state", Choice.WIKIDATA))
    assert {each.partition("/")[0] for each in net.requests} == {doubles.WIKIDATA}
    assert found.asked == {"wikidata": 1}


async def test_robots_are_heeded_on_pages_and_every_request_says_who_asks(
    net: Internet, folder: Path, tmp_path: Path
) -> None:
    online(net)
    net.site("www.werkdienst.be", {"/robots.txt": "User-agent: *\nDisallow: /\n"})
    found = await gathered(net, wanted(folder, tmp_path / "state", Choice.SITES))
    assert found.judged.proposals == ()
    assert net.agents == {"Kanaalcheck/1.0 (+https://kc.example/open-data)"}
    assert max(net.at_once.values()) == 1


async def test_what_staff_accept_is_one_commit_and_passes_lint(
    net: Internet, folder: Path, tmp_path: Path, capsys
) -> None:
    online(net)
    found = await gathered(net, wanted(folder, tmp_path / "state"))
    chosen = [each for each in found.judged.proposals if each.strength.value != "weak"]
    outcome = accepted(keeper_of(folder), chosen, account="els", today=TODAY)
    assert git(tmp_path, "log", "--format=%an %s", "-1").startswith("els Zet 7 kanalen")
    assert outcome.commit
    rows = yaml.safe_load((folder / "organisations/werkdienst.yml").read_text())
    row = next(each for each in rows["official_channels"] if each["platform"] == "linkedin")
    assert row == {
        "platform": "linkedin", "address": "https://www.linkedin.com/company/werkdienst",
        "status": "active",
        "sources": [{"url": "https://www.werkdienst.be/", "date": "2026-11-29",
                     "quote": "eigen site: footer"}],
    }  # fmt: skip
    assert "# Deze regel is van het team." in (folder / "organisations/werkdienst.yml").read_text()
    assert main(["lint", str(folder)]) == 0, capsys.readouterr().out
    with pytest.raises(UnchangedError):
        accepted(keeper_of(folder), chosen, account="els", today=TODAY)


async def test_what_is_listed_is_no_candidate_any_more(
    net: Internet, folder: Path, tmp_path: Path
) -> None:
    online(net)
    found = await gathered(net, wanted(folder, tmp_path / "state"))
    strong = [each for each in found.judged.proposals if each.strength.value != "weak"]
    proposed(keeper_of(folder), strong, account="gather", today=TODAY)
    waiting = yaml.safe_load((folder / "candidates.yml").read_text())["candidates"]
    assert len(waiting) == 1 + len(strong)
    assert waiting[-1]["reason"].startswith("Voorstel van gather: ")
    again = await gathered(net, wanted(folder, tmp_path / "state"))
    assert all(
        each.is_candidate for each in again.judged.proposals if each.strength.value != "weak"
    )
    accepted(keeper_of(folder), strong, account="els", today=TODAY)
    left = yaml.safe_load((folder / "candidates.yml").read_text())["candidates"]
    assert [each["address"] for each in left] == ["https://www.facebook.com/busdienst"]


async def test_a_choice_that_lint_refuses_changes_nothing(
    net: Internet, folder: Path, tmp_path: Path
) -> None:
    online(net)
    found = await gathered(net, wanted(folder, tmp_path / "state"))
    file = folder / "organisations" / "busdienst.yml"
    taken = "https://www.linkedin.com/company/werkdienst"
    row = (
        f'  - {{platform: linkedin, address: "{taken}", status: active, sources: [{{url: "x"}}]}}\n'
    )
    file.write_text(file.read_text() + row)
    git(tmp_path, "commit", "-qam", "meanwhile")
    before = (folder / "organisations/werkdienst.yml").read_bytes()
    with pytest.raises(RejectedError, match="staat al bij"):
        accepted(keeper_of(folder), found.judged.proposals, account="els", today=TODAY)
    assert (folder / "organisations/werkdienst.yml").read_bytes() == before


async def test_the_report_has_rows_to_paste(net: Internet, folder: Path, tmp_path: Path) -> None:
    online(net)
    report = report_of(await gathered(net, wanted(folder, tmp_path / "state")), TODAY)
    rows = yaml.safe_load(report["candidates.yml"])
    assert "https://www.instagram.com/werkdienst.tekst" not in {each["address"] for each in rows}
    with (folder / "candidates.yml").open("a") as file:
        file.write(report["candidates.yml"])
    assert main(["lint", str(folder)]) == 0
    assert (
        "- linkedin  https://www.linkedin.com/company/werkdienst: staat op de eigen site"
        in (report["txt"])
    )


def test_the_command_wants_to_say_who_asks(folder: Path, capsys, monkeypatch) -> None:
    monkeypatch.delenv("KANAALCHECK_PUBLIC_URL", raising=False)
    assert main(["gather", "--folder", str(folder)]) == 2
    assert "geef met --contact een pagina" in capsys.readouterr().err
    asked = ["gather", "--folder", str(folder), "--organisation", "nooit"]
    assert main(asked) == 2
    assert "er is geen organisatie nooit" in capsys.readouterr().err


def test_the_command_writes_one_report_and_changes_nothing(
    folder: Path, tmp_path: Path, capsys
) -> None:
    before = contents(folder)
    code = main([
        "gather", "--folder", str(folder), "--only", "mail", "--contact", "https://kc.example/",
        "--state", str(tmp_path / "state"), "--name-server", "127.0.0.9", "--pause", "0",
        "--report", str(tmp_path / "verslag.json"), "--today", "2026-11-29", "--save",
    ])  # fmt: skip
    assert code == 0
    told = json.loads((tmp_path / "verslag.json").read_text())
    assert (told["date"], told["proposals"]) == ("2026-11-29", [])
    text = (tmp_path / "verslag.txt").read_text()
    assert "DNS, werkdienst.be: geen antwoord" in text
    assert "Er zijn geen nieuwe kandidaten." in capsys.readouterr().err
    assert not (tmp_path / "verslag.candidates.yml").exists()
    assert contents(folder) == before
