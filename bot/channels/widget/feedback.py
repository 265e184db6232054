"""`/widget/feedback`: whether an answer helped, once for each answer, kept as a count."""

from __future__ import annotations

from aiohttp import web

from actions.reports.feedback import Feedback
from bot.capacity.limits import RateLimiter
from bot.channels.widget.among_replicas import is_judged_first, to_judge
from bot.channels.widget.conversing import CHANNEL, WIDGETS, Sent
from bot.channels.widget.metrics import WIDGET_METRICS
from bot.channels.widget.replay import Answered
from bot.conversation.script import Script
from bot.http.fields import Fields, read_json
from bot.http.problems import Problem
from bot.running.application import SERVED, client_of
from bot.running.limiting import refuse
from bot.running.shared_values import VALUES
from bot.running.siblings import answered_at_home

IMAGE = "image"
"""What the opinion is about where a picture without a verdict was answered."""

PART_OF_REQUESTS = 10
"""One in so many requests of a client may be an opinion: who has none to give cannot flood them."""

FEEDBACK = web.AppKey("feedback", Feedback)
OPINIONS = web.AppKey("opinions", RateLimiter)
SCRIPT = web.AppKey("script", Script)


async def judge(request: web.Request) -> web.Response:
    """Answer `POST /widget/feedback`."""
    fields = await read_json(request)
    sent, helpful = Sent.of(request, fields), _helpful(fields)
    elsewhere = await answered_at_home(request, sent.conversation)
    if elsewhere is not None:
        return elsewhere
    refuse(request, request.app[OPINIONS].wait(client_of(request)))
    answered = await _judged(request, sent)
    if answered is not None:
        about = await _about(request, answered)
        request.app[FEEDBACK].count(
            channel=CHANNEL, language=answered.language, about=about, helpful=helpful
        )
        request.app[WIDGET_METRICS].feedback(helpful=helpful)
    return web.Response(status=204, headers={"Cache-Control": "no-store"})


async def _judged(request: web.Request, sent: Sent) -> Answered | None:
    """Give what is judged, the first time; None when it was judged before.

    Raises:
        Problem: There is no such answer, or not any more.
    """
    values = request.app.get(VALUES)
    found = await to_judge(values, sent) if values else None
    if found is None:
        return request.app[WIDGETS].answers.judge(sent.conversation, sent.message)
    return found if values and await is_judged_first(values, sent) else None


def _helpful(fields: Fields) -> bool:
    if "helpful" not in fields:
        raise Problem("field-missing", field="helpful")
    helpful = fields["helpful"]
    if not isinstance(helpful, bool):
        raise Problem("field-not-boolean", field="helpful")
    return helpful


async def _about(request: web.Request, answered: Answered) -> str:
    """Give the verdict that was judged, else the intent, which is understood anew."""
    if answered.verdict:
        return answered.verdict
    if not answered.said:
        return IMAGE
    pressed = request.app[SCRIPT].pressed(answered.said)
    if pressed:
        return pressed.intent
    parsed = await request.app[SERVED].ready_dialogue().parse(answered.said)
    return str(parsed["intent"]["name"])
