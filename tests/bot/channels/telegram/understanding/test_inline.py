"""Inline mode: a card for any chat."""

import pytest

from bot.channels.telegram.sayings import AnswerInline
from bot.channels.telegram.understanding.rendering import units
from bot.channels.telegram.wording import Wording
from knowledge.model import LANGUAGES
from tests.bot.channels.telegram.hearing import BOT, Hearing, is_trusting, speaking

WORDING = Wording.load()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_address_gives_a_card_with_its_date(hearing: Hearing, language: str) -> None:
    (article,) = await hearing.articles("vdab.be", language)
    assert is_trusting(article.html)
    assert article.title.startswith("☑️ ")
    assert article.description == "https://vdab.be/ · VDAB"
    assert "2026" in article.html
    assert f"@{BOT}" in article.html


@pytest.mark.parametrize("query", ["vdab.be en vdab-jobs.be", "vdab-jobs.be vdab.be"])
async def test_several_give_an_article_each_worst_first(hearing: Hearing, query: str) -> None:
    worst, best = await hearing.articles(query)
    assert worst.description.startswith("vdab-jobs[.]be")
    assert not is_trusting(worst.html)
    assert is_trusting(best.html)
    assert worst.id != best.id


async def test_one_address_twice_is_one_article(hearing: Hearing) -> None:
    assert len(await hearing.articles("vdab.be https://vdab.be/")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", ["", "   ", "\n"])
async def test_nothing_typed_yet_says_how(hearing: Hearing, query: str, language: str) -> None:
    (article,) = await hearing.articles(query, language)
    assert article.title == WORDING.text("inline.how.title", language)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_organisation_gives_its_channels(hearing: Hearing, language: str) -> None:
    (article,) = await hearing.articles("De Lijn", language)
    assert article.title == WORDING.text("inline.channels.title", language, organisation="De Lijn")
    assert "https://www.delijn.be/" in article.html
    assert "2026" in article.html


async def test_what_is_neither_says_how(hearing: Hearing) -> None:
    (article,) = await hearing.articles("qqq zzz")
    assert article.title == WORDING.text("inline.none.title", "nl")


@pytest.mark.parametrize(
    "query",
    [
        "@vdab_be",
        "@vdab_be op telegram",
        "https://t.me/vdab_be",
        "vdab.be.example",
        "1700@vdab.com",
    ],
)
async def test_no_fake_gets_a_good_card(hearing: Hearing, query: str) -> None:
    for article in await hearing.articles(query):
        assert not is_trusting(article.html)


async def test_an_account_name_is_no_link_in_the_chat_of_others(hearing: Hearing) -> None:
    (article,) = await hearing.articles("@vdab_be op X")
    assert "@vdab_be" not in article.html.replace("<code>@vdab_be</code>", "")


async def test_many_addresses_fit(hearing: Hearing) -> None:
    query = " ".join(f"site{number}.be" for number in range(25))[:256]
    articles = await hearing.articles(query)
    assert 1 < len(articles) <= 10
    assert len({each.id for each in articles}) == len(articles)
    assert all(len(each.id.encode()) <= 64 for each in articles)
    assert all(units(each.html) <= 4_096 for each in articles)


async def test_answers_are_kept_shortly_and_for_one_user(hearing: Hearing) -> None:
    asked = {"id": "8", "from": speaking("fr"), "query": "vdab.be", "offset": ""}
    (answer,) = await hearing.hear({"inline_query": asked})
    assert isinstance(answer, AnswerInline)
    assert answer.cache_time <= 60
    assert answer.is_personal, "its language is that of the user"


async def test_a_query_leaves_the_conversation_alone(hearing: Hearing) -> None:
    await hearing.articles("vdab-jobs.be")
    assert "vdab-jobs" not in await hearing.told("/meld")
