"""Groups: silent unless addressed, short, and nothing personal."""

import pytest

from bot.channels.telegram.sayings import Say
from bot.channels.telegram.wording import Wording
from knowledge.model import LANGUAGES
from tests.bot.channels.telegram.hearing import (
    AN,
    BOT,
    CHANNEL_POST,
    GROUP,
    WEBSITE,
    Hearing,
    Json,
    is_trusting,
    marked,
    message,
    speaking,
)

WORDING = Wording.load()
PRIVATE_LINK = f"https://t.me/{BOT}?start=meld"
OURS = {"id": 1, "is_bot": True, "first_name": "K", "username": BOT}
NEIGHBOUR = {"id": 6, "is_bot": False, "first_name": "Bob", "username": "bob_b"}


def in_group(text: str | None = None, **fields: object) -> Json:
    return message(text, **{"chat": GROUP, "message_id": 40, **fields})


def naming(text: str, name: str = f"@{BOT}") -> Json:
    return {"chat": GROUP, "entities": [marked(text, "mention", name)]}


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "is vdab-jobs.be echt?"},
        {"text": "/check@andere_bot vdab-jobs.be"},
        {"text": "/onbekend"},
        {"text": f"mail {BOT}@vdab-jobs.be"},
        {"text": "vdab-jobs.be", "reply_to_message": in_group("hoi", **{"from": NEIGHBOUR})},
        {"text": f"@{BOT} vdab-jobs.be", "forward_origin": CHANNEL_POST},
        {"text": "/check vdab-jobs.be", "from": NEIGHBOUR | {"is_bot": True}},
        {"new_chat_members": [OURS]},
        {"left_chat_member": NEIGHBOUR},
        {"migrate_to_chat_id": -200},
    ],
)
async def test_silent_unless_addressed(hearing: Hearing, fields: Json) -> None:
    assert await hearing.hear({"message": in_group(**fields)}) == ()


async def test_named_it_answers_as_a_reply(hearing: Hearing) -> None:
    text = f"@{BOT.upper()}, is vdab-jobs.be echt?"
    (said,) = await hearing.said(
        text,
        message_id=40,
        **naming(text, f"@{BOT.upper()}"),
        is_topic_message=True,
        message_thread_id=9,
    )
    assert said.html.startswith("⚠️")
    assert (said.chat_id, said.reply_to, said.thread) == (-100, 40, 9)


async def test_a_reply_to_us_goes_on(hearing: Hearing) -> None:
    before = f"@{BOT} @vdab_be"
    (asked,) = await hearing.said(before, **naming(before))
    assert asked.html.startswith("❓")
    ours = in_group("Op welk platform?", **{"from": OURS})
    assert is_trusting(await hearing.told("op X", chat=GROUP, reply_to_message=ours))


async def test_everybody_has_a_conversation_of_their_own(hearing: Hearing) -> None:
    before = f"@{BOT} @vdab_be"
    await hearing.said(before, **naming(before))
    ours = in_group("Op welk platform?", **{"from": OURS})
    html = await hearing.told("op X", chat=GROUP, reply_to_message=ours, **{"from": NEIGHBOUR})
    assert not is_trusting(html)


@pytest.mark.parametrize("text", ["/check", f"/check@{BOT}", f"@{BOT}", f"@{BOT} is dit echt?"])
async def test_a_reply_to_a_message_checks_that_message(hearing: Hearing, text: str) -> None:
    link = marked("Win via www.vdab.be", "text_link", "www.vdab.be", url="https://premie.example/")
    theirs = in_group("Win via www.vdab.be", entities=[link], **{"from": NEIGHBOUR})
    where = naming(text) if text.startswith("@") else {"chat": GROUP}
    html = await hearing.told(text, reply_to_message=theirs, **where)
    assert "premie[.]example" in html
    assert not is_trusting(html)
    assert "bob_b" not in html, "that a neighbour is not in the register is no news"


@pytest.mark.parametrize(
    "author",
    [
        {"from": {"id": 9, "is_bot": False, "first_name": "VDAB Helpdesk"}},
        {"from": {"id": 9, "is_bot": False, "first_name": "Jan", "username": "vdab_be"}},
        {"from": {"id": 9, "is_bot": True, "first_name": "Premies", "username": "premie_bot"}},
        {"sender_chat": {"id": -9, "type": "channel", "title": "VDAB", "username": "vdab_be"}},
        {"sender_chat": {"id": -9, "type": "channel", "title": "www.vdab.be"}},
        {"from": NEIGHBOUR, "forward_origin": CHANNEL_POST},
    ],
)
async def test_whoever_passes_for_the_government_in_a_group_is_not_official(
    hearing: Hearing, author: Json
) -> None:
    theirs = in_group(f"Meld u aan op {WEBSITE}", **author)
    html = await hearing.told("/check", chat=GROUP, reply_to_message=theirs)
    assert not is_trusting(html)


