"""Keeping a change that somebody of staff makes, and telling what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from actions.reports.model import Event
from bot.staff.office import FORM, OFFICE, SESSION
from bot.staff.pages import to
from bot.staff.refusals import Refused
from knowledge.files.documents import UnreadableDocumentError
from knowledge.files.values import UnwritableError
from knowledge.upkeep.saving.keeper import (
    Keeper,
    Make,
    Outcome,
    RejectedError,
    StaleError,
    UnchangedError,
)
from knowledge.upkeep.saving.work_tree import SavingError, TouchedError

DOWNLOAD = "download"
SEEN = "seen"
UNCHANGED = "unchanged"
BAD, CONFLICT, UNPROCESSABLE = 400, 409, 422
STATUSES = {"nothing_ticked": BAD, "rejected": UNPROCESSABLE}

logger = logging.getLogger(__name__)

Answer = Callable[[], web.Response]
Rejected = Callable[[RejectedError], web.Response]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to change.

    Attributes:
        names: Files that are read, and may change.
        subject: First line of the message, in Dutch.
        event: Key under `event` and `knowledge_done` in `texts.yml`.
        details: For the audit log.
        back: Page to show again.
    """

    names: tuple[str, ...]
    make: Make
    subject: str
    event: str
    details: Mapping[str, str]
    back: str


async def keep(
    request: web.Request,
    wish: Wish,
    *,
    seen: str | None,
    rejected: Rejected | None = None,
    stale: Answer | None = None,
) -> web.Response:
    """Keep a change and show the page again; or offer it as a patch; or say why neither.

    Args:
        request: With the form.
        wish: What is to change.
        seen: The mark of the files that the form brought along; None when any state will do.
        rejected: Shows the form again, with what is wrong; else a page of its own does.
        stale: Shows what somebody else changed; else a page of its own does.
    """
    office, account = request.app[OFFICE], request[SESSION].account.name
    try:
        outcome = await asyncio.to_thread(
            office.keeper.change,
            wish.names,
            wish.make,
            seen=seen,
            account=account,
            subject=wish.subject,
        )
    except UnchangedError:
        return to(with_done(wish.back, UNCHANGED))
    except StaleError:
        return stale() if stale else failure(request, "stale", wish.back)
    except RejectedError as error:
        return rejected(error) if rejected else failure(request, "rejected", wish.back, error)
    except UnreadableDocumentError as error:
        broken = RejectedError(error.problems, {})
        return failure(request, "rejected", wish.back, broken)
    except UnwritableError:
        return failure(request, "unwritable", wish.back)
    except TouchedError as error:
        return failure(request, "touched", wish.back, said=error.path)
    except SavingError as error:
        logger.warning("a change of the register was not saved: %s", type(error).__name__)
        return failure(request, "git", wish.back, said=str(error))
    if outcome.commit is None:
        return _offer(request, wish, outcome)
    details = {**wish.details, "commit": outcome.commit[:12]}
    event = Event(office.clock(), account, wish.event, details=details)
    await asyncio.to_thread(office.store.record, event)
    return to(with_done(wish.back, wish.event))


def warn_operator(keeper: Keeper, *, is_wanted: bool) -> None:
    """Log why staff cannot save, where that is wanted."""
    why = keeper.why_not() if is_wanted else None
    if why:
        logger.warning(
            "KANAALCHECK_KNOWLEDGE_WRITING=1, but changes of the register are offered as patches "
            "(%s): it has to be in a git work tree, on a branch, that this user owns or that git's "
            "safe.directory names, and git has to be installed.",
            why,
        )


def failure(
    request: web.Request,
    kind: str,
    back: str,
    error: RejectedError | None = None,
    *,
    said: str = "",
) -> web.Response:
    """Say why nothing was changed.

    Args:
        request: Asks for the change.
        kind: Key under `knowledge_failed` in `texts.yml`.
        back: Page to go to.
        error: What is wrong with the register, where that is why.
        said: What git, a hook or the disk said.
    """
    return request.app[OFFICE].pages.response(
        "knowledge_failed",
        request[SESSION],
        STATUSES.get(kind, CONFLICT),
        kind=kind,
        back=back,
        problems=error.problems if error else (),
        said=said,
    )


def given_text(request: web.Request, name: str, longest: int) -> str:
    """Give a short text of a form, on one line, that shows everything that is in it."""
    text = " ".join(request[FORM].get(name, "").split())
    if not text or len(text) > longest or not text.isprintable():
        raise Refused("bad_field", field=request.app[OFFICE].pages.word("field", name))
    return text


def _offer(request: web.Request, wish: Wish, outcome: Outcome) -> web.Response:
    office, form = request.app[OFFICE], request[FORM]
    if form.get(DOWNLOAD):
        name = f"kanaalcheck-{office.clock():%Y%m%d-%H%M%S}.patch"
        return web.Response(
            body=outcome.patch.encode("utf-8", "surrogateescape"),
            content_type="text/x-patch",
            charset="utf-8",
            headers={
                "Cache-Control": "no-store",
                "Content-Disposition": f'attachment; filename="{name}"',
            },
        )
    return office.pages.response(
        "knowledge_offer",
        request[SESSION],
        subject=wish.subject,
        outcome=outcome,
        fields=form,
        path=request.path,
        back=wish.back,
    )


def with_done(place: str, done: str) -> str:
    """Give the address of a page that says what was done."""
    page, mark, anchor = place.partition("#")
    joint = "&" if "?" in page else "?"
    return f"{page}{joint}done={done}{mark}{anchor}"
