"""Curves of what it costs when something grows, and a table of what messages take, for `docs/`.

`python -m bench growth [--to docs]` measures (a quarter of an hour), keeps the figures in
`var/bench/growth.json`, and writes `growth.md` and `images/growth-….svg`. `--drawn` draws again
what was measured last.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import capacity
from bench.drawing import Panel, drawn
from bench.growing import measured

KEPT = Path("var/bench/growth.json")
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Curve:
    """One value of what grows."""

    title: str
    unit: str
    value: Callable[[Mapping[str, Any]], float]


@dataclass(frozen=True, slots=True)
class Growing:
    """Something that grows.

    Attributes:
        name: As `bench.growing` has it.
        sizes: Smallest first.
        counted: What its sizes count, for people.
        size: Gives the size that is drawn.
        about: A paragraph for readers.
    """

    name: str
    heading: str
    sizes: tuple[int, ...]
    counted: str
    size: Callable[[Mapping[str, Any]], float]
    curves: tuple[Curve, ...]
    about: str


ALL = (
    Growing(
        "register",
        "The register",
        (150, 500, 1_000, 2_000),
        "channels",
        lambda row: float(row["channels"]),
        (
            Curve("Read and indexed", "s", lambda row: float(row["read_s"])),
            Curve("A check, p50", "ms", lambda row: float(row["check_ms"])),
            Curve("Memory", "MB", lambda row: float(row["memory_mb"])),
        ),
        "Made-up organisations with ten channels each beside the real ones, read whole, as at the"
        " very first start; a change of one file is read in a fraction of that. Without the"
        " encoder. More than 2,000 files are refused.",
    ),
    Growing(
        "conversations",
        "Conversations in memory",
        (1_000, 5_000, 10_000, 20_000),
        "conversations",
        lambda row: float(row["size"]),
        (
            Curve("A turn (a button), p50", "ms", lambda row: float(row["turn_ms"])),
            Curve("Memory added", "MB", lambda row: float(row["memory_mb"])),
        ),
        "A process keeps 20,000 at most and forgets the one unseen for longest, so that neither"
        " curve goes on.",
    ),
    Growing(
        "reports",
        "Reports in SQLite",
        (10_000, 50_000, 100_000),
        "reports",
        lambda row: float(row["size"]),
        (
            Curve("Filing one, p50", "ms", lambda row: float(row["file_ms"])),
            Curve("Queue of staff, p50", "ms", lambda row: float(row["queue_ms"])),
            Curve("File", "MB", lambda row: float(row["file_mb"])),
        ),
        "Filing waits for the disk to have it.",
    ),
    Growing(
        "workers",
        "Workers on one port",
        (1, 2, 4),
        "workers",
        lambda row: float(row["size"]),
        (
            Curve("Core for a turn", "ms", lambda row: float(row["turns"]["core_ms_each"])),
            Curve("Core for a check", "ms", lambda row: float(row["checks"]["core_ms_each"])),
            Curve("Memory of all", "MB", lambda row: float(row["memory_together_mb"])),
        ),
        "Sixteen clients at once, on the same cores. Time of a core for each turn and check says"
        " whether workers stand in each other's way: where it stays level, each core that is added"
        " brings as much as the one before. Memory counts once what processes share.",
    ),
)


def main(arguments: Sequence[str]) -> int:
    """Measure, or take what was measured last, and write."""
    parser = argparse.ArgumentParser(prog="python -m bench growth")
    parser.add_argument("--to", type=Path, default=Path("docs"))
    parser.add_argument("--drawn", action="store_true", help="draw again what was measured last")
    given = parser.parse_args(arguments)
    if not given.drawn:
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(_measured(), indent=2) + "\n", encoding="utf-8")
    write(json.loads(KEPT.read_text(encoding="utf-8")), given.to)
    return 0


def write(figures: Mapping[str, Any], folder: Path) -> None:
    """Write the document and its drawings into a folder of documents."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    for each in ALL:
        image = folder / "images" / f"growth-{each.name}.svg"
        image.write_text(_image(each, figures[each.name]), encoding="utf-8")
    (folder / "growth.md").write_text(_document(figures), encoding="utf-8")


