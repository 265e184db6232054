"""One server process for tests of several: the application without conversations.

`KANAALCHECK_…` says the rest, as for `python -m bot run`.
"""

import os
from datetime import UTC, datetime

from aiohttp import web

from actions.reports.desk import Desk
from actions.reports.images import Images
from actions.reports.spool import Spool
from actions.reports.store import ReportStore
from bot.app import build_app
from bot.background import WARNINGS, setup
from bot.opening import open_library
from bot.settings import Settings


def clock() -> datetime:
    return datetime.now(UTC)


def application(settings: Settings) -> web.Application:
    store = ReportStore.open(settings.database_url, clock=clock)
    desk = Desk(store, Spool(settings.spool), clock)
    app = build_app(settings, open_library(settings), None, desk=desk)
    if WARNINGS not in app:
        images = Images(settings.images)
        setup(app, settings=settings, store=store, desk=desk, images=images, clock=clock)
    return app


if __name__ == "__main__":
    chosen = Settings.from_env(os.environ)
    web.run_app(
        application(chosen), host=chosen.host, port=chosen.port, access_log=None, print=None
    )
