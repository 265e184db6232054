"""What is drawn and worked out from measured figures; the figures here are made up."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from bench import growth
from bench.capacity import BUSY, CORES_OF_A_MACHINE, Costs, needs, table
from bench.drawing import Panel, drawn

SVG = "{http://www.w3.org/2000/svg}"


def workers(size: int, together: int) -> dict[str, Any]:
    return {
        "size": size,
        "turns": {"core_ms_each": 10.0 + size},
        "checks": {"core_ms_each": 1.0},
        "memory_together_mb": together,
    }


FIGURES: dict[str, Any] = {
    "about": {
        "at": "29 November 2026",
        "cores": 2,
        "processor": "x86_64",
        "python": "3.11.7",
        "load": [0.1, 2.0],
    },
    "register": [
        {"size": 150, "channels": 780, "read_s": 1.5, "check_ms": 0.6, "memory_mb": 70},
        {"size": 500, "channels": 4_280, "read_s": 2.5, "check_ms": 0.7, "memory_mb": 100},
    ],
    "conversations": [{"size": 1_000, "turn_ms": 0.5, "memory_mb": 2}],
    "reports": [{"size": 1_000, "file_ms": 10.0, "queue_ms": 1.0, "file_mb": 1.5}],
    "workers": [workers(1, 500), workers(2, 600), workers(4, 800)],
}


def test_a_drawing_is_the_same_each_time_and_tells_its_values_in_words():
    panel = Panel("Read", "s", ((100, 1.5), (2_000, 30)))
    text = drawn("The register <all>", "channels", [panel])
    assert text == drawn("The register <all>", "channels", [panel])
    root = ElementTree.fromstring(text)  # noqa: S314  # our own
    assert root.get("role") == "img"
    named = {each.get("id"): each.text for each in root if each.get("id")}
    assert set(str(root.get("aria-labelledby")).split()) == set(named)
    assert named["title"] == "The register <all>"
    assert named["told"] == "Read: 1.5 s at 100, 30 s at 2,000."
    words = [each.text for each in root.iter(f"{SVG}text")]
    assert {"1.5", "30", "100", "2k", "channels", "Read (s)"} <= set(words)


def test_a_curve_of_nothing_but_zeros_is_drawn():
    assert "0.0" in drawn("Nothing", "sizes", [Panel("None", "MB", ((0, 0),))])


def test_costs_are_the_dearest_that_were_measured():
    assert Costs.of(FIGURES) == Costs(
        turn_ms=14.0, check_ms=1.0, first_mb=500, next_mb=100.0, file_ms=10.0
    )


@pytest.mark.parametrize(
    ("rate", "checks", "cores"),
    [(1, 0.0, 1), (100, 0.0, 3), (100, 1.0, 1), (10_000, 0.0, 234), (10_000, 0.75, 71)],
)
def test_cores_keep_a_reserve(rate: int, checks: float, cores: int):
    costs = Costs(turn_ms=14.0, check_ms=1.0, first_mb=500, next_mb=100, file_ms=10)
    need = needs(costs, rate, checks)
    assert need.cores == cores
    each_ms = checks * costs.check_ms + (1 - checks) * costs.turn_ms
    assert rate * each_ms / 1000 <= need.cores * BUSY
    assert need.machines * CORES_OF_A_MACHINE >= need.cores
    assert need.memory_gb >= 0.5


def test_the_table_has_a_row_for_each_rate_and_kind():
    rows = table(Costs.of(FIGURES))
    assert [row.split("|")[1].strip() for row in rows[2:]] == [
        "1", "1", "100", "100", "10,000", "10,000",
    ]  # fmt: skip


def test_a_document_with_its_drawings_comes_from_the_figures_alone(tmp_path: Path):
    growth.write(FIGURES, tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.rglob("*.*")}
    growth.write(FIGURES, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*.*")} == first
    document = (tmp_path / "growth.md").read_text(encoding="utf-8")
    for each in growth.ALL:
        assert f"](images/growth-{each.name}.svg)" in document
        ElementTree.parse(tmp_path / "images" / f"growth-{each.name}.svg")  # noqa: S314
    assert "| 4,280 | 2.5 | 0.7 | 100 |" in document
    assert "a turn takes a core for 14 ms" in document
