"""The addresses of the pages about the register, each with the role that it needs."""

from __future__ import annotations

from bot.staff.access.roles import Role
from bot.staff.guard import Route
from bot.staff.knowledge import (
    candidates,
    confirming,
    confirming_many,
    declaring,
    editing,
    gathered,
    history,
    importing,
    organisation,
    organisations,
    overview,
    reminding,
)
from bot.staff.knowledge.showing import ROOT

ROUTES: tuple[Route, ...] = (
    Route("GET", ROOT, overview.show, Role.READER),
    Route("POST", f"{ROOT}/confirm", confirming.confirm, Role.TRIAGER),
    Route("GET", f"{ROOT}/candidates/{{key}}", candidates.show, Role.TRIAGER),
    Route("POST", f"{ROOT}/candidates/{{key}}", candidates.accept, Role.TRIAGER),
    Route("POST", f"{ROOT}/candidates/{{key}}/drop", candidates.drop, Role.TRIAGER),
    Route("GET", f"{ROOT}/due", confirming_many.show, Role.READER),
    Route(
        "POST", f"{ROOT}/due", confirming_many.confirm, Role.TRIAGER, confirming_many.MOST_FIELDS
    ),
    Route("GET", f"{ROOT}/gathered", gathered.show, Role.READER),
    Route("POST", f"{ROOT}/gathered", gathered.decide, Role.TRIAGER, gathered.MOST_FIELDS),
    Route("POST", f"{ROOT}/gathered/start", gathered.start, Role.ADMIN),
    Route("GET", organisations.NEW, organisations.ask, Role.ADMIN),
    Route("POST", organisations.NEW, organisations.found, Role.ADMIN, organisations.MOST_FIELDS),
    Route("GET", f"{ROOT}/{{id}}/succession", organisations.ask_succession, Role.ADMIN),
    Route("POST", f"{ROOT}/{{id}}/succession", organisations.succeed, Role.ADMIN),
    Route("GET", reminding.PAGE, reminding.show, Role.READER),
    Route("POST", reminding.PAGE, reminding.decide, Role.TRIAGER, reminding.MOST_FIELDS),
    Route("POST", f"{reminding.PAGE}/send", reminding.begin, Role.ADMIN),
    Route("GET", importing.PAGE, importing.ask, Role.ADMIN),
    Route("POST", importing.PAGE, importing.take, Role.ADMIN, takes=importing.TAKES),
    Route("GET", f"{importing.PAGE}/{{key}}", importing.show, Role.ADMIN),
    Route("POST", f"{importing.PAGE}/{{key}}", importing.decide, Role.ADMIN, importing.MOST_FIELDS),
    Route("GET", f"{ROOT}/{{id}}", organisation.show, Role.READER),
    Route("POST", f"{ROOT}/{{id}}/complete", declaring.declare, Role.TRIAGER),
    Route("GET", f"{ROOT}/{{id}}/edit/{{part}}", editing.show, Role.ADMIN),
    Route("POST", f"{ROOT}/{{id}}/edit/{{part}}", editing.save, Role.ADMIN),
    Route("POST", f"{ROOT}/{{id}}/remove/{{part}}", editing.remove, Role.ADMIN),
    Route("GET", f"{ROOT}/{{id}}/history/{{revision}}", history.show, Role.READER),
    Route("POST", f"{ROOT}/{{id}}/history/{{revision}}", history.restore, Role.ADMIN),
    Route("GET", f"{ROOT}/{{id}}/{{kind}}/{{part}}", editing.show_short, Role.ADMIN),
    Route("POST", f"{ROOT}/{{id}}/{{kind}}/{{part}}", editing.save_short, Role.ADMIN),
)
