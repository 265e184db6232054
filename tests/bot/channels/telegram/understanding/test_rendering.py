"""Answers as Telegram shows them."""

import random
import re
from dataclasses import replace
from html import unescape

import pytest

from bot.channels.telegram.understanding.rendering import (
    MOST_ENTITIES,
    MOST_UNITS,
    answer_as_html,
    as_html,
    cut,
    units,
)
from knowledge.library import Library
from knowledge.matching.answer import Answer
from knowledge.matching.presenting import ICONS
from knowledge.model import LANGUAGES, Verdict
from knowledge.wording.catalogue import Catalogue
from knowledge.wording.naming import NOBODY

TAG = re.compile(r"</?(?:b|code)>")


def plain(html: str) -> str:
    return unescape(TAG.sub("", html))


def shown(library: Library, text: str, language: str = "nl") -> str:
    verdict = library.checker.check(text)
    return "\n".join(answer_as_html(library.answer(verdict, language)))


HEADLINES = [key for key in Catalogue.load().keys if key.endswith(".headline")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", HEADLINES)
def test_a_headline_begins_with_its_sign_and_its_first_words_are_bold(
    library: Library, language: str, key: str
) -> None:
    given = ("date", "Source", "name", "since", "domain")
    sentence = library.catalogue.text(
        key, language, address="vdab-jobs[.]be", **NOBODY, **dict.fromkeys(given, "nu")
    )
    verdict = Verdict(key.split(".")[1])
    (known,) = library.answer(library.checker.check("vdab-jobs.be"), language).cards
    card = replace(known, verdict=verdict, icon=ICONS[verdict], headline=sentence)
    html = answer_as_html(Answer(language, cards=(card,)))[0].splitlines()[0]
    assert plain(html) == f"{ICONS[verdict]} {sentence}"
    assert html.startswith(f"{ICONS[verdict]} ")
    bold, code = re.findall(r"<b>(.*?)</b>", html), re.findall(r"<code>(.*?)</code>", html)
    assert code == ["vdab-jobs[.]be"] * ("vdab-jobs" in sentence)
    assert " ".join(bold).split() == sentence.replace("vdab-jobs[.]be", " ").split()


@pytest.mark.parametrize(
    ("sent", "inside"),
    [
        ("vdab-jobs.be", "vdab-jobs[.]be"),
        ("https://vdab-jobs.be/a?b=1&c=<i>", "hxxps://vdab-jobs[.]be/a?b=1&amp;c="),
        ("@vdab_be", "@vdab_be"),
        ("@vdabb op instagram", "@vdabb"),
        ("0470 12 34 56", "0470 12 34 56"),
        ("BE71 0961 2345 6769", "BE71 0961 2345 6769"),
        ("vdab@hulp-be.com", "vdab@hulp-be[.]com"),
        ("tg://resolve?domain=vdab", "tg://resolve?domain=vdab"),
    ],
)
def test_what_is_not_trusted_becomes_no_link(library: Library, sent: str, inside: str) -> None:
    html = shown(library, sent)
    outside = plain(re.sub(r"<code>.*?</code>", "", html))
    assert f"<code>{inside}" in html
    assert unescape(inside) not in outside


@pytest.mark.parametrize("sign", ["<b>", "&amp;", "</code>", "<a href='x'>", '"', "&"])
def test_signs_stay_signs(sign: str) -> None:
    (html,) = as_html(f"x {sign} y")
    assert plain(html) == f"x {sign} y"
    assert not TAG.search(html)


def test_a_handle_is_never_an_account_at_telegram() -> None:
    (html,) = as_html("Volg (@vdab_be), of @a@mastodon.social; mail info@vdab.be.")
    assert html == (
        "Volg (<code>@vdab_be</code>), of <code>@a@mastodon.social</code>; mail info@vdab.be."
    )


def test_a_long_answer_is_split_between_lines() -> None:
    text = "\n".join(f"{number} " + "woord " * 30 for number in range(100))
    parts = as_html(text)
    assert len(parts) > 1
    assert all(units(plain(part)) <= MOST_UNITS for part in parts)
    assert [line.split()[0] for part in parts for line in part.splitlines()] == [
        str(number) for number in range(100)
    ]


def test_any_text_is_split_without_loss_or_broken_tags() -> None:
    chance = random.Random(7)  # noqa: S311
    pieces = ["👮‍♀️", "é", "a[.]b", "@naam", "<&>", " ", " ", "\n", "⚠️ Nee: ", "x" * 50, "𝓚" * 40]
    for _ in range(60):
        text = "".join(chance.choice(pieces) for _ in range(chance.randrange(1, 700)))
        parts = as_html(text)
        for part in parts:
            assert units(plain(part)) <= MOST_UNITS
            assert part.count("<code>") == part.count("</code>")
            assert part.count("<code>") + part.count("<b>") <= MOST_ENTITIES
        kept = "".join(plain(part) for part in parts)
        assert "".join(kept.split()) == "".join(text.split())


def test_one_endless_word_is_split_between_characters() -> None:
    parts = as_html("👮" * 5_000)
    assert "".join(parts) == "👮" * 5_000
    assert all(units(part) <= MOST_UNITS for part in parts)


def test_a_long_address_stays_out_of_links_in_every_part() -> None:
    parts = as_html("a" * 5_000 + "[.]be")
    assert all(part.startswith("<code>") for part in parts)


def test_cutting_leaves_no_half_character() -> None:
    assert cut("👮" * 10, 8) == "👮👮👮…"
    assert cut("kort", 4) == "kort"
