"""What the HTTP library answers by itself, before the guard is asked, in the shape of ours."""

import asyncio
from functools import partial
from typing import Any

from aiohttp import hdrs, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

from bot.process.guard import refuse_early, refuse_unread


class Runner(web.AppRunner):
    """Runs the application so that nothing leaves it but what we write ourselves."""

    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        return _Server(
            self.app,
            made.request_handler,
            request_factory=partial(_request, self.app),
            handler_cancellation=made.handler_cancellation,
            **made._kwargs,
        )


class _Server(web.Server):
    """Makes a protocol for each connection."""

    def __init__(self, app: web.Application, handler: Any, **options: Any) -> None:  # noqa: ANN401  # as aiohttp has it
        super().__init__(handler, **options)
        self.request_handler = partial(_answer, handler)
        self.app = app

    def __call__(self) -> RequestHandler:
        return _Protocol(self, loop=self._loop, **self._kwargs)


class _Protocol(RequestHandler):
    """Refuses what cannot be read without repeating any of it."""

    __slots__ = ("_app",)

    def __init__(self, server: _Server, **options: Any) -> None:  # noqa: ANN401  # as aiohttp has it
        super().__init__(server, **options)
        self._app = server.app

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is no HTTP, and our own mistakes outside the guard."""
        refused = super().handle_error(request, status, exc, message)
        response = refuse_unread(self._app, refused.status)
        response.force_close()
        return response


class _Request(web.Request):
    async def _prepare_hook(self, resp: web.StreamResponse) -> None:
        await super()._prepare_hook(resp)
        # The version of the library is nobody's business.
        resp.headers.popall(hdrs.SERVER, None)


def _request(
    app: web.Application,
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: "asyncio.Task[None]",
) -> web.Request:
    return app._make_request(message, payload, protocol, writer, task, _cls=_Request)


async def _answer(handler: Any, request: web.Request) -> web.StreamResponse:  # noqa: ANN401  # as aiohttp has it
    try:
        response: web.StreamResponse = await handler(request)
    except web.HTTPException as error:  # an Expect header is judged before the guard
        return refuse_early(request, error)
    return response
