from datetime import UTC, date, datetime
from pathlib import Path

from knowledge.library import build_library
from knowledge.model import Verdict
from knowledge.neighbours import load_neighbours

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
        assert judged.verdict is Verdict.NOT_LISTED
        assert description
        assert judged.reasons[0].key == "reason.known_neighbour"


def test_a_folder_without_neighbours_is_fine(tmp_path):
    assert load_neighbours(tmp_path / "neighbours.yml") == {}
