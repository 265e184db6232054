"""The one mistake that must not happen: a fake at Telegram that is called official."""

import pytest

from bot.channels.telegram.understanding.judging import judge, judge_account
from bot.channels.telegram.understanding.reading import Account, Reading, read_text
from knowledge.library import Library
from knowledge.model import LANGUAGES
from tests.bot.channels.telegram.hearing import CHANNEL_POST, Hearing, is_trusting

TELEGRAM = "telegram"


def handles(library: Library) -> dict[str, bool]:
    """Gives every account name of the register, and whether it is listed at Telegram."""
    found: dict[str, bool] = {}
    for organisation in library.registry.register.organisations.values():
        for channel in organisation.channels:
            name = channel.address.handle
            if name and library.platforms.get(channel.address.platform).kind == "social":
                is_here = channel.address.platform == TELEGRAM
                found[name] = found.get(name, False) or is_here
    return found


def test_no_account_of_another_platform_is_official_at_telegram(library: Library) -> None:
    elsewhere = [name for name, is_here in handles(library).items() if not is_here]
    assert len(elsewhere) > 100
    for name in elsewhere:
        for account in (Account("x", name), Account(name, name.upper()), Account(name)):
            assert not judge_account(library, account).judged.verdict.is_trusted, account


def test_no_name_is_official_whatever_it_says(library: Library) -> None:
    for organisation in library.registry.register.organisations.values():
        names = [organisation.name, organisation.display_name]
        names += [channel.address.value for channel in organisation.channels]
        for name in names:
            for account in (Account(name), Account(name, "premie_hulp_24")):
                assert not judge_account(library, account).judged.verdict.is_trusted, account


@pytest.mark.parametrize(
    "username",
    [
        "vdаb_be",
        "vdab_bе",
        "ｖdab_be",
        "vdab_be/",
        "x/vdab_be",
        "@vdab_be",
        "vdab_be\u200b",
        "",
        " ",
    ],
)
def test_odd_usernames_are_not_official(library: Library, username: str) -> None:
    assert not judge_account(library, Account("VDAB", username)).judged.verdict.is_trusted


def test_an_official_site_never_covers_a_hidden_link(library: Library) -> None:
    for organisation in library.registry.register.organisations.values():
        for channel in organisation.channels:
            words = channel.address.value
            link = read_text(words, ())
            hidden = Reading(
                f"[{link.text}](https://premie.example/)", ("https://premie.example/",)
            )
            assert not judge(library, hidden).verdict.is_trusted, words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "[vdab.be](https://www.vdab.be/)",
        "www.vdab.be](https://www.vdab.be/)",
        "<a href='https://www.vdab.be/'>vdab.be</a>",
        "https://www.vdab.be/ https://x.com/vdab_be 1700",
        "van: VDAB <info@vdab.be>",
    ],
)
async def test_nothing_that_a_fake_channel_writes_makes_it_official(
    hearing: Hearing, text: str, language: str
) -> None:
    await hearing.told(f"/taal {language}")
    for said in await hearing.said(text, forward_origin=CHANNEL_POST):
        assert not is_trusting(said.html)
