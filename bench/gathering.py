"""How much of what the organisations' sites show gets listed and confirmed, and nothing else.

`python -m bench.gathering`: the real register's sites on this machine, over HTTP, with the
organisation register, Wikidata and iTunes; then gather, an hour of clicks by a script, and watch.
"""

import asyncio
import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.knowledge.upkeep.gathering.world import week
from tests.knowledge.upkeep.watching.network import internet


async def measure_week(folder: Path) -> dict[str, Any]:
    """Run it in a folder, and give the figures."""
    certificates = folder / "certificates"
    certificates.mkdir()
    start = time.perf_counter()
    async with internet(certificates) as net:
        figures = await week(net, folder)
    return {
        **asdict(figures),
        "share": round(figures.share, 4),
        "seconds": round(time.perf_counter() - start, 1),
    }


def measure() -> dict[str, Any]:
    """Measure once."""
    with tempfile.TemporaryDirectory(prefix="kc-bench-") as folder:
        return asyncio.run(measure_week(Path(folder)))


if __name__ == "__main__":
    found = measure()
    print(json.dumps(found, indent=2, ensure_ascii=False))
    print(
        f"{found['share']:.1%} of {found['shown']} shown channels listed and confirmed;"
        f" {len(found['false_listed'])} listed and {len(found['false_renewed'])} renewed that no"
        f" site shows; {found['clicks']} clicks, {found['seconds']} s",
        file=sys.stderr,
    )