async def test_an_anonymous_administrator_is_heard(hearing: Hearing) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    html = await hearing.told(
        "/check vdab-jobs.be", chat=GROUP, sender_chat=GROUP, **{"from": anonymous}
    )
    assert html.startswith("⚠️")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["/meld", "/status", "/meld vdab-jobs.be"])
async def test_a_report_is_made_in_private(hearing: Hearing, command: str, language: str) -> None:
    (said,) = await hearing.said(command, chat=GROUP, **{"from": speaking(language)})
    assert said.html == WORDING.text("group.privately", language)
    ((button,),) = said.keyboard
    assert button.url == PRIVATE_LINK


async def test_a_report_that_begins_in_words_is_not_made_here(hearing: Hearing) -> None:
    text = f"@{BOT} ik wil vdab-jobs.be melden"
    said = await hearing.said(text, **naming(text))
    assert said[-1].html == WORDING.text("group.privately", "nl")
    html = await hearing.told("/check vdab.be", chat=GROUP)
    assert "melden" not in html.lower(), "no form is left open"


async def test_buttons_that_report_open_a_private_chat(hearing: Hearing) -> None:
    (said,) = await hearing.said("/check vdab-jobs.be", chat=GROUP)
    urls = [button.url for row in said.keyboard for button in row]
    assert PRIVATE_LINK in urls
    _, answer = await hearing.pressed("=/report_misuse", message=in_group("x"))
    assert isinstance(answer, Say)
    assert answer.html == WORDING.text("group.privately", "nl")


async def test_a_press_in_a_group_is_answered_there(hearing: Hearing) -> None:
    _, answer = await hearing.pressed("=/ask_security", message=in_group("x", **{"from": OURS}))
    assert isinstance(answer, Say)
    assert (answer.chat_id, answer.reply_to) == (-100, 40)


async def test_answers_are_shorter_than_in_private(hearing: Hearing) -> None:
    text = "/check mail van werk@vdab-info.be: betaal via vdab-jobs.be"
    assert len(await hearing.told(text, chat=GROUP)) < len(await hearing.told(text))


@pytest.mark.parametrize("text", [f"@{BOT}", f"@{BOT}:", "/check", f"/check@{BOT}"])
async def test_only_named_it_says_how(hearing: Hearing, text: str) -> None:
    where = naming(text) if text.startswith("@") else {"chat": GROUP}
    html = await hearing.told(text, **where)
    assert html == WORDING.text("group.how", "nl", bot=f"<code>@{BOT}</code>")


async def test_a_topic_is_no_reply(hearing: Hearing) -> None:
    made = in_group(forum_topic_created={"name": "vdab-jobs.be", "icon_color": 1})
    html = await hearing.told("/check", chat=GROUP, reply_to_message=made)
    assert "vdab-jobs" not in html


@pytest.mark.parametrize("language", LANGUAGES)
async def test_added_to_a_group_it_says_hello_once(hearing: Hearing, language: str) -> None:
    change = {
        "chat": GROUP,
        "from": speaking(language),
        "date": 1,
        "old_chat_member": {"status": "left", "user": OURS},
        "new_chat_member": {"status": "member", "user": OURS},
    }
    (said,) = await hearing.hear({"my_chat_member": change})
    assert isinstance(said, Say)
    assert said.html == WORDING.text("group.hello", language, bot=f"<code>@{BOT}</code>")
    promoted = change | {"old_chat_member": {"status": "member", "user": OURS}}
    assert await hearing.hear({"my_chat_member": promoted}) == ()
    blocked = change | {"chat": {"id": 5, "type": "private"}}
    assert await hearing.hear({"my_chat_member": blocked}) == ()


async def test_an_edited_message_is_answered_when_it_is_for_us(hearing: Hearing) -> None:
    assert await hearing.hear({"edited_message": in_group("vdab-jobs.be")}) == ()
    (said,) = await hearing.hear({"edited_message": in_group("/check vdab-jobs.be")})
    assert isinstance(said, Say)
    assert "vdab-jobs[.]be" in said.html


async def test_in_private_a_command_for_another_bot_is_ours(hearing: Hearing) -> None:
    assert await hearing.told("/start@andere_bot", **{"from": AN})
