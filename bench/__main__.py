"""`make bench`: every measurement, one JSON on standard output and a table on standard error.

`python -m bench load [--seconds 600]` sends a quarter of a wave instead (`bench/quarter.py`),
`python -m bench growth` draws what it costs when something grows (`bench/growth.py`), and
`python -m bench faults` breaks one part after another, kills workers and waits for what grows.
"""

import json
import platform
import sys
from pathlib import Path

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


def main() -> int:
    """Measure everything; the order goes from quick to slow."""
    _WORK.mkdir(parents=True, exist_ok=True)
    results = {
        "machine": {"processor": platform.processor() or platform.machine(), "python": sys.version},
    }
    for name, measure in (
        ("verdict_engine", matching.measure),
        ("encoder", encoder.measure),
        ("search", search.measure),
        ("reports", reports.measure),
        ("starting", lambda: starting.measure(_WORK / "starting")),
        ("reload", lambda: reload.measure(_WORK / "reload")),
        ("telegram", telegram.measure),
        ("chat", lambda: measure_chat(_WORK)),
    ):
        print(f"[bench] {name}", file=sys.stderr, flush=True)
        results[name] = measure()
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
    sys.exit(apart(sys.argv[2:]) if apart else main())
