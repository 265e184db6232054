"""Closing a channel, or everything: what citizens read, what goes on, what the audit log says."""

import pytest
from aiohttp import FormData
from rasa_sdk.executor import ActionExecutor

from actions.reports.closing_rows import ClosedChannel
from actions.reports.store import ReportStore
from bot.channels.settings import AllSettings
from bot.conversation.closing import CHANNELS, CLOSINGS, Closings, sentence
from bot.conversation.dialogue import Dialogue, share
from bot.conversation.in_process import load_executor
from bot.conversation.memory import Conversations
from bot.conversation.script import Script
from bot.conversation.untrained import Untrained
from bot.http.problems import ProblemCatalogue
from bot.operations import channels
from bot.reporting import utc_now
from knowledge.library import Library
from knowledge.model import LANGUAGES
from tests.bot.faults.conftest import REPORT
from tests.bot.faults.conftest import install as install

QUESTION = "op welke sociale media zit De Lijn?"
EVERY_CHAT = ("web", "widget", "rest", "telegram")


@pytest.fixture(scope="module")
def executor() -> ActionExecutor:
    return load_executor()


@pytest.fixture
def store(tmp_path) -> ReportStore:
    return ReportStore.open(f"sqlite:///{tmp_path}/kc.db", clock=utc_now)


@pytest.fixture
def closings() -> Closings:
    return Closings()


@pytest.fixture
def dialogue(library: Library, executor: ActionExecutor, closings: Closings) -> Dialogue:
    share(AllSettings(encoder="none"), library, None)
    untrained = Untrained(Script.load(), executor, Conversations(lambda: 0.0))
    made = Dialogue(Script.load(), None, untrained, None)
    made.closings = closings
    return made


def close(store: ReportStore, closings: Closings, channel: str) -> None:
    store.close_channel(ClosedChannel(channel, "verhuis", "els", utc_now()))
    closings.renew(store)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("closed", ["telegram", "all"])
async def test_a_closed_channel_says_so_in_the_language_of_the_citizen(
    store, closings, dialogue: Dialogue, language: str, closed: str
):
    close(store, closings, closed)
    for channel in EVERY_CHAT:
        (said, *more) = await dialogue.answer("een", QUESTION, language=language, channel=channel)
        is_closed = closed in (channel, "all")
        assert (said.text == sentence(language)) is is_closed
        assert not (is_closed and more)


@pytest.mark.parametrize("channel", EVERY_CHAT)
async def test_addresses_are_judged_and_who_is_in_danger_is_helped_all_the_same(
    store, closings, dialogue: Dialogue, channel: str
):
    close(store, closings, "all")
    (judged, *_) = await dialogue.answer("een", "is vdab-jobs.be echt?", channel=channel)
    assert judged.custom["verdict"] == "lookalike"
    helped = await dialogue.answer("twee", "ik wil niet meer leven", channel=channel)
    assert "1813" in helped[0].text


async def test_reports_are_refused_for_now_and_checks_go_on(install):
    here = await install()
    here.reporting.store.close_channel(ClosedChannel("all", "verhuis", "els", utc_now()))
    here.client.app[CLOSINGS].renew(here.reporting.store)
    refused = await here.report()
    assert refused.status == 503
    assert (await refused.json())["type"] == "/problems/closed"
    assert refused.headers["Retry-After"] == "300"
    form = FormData(REPORT, default_to_multipart=True)
    page = await here.client.post("/melden", data=form)
    assert page.status == 503
    assert REPORT["what_happened"] in await page.text()  # nothing has to be typed again
    assert await here.checks()
    assert await here.metric('kanaalcheck_channel_closed{channel="all"}') == 1
    assert (await (await here.client.get("/health/ready")).json())["closed"] == ["all"]
    here.reporting.store.open_channel("all", actor="els")
    here.client.app[CLOSINGS].renew(here.reporting.store)
    assert (await here.report()).status == 201


def test_the_command_closes_and_opens_and_the_audit_log_says_who_and_why(
    store: ReportStore, tmp_path, capsys: pytest.CaptureFixture[str]
):
    settings = AllSettings(database_url=f"sqlite:///{tmp_path}/kc.db")
    assert channels.main(["list"], settings) == 0
    assert "Every channel is open" in capsys.readouterr().out
    asked = ["close", "telegram", "--reason", "nieuwe token", "--by", "els"]
    assert channels.main(asked, settings) == 0
    assert channels.main([*asked[:-3], "nog nieuwer", "--by", "jan"], settings) == 0
    channels.main(["list"], settings)
    assert "nog nieuwer" in capsys.readouterr().out
    assert channels.main(["open", "telegram", "--by", "els"], settings) == 0
    assert channels.main(["open", "telegram", "--by", "els"], settings) == 0
    assert "was not closed" in capsys.readouterr().out
    log = [(each.actor, each.what, dict(each.details)) for each in reversed(store.events())]
    assert log == [
        ("els", "channel_closed", {"channel": "telegram", "reason": "nieuwe token"}),
        ("jan", "channel_closed", {"channel": "telegram", "reason": "nog nieuwer"}),
        ("els", "channel_opened", {"channel": "telegram"}),
    ]


def test_a_reason_and_a_known_channel_are_asked_for():
    for arguments in (["close", "telegram"], ["close", "fax", "--reason", "x"]):
        with pytest.raises(SystemExit) as raised:
            channels.main(arguments, AllSettings())
        assert raised.value.code == 2


def test_every_sentence_is_there_in_four_languages():
    assert len({sentence(language) for language in LANGUAGES}) == len(LANGUAGES)
    assert "closed" in ProblemCatalogue.load().kinds
    assert set(EVERY_CHAT) < set(CHANNELS)
