"""Names that resemble official ones, asked from a real name server."""

import json
from pathlib import Path

import pytest

from knowledge.upkeep.watching.journal import Journal
from knowledge.upkeep.watching.lookalikes import (
    MOST_NAMES,
    names_near,
    official_domains,
    resembling,
    tells_the_truth,
)
from knowledge.upkeep.watching.names import DnsResolver, LookupFailedError
from knowledge.upkeep.watching.watcher import ask_for_names
from tests.knowledge.small_register import ADDRESSES
from tests.knowledge.upkeep.watching.network import Internet
from tests.knowledge.upkeep.watching.small_watch import REGISTRY, TODAY
from tests.knowledge.upkeep.watching.test_proposing import whole_round

NEIGHBOURS = frozenset({"werkdienst.eu"})


def all_names() -> dict[str, tuple[str, str]]:
    return {
        name: (near, how)
        for name, near, how in names_near(
            official_domains(REGISTRY.register, ADDRESSES), REGISTRY, NEIGHBOURS
        )
    }


def test_the_official_domains_are_those_of_sites_in_use() -> None:
    domains = official_domains(REGISTRY.register, ADDRESSES)
    assert domains == ["busdienst.be", "werkdienst.be", "werkdienst.tv"]
    assert official_domains(REGISTRY.register, ADDRESSES, "busdienst") == ["busdienst.be"]


def test_names_resemble_and_are_nobodys_we_know() -> None:
    names = all_names()
    assert {"werkdients.be", "werkdienst.com", "werkdienst-login.be", "vverkdienst.be"} <= set(
        names
    )
    assert names["werkdienst.com"] == ("werkdienst.be", "tld-swap")
    # Official, or of a neighbour.
    assert not {"werkdienst.tv", "werkdienst.be", "werkdienst.eu"} & set(names)
    assert all(name.isascii() for name in names)


def test_a_long_name_gives_no_flood_and_keeps_what_deceives_best() -> None:
    names = dict(resembling("vlaamsmensenrechteninstituut.be", REGISTRY, NEIGHBOURS))
    assert len(names) == MOST_NAMES
    kept = {"vlaamsmensenrechteninstituut.com", "vlaamsmensenrechteninstituut-login.be"}
    assert kept <= set(names)
    assert {"dictionary", "tld-swap", "omission", "homoglyph"} <= set(names.values())


async def test_only_names_that_exist_are_told_and_only_the_first_time_as_new(
    net: Internet, tmp_path: Path
) -> None:
    net.names.known |= {"busdienst-login.be": ("203.0.113.7", "2001:db8::7"), "busdients.be": ()}
    rounds = []
    for day in (TODAY, TODAY.replace(day=26)):
        net.names.known |= {"busdienst.com": ("203.0.113.8",)} if day != TODAY else {}
        async with net.fetcher() as fetcher:
            wanted = whole_round(
                tmp_path, sites=False, names=True, organisation="busdienst", today=day
            )
            report = await wanted.with_means(fetcher, net.resolver)
        told = json.loads(report["report.json"])["lookalikes"]
        rounds.append({row["domain"]: (row["since"], row["is_new"]) for row in told})
    assert rounds[0] == {
        "busdienst-login.be": ("2026-11-25", True),
        "busdients.be": ("2026-11-25", True),
    }
    assert rounds[1] == {
        "busdienst-login.be": ("2026-11-25", False),
        "busdients.be": ("2026-11-25", False),
        "busdienst.com": ("2026-11-26", True),
    }
    text = report["report.txt"]
    assert "- busdienst-login[.]be  lijkt op busdienst.be (dictionary), 203.0.113.7," in text
    assert "- busdients[.]be  lijkt op busdienst.be (transposition), nog zonder server," in text
    assert net.requests == []


async def test_a_name_of_which_nothing_can_be_told_is_asked_again(
    net: Internet, tmp_path: Path
) -> None:
    quick = DnsResolver(["127.0.0.1"], net.resolver._resolver.port)
    quick._resolver.lifetime = 0.5
    net.names.broken.add("werkdients.be")
    names = [("werkdients.be", "werkdienst.be", "transposition"), ("x.be", "werkdienst.be", "y")]
    journal = Journal(tmp_path, goes_on=False)
    assert await ask_for_names(names, quick, journal, lambda: None) == 1
    assert journal.asked == {"x.be": None}
    net.names.broken.clear()
    net.names.asked.clear()
    again = Journal(tmp_path, goes_on=True)
    assert await ask_for_names(names, quick, again, lambda: None) == 0
    assert set(net.names.asked) == {"werkdients.be"}


async def test_a_resolver_that_finds_everything_is_not_believed(
    net: Internet, tmp_path: Path, capsys
) -> None:
    assert await tells_the_truth(net.resolver)
    net.names.finds_everything = True
    assert not await tells_the_truth(net.resolver)
    async with net.fetcher() as fetcher:
        wanted = whole_round(tmp_path, sites=False, names=True)
        report = await wanted.with_means(fetcher, net.resolver)
    assert "0 domeinnamen opgezocht" in report["report.txt"]
    assert "De naamserver vindt ook namen die niet bestaan" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["a" * 64 + ".be", "a..be", "é" * 63 + ".be", "." + "be"])
async def test_a_name_that_cannot_be_asked_is_told(net: Internet, name: str) -> None:
    with pytest.raises(LookupFailedError):
        await net.resolver.addresses(name)
