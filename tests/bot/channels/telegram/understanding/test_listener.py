"""Private chats: what people really send, and what they hear."""

import re

import pytest

from bot.channels.telegram.sayings import AnswerPress, Say, from_json, to_json
from bot.channels.telegram.understanding.identity import Identity
from bot.channels.telegram.wording import Wording
from knowledge.model import LANGUAGES
from tests.bot.channels.telegram.hearing import (
    AN,
    CHANNEL_POST,
    SECRET,
    WEBSITE,
    Hearing,
    Json,
    is_trusting,
    marked,
    message,
    speaking,
    titles,
)

WORDING = Wording.load()
HIDDEN_USER = {"type": "hidden_user", "date": 1, "sender_user_name": "VDAB Helpdesk"}
STICKER = {
    "file_id": "a",
    "file_unique_id": "b",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}
VOICE = {"file_id": "a", "file_unique_id": "b", "duration": 1}


async def test_an_address_gets_its_verdict(hearing: Hearing) -> None:
    (said,) = await hearing.said("is vdab-jobs.be echt?")
    assert said.html.startswith("⚠️ <b>Nee, vertrouw dit niet:</b> <code>vdab-jobs[.]be</code>")
    assert "Dit melden" in titles(said)
    assert said.reply_to is None
    assert from_json(to_json([said])) == (said,)


# Commands


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("/start", {"nl": "Dag!", "en": "Hello!", "fr": "Bonjour", "de": "Guten Tag!"}),
        ("/help", {"nl": "Ik kijk na", "en": "I check", "fr": "Je vérifie", "de": "Ich prüfe"}),
        ("/check", {"nl": "Plak", "en": "Paste", "fr": "Collez", "de": "Fügen"}),
        ("/check vdab.be", {each: WEBSITE.replace("www.", "") for each in LANGUAGES}),
        ("/kanalen VDAB", dict.fromkeys(LANGUAGES, "https://x.com/vdab_be")),
        ("/meld", {"nl": "account", "en": "account", "fr": "compte", "de": "Konto"}),
        ("/status KC-3467-ACDE", dict.fromkeys(LANGUAGES, "KC-3467-ACDE")),
        ("/taal", {"nl": "taal", "en": "language", "fr": "langue", "de": "Sprache"}),
        ("/vergeet", {"nl": "gewist", "en": "deleted", "fr": "effacé", "de": "gelöscht"}),
    ],
)
async def test_commands(
    hearing: Hearing, command: str, expected: dict[str, str], language: str
) -> None:
    html = await hearing.told(command, **{"from": speaking(language)})
    assert expected[language] in html


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/HELP", "/help"),
        ("/help@Kanaalcheck_Bot", "/help"),
        ("/aide", "/help"),
        ("/unknown", "/help"),
        ("/unknown words behind it", "/help"),
        ("/greet", "/start"),
        ("/start something-else", "/start"),
        ("/start ../../x", "/start"),
        ("/start taal_en", "/taal en"),
        ("/taal english", "/taal en"),
        ("/start kanalen_vdab", "/kanalen vdab"),
        ("/start check", "/check"),
        ("/start meld", "/meld"),
        ("/start privacy", "/privacy"),
    ],
)
async def test_commands_that_mean_the_same(hearing: Hearing, one: str, other: str) -> None:
    first = await hearing.told(one)
    await hearing.told("/vergeet")
    assert first == await hearing.told(other)


async def test_a_report_may_begin_with_its_address(hearing: Hearing) -> None:
    said = await hearing.said("/meld vdab-jobs.be")
    assert said[0].html.startswith("⚠️")
    assert "U meldt: <code>vdab-jobs[.]be</code>" in said[-1].html


async def test_channels_of_several_organisations_are_asked_in_words(hearing: Hearing) -> None:
    html = await hearing.told("/kanalen VDAB en De Lijn")
    assert "In onze lijst staan deze kanalen van de VDAB" in html
    assert "In onze lijst staan deze kanalen van De Lijn" in html


