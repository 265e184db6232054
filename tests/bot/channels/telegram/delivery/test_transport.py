"""Updates taken, answered once and in order, over a real connection to a Bot API server."""

import asyncio
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.channels.telegram.delivery.speaking import Unsaid
from bot.running.application import SERVED
from bot.running.background import SENDERS
from tests.bot.channels.telegram.bot_api import BotApi, Fault, blocked, too_many, until
from tests.bot.channels.telegram.conftest import StartBot
from tests.bot.channels.telegram.echo import BROKEN, FAILING, SLOWLY, TWICE, Echo

AN, BO = 1001, 1002
DROPPED = Fault()


async def metrics(client: TestClient[web.Request, web.Application]) -> dict[str, float]:
    text = await (await client.get("/metrics")).text()
    lines = [line for line in text.splitlines() if line.startswith("kanaalcheck_telegram")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


class TestTaking:
    async def test_what_is_written_is_answered_in_order(
        self, api: BotApi, start_bot: StartBot
    ) -> None:
        for number in range(20):
            api.write(AN, SLOWLY if number == 3 else f"{number}")
            api.write(BO, f"{number}")
        client = await start_bot()
        await api.until(lambda: len(api.sent) == 40)
        assert api.texts(BO) == [f"op {number}" for number in range(20)]
        assert api.texts(AN) == [f"op {SLOWLY if n == 3 else n}" for n in range(20)]
        await api.until(lambda: api.waiting == 0)
        counted = await metrics(client)
        assert counted['kanaalcheck_telegram_updates_total{outcome="taken"}'] == 40
        assert counted['kanaalcheck_telegram_updates_total{outcome="answered"}'] == 40
        assert counted["kanaalcheck_telegram_reachable"] == 1

    async def test_a_slow_chat_keeps_nobody_else_waiting(
        self, api: BotApi, start_bot: StartBot
    ) -> None:
        api.fail("sendMessage", too_many(3, applies=lambda params: params["chat_id"] == AN))
        await start_bot()
        api.write(AN, "een")
        await api.until(lambda: any(name == "sendMessage" for name, _ in api.requests))
        api.write(BO, "twee")
        await api.until(lambda: bool(api.texts(BO)), seconds=2)
        assert api.texts(AN) == []
        await api.until(lambda: bool(api.texts(AN)))
        assert (api.texts(AN), api.texts(BO)) == (["op een"], ["op twee"])

    async def test_what_is_asked_for_is_listed(self, api: BotApi, start_bot: StartBot) -> None:
        await start_bot()
        await api.until(lambda: bool(api.asked("getUpdates")))
        assert api.asked("deleteWebhook") == [{"drop_pending_updates": False}]
        asked = api.asked("getUpdates")[0]
        assert "channel_post" not in asked["allowed_updates"]
        assert {"message", "callback_query", "inline_query"} < set(asked["allowed_updates"])

    async def test_delivered_twice_is_answered_once(self, api: BotApi, start_bot: StartBot) -> None:
        await start_bot()
        first = api.write(AN, "een")
        await api.until(lambda: api.waiting == 0 and len(api.sent) == 1)
        api.repeat(first)
        api.write(AN, "twee")
        await api.until(lambda: api.waiting == 0 and len(api.sent) == 2)
        assert api.texts(AN) == ["op een", "op twee"]

    async def test_delivered_again_after_a_restart_is_answered_once(
        self, api: BotApi, start_bot: StartBot
    ) -> None:
        client = await start_bot()
        first = api.write(AN, "een")
        await api.until(lambda: api.waiting == 0 and len(api.sent) == 1)
        await client.close()
        api.repeat(first)
        api.write(AN, "twee")
        await start_bot()
        await api.until(lambda: api.waiting == 0 and len(api.sent) == 2)
        assert api.texts(AN) == ["op een", "op twee"]

    async def test_nothing_is_taken_before_the_dialogue_is_there(
        self, api: BotApi, start_bot: StartBot
    ) -> None:
        client = await start_bot(is_ready=False)
        api.write(AN, "een")
        await asyncio.sleep(0.3)
        assert api.requests == []
        client.app[SERVED].is_ready = True
        await api.until(lambda: api.texts(AN) == ["op een"])

    @pytest.mark.parametrize(
        "poison",
        [
            {"message": {"message_id": "?", "date": "gisteren", "chat": {"id": AN}}},
            {"message": {"message_id": 1, "date": 1, "chat": [1]}},
            {"message": "geen"},
            {"callback_query": {"id": 5}},
            {"message": {"message_id": 1, "date": 10**30, "chat": {"id": AN, "type": 7}}},
            {"iets_nieuws": {"chat": {"id": {"id": []}}}},
            {},
        ],
        ids=str,
    )
    async def test_poison_stops_nothing(
        self,
        api: BotApi,
        start_bot: StartBot,
        poison: dict[str, Any],
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        api.write(AN, "voor")
        api.put(poison)
        api.write(AN, FAILING)
        api.write(AN, "na")
        await start_bot()
        await api.until(lambda: api.waiting == 0 and len(api.sent) == 2)
        assert api.texts(AN) == ["op voor", "op na"]
        assert "RuntimeError" in caplog.text
        assert "a mistake" not in caplog.text

    async def test_updates_without_id_stop_nothing(self, api: BotApi, start_bot: StartBot) -> None:
        api.put({"message": api.message(AN, "een"), "update_id": "geen"})
        api.write(AN, "twee")
        await start_bot()
        await api.until(lambda: api.texts(AN) == ["op twee"])


class TestFlood:
    async def test_one_notice_then_silence_and_nobody_else_notices(
        self, api: BotApi, start_bot: StartBot
    ) -> None:
        for number in range(30):
            api.write(AN, f"{number}")
        api.write(BO, "rustig")
        client = await start_bot(rate_limit=10)
        answered = 'kanaalcheck_telegram_updates_total{outcome="answered"}'

        async def all_answered() -> bool:
            return (await metrics(client)).get(answered) == 31

        await until(all_answered)
        assert api.texts(BO) == ["op rustig"]
        counted = await metrics(client)
        assert counted['kanaalcheck_telegram_updates_total{outcome="limited"}'] == 20
        assert api.texts(AN) == [*(f"op {number}" for number in range(10)), "te veel"]


class TestSpeaking:
    async def test_no_link_previews_and_answers_as_reply(
        self, api: BotApi, start_bot: StartBot
    ) -> None:
        api.write(AN, "een")
        await start_bot()
        await api.until(lambda: len(api.sent) == 1)
        (sent,) = api.sent
        assert sent.params["link_preview_options"] == {"is_disabled": True}
        assert sent.params["reply_parameters"] == {
            "message_id": 1,
            "allow_sending_without_reply": True,
        }

    @pytest.mark.parametrize(
        "faults",
        [
            [too_many(1)],
            [Fault(500), Fault(502, is_plain=True), Fault(503), Fault(504, is_plain=True)],
            [DROPPED, DROPPED],
            [Fault(hangs=2)],
            [Fault(429, "Too Many Requests")],
        ],
        ids=["429", "5xx", "dropped", "timeout", "429 without time"],
    )
    async def test_failures_are_waited_out(
        self, api: BotApi, start_bot: StartBot, faults: list[Fault]
    ) -> None:
        await start_bot(seconds_to_answer=0.5)
        api.fail("sendMessage", *faults)
        api.write(AN, TWICE)
        api.write(AN, "daarna")
        await api.until(lambda: len(api.sent) == 3)
        assert api.texts(AN) == [f"op {TWICE}", f"op {TWICE}1", "op daarna"]
        assert len(api.asked("sendMessage")) == 3 + len(faults)

    async def test_a_slow_answer_is_waited_for_and_doubles_nothing(
        self, api: BotApi, start_bot: StartBot
    ) -> None:
        api.fail("sendMessage", Fault(200, hangs=6))
        await start_bot()
        api.write(AN, "een")
        api.write(AN, "twee")
        await api.until(lambda: len(api.sent) == 2)
        assert api.texts(AN) == ["op een", "op twee"]

    async def test_what_may_have_arrived_is_sent_again(
        self, api: BotApi, start_bot: StartBot
    ) -> None:
        # The Bot API cannot tell: a doubled answer is better than none.
        api.fail("sendMessage", Fault(acts=True))
        await start_bot()
        api.write(AN, "een")
        await api.until(lambda: len(api.sent) == 2)
        assert api.texts(AN) == ["op een", "op een"]

    async def test_who_blocks_the_bot_is_left_alone_until_they_write(
        self, api: BotApi, start_bot: StartBot
    ) -> None:
        client = await start_bot()
        api.fail("sendMessage", blocked())
        api.write(AN, TWICE)
        await api.until(lambda: len(api.asked("sendMessage")) == 1 and api.waiting == 0)
        await client.app[SENDERS]["telegram"](str(AN), "nieuws", ())
        assert len(api.asked("sendMessage")) == 1
        api.write(AN, "terug")
        await api.until(lambda: api.texts(AN) == ["op terug"])

    async def test_html_that_is_refused_is_said_without(
        self, api: BotApi, start_bot: StartBot
    ) -> None:
        await start_bot()
        api.write(AN, BROKEN)
        api.write(AN, "daarna")
        await api.until(lambda: len(api.sent) == 2)
        assert api.texts(AN) == ["niet dicht", "op daarna"]
        plain = api.sent[0].params
        assert plain["entities"] == [{"type": "code", "offset": 0, "length": 10}]
        assert "reply_parameters" not in plain

    async def test_what_is_refused_twice_is_dropped(self, api: BotApi, start_bot: StartBot) -> None:
        refusal = Fault(400, "Bad Request: chat not found")
        api.fail("sendMessage", refusal, refusal)
        await start_bot()
        api.write(AN, "een")
        api.write(AN, "twee")
        await api.until(lambda: api.texts(AN) == ["op twee"])
        assert len(api.asked("sendMessage")) == 3

    async def test_a_group_that_moved_is_followed(self, api: BotApi, start_bot: StartBot) -> None:
        moved = {"migrate_to_chat_id": -1001234}
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        api.fail("sendMessage", Fault(400, words, moved))
        await start_bot()
        api.write(-77, "een")
        await api.until(lambda: api.texts(-1001234) == ["op een"])


class TestSpeakingFirst:
    async def test_an_outcome_is_said_in_its_chat(self, api: BotApi, start_bot: StartBot) -> None:
        client = await start_bot()
        await api.until(lambda: "telegram" in client.app[SENDERS])
        await client.app[SENDERS]["telegram"](f"-5:{AN}", "Uw melding is bekeken", ())
        assert api.texts(-5) == ["Uw melding is bekeken"]

    async def test_what_cannot_be_said_is_known(
        self, api: BotApi, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.channels.telegram.delivery.answering.SECONDS_TO_BE_HEARD", 1.0)
        client = await start_bot()
        await api.until(lambda: "telegram" in client.app[SENDERS])
        api.fail("sendMessage", *[Fault(500)] * 20)
        with pytest.raises(Unsaid):
            await client.app[SENDERS]["telegram"](str(AN), "nieuws", ())
        assert api.sent == []


class TestAway:
    async def test_the_web_goes_on_and_the_bot_comes_back(
        self, api: BotApi, start_bot: StartBot, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO")
        client = await start_bot()
        await api.until(lambda: api.polls == 1)
        await api.stop()
        api.write(AN, "een")

        async def is_away() -> bool:
            return not (await metrics(client))["kanaalcheck_telegram_reachable"]

        await until(is_away)
        answer = await client.get("/api/v1/check", params={"q": "vdab-jobs.be"})
        assert (await answer.json())["verdict"] == "lookalike"
        await asyncio.sleep(1)
        await api.start()
        await api.until(lambda: api.texts(AN) == ["op een"])

        def said() -> list[str]:
            return [each.getMessage() for each in caplog.records if each.name.endswith(".reach")]

        await api.until(lambda: len(said()) == 2)
        assert "cannot be reached" in said()[0]
        assert "works again" in said()[1]

    async def test_a_refused_token_is_one_line_and_the_web_goes_on(
        self, api: BotApi, start_bot: StartBot, caplog: pytest.LogCaptureFixture
    ) -> None:
        client = await start_bot(telegram_token="1:ditisgeentokenvanniemand")
        await api.until(lambda: "refuses TELEGRAM_TOKEN" in caplog.text)
        assert (await client.get("/health/live")).status == 200
        assert "ditisgeentoken" not in caplog.text

    async def test_another_process_that_asks_is_waited_out(
        self, api: BotApi, start_bot: StartBot, caplog: pytest.LogCaptureFixture
    ) -> None:
        words = "Conflict: terminated by other getUpdates request"
        api.fail("getUpdates", Fault(409, words))
        await start_bot()
        api.write(AN, "een")
        await api.until(lambda: api.texts(AN) == ["op een"])
        assert "another process asks" in caplog.text

    async def test_failures_of_asking_are_waited_out(
        self, api: BotApi, start_bot: StartBot
    ) -> None:
        faults = (Fault(502, is_plain=True), DROPPED, too_many(1))
        for method in ("getMe", "deleteWebhook", "getUpdates"):
            api.fail(method, *faults)
        api.write(AN, "een")
        await start_bot()
        await api.until(lambda: api.texts(AN) == ["op een"])
        assert len(api.sent) == 1


class TestStopping:
    async def test_what_is_being_answered_is_finished_and_the_rest_answered_later(
        self, api: BotApi, start_bot: StartBot
    ) -> None:
        client = await start_bot()
        for number in range(10):
            api.write(AN, SLOWLY if number == 0 else f"{number}")
        await api.until(lambda: api.waiting == 0)
        await client.close()
        assert api.texts(AN) == [f"op {SLOWLY}"]
        await start_bot()
        await api.until(lambda: len(api.sent) == 10)
        assert api.texts(AN)[1:] == [f"op {number}" for number in range(1, 10)]

    async def test_the_second_half_of_an_answer_comes_after_a_restart(
        self, api: BotApi, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.channels.telegram.delivery.running.SECONDS_TO_FINISH", 0.2)
        second = too_many(2, applies=lambda params: params["text"].endswith("1"))
        api.fail("sendMessage", second)
        client = await start_bot()
        api.write(AN, TWICE)
        await api.until(lambda: len(api.asked("sendMessage")) == 2)
        await client.close()
        assert api.texts(AN) == [f"op {TWICE}"]
        echo: list[Echo] = []
        await start_bot(converses=lambda needs: echo.append(Echo(needs)) or echo[0])
        await api.until(lambda: len(api.sent) == 2)
        assert api.texts(AN) == [f"op {TWICE}", f"op {TWICE}1"]
        assert echo[0].heard == []  # the turn was taken before
