"""The application over HTTP, on the real register, with a dialogue that only checks."""

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient
from yarl import URL

from bot.http import fields
from bot.http.fields import MAX_BODY_BYTES
from bot.running.application import SERVED
from knowledge.model import LANGUAGES

Client = TestClient[web.Request, web.Application]
Start = Callable[..., Awaitable[Client]]

JSON = {"Content-Type": "application/json"}


async def problem(response: ClientResponse, status: int, kind: str) -> dict[str, Any]:
    """The problem document of a refusal, checked for what every one of them holds."""
    assert response.status == status
    assert response.content_type == "application/problem+json"
    document: dict[str, Any] = json.loads(await response.read())
    assert document["type"] == f"/problems/{kind}"
    assert document["status"] == status
    assert document["detail"].endswith(".")
    return document


@pytest.fixture
async def client(start: Start) -> Client:
    return await start()


class TestCheck:
    async def test_post_and_get_give_the_same_verdict(self, client: Client) -> None:
        text = "Is vdab-jobs.be echt?"
        posted = await client.post("/api/v1/check", json={"text": text, "language": "nl"})
        got = await client.get("/api/v1/check", params={"q": text, "language": "nl"})
        assert posted.status == got.status == 200
        answer = await posted.json()
        assert answer == await got.json()
        assert answer["verdict"] == "lookalike"
        (mention,) = answer["mentions"]
        assert text[mention["start"] : mention["end"]] == mention["text"] == "vdab-jobs.be"
        assert mention["organisation"] == {"id": "vdab", "name": "VDAB"}
        assert mention["resembles"][0]["organisation"] == "vdab"
        assert set(answer["knowledge"]) == {"version", "loaded_at"}

    async def test_no_address_is_no_verdict(self, client: Client) -> None:
        response = await client.post("/api/v1/check", json={"text": ""})
        answer = await response.json()
        assert (answer["verdict"], answer["mentions"]) == (None, [])

    @pytest.mark.parametrize("language", LANGUAGES)
    async def test_reasons_are_in_the_asked_language(self, client: Client, language: str) -> None:
        texts = {}
        for asked in (language, "nl"):
            response = await client.post(
                "/api/v1/check", json={"text": "vdab-jobs.be", "language": asked}
            )
            assert response.headers["Content-Language"] == asked
            texts[asked] = (await response.json())["mentions"][0]["reasons"]
        assert (texts[language] == texts["nl"]) == (language == "nl")

    @pytest.mark.parametrize(
        ("body", "query", "header", "language"),
        [
            ({"language": "de"}, "fr", "en", "de"),
            ({}, "fr", "en", "fr"),
            ({}, None, "en;q=0.9, tr", "en"),
            ({}, None, None, "nl"),
        ],
    )
    async def test_language_of_body_goes_before_query_before_browser(
        self,
        client: Client,
        body: dict[str, str],
        query: str | None,
        header: str | None,
        language: str,
    ) -> None:
        response = await client.post(
            "/api/v1/check",
            params={"language": query} if query else {},
            headers={"Accept-Language": header} if header else {},
            json={"text": "x", **body},
        )
        assert response.headers["Content-Language"] == language

    async def test_refusals_are_in_the_asked_language(self, client: Client) -> None:
        response = await client.post("/api/v1/check", json={"text": 1, "language": "fr"})
        document = await problem(response, 400, "field-not-text")
        assert document["field"] == "text"
        assert document["title"] == "Le champ n'est pas un texte"

    async def test_a_text_of_4001_characters_is_refused(self, client: Client) -> None:
        response = await client.post("/api/v1/check", json={"text": "x" * 4_001})
        await problem(response, 400, "text-too-long")

    @pytest.mark.parametrize("q", ["%ff", "a%c3", "%ed%a0%80", "a%00b"])
    async def test_a_query_that_is_no_text_is_refused(self, client: Client, q: str) -> None:
        response = await client.get(URL(f"/api/v1/check?q={q}", encoded=True))
        assert response.status == 400

    async def test_a_long_text_full_of_addresses_is_judged(self, client: Client) -> None:
        text = " ".join(f"vdab-{number}.be" for number in range(330))
        response = await client.post("/api/v1/check", json={"text": text[:4_000]})
        assert response.status == 200
        assert len((await response.json())["mentions"]) >= 100