def test_every_command_is_described_as_telegram_wants_it() -> None:
    for command in WORDING.commands:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", command.name)
        assert all(1 <= len(command.descriptions[each]) <= 256 for each in LANGUAGES)
    for language in LANGUAGES:
        assert len(WORDING.text("profile.about", language)) <= 120
        assert len(WORDING.text("profile.description", language)) <= 512


# Languages


@pytest.mark.parametrize(
    ("code", "first_word"),
    [("fr-BE", "Bonjour"), ("de", "Guten"), ("en-GB", "Hello!"), ("nl", "Dag!"), ("tr", "Dag!")],
)
async def test_the_language_of_the_users_telegram(
    hearing: Hearing, code: str, first_word: str
) -> None:
    html = await hearing.told("/start", **{"from": speaking(code)})
    assert html.startswith(first_word)


async def test_without_a_language_the_message_tells(hearing: Hearing) -> None:
    html = await hearing.told("is the site vdab-jobs.be real?", **{"from": speaking("tr")})
    assert "do not trust" in html


@pytest.mark.parametrize("ask", ["/taal fr", "français"])
async def test_a_chosen_language_wins_over_the_users_and_is_ours_too(
    hearing: Hearing, ask: str
) -> None:
    assert "français" in await hearing.told(ask)
    assert "méfiez-vous" in await hearing.told("vdab-jobs.be")
    assert await hearing.told(sticker=STICKER) == WORDING.text("cannot.use", "fr")
    fake = await hearing.told("x", forward_origin=HIDDEN_USER)
    assert "méfiez-vous" in fake


@pytest.mark.parametrize("language", LANGUAGES)
async def test_our_own_sentences_follow_the_language_of_the_answer(
    hearing: Hearing, language: str
) -> None:
    other = "en" if language != "en" else "nl"
    await hearing.told(f"/taal {language}", **{"from": speaking(other)})
    for text in ("vdab-jobs.be", "vdab.be", "@vdab_be", "/help", "/kanalen VDAB"):
        await hearing.told(text, **{"from": speaking(other)})
        said = await hearing.told(voice=VOICE, **{"from": speaking(other)})
        assert said == WORDING.text("cannot.listen", language)


# Hidden links


async def test_an_official_address_that_hides_another_link_is_the_worst(hearing: Hearing) -> None:
    text = "Surf naar www.vdab.be"
    link = marked(text, "text_link", "www.vdab.be", url="https://premie-nu.example/x")
    html = await hearing.told(text, entities=[link])
    assert "<b>Nee, vertrouw dit niet: de link toont een adres van de VDAB, maar leidt naar" in html
    assert "<code>hxxps://premie-nu[.]example/x</code>" in html
    assert not is_trusting(html)


@pytest.mark.parametrize(
    "url",
    [
        "https://premie-nu.example/x",
        "https://t.me/vdab_be",
        "tg://resolve?domain=vdab_be",
        "tg://user?id=12345",
        "https://www.vdab.be@premie.example/",
        "https://www.vdab.be.premie.example/",
        "https://vdаb.be/",
        "javascript:alert(1)",
        "https://premie.example/)](https://www.vdab.be/",
        "https://premie.example/?q=" + "a" * 1_900,
    ],
)
@pytest.mark.parametrize("words", ["www.vdab.be", "hier", "[www.vdab.be](https://www.vdab.be/)"])
async def test_no_hidden_link_is_called_official(hearing: Hearing, url: str, words: str) -> None:
    text = f"Uw premie van VDAB staat op {words} klaar"
    html = await hearing.told(text, entities=[marked(text, "text_link", words, url=url)])
    assert not is_trusting(html)
    assert "✅" not in html.splitlines()[0]


