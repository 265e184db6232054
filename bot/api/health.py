"""`/health/live`, `/health/ready` and `/metrics`, for those who keep it running."""

import asyncio
from collections.abc import Mapping

from aiohttp import web

from bot.conversation.closing import CLOSINGS
from bot.http.languages import choose
from bot.http.metrics import CONTENT_TYPE, together
from bot.http.problems import Problem
from bot.http.responses import json_response, knowledge_version
from bot.running.application import METRICS, SECONDS_TO_WARM, SERVED, is_from_sibling
from bot.running.background import JOBS
from bot.running.condition import CONDITION
from bot.running.publishing import FOLLOWED
from bot.running.siblings import SIBLINGS
from knowledge.upkeep.followed import Followed


async def live(request: web.Request) -> web.Response:
    """Say that the process answers at all."""
    return json_response({"status": "live"}, choose(request))


async def ready(request: web.Request) -> web.Response:
    """Say that everything is warm, and from which register it answers."""
    served = request.app[SERVED]
    if not served.is_ready:
        raise Problem("not-ready", headers={"Retry-After": str(SECONDS_TO_WARM)})
    knowledge: dict[str, object] = {
        **knowledge_version(served.library),
        "error": served.knowledge_error,
    }
    if served.kept_at:
        knowledge["last_good_at"] = served.kept_at.isoformat(timespec="seconds")
    if FOLLOWED in request.app:
        knowledge["source"] = await asyncio.to_thread(_source, request.app[FOLLOWED])
    told = {"status": "ready", "knowledge": knowledge, **_detail(request.app)}
    return json_response(told, choose(request))


def _source(followed: Followed) -> dict[str, str | None]:
    """Say of when the register that is followed is, and what became of asking last."""
    about, seen = followed.about, followed.seen
    return {
        "made_at": about.made_at.isoformat(timespec="seconds") if about else None,
        "asked_at": seen.asked_at.isoformat(timespec="seconds") if seen.asked_at else None,
        "problem": seen.why,
    }


def _detail(app: web.Application) -> Mapping[str, object]:
    """Say how the parts are, where an application knows: it is ready without most of them."""
    if CONDITION not in app:
        return {}
    failing = sorted(job.name for job in app[JOBS] if job.progress.is_failing)
    return {
        "parts": app[CONDITION].states,
        "failing_jobs": failing,
        "closed": app[CLOSINGS].names,
    }


async def metrics(request: web.Request) -> web.Response:
    """Give the counters of all workers in the Prometheus text format."""
    served, counters = request.app[SERVED], request.app[METRICS]
    counters.ready(is_ready=served.is_ready)
    counters.knowledge(served.library.version, served.library.loaded_at.timestamp())
    counters.knowledge_problem(is_there=served.knowledge_error is not None)
    siblings = request.app.get(SIBLINGS)
    body = counters.render()
    if siblings is not None and not is_from_sibling(request):
        body = together({siblings.place.index: body, **dict(await siblings.metrics())})
    response = web.Response(body=body, headers={"Cache-Control": "no-store"})
    response.headers["Content-Type"] = CONTENT_TYPE
    return response
