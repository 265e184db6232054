"""The clients of a benchmark, against a real server."""

from aiohttp import web
from aiohttp.test_utils import TestServer

from bench.load import Request, run_load


async def answer(request: web.Request) -> web.Response:
    asked = await request.json()
    response = web.json_response({"said": asked["text"]}, status=asked["status"])
    if asked["status"] == 503:
        response.force_close()
    return response


async def test_all_requests_are_sent_and_failures_are_counted():
    app = web.Application()
    app.router.add_post("/ask", answer)
    statuses = [200, 503, 200, 404, 200] * 8
    asked = [Request("/ask", {"text": "é" * n, "status": each}) for n, each in enumerate(statuses)]
    async with TestServer(app) as server:
        result = await run_load(str(server.make_url("")), asked, clients=3)
    assert (result.requests, result.failures, result.clients) == (40, 16, 3)
    assert 0 < result.p50_ms <= result.p99_ms
    assert result.client_core_ms > 0