async def test_a_hidden_link_behind_4000_characters_counts(hearing: Hearing) -> None:
    text = "www.vdab.be " + "a " * 2_030 + "hier"
    link = marked(text, "text_link", "hier", url="https://vdab-jobs.be/")
    html = await hearing.told(text, entities=[link])
    assert "vdab-jobs[.]be" in html
    assert not is_trusting(html)


async def test_a_hundred_long_links_are_not_all_read_and_that_is_said(hearing: Hearing) -> None:
    links = [
        {
            "type": "text_link",
            "offset": at,
            "length": 1,
            "url": f"https://a{at}.example/{'q' * 1_900}",
        }
        for at in range(100)
    ]
    html = await hearing.told("y" * 100, entities=links)
    assert hearing.library.catalogue.text("trap.too_many", "nl") in html
    assert not is_trusting(html)


@pytest.mark.parametrize("count", [30, 90])
async def test_a_fake_behind_many_real_links_counts(hearing: Hearing, count: int) -> None:
    real = [
        {"type": "text_link", "offset": at, "length": 1, "url": f"{WEBSITE}{at}/{'a' * 80}"}
        for at in range(count)
    ]
    fake = {"type": "text_link", "offset": count, "length": 1, "url": "https://vdab-jobs.be/"}
    assert not is_trusting(await hearing.told("y" * (count + 1), entities=[*real, fake]))


async def test_a_button_under_a_forwarded_post_counts(hearing: Hearing) -> None:
    keyboard = {"inline_keyboard": [[{"text": "www.vdab.be", "url": "https://vdab-jobs.be/"}]]}
    html = await hearing.told(WEBSITE, reply_markup=keyboard, forward_origin=CHANNEL_POST)
    assert "vdab-jobs[.]be" in html


# Handles: at Telegram a tap on @name leads to Telegram, but people paste those of X too.


async def test_a_bare_handle_of_the_citizen_needs_its_platform(hearing: Hearing) -> None:
    text = "is @vdab_be echt?"
    (said,) = await hearing.said(text, entities=[marked(text, "mention", "@vdab_be")])
    assert said.html.startswith("❓")
    assert titles(said)[0] == "Telegram"
    assert "<code>@vdab_be</code>" in said.html
    data = said.keyboard[0][0].data
    _, answer = await hearing.pressed(data)
    assert isinstance(answer, Say)
    assert answer.html.startswith("❔")


async def test_a_handle_in_somebody_elses_message_is_one_at_telegram(hearing: Hearing) -> None:
    text = "Volg @vdab_be"
    html = await hearing.told(
        text, entities=[marked(text, "mention", "@vdab_be")], forward_origin=HIDDEN_USER
    )
    assert "Deze naam kennen we bij de VDAB op X (Twitter)" in html


async def test_a_handle_that_is_said_to_be_on_x_stays_there(hearing: Hearing) -> None:
    text = "is @vdab_be op X echt?"
    html = await hearing.told(text, entities=[marked(text, "mention", "@vdab_be")])
    assert is_trusting(html)


# Forwarded messages


@pytest.mark.parametrize(
    ("origin", "sign"),
    [
        (CHANNEL_POST, "t[.]me/vdab_premies"),
        (HIDDEN_USER, "VDAB Helpdesk"),
        ({"type": "hidden_user", "date": 1, "sender_user_name": "Jan"}, "Jan"),
        (
            {
                "type": "user",
                "date": 1,
                "sender_user": {
                    "id": 9,
                    "is_bot": True,
                    "first_name": "VDAB",
                    "username": "vdab_be",
                },
            },
            "t[.]me/vdab_be",
        ),
        (
            {
                "type": "chat",
                "date": 1,
                "author_signature": "https://www.vdab.be/",
                "sender_chat": {"id": -4, "type": "supergroup", "title": "https://www.vdab.be/"},
            },
            "hxxps://www[.]vdab[.]be/",
        ),
        (
            {
                "type": "channel",
                "date": 1,
                "message_id": 1,
                "chat": {"id": -9, "type": "channel", "title": "@vdab_be op X", "username": None},
            },
            "<code>@vdab_be</code> <b>op X”",
        ),
    ],
)
@pytest.mark.parametrize("text", [WEBSITE, "is @vdab_be op X echt?", "Bel 1700", "Hallo"])
async def test_nothing_forwarded_by_an_unlisted_account_is_official(
    hearing: Hearing, origin: Json, sign: str, text: str
) -> None:
    html = await hearing.told(text, forward_origin=origin)
    assert sign in html
    assert not is_trusting(html)


