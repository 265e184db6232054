"""The trust.txt files, read as draft-org-trust-relationship-protocol says."""

import re
from dataclasses import replace

import pytest

from knowledge.model import Register
from knowledge.publishing.export.trust_txt import for_organisation, for_server
from knowledge.publishing.export.urls import Places
from knowledge.publishing.export.vouched import Vouched
from knowledge.register.registry import Registry
from tests.knowledge.publishing.export.published import PLACES, REGISTER, RICH_VDAB, STANDING
from tests.knowledge.small_register import ADDRESSES, DE_LIJN, MINISTER, TODAY

VARIABLES = {
    "member", "belongto", "control", "controlledby", "social", "vendor", "customer", "disclosure",
    "contact", "datatrainingallowed",
}  # fmt: skip


def read(text: str) -> list[tuple[str, str]]:
    """Read a file: a comment, an empty line, or a variable with an absolute URI."""
    assert text.endswith("\n")
    found = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        match = re.fullmatch(r"([a-z]+)=((?:https?://|mailto:)[^\s]+)", line)
        assert match, line
        assert match[1] in VARIABLES
        found.append((match[1], match[2]))
    return found


def values(text: str, variable: str) -> list[str]:
    return [value for name, value in read(text) if name == variable]


def test_the_server_claims_no_account_of_others() -> None:
    text = for_server(Registry(REGISTER, ADDRESSES), STANDING, PLACES)
    assert {name for name, _ in read(text)} == {"contact", "disclosure"}
    assert "https://kc.example/api/v1/organisations/vdab/trust.txt" in text


@pytest.mark.parametrize(
    ("base", "controlled_by"),
    [
        ("https://kanaalcheck.vdab.be", ["https://www.vdab.be/"]),
        ("https://kanaalcheck.vdab.be:8443", ["https://www.vdab.be/"]),
        ("https://www.vdab.be", []),  # the main site itself
        ("https://vdab-check.be", []),
        ("http://localhost:8080", []),
        ("http://127.0.0.1:8080", []),
        ("https://oud.delijn.be", []),  # retired
    ],
)
def test_an_operator_whose_site_is_listed_is_named(base: str, controlled_by: list[str]) -> None:
    text = for_server(Registry(REGISTER, ADDRESSES), STANDING, Places(base))
    assert values(text, "controlledby") == controlled_by


def test_an_organisation_gets_its_own_accounts_alone() -> None:
    text = for_organisation(RICH_VDAB, STANDING, PLACES)
    assert values(text, "social") == [
        "https://x.com/vdab_be",
        "https://www.facebook.com/vdab.be",
        "https://bsky.app/profile/vdab.be",
    ]
    assert values(text, "controlledby") == ["https://www.vlaanderen.be/"]
    assert values(text, "contact") == ["mailto:info@vdab.be"]
    assert "# Not confirmed of late: https://www.facebook.com/vdab.be\n" in text
    assert "# Not confirmed of late: https://x.com/vdab_be\n" not in text


def test_what_is_taken_over_planned_or_retired_is_left_out() -> None:
    text = for_organisation(DE_LIJN, STANDING, PLACES)
    assert values(text, "social") == ["https://x.com/delijn"]
    assert not re.search("tiktok|instagram|oud", text)


def test_an_account_of_somebody_without_site_still_gives_a_file() -> None:
    assert values(for_organisation(MINISTER, STANDING, PLACES), "social") == [
        "https://x.com/BenWeyts"
    ]


def test_no_free_text_of_the_register_gets_into_the_file() -> None:
    hostile = replace(RICH_VDAB, name="VDAB\nsocial=https://evil.example/", short_name="\n")
    assert for_organisation(hostile, STANDING, PLACES) == for_organisation(
        RICH_VDAB, STANDING, PLACES
    )


def test_every_organisation_of_the_real_register_gives_a_readable_file(
    register: Register,
) -> None:
    standing = Vouched(register, ADDRESSES.platforms, TODAY)
    told = [
        read(for_organisation(each, standing, PLACES)) for each in register.organisations.values()
    ]
    assert sum(name == "social" for rows in told for name, _ in rows) > 50
