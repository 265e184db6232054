"""The project's own verdict set: whole messages with the verdict that a citizen should get."""

from collections import defaultdict
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.model import Verdict
from tests.evaluation.whole_register import whole_checker

LEAST_RIGHT = 0.97
LISTED = {
    Verdict.OFFICIAL,
    Verdict.OFFICIAL_STALE,
    Verdict.PLANNED,
    Verdict.RETIRED,
    Verdict.COMPROMISED,
}


def cases() -> list[dict[str, object]]:
    yaml = YAML(typ="safe")
    files = sorted(Path("tests/evaluation/verdicts").glob("*.yml"))
    return [case for file in files for case in _cases_of(yaml.load(file))]


def _cases_of(loaded: object) -> list[dict[str, object]]:
    return list(loaded["cases"] if isinstance(loaded, dict) else loaded)


def said(case: dict[str, object]) -> tuple[Verdict | None, bool]:
    """Give the verdict, and whether all that the case tells of it is right."""
    checker, _ = whole_checker()
    message = checker.check(str(case["text"]), platform=case.get("platform"))
    named = {each.organisation.id for each in message.mentions if each.organisation}
    right = (
        message.verdict == case["verdict"]
        and case.get("mentions", len(message.mentions)) == len(message.mentions)
        and ("organisation" not in case or case["organisation"] in named)
    )
    return message.verdict, right


def test_verdicts_of_whole_messages():
    by_note = defaultdict(list)
    false_official = []
    for case in cases():
        verdict, right = said(case)
        by_note[str(case.get("note", "-"))].append(right)
        if not right:
            print(f"{case['text']!r}: {verdict}, expected {case['verdict']}")
        if verdict in LISTED and case["verdict"] not in LISTED:
            false_official.append(case["text"])
    for note, results in sorted(by_note.items()):
        print(f"{sum(results) / len(results):7.2%} of {len(results):4} {note}")
    results = [right for group in by_note.values() for right in group]

    assert results, "no cases in tests/evaluation/verdicts"
    assert false_official == []
    assert sum(results) / len(results) >= LEAST_RIGHT
