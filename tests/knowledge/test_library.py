from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from knowledge.library import Library, build_library
from knowledge.matching.imitation.lookalike import Lookalikes
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.model import Verdict
from knowledge.register.neighbours import domains_of_others, load_neighbours

TODAY = date(2026, 11, 24)


def test_the_library_answers_from_the_real_register(tmp_path):
    loaded_at = datetime(2026, 11, 24, 8, tzinfo=UTC)
    library = build_library(
        Path("knowledge"), today=lambda: TODAY, cache=tmp_path, now=lambda: loaded_at
    )

    assert library.checker.check("www.vdab.be").verdict in (
        Verdict.OFFICIAL,
        Verdict.OFFICIAL_STALE,
    )
    assert library.checker.check("vab.be").verdict is Verdict.NOT_LISTED
    assert library.checker.check("vdab-jobs.be").verdict is Verdict.LOOKALIKE
    assert library.version == library.registry.register.version
    assert library.loaded_at == loaded_at


def test_neighbours_say_whose_domain_it_is_and_none_is_official(tmp_path):
    library = build_library(Path("knowledge"), today=lambda: TODAY, cache=tmp_path)
    neighbours = load_neighbours(Path("knowledge/neighbours.yml"))

    assert neighbours
    for domain, description in neighbours.items():
        (judged,) = library.checker.check(f"https://{domain}").mentions
        assert description
        # What `others/` holds too is told as whose it is.
        known = "reason.other_body" if judged.belongs_to else "reason.known_neighbour"
        assert judged.verdict in (Verdict.NOT_LISTED, Verdict.OTHER_BODY)
        assert judged.reasons[0].key == known


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    cache = tmp_path_factory.mktemp("cache")
    return build_library(Path("knowledge"), today=lambda: TODAY, cache=cache)


@pytest.mark.parametrize(
    "domain", ["aquaduin.be", "belnet.be", "ivbo.be", "liantis.be", "linter.be", "vtm.be", "ing.be"]
)
def test_the_real_domain_of_somebody_else_imitates_nothing(library: Library, domain: str):
    for address in (f"https://{domain}/", f"https://loket.{domain}/nieuws", f"info@{domain}"):
        (judged,) = library.checker.check(address).mentions
        assert judged.resembles == ()


def test_a_real_domain_in_front_of_an_imitation_hides_nothing(library: Library):
    assert library.checker.check("https://linter.be.vdab.com/").verdict is Verdict.LOOKALIKE


@pytest.mark.parametrize(
    "address", ["https://vdab.users.telenet.be/", "https://belastingen-vlaanderen.proximus.be/"]
)
def test_a_host_of_a_customer_is_not_the_providers(library: Library, address: str):
    """Its name is one that anybody may have taken, the organisation too: that proves nothing."""
    (judged,) = library.checker.check(address).mentions
    assert judged.verdict is Verdict.NOT_LISTED
    assert judged.organisation
    assert judged.belongs_to is None


def test_no_domain_that_others_have_for_themselves_imitates_anything(library: Library):
    lookalikes = Lookalikes(library.registry, words=OrdinaryWords.load())
    domains = domains_of_others(library.registry.register, library.addresses)
    sites = {domain: library.addresses.from_url(f"https://{domain}/") for domain in domains}

    assert len(sites) > 600
    assert [domain for domain, site in sites.items() if lookalikes.resembles(site)] == []


def test_a_folder_without_neighbours_is_fine(tmp_path):
    assert load_neighbours(tmp_path / "neighbours.yml") == {}