def _measured() -> dict[str, Any]:
    figures: dict[str, Any] = {
        "about": {
            "at": f"{datetime.now(UTC):%d %B %Y}",
            "cores": os.cpu_count(),
            "processor": platform.machine(),
            "python": platform.python_version(),
        }
    }
    loads = []
    for each in ALL:
        figures[each.name] = []
        for size in each.sizes:
            print(f"[bench] {each.name} {size:,}", file=sys.stderr, flush=True)
            figures[each.name].append(measured(each.name, size))
            loads.append(os.getloadavg()[0])
    figures["about"]["load"] = [round(min(loads), 1), round(max(loads), 1)]
    return figures


def _image(each: Growing, rows: Rows) -> str:
    panels = [
        Panel(curve.title, curve.unit, tuple((each.size(row), curve.value(row)) for row in rows))
        for curve in each.curves
    ]
    return drawn(each.heading, each.counted, panels)


def _document(figures: Mapping[str, Any]) -> str:
    about = figures["about"]
    low, high = about["load"]
    lines = [
        "# Growth and capacity",
        "",
        f"Measured on {about['at']} with `python -m bench growth`, which writes this page:"
        f" {about['cores']} cores ({about['processor']}), Python {about['python']}, load average"
        f" {low} to {high}. On a busy machine times of the clock are too long; times of a core"
        " less so.",
    ]
    for each in ALL:
        lines += _section(each, figures[each.name])
    lines += _capacity(figures)
    return "\n".join(lines) + "\n"


def _section(each: Growing, rows: Rows) -> list[str]:
    titles = [f"{curve.title} ({curve.unit})" for curve in each.curves]
    table = [
        f"| {' | '.join([each.counted, *titles])} |",
        f"| {' | '.join(['---:'] * (1 + len(titles)))} |",
    ]
    for row in rows:
        values = [f"{curve.value(row):g}" for curve in each.curves]
        table.append(f"| {' | '.join([f'{each.size(row):,g}', *values])} |")
    image = f"![{each.heading}: the values of the table below](images/growth-{each.name}.svg)"
    return ["", f"## {each.heading}", "", each.about, "", image, "", *table]


def _capacity(figures: Mapping[str, Any]) -> list[str]:
    costs = capacity.Costs.of(figures)
    return [
        "",
        "## Capacity",
        "",
        "Worked out from the figures above, the dearest of each:",
        "",
        f"- a turn takes a core for {costs.turn_ms:g} ms (half of the questions need the encoder),"
        f" a check for {costs.check_ms:g} ms;",
        f"- a machine with one process holds {costs.first_mb:g} MB, each further worker adds"
        f" {costs.next_mb:.0f} MB;",
        f"- a report takes {costs.file_ms:g} ms to file in SQLite, one after another: "
        f"{1000 / costs.file_ms:.0f} a second at most.",
        "",
        "Assumed, not measured:",
        "",
        f"- a core is busy for {capacity.BUSY:.0%} of its time at most, so that a message seldom"
        " waits;",
        f"- in a wave {capacity.CHECKS_OF_A_WAVE:.0%} of all messages are checks of an address;",
        f"- of all messages {capacity.REPORTS:.0%} end in a report;",
        f"- an answer takes {capacity.REDIS_KB:g} KB in Redis for"
        f" {capacity.REDIS_SECONDS / 60:g} minutes, where there is one;",
        "- other cores are as fast as these, and machines do not stand in each other's way.",
        "",
        *capacity.table(costs),
        "",
        "With two machines one can be restarted while the other answers; that one then carries"
        " all. More than one machine needs PostgreSQL and Redis ([operations.md](operations.md)),"
        " which then get one write for each turn, and the reports. What they and the proxy hold at"
        " the last rate was not measured: try it with `python -m bench load --url`.",
    ]
