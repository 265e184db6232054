"""Links and account names as X draws them.

Left out are the sections about what is no link and no account here: replies, hashtags, cashtags.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.matching.finding.mentions import MentionFinder, MentionKind
from tests.knowledge.small_register import ADDRESSES
from tests.outside.differences import assert_as_expected, key_of

FINDER = MentionFinder(ADDRESSES)
LINKS = (
    "urls",
    "urls_with_indices",
    "urls_with_directional_markers",
    "tco_urls_with_params",
)
ACCOUNTS = ("mentions", "mentions_with_indices", "mentions_or_lists_with_indices")


def expected(case: dict[str, Any], member: str) -> list[str]:
    return [each[member] if isinstance(each, dict) else each for each in case["expected"]]


def found(text: str, kind: MentionKind) -> list[str]:
    mentions = [each for each in FINDER.find(text) if each.kind is kind]
    if kind is MentionKind.URL:
        return [each.text for each in mentions]
    return [(each.handle or each.text).removeprefix("@") for each in mentions]


@pytest.mark.parametrize(
    ("sections", "kind", "member"),
    [
        pytest.param(LINKS, MentionKind.URL, "url", id="links"),
        pytest.param(ACCOUNTS, MentionKind.HANDLE, "screen_name", id="accounts"),
    ],
)
def test_finds(published: Path, sections: tuple[str, ...], kind: MentionKind, member: str) -> None:
    published_tests = yaml.safe_load((published / "twitter_text_extract.yml").read_text("utf-8"))
    asked, differing = set(), {}
    for section in sections:
        for case in published_tests["tests"][section]:
            key = key_of(case["text"])
            asked.add(key)
            wanted, read = expected(case, member), found(case["text"], kind)
            if wanted != read:
                differing[key] = f"{case['text']!r}: wanted {wanted}, found {read}"
    assert len(asked) > 25
    print(f"{kind}: {len(asked) - len(differing)} of {len(asked)} as X")
    assert_as_expected(f"twitter_text_{kind}", differing, asked)
