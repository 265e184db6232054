"""One server process for tests of several: the application with a mind that is not trained.

`KANAALCHECK_…` says the rest, as for `python -m bot run`.
"""

import os
import time
from datetime import UTC, datetime

from aiohttp import web

from actions.reports.desk import Desk
from actions.reports.intake.images import Images
from actions.reports.intake.spool import Spool
from actions.reports.store import ReportStore
from bot.channels.settings import AllSettings
from bot.conversation.dialogue import Dialogue, share
from bot.conversation.in_process import load_executor
from bot.conversation.memory import Conversations
from bot.conversation.script import Script
from bot.conversation.undelivered import UNHEARD
from bot.conversation.untrained import Untrained
from bot.opening import open_library
from bot.process.app import build_app
from bot.running.application import SERVED
from bot.running.background import WARNINGS, setup


def clock() -> datetime:
    return datetime.now(UTC)


def application(settings: AllSettings) -> web.Application:
    store = ReportStore.open(settings.database_url, clock=clock)
    desk = Desk(store, Spool(settings.spool), clock)
    app = build_app(settings, open_library(settings), None, desk=desk)
    if WARNINGS not in app:
        images = Images(settings.images)
        setup(app, settings=settings, store=store, desk=desk, images=images, clock=clock)
    app[SERVED].dialogue = _dialogue(settings, app, desk)
    return app


def _dialogue(settings: AllSettings, app: web.Application, desk: Desk) -> Dialogue:
    share(settings, app[SERVED].library, None, desk)
    script = Script.load()
    untrained = Untrained(script, load_executor(), Conversations(time.monotonic))
    return Dialogue(script, None, untrained, None, app[UNHEARD])


if __name__ == "__main__":
    chosen = AllSettings.from_env(os.environ)
    web.run_app(
        application(chosen), host=chosen.host, port=chosen.port, access_log=None, print=None
    )