async def test_what_a_fake_mentions_is_not_what_the_conversation_is_about(
    hearing: Hearing,
) -> None:
    await hearing.told(WEBSITE, forward_origin=HIDDEN_USER)
    assert WEBSITE not in await hearing.told("/meld")


async def test_a_real_address_in_somebody_elses_message_comes_with_a_caveat(
    hearing: Hearing,
) -> None:
    html = await hearing.told(WEBSITE, forward_origin=HIDDEN_USER)
    assert "• Let op, in een vals bericht kan een adres uit onze lijst staan." in html


@pytest.mark.parametrize(
    "text",
    ["stop", "wis mijn gegevens", "Wij wissen uw gegevens via vdab-jobs.be", "fraude melden?"],
)
async def test_the_words_of_others_ask_for_nothing(hearing: Hearing, text: str) -> None:
    await hearing.told("/meld vdab-premies.be")
    await hearing.told(text, forward_origin=CHANNEL_POST)
    html = await hearing.told("/meld")
    assert "Wat gebeurde er?" in html, "the report that was begun goes on"


async def test_a_forwarded_message_answers_which_address_is_reported(hearing: Hearing) -> None:
    await hearing.told("/vergeet")
    await hearing.told("/meld")
    html = await hearing.told("Win!", forward_origin=CHANNEL_POST)
    assert "U meldt: <code>hxxps://t[.]me/vdab_premies</code>" in html


async def test_within_a_report_the_verdict_comes_before_the_question(hearing: Hearing) -> None:
    await hearing.told("/meld vdab-premies.be")
    forwarded = message(WEBSITE, forward_origin=HIDDEN_USER)
    first, *_, last = await hearing.said("en deze van de VDAB?", reply_to_message=forwarded)
    html = await hearing.told(WEBSITE, forward_origin=CHANNEL_POST)
    assert "VDAB Helpdesk" in first.html
    assert not is_trusting(first.html)
    assert "Terug naar uw melding." in last.html, "the report goes on"
    assert not is_trusting(html)


async def test_a_forwarded_cry_for_help_gets_help_first(hearing: Hearing) -> None:
    said = await hearing.said("ik wil dood", forward_origin=HIDDEN_USER)
    assert "1813" in said[0].html


async def test_a_cry_for_help_is_answered_first(hearing: Hearing) -> None:
    text = "ik wil dood, kijk op vdab-jobs.be"
    link = marked(text, "text_link", "kijk", url="https://premie.example/")
    said = await hearing.said(text, entities=[link])
    assert "1813" in said[0].html
    assert "vdab-jobs" not in said[0].html


async def test_help_comes_before_the_verdict_about_somebody_elses_message(
    hearing: Hearing,
) -> None:
    earlier = message("vdab-jobs.be", forward_origin=HIDDEN_USER)
    first, *_, last = await hearing.said("ik wil dood", reply_to_message=earlier)
    assert "1813" in first.html
    assert "vdab-jobs[.]be" in last.html


async def test_a_forward_of_ones_own_message_names_no_sender(hearing: Hearing) -> None:
    own = {"type": "user", "date": 1, "sender_user": AN | {"username": "an_p"}}
    html = await hearing.told(
        "vdab-jobs.be", forward_origin=own, **{"from": AN | {"username": "an_p"}}
    )
    assert "an_p" not in html
    assert html.startswith("⚠️")


# Other things that people send


