"""The list of security requirements: each once, with a state, naming only what there is."""

import re
from collections import Counter

from tests.bot.conftest import ROOT

LIST = ROOT / "docs" / "asvs.md"
ROW = re.compile(
    r"^\| (V\d+\.\d+\.\d+) \| (met|setting|partly|not met|n/a) \| (\S.*) \|$", re.MULTILINE
)
COUNT = re.compile(r"^\| (met|setting|partly|not met|n/a) \|.*\| (\d+) \|$", re.MULTILINE)
PATH = re.compile(r"`((?:bot|actions|knowledge|docs|tests|\.make)/[\w./-]+)`")
REQUIREMENTS = 253  # of levels 1 and 2 in version 5.0


def test_every_requirement_stands_there_once_and_is_counted():
    text = LIST.read_text(encoding="utf-8")
    rows = ROW.findall(text)
    assert len({number for number, _, _ in rows}) == len(rows) == REQUIREMENTS
    assert Counter(state for _, state, _ in rows) == Counter(
        {state: int(count) for state, count in COUNT.findall(text)}
    )


def test_what_is_named_exists():
    text = LIST.read_text(encoding="utf-8")
    paths = set(PATH.findall(text))
    assert len(paths) > 40
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []
