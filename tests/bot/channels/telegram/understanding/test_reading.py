"""What a message holds: hidden links, UTF-16 offsets, whom it comes from."""

from typing import Any

import pytest
from telegram import Message

from bot.channels.telegram.understanding.reading import (
    Account,
    cannot_use,
    origin_of,
    read,
    read_quoted,
    safe_name,
)
from tests.bot.channels.telegram.hearing import CHANNEL_POST, Json, marked, message

EVIL = "https://premie-nu.example/x"
LINKED = marked("zie hier", "text_link", "hier", url=EVIL)


def parsed(text: str | None = None, **fields: Any) -> Message:
    return Message.de_json(message(text, **fields), None)


def test_a_hidden_link_stands_beside_the_words_that_hide_it() -> None:
    text = "Surf naar www.vdab.be vandaag"
    link = marked(text, "text_link", "www.vdab.be", url=EVIL)
    reading = read(parsed(text, entities=[link]))
    assert reading.text == f"Surf naar [www.vdab.be]({EVIL}) vandaag"
    assert reading.targets == (EVIL,)


@pytest.mark.parametrize("before", ["👮‍♀️👮‍♀️ ", "𝓚𝓲𝓳𝓴 ", "é ", "a\u0301 ", "🇧🇪"])
def test_offsets_count_utf_16_units(before: str) -> None:
    text = f"{before}klik hier 🙂"
    link = marked(text, "text_link", "klik hier", url=EVIL)
    reading = read(parsed(text, entities=[link]))
    assert reading.text == f"{before}[klik hier]({EVIL}) 🙂"


def test_a_caption_is_read_as_a_text_is() -> None:
    link = marked("kijk hier", "text_link", "hier", url=EVIL)
    reading = read(parsed(caption="kijk hier", caption_entities=[link]))
    assert reading.text == f"kijk [hier]({EVIL})"


@pytest.mark.parametrize("words", ["a]b", "[x", "twee\nregels", "w" * 400])
def test_words_that_would_break_the_notation_leave_the_link_behind_the_text(words: str) -> None:
    link = marked(words, "text_link", words, url=EVIL)
    reading = read(parsed(words, entities=[link]))
    assert reading.text.startswith(words)
    assert reading.text.endswith(f"]({EVIL})")
    assert reading.targets == (EVIL,)


def test_a_link_over_another_one_is_not_lost() -> None:
    text = "abcdef"
    first = marked(text, "text_link", "abcd", url=EVIL)
    second = marked(text, "text_link", "cdef", url="https://two.example/")
    assert read(parsed(text, entities=[first, second])).targets == (EVIL, "https://two.example/")


@pytest.mark.parametrize(
    "entity",
    [
        {"type": "text_link", "offset": 900, "length": 5, "url": EVIL},
        {"type": "text_link", "offset": 0, "length": 0, "url": EVIL},
        {"type": "text_link", "offset": 1, "length": 99, "url": EVIL},
    ],
)
def test_a_place_outside_the_text_hides_nothing(entity: Json) -> None:
    assert read(parsed("🙂", entities=[entity])).targets == (EVIL,)


def test_somebody_named_without_their_account_is_read_by_it() -> None:
    user = {"id": 4, "is_bot": False, "first_name": "VDAB", "username": "vdab_hulp"}
    named = marked("vraag VDAB", "text_mention", "VDAB", user=user)
    assert read(parsed("vraag VDAB", entities=[named])).targets == ("https://t.me/vdab_hulp",)


def test_buttons_and_previews_lead_somewhere_too() -> None:
    keyboard = [
        [
            {"text": "Ga", "url": EVIL},
            {"text": "Log in", "login_url": {"url": "https://l.example"}},
        ],
        [{"text": "App", "web_app": {"url": "https://w.example"}}],
    ]
    reading = read(
        parsed(
            "Dag",
            reply_markup={"inline_keyboard": keyboard},
            link_preview_options={"url": "https://p.example"},
        )
    )
    assert reading.targets == (EVIL, "https://l.example", "https://w.example", "https://p.example")
    assert f"[Ga]({EVIL})" in reading.text


def test_a_poll_a_place_and_a_list_are_read() -> None:
    options = [{"text": "via vdab-jobs.be", "voter_count": 0, "persistent_id": "1"}]
    poll = {
        "id": "1",
        "question": "Waar?",
        "options": options,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
    venue = {
        "location": {"latitude": 1, "longitude": 2},
        "title": "delijn-tickets.be",
        "address": "Straat 1",
    }
    task = {
        "id": 1,
        "text": "hier",
        "text_entities": [marked("hier", "text_link", "hier", url=EVIL)],
    }
    assert "via vdab-jobs.be" in read(parsed(poll=poll)).text
    assert "delijn-tickets.be" in read(parsed(venue=venue)).text
    assert read(parsed(checklist={"title": "Te doen", "tasks": [task]})).targets == (EVIL,)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("32470123456", "+32470123456"),
        ("+32 470 12 34 56", "+32470123456"),
        ("0470123456", "0470123456"),
        ("1700", "1700"),
    ],
)
def test_a_contact_is_its_number(sent: str, expected: str) -> None:
    assert read(parsed(contact={"phone_number": sent, "first_name": "1700"})).text == expected


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (CHANNEL_POST, Account("VDAB Officieel", "vdab_premies")),
        (
            {"type": "hidden_user", "date": 1, "sender_user_name": "VDAB"},
            Account("VDAB"),
        ),
        (
            {
                "type": "user",
                "date": 1,
                "sender_user": {"id": 9, "is_bot": False, "first_name": "Jan", "last_name": "P"},
            },
            Account("Jan P"),
        ),
        (
            {
                "type": "chat",
                "date": 1,
                "sender_chat": {"id": -4, "type": "supergroup", "title": "VDAB"},
                "author_signature": "t.me/vdab",
            },
            Account("VDAB"),
        ),
    ],
)
def test_whom_a_message_comes_from(origin: Json, expected: Account) -> None:
    assert origin_of(parsed("x", forward_origin=origin).forward_origin) == expected


def test_half_a_character_is_dropped() -> None:
    assert read(parsed("a\ud83d b")).text == "a b"


def test_a_name_becomes_no_link() -> None:
    assert safe_name("vdab.be\n\u202e✅ https://x.be") == "vdab[.]be ✅ hxxps://x[.]be"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}}, "cannot.listen"),
        ({"document": {"file_id": "a", "file_unique_id": "b"}}, "cannot.open"),
        ({"location": {"latitude": 1, "longitude": 2}}, "cannot.use"),
        ({"dice": {"emoji": "🎲", "value": 1}}, "cannot.use"),
        ({"new_chat_title": "x"}, None),
        ({"pinned_message": message("x")}, None),
    ],
)
def test_what_we_can_do_nothing_with(fields: Json, expected: str | None) -> None:
    assert cannot_use(parsed(**fields)) == expected


def test_text_in_pieces_is_one_text_with_its_hidden_links() -> None:
    text = ["Surf naar ", {"type": "bold", "text": "vdab"}, "-jobs.be of "]
    hiding = {"type": "url", "text": "www.vdab.be", "url": EVIL}
    account = {"type": "mention", "text": "dit", "username": "@vdab_hulp"}
    blocks = [
        {"type": "paragraph", "text": [*text, hiding]},
        {"type": "details", "summary": "Meer", "blocks": [{"type": "footer", "text": account}]},
    ]
    reading = read(parsed(rich_message={"blocks": blocks}))
    assert reading.text == f"Surf naar vdab-jobs.be of [www.vdab.be]({EVIL})\nMeer\ndit"
    assert reading.targets == (EVIL, "https://t.me/vdab_hulp")


def test_what_hides_in_a_poll_or_on_a_button_is_read() -> None:
    option = {
        "text": "klik",
        "persistent_id": "vdab.be",
        "voter_count": 0,
        "text_entities": [marked("klik", "text_link", "klik", url=EVIL)],
        "added_by_user": {"id": 4, "is_bot": False, "first_name": "x", "username": "voter"},
    }
    poll = {
        "id": "1",
        "question": "Waar?",
        "options": [option],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "quiz",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
        "explanation": "zie vdab-premie.be",
    }
    reading = read(parsed(poll=poll))
    assert set(reading.text.splitlines()) == {"Waar?", "klik", "zie vdab-premie.be"}
    assert reading.targets == (EVIL,)
    button = {"text": "Bel 0470 12 34 56", "callback_data": "vdab.be"}
    assert read(parsed("Dag", reply_markup={"inline_keyboard": [[button]]})).text.endswith("34 56")


def test_a_prize_names_the_channels_that_one_has_to_join() -> None:
    chats = [{"id": -3, "type": "channel", "title": "Premie", "username": "vdab_premie"}]
    giveaway = {"chats": chats, "winners_selection_date": 1, "winner_count": 1}
    assert read(parsed(giveaway=giveaway)).targets == ("https://t.me/vdab_premie",)


def test_what_is_quoted_from_elsewhere_is_read_with_all_that_is_attached() -> None:
    contact = {"phone_number": "32470123456", "first_name": "1700", "vcard": "URL:vdab-jobs.be"}
    about = parsed("?", external_reply={"origin": CHANNEL_POST, "contact": contact}).external_reply
    assert about
    quote = {"text": "zie hier", "position": 0, "entities": [LINKED]}
    reading = read_quoted(parsed("?", quote=quote), about)
    assert reading.text == f"zie [hier]({EVIL})\n+32470123456\nURL:vdab-jobs.be"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}}, "cannot.listen"),
        ({"story": {"chat": {"id": 1, "type": "private"}, "id": 1}}, "cannot.use"),
        ({"hologram": {"pages": 2}}, "cannot.use"),
        ({}, None),
    ],
)
def test_what_cannot_be_read_of_a_quoted_message_is_told(
    fields: Json, expected: str | None
) -> None:
    about = parsed("?", external_reply={"origin": CHANNEL_POST, **fields}).external_reply
    assert about
    assert cannot_use(about) == expected


def test_a_kind_that_nobody_knows_yet_is_told() -> None:
    assert cannot_use(parsed(hologram={"pages": 2})) == "cannot.use"
    assert read(parsed(hologram={"shown": "vdab-jobs.be"})).text == "vdab-jobs.be"
