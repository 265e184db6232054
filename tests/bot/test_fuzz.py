"""Hostile input against a real server: 4xx with a sentence, never 5xx, and it stays up."""

import http.client
import json
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from bot.api.openapi import describe

CONFORMANCE = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
PATHS = [
    "/",
    "/api/v1/check",
    "/api/v1/reports",
    "/webhooks/rest/webhook",
    "/model/parse",
]
some = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


DESCRIPTION = schemathesis.openapi.from_dict(describe(frozenset({"/model/parse"})))
OPERATIONS = [found.ok() for found in DESCRIPTION.get_all_operations()]
TAKES_INPUT = [each for each in OPERATIONS if each.body or each.query]
CASES = [
    *((each, GenerationMode.POSITIVE) for each in OPERATIONS),
    *((each, GenerationMode.NEGATIVE) for each in TAKES_INPUT),
]


@pytest.mark.parametrize(
    ("operation", "mode"), CASES, ids=[f"{each.label} {mode.value}" for each, mode in CASES]
)
def test_answers_as_the_description_says(
    live_server: str, operation: Any, mode: GenerationMode
) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode))
    def answers(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=live_server, checks=CONFORMANCE)

    answers()


class Answer:
    """Status, type and body of a response."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.content_type = response.headers.get_content_type()
        self.body = response.read()
        self.is_empty = not self.body and response.headers.get("Content-Length") == "0"


def send(
    server: str, method: str, target: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=10)
    try:
        connection.putrequest(method, target, skip_accept_encoding=True)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        return Answer(connection.getresponse())
    finally:
        connection.close()


def assert_refused_or_answered(server: str, answer: Answer) -> None:
    assert answer.status < 500
    if answer.status >= 400:
        assert not answer.is_empty
    assert send(server, "GET", "/health/live").status == 200


@some
@given(st.sampled_from(PATHS), st.binary(max_size=300))
def test_any_bytes_as_body(live_server: str, path: str, body: bytes) -> None:
    for content_type in ("application/json", "application/x-www-form-urlencoded"):
        answer = send(live_server, "POST", path, body, {"Content-Type": content_type})
        assert_refused_or_answered(live_server, answer)


@some
@given(
    st.sampled_from(["/api/v1/reports", "/melden"]),
    st.lists(
        st.binary(max_size=30)
        | st.sampled_from(
            [
                b"--x",
                b"--x--",
                b"\r\n",
                b"\r\n\r\n",
                b'Content-Disposition: form-data; name="report"',
                b'Content-Disposition: form-data; name="address"',
                b'Content-Disposition: form-data; name="image"; filename="a"',
                b'{"address": "vdab-jobs.be", "what_happened": "x"}',
            ]
        ),
        max_size=16,
    ),
)
def test_any_form_with_parts(live_server: str, path: str, body: list[bytes]) -> None:
    content_type = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = send(live_server, "POST", path, b"".join(body), content_type)
    assert_refused_or_answered(live_server, answer)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=10,
)
field_names = st.sampled_from(
    [
        "text",
        "language",
        "sender",
        "message",
        "metadata",
        "address",
        "what_happened",
        "seen_on",
        "loss",
        "contact",
        "notify",
    ]
)


@some
@given(st.sampled_from(PATHS[1:]), st.dictionaries(field_names, json_values))
def test_any_json_in_the_fields(live_server: str, path: str, fields: dict[str, Any]) -> None:
    body = json.dumps(fields).encode()
    answer = send(live_server, "POST", path, body, {"Content-Type": "application/json"})
    assert_refused_or_answered(live_server, answer)
    if answer.status >= 400:
        assert answer.content_type == "application/problem+json"


hostile_text = st.text(
    st.sampled_from(
        [*"@:/\\.%?#[]<>()\"' \t\n0123456789abvdx-_", "\u200b", "\u202e", "ａ", "і", "．"]
    ),
    max_size=80,
)


@some
@given(st.sampled_from(["", "http://", "https://www.vdab.be", "@vdab_be ", "+32 2 "]), hostile_text)
def test_any_address_is_judged(live_server: str, start: str, rest: str) -> None:
    body = json.dumps({"text": start + rest}).encode()
    answer = send(live_server, "POST", "/api/v1/check", body, {"Content-Type": "application/json"})
    assert answer.status == 200
    for mention in json.loads(answer.body)["mentions"]:
        assert (start + rest)[mention["start"] : mention["end"]] == mention["text"]


@some
@given(
    st.sampled_from(
        [
            "/api/v1/check?",
            "/api/v1/search?q=a&",
            "/api/v1/organisations/",
            "/",
            "/assets/",
            "/api/v1/reports/",
            "/melden?",
            "/overzicht?",
            "/overzicht/",
            "/toegankelijkheid?",
            "/open-data?",
            "/widget?",
            "/widget/notice?",
        ]
    ),
    st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=60),
)
def test_any_target(live_server: str, path: str, rest: str) -> None:
    assert_refused_or_answered(live_server, send(live_server, "GET", path + rest))


@pytest.mark.parametrize(
    "method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "FOO"]
)
@pytest.mark.parametrize("path", [*PATHS, "/metrics", "/nothing", "*"])
def test_any_method(live_server: str, method: str, path: str) -> None:
    assert_refused_or_answered(live_server, send(live_server, method, path))


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Long": "x" * 100_000},
        {f"X-{number}": "x" for number in range(5_000)},
        {"Accept-Language": "nl," * 2_000},
        {"Accept-Language": "\xff;q=\xfe"},
        {"If-None-Match": '"'},
        {"If-None-Match": "W/" * 1_000},
        {"Accept-Encoding": ";;;gzip;q=x"},
        {"X-Forwarded-For": "1.2.3.4," * 500},
        {"Content-Type": "application/json; charset=\x80"},
        {"Content-Encoding": "gzip"},
        {"Content-Encoding": "nonsense"},
        {"Expect": "the-unexpected"},
        {"Cookie": "=" * 1_000},
        {"Host": "\x80"},
        {"Range": "bytes=9-1"},
        {"Origin": "\x80", "Sec-Fetch-Site": "\x80"},
    ],
    ids=lambda headers: next(iter(headers))[:20],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/", "/api/v1/check?q=x", "/api/v1/reports", "/openapi.json"])
def test_any_headers(live_server: str, method: str, path: str, headers: dict[str, str]) -> None:
    try:
        answer = send(live_server, method, path, b"{}", headers)
    except (ConnectionError, http.client.BadStatusLine):  # it hung up, as it may
        assert send(live_server, "GET", "/health/live").status == 200
    else:
        assert_refused_or_answered(live_server, answer)


@pytest.mark.parametrize(
    "raw",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /?q=\xff HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET //// HTTP/1.1\r\nHost: x\r\n\r\n",
        b"CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n : y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n",
        b"POST /api/v1/check HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /api/v1/check HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /api/v1/check HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    ],
    ids=lambda raw: repr(raw[:40]),
)
def test_anything_that_is_hardly_http(live_server: str, raw: bytes) -> None:
    address = urlsplit(live_server)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while part := connection.recv(65_536):
            answer += part
    status = answer[9:12]
    assert not status.startswith(b"5")
    assert send(live_server, "GET", "/health/live").status == 200