class TestBodies:
    async def test_more_than_64_kib_is_refused(self, client: Client) -> None:
        body = json.dumps({"text": "x", "more": "y" * MAX_BODY_BYTES})
        response = await client.post("/api/v1/check", data=body, headers=JSON)
        await problem(response, 413, "body-too-large")

    async def test_more_than_64_kib_in_chunks_is_refused(self, client: Client) -> None:
        async def chunks() -> Any:
            for _ in range(100):
                yield b" " * 1_024

        response = await client.post("/api/v1/check", data=chunks(), headers=JSON)
        await problem(response, 413, "body-too-large")

    async def test_a_compressed_bomb_is_refused(self, client: Client) -> None:
        bomb = gzip.compress(b" " * 50_000_000)
        assert len(bomb) < MAX_BODY_BYTES
        response = await client.post(
            "/api/v1/check",
            data=bomb,
            headers={**JSON, "Content-Encoding": "gzip"},
        )
        assert 400 <= response.status < 500

    async def test_a_body_that_does_not_come_is_not_waited_for(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(fields, "MAX_BODY_SECONDS", 0.05)

        async def stuck() -> Any:
            yield b"{"
            await asyncio.sleep(5)

        response = await client.post("/api/v1/check", data=stuck(), headers=JSON)
        await problem(response, 408, "body-too-slow")

    async def test_another_type_is_refused(self, client: Client) -> None:
        response = await client.post("/api/v1/check", data={"text": "x"})
        await problem(response, 415, "wrong-content-type")

    async def test_bad_json_is_refused(self, client: Client) -> None:
        response = await client.post("/api/v1/check", data=b"{", headers=JSON)
        await problem(response, 400, "bad-json")


class TestRoutes:
    @pytest.mark.parametrize(
        "path",
        [
            "/nothing",
            "/api/v1/reports/KC-ABCD-EFGH/images",
            "/widget.css",
            "/staff/",
            "/model/parse",
            "/assets/chat.html",
            "/assets/..%2fchat.html",
        ],
    )
    async def test_what_is_not_there_is_a_problem(self, client: Client, path: str) -> None:
        await problem(await client.get(path), 404, "not-found")

    async def test_a_wrong_method_says_which_are_right(self, client: Client) -> None:
        response = await client.delete("/api/v1/check")
        await problem(response, 405, "method-not-allowed")
        assert response.headers["Allow"] == "GET, HEAD, POST"

    async def test_the_description_names_exactly_the_routes_that_exist(self, start: Start) -> None:
        for parse_api in (False, True):
            client = await start(parse_api=parse_api)
            routed = {
                (route.resource.canonical, route.method.lower())
                for route in client.app.router.routes()
                if route.resource and route.method != "HEAD"
            }
            description = await (await client.get("/openapi.json")).json()
            described = {
                (path, method)
                for path, operations in description["paths"].items()
                for method in operations
            }
            assert described == routed
            assert description["openapi"].startswith("3.1.")

    async def test_our_own_mistake_tells_nothing(
        self, start: Start, caplog: pytest.LogCaptureFixture
    ) -> None:
        client = await start()
        client.app[SERVED].dialogue = Broken()
        response = await client.post(
            "/webhooks/rest/webhook", json={"sender": "a", "message": "geheim"}
        )
        document = await problem(response, 500, "internal-error")
        assert "geheim" not in json.dumps(document)
        assert "RuntimeError" in caplog.text
        assert "geheim" not in caplog.text

    async def test_logs_hold_no_question(
        self, client: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("DEBUG")
        await client.get("/api/v1/check", params={"q": "geheim.example"})
        await client.get("/api/v1/organisations/geheim")
        await client.get("/geheim")
        assert "/api/v1/check 200" in caplog.text
        assert "geheim" not in caplog.text


class TestHeaders:
    @pytest.mark.parametrize("path", ["/", "/api/v1/organisations", "/nothing", "/metrics"])
    async def test_every_response_is_protected(self, client: Client, path: str) -> None:
        headers = (await client.get(path)).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "Strict-Transport-Security" not in headers

    async def test_tls_is_demanded_only_behind_tls(self, start: Start) -> None:
        client = await start(behind_tls=True)
        assert "Strict-Transport-Security" in (await client.get("/")).headers

    @pytest.mark.parametrize(
        ("path", "is_open"),
        [("/api/v1/organisations", True), ("/api/v1/nothing", True), ("/", False)],
    )
    async def test_only_the_api_is_open_to_other_sites(
        self, client: Client, path: str, is_open: bool
    ) -> None:
        headers = (await client.get(path)).headers
        assert (headers.get("Access-Control-Allow-Origin") == "*") == is_open

    async def test_a_browser_may_ask_before_it_posts(self, client: Client) -> None:
        response = await client.options("/api/v1/check")
        assert response.status == 204
        assert "POST" in response.headers["Access-Control-Allow-Methods"]
        assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]
        await problem(await client.options("/webhooks/rest/webhook"), 405, "method-not-allowed")
        await problem(await client.options("/api/v1/nothing"), 404, "not-found")


class TestRateLimit:
    async def test_too_many_requests_have_to_wait(self, start: Start) -> None:
        client = await start(rate_limit=3)
        for _ in range(3):
            assert (await client.get("/openapi.json")).status == 200
        response = await client.get("/openapi.json", headers={"Accept-Language": "de"})
        document = await problem(response, 429, "too-many-requests")
        assert 1 <= int(response.headers["Retry-After"]) <= 20
        assert document["title"] == "Zu viele Anfragen"
        assert (await client.get("/health/live")).status == 200
        assert "kanaalcheck_rate_limited_total 1.0" in await (await client.get("/metrics")).text()

    @pytest.mark.parametrize(
        ("path", "field"), [("/api/v1/check", "text"), ("/webhooks/rest/webhook", "message")]
    )
    async def test_long_texts_use_it_up_sooner(self, start: Start, path: str, field: str) -> None:
        answered = {}
        for length in (500, 4_000):
            client = await start(rate_limit=16)
            body = {field: "x" * length, "sender": "a"}
            statuses = [(await client.post(path, json=body)).status for _ in range(17)]
            answered[length] = statuses.count(200)
            assert statuses.count(429) == 17 - answered[length]
        assert answered == {500: 16, 4_000: 2}

    async def test_a_forwarded_address_counts_only_behind_a_trusted_proxy(
        self, start: Start
    ) -> None:
        for trusted, status in (("", 429), ("127.0.0.0/8", 200)):
            client = await start(rate_limit=1, trusted_proxies=trusted)
            await client.get("/openapi.json", headers={"X-Forwarded-For": "192.0.2.1"})
            second = await client.get("/openapi.json", headers={"X-Forwarded-For": "192.0.2.2"})
            assert second.status == status


class TestOpenData:
    @pytest.mark.parametrize(
        "path",
        [
            "/api/v1/organisations",
            "/api/v1/organisations/vdab",
            "/api/v1/channels.csv",
            "/api/v1/channels.json",
            "/openapi.json",
            "/assets/chat.css",
        ],
    )
    async def test_can_be_cached_and_compressed(self, client: Client, path: str) -> None:
        plain = await client.get(path, headers={"Accept-Encoding": "identity"})
        assert plain.status == 200
        assert plain.headers["Cache-Control"].startswith("public, max-age=")
        assert "Content-Encoding" not in plain.headers
        packed = await client.get(path, headers={"Accept-Encoding": "br, gzip;q=0.8"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert await packed.read() == await plain.read()
        tag = plain.headers["ETag"]
        known = await client.get(path, headers={"If-None-Match": f'"other", {tag}'})
        assert (known.status, await known.read()) == (304, b"")
        head = await client.head(path, headers={"Accept-Encoding": "identity"})
        assert (head.status, await head.read()) == (200, b"")
        assert head.headers["Content-Length"] == plain.headers["Content-Length"]

    async def test_gzip_may_be_refused(self, client: Client) -> None:
        response = await client.get("/openapi.json", headers={"Accept-Encoding": "gzip;q=0"})
        assert "Content-Encoding" not in response.headers

    async def test_an_organisation_shows_its_channels(self, client: Client) -> None:
        listed = await (await client.get("/api/v1/organisations")).json()
        ids = [each["id"] for each in listed["organisations"]]
        assert ids == sorted(ids)
        assert len(ids) >= 100
        vdab = await (await client.get("/api/v1/organisations/vdab")).json()
        assert vdab["short_name"] == "VDAB"
        assert "https://www.vdab.be/" in [each["address"] for each in vdab["channels"]]
        assert all(each["source"]["url"] for each in vdab["channels"])

    async def test_an_unknown_organisation_is_a_problem(self, client: Client) -> None:
        response = await client.get("/api/v1/organisations/nobody")
        await problem(response, 404, "organisation-unknown")


class TestSearch:
    async def test_finds_an_organisation_by_name(self, client: Client) -> None:
        response = await client.get("/api/v1/search", params={"q": "vdab", "top": "3"})
        found = await response.json()
        assert found["organisations"][0]["id"] == "vdab"
        assert found["organisations"][0]["name"] == "VDAB"
        assert len(found["organisations"]) <= 3
        scores = [each["score"] for each in found["organisations"]]
        assert scores == sorted(scores, reverse=True)

    @pytest.mark.parametrize(
        "query", ["", "?q=x&top=0", "?q=x&top=51", "?q=x&q=y", "?q=x&language=xx"]
    )
    async def test_a_wrong_question_is_a_problem(self, client: Client, query: str) -> None:
        response = await client.get(f"/api/v1/search{query}")
        assert (response.status, response.content_type) == (400, "application/problem+json")


class TestConversation:
    @pytest.mark.parametrize(
        ("metadata", "header", "told"),
        [
            (None, None, None),  # the message itself tells it
            ({"language": "fr"}, None, "fr"),
            (None, "de-BE", "de"),
        ],
    )
    async def test_a_client_that_names_no_language_leaves_it_to_the_message(
        self, start, monkeypatch, metadata, header, told
    ):
        client = await start()
        dialogue = client.app[SERVED].dialogue
        heard = []
        answer = dialogue.answer

        async def listening(*given, language, channel):
            heard.append(language)
            return await answer(*given, language=language, channel=channel)

        monkeypatch.setattr(dialogue, "answer", listening)
        await client.post(
            "/webhooks/rest/webhook",
            json={"sender": "a", "message": "hello", "metadata": metadata},
            headers={"Accept-Language": header} if header else {},
        )
        assert heard == [told]

    async def test_speaks_the_shape_of_the_rest_channel(self, client: Client) -> None:
        response = await client.post(
            "/webhooks/rest/webhook",
            json={"sender": "a-b", "message": "vdab-jobs.be", "metadata": {"language": "en"}},
        )
        assert response.status == 200
        (message,) = await response.json()
        assert message["recipient_id"] == "a-b"
        assert "vdab-jobs[.]be" in message["text"]
        assert message["buttons"] == [{"title": "OK", "payload": "/affirm"}]
        assert message["custom"]["verdict"] == "lookalike"

    @pytest.mark.parametrize(
        ("body", "kind", "field"),
        [
            ({"message": "x"}, "field-missing", "sender"),
            ({"sender": 1, "message": "x"}, "field-not-text", "sender"),
            ({"sender": None, "message": "x"}, "field-not-text", "sender"),
            ({"sender": "", "message": "x"}, "field-empty", "sender"),
            ({"sender": "s" * 201, "message": "x"}, "text-too-long", "sender"),
            ({"sender": "a"}, "field-missing", "message"),
            ({"sender": "a", "message": ""}, "field-empty", "message"),
            ({"sender": "a", "message": " \n"}, "field-empty", "message"),
            ({"sender": "a", "message": "x" * 4_001}, "text-too-long", "message"),
            ({"sender": "a", "message": "x", "metadata": 1}, "field-not-object", "metadata"),
            (
                {"sender": "a", "message": "x", "metadata": {"language": "tr"}},
                "language-unknown",
                "language",
            ),
        ],
    )
    async def test_a_wrong_message_is_a_problem(
        self, client: Client, body: dict[str, Any], kind: str, field: str
    ) -> None:
        response = await client.post("/webhooks/rest/webhook", json=body)
        assert (await problem(response, 400, kind))["field"] == field

    async def test_is_not_there_before_it_is_loaded(self, start: Start) -> None:
        client = await start(dialogue=False)
        body = {"sender": "a", "message": "x"}
        response = await client.post("/webhooks/rest/webhook", json=body)
        await problem(response, 503, "not-ready")
        assert response.headers["Retry-After"]
        await problem(await client.get("/health/ready"), 503, "not-ready")
        assert (await client.get("/health/live")).status == 200
        assert (await client.post("/api/v1/check", json={"text": "x"})).status == 200

    async def test_parse_is_there_when_switched_on(self, start: Start) -> None:
        client = await start(parse_api=True)
        response = await client.post("/model/parse", json={"text": "hallo"})
        understood = await response.json()
        assert understood["intent"]["name"] == "greet"
        await problem(await client.post("/model/parse", json={}), 400, "field-missing")


class TestOperation:
    async def test_ready_says_which_register(self, client: Client) -> None:
        answer = await (await client.get("/health/ready")).json()
        assert answer["status"] == "ready"
        assert answer["knowledge"]["version"] == client.app[SERVED].library.registry.version
        assert answer["knowledge"]["error"] is None

    async def test_metrics_count_verdicts_and_nothing_personal(self, client: Client) -> None:
        await client.post("/api/v1/check", json={"text": "geheim-vdab-jobs.be"})
        await client.get("/api/v1/organisations/geheim")
        await client.get("/geheim")
        response = await client.get("/metrics")
        text = await response.text()
        assert 'kanaalcheck_verdicts_total{verdict="lookalike"} 1.0' in text
        assert 'route="/api/v1/organisations/{id}"' in text
        assert "kanaalcheck_http_request_seconds_bucket" in text
        assert "kanaalcheck_ready 1.0" in text
        assert "geheim" not in text
        assert "127.0.0.1" not in text


class Broken:
    """A dialogue that fails on everything."""

    async def answer(self, _sender: str, text: str, **_options: object) -> list[object]:
        raise RuntimeError(text)