async def test_a_contact_is_checked_by_its_number(hearing: Hearing) -> None:
    contact = {"phone_number": "32470123456", "first_name": "VDAB 1700"}
    html = await hearing.told(contact=contact)
    assert html.startswith("❔")
    assert "<code>+32470123456</code>" in html


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"voice": VOICE}, "cannot.listen"),
        ({"sticker": STICKER}, "cannot.use"),
        ({"location": {"latitude": 1, "longitude": 2}}, "cannot.use"),
        ({"document": {"file_id": "a", "file_unique_id": "b"}}, "cannot.open"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_we_cannot_use_is_answered_politely(
    hearing: Hearing, fields: Json, key: str, language: str
) -> None:
    (said,) = await hearing.said(**fields, **{"from": speaking(language)})
    assert said.html == WORDING.text(key, language)
    assert said.reply_to == 1


async def test_the_caption_of_a_video_is_checked(hearing: Hearing) -> None:
    video = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "duration": 1}
    assert "vdab-jobs[.]be" in await hearing.told(caption="vdab-jobs.be", video=video)


@pytest.mark.parametrize(
    "fields",
    [
        {"pinned_message": message("vdab-jobs.be")},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 3}},
        {"migrate_to_chat_id": -5},
        {"write_access_allowed": {}},
    ],
)
async def test_what_happens_in_a_chat_is_no_message(hearing: Hearing, fields: Json) -> None:
    assert await hearing.said(**fields) == []


async def test_our_own_card_sent_to_us_is_no_message(hearing: Hearing) -> None:
    via = {"id": 1, "is_bot": True, "first_name": "K", "username": "kanaalcheck_bot"}
    assert await hearing.said("vdab.be", via_bot=via) == []


@pytest.mark.parametrize("kind", ["channel_post", "edited_channel_post"])
async def test_posts_of_channels_are_not_for_us(hearing: Hearing, kind: str) -> None:
    post = message("vdab-jobs.be", chat={"id": -3, "type": "channel", "title": "x"})
    assert await hearing.hear({kind: post}) == ()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_edited_message_is_checked_again(hearing: Hearing, language: str) -> None:
    edited = message("vdab-jobs.be", **{"from": speaking(language), "edit_date": 2})
    (said,) = await hearing.hear({"edited_message": edited})
    assert isinstance(said, Say)
    assert said.html.startswith(WORDING.text("edited", language))
    assert "vdab-jobs[.]be" in said.html
    assert said.reply_to == 1


async def test_a_reply_to_an_earlier_message_is_about_that_one(hearing: Hearing) -> None:
    earlier = message("Win via vdab-jobs.be", forward_origin=CHANNEL_POST)
    html = await hearing.told("is dit echt?", reply_to_message=earlier)
    assert "vdab-jobs[.]be" in html
    assert "t[.]me/vdab_premies" in html
    assert "vdab-jobs[.]be" in await hearing.told("/check", reply_to_message=earlier)


async def test_a_reply_may_report_that_message(hearing: Hearing) -> None:
    earlier = message("Win via vdab-jobs.be", forward_origin=HIDDEN_USER)
    html = await hearing.told("/meld", reply_to_message=earlier)
    assert "U meldt: <code>vdab-jobs[.]be</code>" in html


async def test_nobody_gets_into_a_conversation_by_the_number_of_its_chat(
    hearing: Hearing,
) -> None:
    await hearing.told("/meld vdab-premies.be")
    overheard = [
        answer.text
        for sender in ("5", "telegram:5", "5.")
        for answer in await hearing.served.dialogue.answer(sender, "/report_misuse")
    ]
    assert overheard
    assert "vdab-premies" not in "\n".join(overheard)


async def test_a_reply_to_us_is_what_it_says(hearing: Hearing) -> None:
    us = {"id": 1, "is_bot": True, "first_name": "K", "username": "kanaalcheck_bot"}
    ours = message("vdab-jobs.be", **{"from": us})
    assert "vdab-jobs" not in await hearing.told("dank u", reply_to_message=ours)


