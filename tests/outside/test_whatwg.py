"""The host that is judged is the host that a browser opens: tests of the web platform and Unicode.

A case without a scheme is read on the page where it stands, which a message has none of: there it
counts only that reading does not fail.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.addresses import web
from tests.outside.differences import assert_as_expected, key_of

STANDS_ALONE = re.compile(r"[\x00-\x20]*(?:[a-z][a-z0-9+.\-\t\n\r]*:)", re.IGNORECASE)
ON_ITS_PAGE = re.compile(r"[\x00-\x20]*[/\\]{2}")
WEB = tuple(f"{scheme}:" for scheme in web.WEB_SCHEMES)

# Browsers map or drop these since Unicode 16; the parser's tables are older and refuse them.
NEWER_LETTERS = re.compile(
    "[\u04c0\u10a0-\u10c5\u115f\u1160\u17b4\u17b5\u180e\u206a-\u206f\u2132\u2183\uffa0"
    "\U0001d173-\U0001d17a\U0002f868\U0002f874\U0002f91f\U0002f95f\U0002f9bf"
    "\U00031350-\U00033479]"
)
# Codes in brackets are what the URL standard does not ask for.
INVALID = re.compile(r"(?:^|; )(?:P|V|C|B|X|U)[0-9]+(?! \(ignored\))")

Case = dict[str, Any]


def cases(path: Path) -> list[Case]:
    found = [each for each in json.loads(path.read_text("utf-8")) if isinstance(each, dict)]
    assert len(found) > 50
    return found


def opened(text: str) -> str | None:
    try:
        return web.read(text).host
    except web.WebError:
        return None


def opened_by_browsers(case: Case) -> str | None:
    """Give the host that is reached over the web; None when there is none."""
    is_web = not case.get("failure") and case["protocol"] in WEB
    return case["hostname"].strip("[]").removesuffix(".") if is_web else None


def standing_alone(found: list[Case]) -> Iterator[Case]:
    for case in found:
        on_page = ON_ITS_PAGE.match(case["input"]) and str(case["base"]).startswith(WEB)
        if STANDS_ALONE.match(case["input"]) or on_page:
            yield case


def test_urls(published: Path) -> None:
    found = cases(published / "urltestdata.json")
    asked, differing = set(), {}
    for case in standing_alone(found):
        key = key_of(case["input"], case["base"])
        asked.add(key)
        expected, host = opened_by_browsers(case), opened(case["input"])
        if expected != host:
            differing[key] = f"{case['input']!a}: browsers {expected!r}, we {host!r}"
    print(f"URLs: {len(asked) - len(differing)} of {len(asked)} as browsers")
    assert_as_expected("whatwg_urls", differing, asked)
    for case in found:
        opened(case["input"])


def can_be_looked_up(name: str) -> bool:
    """Tell by the lengths of RFC 1035, which browsers leave to the resolver."""
    return 0 < len(name) <= 253 and max(map(len, name.split("."))) <= 63


def expected_host(case: Case) -> str | None:
    """Give what we read where browsers read the output of a case."""
    name = (case["output"] or "").removesuffix(".")
    is_valid = not (case["input"].isascii() and INVALID.search(case.get("comment", "")))
    is_known = is_valid and not NEWER_LETTERS.search(case["input"])
    return name if is_known and can_be_looked_up(name) else None


@pytest.mark.parametrize("file", ["IdnaTestV2.json", "toascii.json"])
def test_names(published: Path, file: str) -> None:
    asked, differing = set(), {}
    for case in cases(published / file):
        name, key = case["input"], key_of(case["input"])
        asked.add(key)
        given = {web.ascii_host(name), *([opened(f"https://{name}/x")] if name else [])}
        if given != {expected_host(case)}:
            differing[key] = f"{name!a}: expected {expected_host(case)!r}, read {given}"
        assert given <= {None, (case["output"] or "").removesuffix(".")}, "another host"
        for host in given - {None}:
            assert web.unicode_labels(host or "")
    print(f"{file}: {len(asked) - len(differing)} of {len(asked)} as expected")
    assert_as_expected(file, differing, asked)
