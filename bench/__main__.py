"""`make bench`: every measurement, one JSON on standard output and a table on standard error.

`python -m bench chat search` measures only those; `--help` names them all.

`python -m bench load [--seconds 600]` sends a quarter of a wave instead (`bench/quarter.py`),
`python -m bench growth` draws what it costs when something grows (`bench/growth.py`), and
`python -m bench faults` breaks one part after another, kills workers and waits for what grows.
"""

import argparse
import json
import platform
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench import (
    encoder,
    faults,
    growth,
    kills,
    matching,
    overload,
    quarter,
    reload,
    reports,
    search,
    soak,
    starting,
    telegram,
)
from bench.chat import measure_chat
from bench.table import as_table

_WORK = Path("var/bench")

MEASURES: Mapping[str, Callable[[], Any]] = {
    "verdict_engine": matching.measure,
    "encoder": encoder.measure,
    "search": search.measure,
    "reports": reports.measure,
    "starting": lambda: starting.measure(_WORK / "starting"),
    "reload": lambda: reload.measure(_WORK / "reload"),
    "telegram": telegram.measure,
    "chat": lambda: measure_chat(_WORK),
}
"""What `make bench` measures, by the name under which its figures are printed."""


def main(arguments: list[str]) -> int:
    """Measure what is named, or everything; the order goes from quick to slow.

    Args:
        arguments: Names of `MEASURES`; none means all of them.
    """
    parser = argparse.ArgumentParser(
        prog="python -m bench", epilog=f"Also, by themselves: {', '.join(APART)}."
    )
    parser.add_argument("name", nargs="*", help=f"any of: {', '.join(MEASURES)}")
    names = parser.parse_args(arguments).name or list(MEASURES)
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        parser.error(f"nothing measures {', '.join(unknown)}; there are {', '.join(MEASURES)}")
    _WORK.mkdir(parents=True, exist_ok=True)
    results: dict[str, Any] = {
        "machine": {"processor": platform.processor() or platform.machine(), "python": sys.version},
    }
    for name in names:
        print(f"[bench] {name}", file=sys.stderr, flush=True)
        results[name] = MEASURES[name]()
    print(json.dumps(results, indent=2))
    print(as_table(results), file=sys.stderr)
    return 0


def break_everything(_arguments: list[str]) -> int:
    """Print what citizens see in every fault that can be made here; takes twenty minutes.

    Returns:
        0; 1 when something was not as it should be.
    """
    found = [faults.main(), kills.main(["--kills", "20"])]
    print(as_table({"two hundred clients at once": overload.measure()}))
    return max(*found, soak.main([]))


APART = {"load": quarter.main, "growth": growth.main, "faults": break_everything}
"""What is only measured when it is asked for, since it takes minutes."""


if __name__ == "__main__":
    apart = APART.get(sys.argv[1]) if sys.argv[1:] else None
    sys.exit(apart(sys.argv[2:]) if apart else main(sys.argv[1:]))
