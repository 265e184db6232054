"""`make bench`: every measurement, one JSON on standard output and a table on standard error.

`python -m bench load [--seconds 600]` sends a quarter of a wave instead (`bench/quarter.py`);
`python -m bench faults` breaks one part after another, kills workers and waits for what grows.
"""

import json
import platform
import sys
from pathlib import Path

from bench import (
    encoder,
    faults,
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


def break_everything() -> int:
    """Print what citizens see in every fault that can be made here; takes twenty minutes.

    Returns:
        0; 1 when something was not as it should be.
    """
    found = [faults.main(), kills.main(["--kills", "20"])]
    print(as_table({"two hundred clients at once": overload.measure()}))
    return max(*found, soak.main([]))


if __name__ == "__main__":
    match sys.argv[1:2]:
        case ["load"]:
            sys.exit(quarter.main(sys.argv[2:]))
        case ["faults"]:
            sys.exit(break_everything())
        case _:
            sys.exit(main())
