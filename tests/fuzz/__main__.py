"""`python -m tests.fuzz [TARGET …] [--seconds 60]`: looks for bytes that break something.

Each target runs in a process of its own, led by the branches that its code takes (atheris), from
the corpus in `tests/fuzz/corpus`. What breaks it is written to `var/fuzz/TARGET/crash-…`: mend it,
and put that file into the corpus, which the tests read. `--keep` adds to the corpus what takes
branches that nothing in it takes.
"""

import argparse
import subprocess
import sys
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus")
FOUND = Path("var/fuzz")
TARGETS = ("text", "address", "yaml", "image", "body")
LONGEST = {"text": 4_000, "address": 500, "yaml": 4_000, "image": 20_000, "body": 4_000}
LONGEST_KEPT, MOST_KEPT = 2_000, 60
SECONDS_FOR_ONE = 25


def main() -> int:
    """Fuzz what was asked for.

    Returns:
        0; 1 when something broke.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("targets", nargs="*", default=TARGETS, metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--keep", action="store_true", help="add what is new to the corpus")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        _fuzz(asked.here, asked.seconds)
    broken = [each for each in asked.targets if not _ran(each, asked.seconds)]
    if asked.keep:
        for each in asked.targets:
            _keep(each)
    for each in broken:
        print(f"{each} broke: see {FOUND / each}")
    return int(bool(broken))


def _ran(target: str, seconds: int) -> bool:
    print(f"[fuzz] {target}, {seconds} s", flush=True)
    command = [sys.executable, "-m", "tests.fuzz", "--here", target, "--seconds", str(seconds)]
    return subprocess.run(command, check=False).returncode == 0


def _fuzz(target: str, seconds: int) -> None:
    """Fuzz one target in this process, which ends with it."""
    import atheris  # only here: the tests of the corpus need none

    with atheris.instrument_imports(include=["knowledge", "actions", "bot"]):
        from tests.fuzz.targets import TARGETS as FUNCTIONS
    folder = FOUND / target
    (folder / "found").mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST[target]}",
        f"-timeout={SECONDS_FOR_ONE}",
        f"-artifact_prefix={folder}/",
        "-rss_limit_mb=4096",
        "-verbosity=0",
        "-print_final_stats=1",
    ]
    atheris.Setup(
        [sys.argv[0], *options, str(folder / "found"), str(CORPUS / target)], FUNCTIONS[target]
    )
    atheris.Fuzz()


def _keep(target: str) -> None:
    """Put small new finds into the corpus; reading them all again tells which are needed."""
    for each in sorted((FOUND / target / "found").iterdir(), key=lambda file: file.stat().st_size):
        if (
            each.stat().st_size <= LONGEST_KEPT
            and len(list((CORPUS / target).iterdir())) < MOST_KEPT
        ):
            (CORPUS / target / each.name[:16]).write_bytes(each.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
