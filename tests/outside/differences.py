"""Where we differ on purpose from what others publish as tests: known, counted, with a reason.

`differences.yml` names a case by a hash of its input, so that nothing of the files is copied here.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import yaml

FILE = Path(__file__).with_name("differences.yml")


def key_of(*parts: object) -> str:
    """Give the name of a case in `differences.yml`, from what makes it that case."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:10]


def expected_differences(judge: str) -> dict[str, str]:
    """Give the reason for each case in which we differ from a judge."""
    reasons: Mapping[str, list[str]] = yaml.safe_load(FILE.read_text("utf-8"))[judge]
    found: dict[str, str] = {}
    for reason, keys in reasons.items():
        for key in keys:
            assert isinstance(key, str), f"{judge}: {key} is digits alone, put it in quotes"
            assert key not in found, f"{judge}: {key} has two reasons"
            found[key] = reason
    return found


def assert_as_expected(judge: str, differing: Mapping[str, str], asked: Iterable[str]) -> None:
    """Fail when a case differs that is not known to, and when a known one does so no more.

    Args:
        judge: Section of `differences.yml`.
        differing: By key, what differs, in words.
        asked: Keys of all cases.
    """
    expected, cases = expected_differences(judge), set(asked)
    new = "\n".join(f"  {key}  {text}" for key, text in differing.items() if key not in expected)
    gone = "\n".join(
        f"  {key}  {reason}{'' if key in cases else ' (no such case)'}"
        for key, reason in expected.items()
        if key not in differing
    )
    told = [f"differ, and no reason is known:\n{new}"] if new else []
    told += [f"differ no more, take them out of {FILE.name}:\n{gone}"] if gone else []
    if told:
        pytest.fail("\n".join((judge, *told)), pytrace=False)