async def test_a_quote_from_another_chat_is_checked_with_its_origin(hearing: Hearing) -> None:
    html = await hearing.told(
        "is dit echt?",
        external_reply={"origin": CHANNEL_POST},
        quote={"text": WEBSITE, "position": 0},
    )
    assert "t[.]me/vdab_premies" in html
    assert not is_trusting(html)


async def test_a_quoted_film_is_not_said_to_hold_no_address(hearing: Hearing) -> None:
    note = {"file_id": "a", "file_unique_id": "b", "length": 1, "duration": 1}
    html = await hearing.told("/check", external_reply={"origin": CHANNEL_POST, "video_note": note})
    assert WORDING.text("cannot.listen", "nl") in html
    assert "t[.]me/vdab_premies" in html


async def test_a_story_is_judged_by_whose_it_is(hearing: Hearing) -> None:
    story = {"id": 2, "chat": CHANNEL_POST["chat"]}
    html = await hearing.told("is dit echt?", reply_to_story=story)
    assert "t[.]me/vdab_premies" in html
    assert not is_trusting(html)


async def test_nothing_to_check_is_said_so(hearing: Hearing) -> None:
    earlier = message("Hallo")
    assert await hearing.told("/check", reply_to_message=earlier) == WORDING.text(
        "content.none", "nl"
    )


@pytest.mark.parametrize("text", ["\ud83d", "\0", "/", "//", "/@", "/start " + "x" * 300, "  "])
async def test_odd_texts_get_an_answer(hearing: Hearing, text: str) -> None:
    for said in await hearing.said(text):
        assert said.html.encode()


# Without the conversation


async def test_while_it_starts_addresses_are_checked_all_the_same(hearing: Hearing) -> None:
    hearing.served.dialogue = None
    assert "vdab-jobs[.]be" in await hearing.told("vdab-jobs.be")
    assert await hearing.told("/start") == WORDING.text("starting", "nl")


# The bot speaks first, or hears too much


async def test_an_outcome_is_told_where_the_report_was_made(hearing: Hearing) -> None:
    (said,) = await hearing.listener.outcome("5", "KC-1: klaar", (("Nog iets", "/help"),))
    assert isinstance(said, Say)
    assert (said.chat_id, said.html) == (5, "KC-1: klaar")
    assert titles(said) == ["Nog iets"]


async def test_what_began_in_a_group_is_told_in_private(hearing: Hearing) -> None:
    (said,) = await hearing.listener.outcome("-100:5", "klaar", ())
    assert isinstance(said, Say)
    assert said.chat_id == 5


async def test_the_name_of_a_conversation_leads_to_its_chat(hearing: Hearing) -> None:
    for name in (Identity(SECRET).of(5), Identity("x" * 40).of(-100, 5)):
        (said,) = await hearing.listener.outcome(name, "klaar", ())
        assert isinstance(said, Say)
        assert said.chat_id == 5


@pytest.mark.parametrize("language", LANGUAGES)
async def test_too_many_messages(hearing: Hearing, language: str) -> None:
    from telegram import Update

    update = Update.de_json(
        {"update_id": 1, "message": message("x", **{"from": speaking(language)})}, None
    )
    (said,) = await hearing.listener.too_many(update)
    assert isinstance(said, Say)
    assert said.html == WORDING.text("too_many", language)


async def test_turns_and_verdicts_are_counted(hearing: Hearing) -> None:
    await hearing.said("vdab-jobs.be")
    counted = hearing.metrics.render().decode()
    assert 'kanaalcheck_turns_total{channel="telegram"} 1.0' in counted
    assert 'kanaalcheck_verdicts_total{verdict="lookalike"} 1.0' in counted


async def test_a_press_stops_waiting_before_it_is_answered(hearing: Hearing) -> None:
    first, answer = await hearing.pressed("=/help")
    assert first == AnswerPress("77")
    assert isinstance(answer, Say)
