"""Every route of the staff pages with the role that it needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from aiohttp import web

from bot.following import served_folder
from bot.notifying.reminding.store import Reminders
from bot.opening import last_good
from bot.secret import secrets_of
from bot.settings import Settings
from bot.staff import account_page, audit, dashboard, login, notice, passkey_pages, second_pages
from bot.staff.access.accounts import Accounts
from bot.staff.access.cookies import Cookies
from bot.staff.access.database import StaffDatabase
from bot.staff.access.oidc import CALLBACK, Issuer
from bot.staff.access.roles import Role
from bot.staff.access.sessions import Sessions
from bot.staff.access.throttle import Throttle
from bot.staff.cases import case, decisions, evidence, export, many, queue, takedown, takeovers
from bot.staff.guard import ACCOUNT, HOME, LOGIN, PASSKEYS, SECOND, Route, guarded
from bot.staff.knowledge import taken_over
from bot.staff.knowledge.keeping import warn_operator
from bot.staff.knowledge.routes import ROUTES as KNOWLEDGE_ROUTES
from bot.staff.knowledge.showing import today_of
from bot.staff.office import OFFICE, Office
from bot.staff.pages import SCRIPT, SCRIPT_PATH, STYLE, Pages, to
from bot.staff.passkeys import Passkeys
from bot.staff.second import SecondStep
from knowledge.library import Library
from knowledge.upkeep.saving.keeper import Keeper

if TYPE_CHECKING:
    from actions.reports.intake.images import Images
    from actions.reports.store import ReportStore


async def _home(_request: web.Request) -> web.StreamResponse:
    return to(HOME)


async def _style(_request: web.Request) -> web.StreamResponse:
    return web.FileResponse(STYLE, headers={"Cache-Control": "public, max-age=300"})


async def _script(_request: web.Request) -> web.StreamResponse:
    headers = {"Cache-Control": "public, max-age=300", "X-Content-Type-Options": "nosniff"}
    return web.FileResponse(SCRIPT, headers=headers)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/staff/staff.css", _style, None),
    Route("GET", LOGIN, login.show, None),
    Route("POST", LOGIN, login.log_in, None),
    Route("GET", login.CODE, login.ask_code, None),
    Route("POST", login.CODE, login.take_code, None),
    Route("POST", login.PASSKEY, login.take_passkey, None),
    Route("GET", SCRIPT_PATH, _script, None),
    Route("GET", "/staff/login/oidc", login.leave, None),
    Route("GET", CALLBACK, login.come_back, None),
    Route("POST", "/staff/logout", login.log_out, Role.READER),
    Route("GET", ACCOUNT, account_page.show, Role.READER),
    Route("POST", f"{ACCOUNT}/sessions", account_page.end, Role.READER),
    Route("POST", f"{ACCOUNT}/password", account_page.change_password, Role.READER),
    Route("GET", SECOND, second_pages.show, Role.READER),
    Route("POST", SECOND, second_pages.set_up, Role.READER),
    Route("POST", f"{SECOND}/codes", second_pages.renew, Role.READER),
    Route("POST", f"{SECOND}/off", second_pages.turn_off, Role.READER),
    Route("GET", PASSKEYS, passkey_pages.show, Role.READER),
    Route("POST", PASSKEYS, passkey_pages.add, Role.READER),
    Route("POST", f"{PASSKEYS}/remove", passkey_pages.remove, Role.READER),
    Route("GET", "/staff", _home, Role.READER),
    Route("GET", HOME, queue.show, Role.READER),
    Route("GET", "/staff/dashboard", dashboard.show, Role.READER),
    Route("GET", "/staff/cases/{id}", case.show, Role.READER),
    Route("GET", "/staff/cases/{id}/images/{name}", case.image, Role.READER),
    Route("POST", "/staff/cases/{id}/status", decisions.set_status, Role.TRIAGER),
    Route("POST", "/staff/cases/{id}/undo", decisions.undo, Role.TRIAGER),
    Route("POST", "/staff/cases/{id}/assign", decisions.assign, Role.TRIAGER),
    Route("POST", "/staff/cases/{id}/note", decisions.note, Role.TRIAGER),
    Route("POST", "/staff/cases/{id}/merge", decisions.merge, Role.TRIAGER),
    Route("GET", takeovers.PATH, taken_over.show, Role.READER),
    Route("POST", takeovers.PATH, takeovers.mark, Role.TRIAGER),
    Route("POST", f"{takeovers.PATH}/{{id}}/end", takeovers.end, Role.TRIAGER),
    Route("POST", "/staff/cases/{id}/evidence", evidence.pack, Role.TRIAGER),
    Route("POST", "/staff/cases/{id}/rdap", takedown.ask_registry, Role.TRIAGER),
    Route("POST", "/staff/many", many.decide, Role.TRIAGER, many.MOST_FIELDS),
    Route("POST", "/staff/many/undo", many.undo, Role.TRIAGER),
    Route("POST", "/staff/filters", many.save_filter, Role.READER),
    Route("POST", "/staff/filters/{id}/remove", many.remove_filter, Role.READER),
    Route("POST", "/staff/export", export.export, Role.TRIAGER),
    Route("POST", "/staff/share", export.share, Role.TRIAGER),
    Route("GET", notice.PATH, notice.show, Role.TRIAGER),
    Route("POST", notice.PATH, notice.tell, Role.TRIAGER),
    Route("POST", f"{notice.PATH}/{{id}}/withdraw", notice.withdraw, Role.TRIAGER),
    Route("GET", "/staff/audit", audit.show, Role.ADMIN),
    *KNOWLEDGE_ROUTES,
)


def setup(
    app: web.Application,
    *,
    settings: Settings,
    store: ReportStore,
    images: Images,
    library_of: Callable[[], Library],
    clock: Callable[[], datetime],
) -> None:
    """Add the staff pages to an application.

    Args:
        app: Has the middleware of `bot.process.guard`.
        settings: The database, and OpenID Connect where it is set.
        store: Where reports are; its migrations have made the tables of staff too.
        images: What citizens sent with reports.
        library_of: Gives the register that is served now.
        clock: The time in UTC.
    """
    database = StaffDatabase(settings.database_url)
    reminders = Reminders(settings.database_url)
    keeper = Keeper(
        served_folder(settings),
        is_enabled=settings.knowledge_writing,
        clock=clock,
        today=lambda: today_of(settings, clock),
        last_good=lambda: last_good(settings),
    )
    warn_operator(keeper, is_wanted=settings.knowledge_writing)
    app[OFFICE] = Office(
        settings=settings,
        store=store,
        images=images,
        accounts=Accounts(database, clock),
        sessions=Sessions(database, clock),
        throttle=Throttle(database, clock),
        cookies=Cookies(settings.behind_tls),
        pages=Pages.load(),
        second=SecondStep(database, clock, *secrets_of(settings)),
        passkeys=Passkeys(database, clock, secrets_of(settings)[-1]),
        keeper=keeper,
        reminders=reminders,
        issuer=Issuer.of(settings, clock),
        library_of=library_of,
        clock=clock,
    )

    async def close(_app: web.Application) -> None:
        database.close()
        reminders.close()

    app.on_cleanup.append(close)
    for route in ROUTES:
        app.router.add_route(route.method, route.path, guarded(route))
