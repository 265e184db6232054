"""No more is claimed than is known: names made from the register, on every platform."""

import random
from collections.abc import Iterator

import pytest

from knowledge.matching.imitation.skeleton import plain
from knowledge.model import ChannelStatus, OfficialChannel, Organisation, OrganisationKind, Verdict
from tests.evaluation.whole_register import whole_checker

PROFILES = {
    "facebook": "https://www.facebook.com/{}",
    "instagram": "https://www.instagram.com/{}",
    "x": "https://x.com/{}",
    "linkedin": "https://www.linkedin.com/company/{}",
    "youtube": "https://www.youtube.com/@{}",
    "tiktok": "https://www.tiktok.com/@{}",
    "threads": "https://www.threads.net/@{}",
    "bluesky": "https://bsky.app/profile/{}.bsky.social",
}
NEUTRAL = ("vlaanderen", "_be", "belgium", "_gent", "agentschap", "_nl", "news", "_team")
LURING = (
    "_jobs", "premie", "_terugbetaling", "-helpdesk", "winactie", "_refund", "_update",
    "schoolbonus", "_verify", "_vacatures", "huurpremie", "_remboursement", "_boetes",
)  # fmt: skip
MOST_ACCUSED = 0.02
LEAST_ALARMED = 0.97
LISTED = {Verdict.OFFICIAL, Verdict.OFFICIAL_STALE, Verdict.PLANNED, Verdict.RETIRED}


def bodies() -> Iterator[Organisation]:
    for each in whole_checker()[1].register.organisations.values():
        if each.kind is not OrganisationKind.MINISTER:
            yield each


def is_number(handle: str) -> bool:
    """Tell whether the platform made this name: it carries nothing to imitate."""
    return handle.isdigit() or (handle.startswith("UC") and len(handle) > 20)


def accounts() -> Iterator[OfficialChannel]:
    for body in bodies():
        for channel in body.channels:
            handle = channel.address.handle or ""
            is_named = channel.address.platform in PROFILES and handle and not is_number(handle)
            if is_named and channel.status is ChannelStatus.ACTIVE and not channel.personal:
                yield channel


def names(body: Organisation) -> set[str]:
    written = {body.name, body.display_name, *(alias.name for alias in body.aliases)}
    return {key for name in written if 3 <= len(key := plain(name)) <= 28}


def judged(url: str) -> Verdict | None:
    return whole_checker()[0].check(url).verdict


def accused(urls: Iterator[str]) -> tuple[float, list[str]]:
    asked = list(urls)
    wrong = [url for url in asked if judged(url) in (Verdict.LOOKALIKE, Verdict.COMPROMISED)]
    print(f"{len(wrong)} of {len(asked)} accused: {wrong[:20]}")
    assert len(asked) > 300
    return len(wrong) / len(asked), wrong


def test_a_name_on_a_platform_where_none_is_listed_is_no_accusation() -> None:
    made = (
        shape.format(name)
        for body in bodies()
        for platform, shape in PROFILES.items()
        if all(each.address.platform != platform for each in body.channels)
        for name in sorted(names(body))
    )

    assert accused(made)[0] <= MOST_ACCUSED


@pytest.mark.parametrize("addition", NEUTRAL)
def test_a_name_with_a_neutral_addition_is_none_either(addition: str) -> None:
    made = (
        shape.format(f"{name}{addition}")
        for body in bodies()
        for shape in list(PROFILES.values())[:6]
        for name in sorted(names(body))[:1]
        if len(name) <= 20
    )

    assert accused(made)[0] <= MOST_ACCUSED


def test_a_listed_account_with_a_luring_word_or_a_slip_is_alarm() -> None:
    missed, asked = [], 0
    for channel in accounts():
        handle = (channel.address.handle or "").lstrip("@")
        if not 6 <= len(handle) <= 25 or not handle[0].isalpha():
            continue
        random.seed(handle)
        place = random.randrange(1, len(handle) - 1)  # noqa: S311
        swapped = handle[:place] + handle[place + 1] + handle[place] + handle[place + 2 :]
        slips = [swapped] if plain(swapped) != plain(handle) else []
        slips += [handle.replace(a, b, 1) for a, b in ("l1", "o0", "mn") if a in handle]
        made = [handle + random.choice(LURING) for _ in range(3)] + slips  # noqa: S311
        for url in (PROFILES[channel.address.platform].format(each) for each in made):
            verdict = judged(url)
            asked += 1
            assert verdict not in LISTED, url
            missed += [url] if verdict is not Verdict.LOOKALIKE else []
    print(f"{len(missed)} of {asked} missed: {missed[:20]}")

    assert asked > 150
    assert 1 - len(missed) / asked >= LEAST_ALARMED
