"""The link in a reminder opens one page, until one day, and cannot be made by others."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.notifying.reminding.links import BadLinkError, EndedLinkError, Link

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SECRET, BEFORE = "s" * 32, "b" * 32
LINK = Link("vdab", "20261125-0a1b2c3d", NOW + timedelta(days=30))


def test_it_says_whom_it_is_for():
    assert Link.read(LINK.token(SECRET), (SECRET,), NOW) == LINK
    address = LINK.address("https://kc.example", SECRET)
    assert address.startswith("https://kc.example/bevestigen/vdab.20261125-0a1b2c3d.")


def test_it_counts_under_the_secret_of_before():
    assert Link.read(LINK.token(BEFORE), (SECRET, BEFORE), NOW) == LINK
    with pytest.raises(BadLinkError):
        Link.read(LINK.token(BEFORE), (SECRET,), NOW)


def test_it_ends():
    token = LINK.token(SECRET)
    assert Link.read(token, (SECRET,), LINK.ends_at - timedelta(seconds=1))
    with pytest.raises(EndedLinkError):
        Link.read(token, (SECRET,), LINK.ends_at)


def others() -> list[str]:
    organisation, round_, ends, mark = LINK.token(SECRET).split(".")
    return [
        f"de-lijn.{round_}.{ends}.{mark}",
        f"{organisation}.20261126-0a1b2c3d.{ends}.{mark}",
        f"{organisation}.{round_}.{int(ends) + 1}.{mark}",
        f"{organisation}.{round_}.{ends}.{mark[:-1]}",
        f"{organisation}.{round_}.{ends}.{'A' * 43}",
        f"{organisation}.{round_}.{ends}.",
        f"{organisation}.{round_}.{ends}.{mark} ",
        f"{organisation}.{round_}.{ends}.{mark}\n",
        f"{organisation}.{round_}..{mark}",
        f"{organisation}.{round_}.٣.{mark}",
        f"{organisation}.{round_}.{'9' * 12}.{mark}",
        mark,
        "",
        "x" * 10_000,
    ]


@pytest.mark.parametrize("token", others(), ids=range(len(others())))
def test_none_other_is_ours(token: str):
    with pytest.raises(BadLinkError):
        Link.read(token, (SECRET,), NOW)
