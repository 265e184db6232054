import json
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from bot.http.fields import (
    MAX_TEXT_LENGTH,
    optional_query,
    query_number,
    read_form,
    read_json,
    required_text,
    required_words,
)
from bot.http.problems import Problem

FORM = "application/x-www-form-urlencoded"


def posted(body: bytes, content_type: str = "application/json") -> web.Request:
    request = make_mocked_request("POST", "/", headers=CIMultiDict({"Content-Type": content_type}))
    request._read_bytes = body
    return request


def got(path: str) -> web.Request:
    return make_mocked_request("GET", path)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "bad-json"),
        (b"{", "bad-json"),
        (b'\xef\xbb\xbf{"text": "x"}', "bad-json"),
        (b'{"text": "\xff"}', "bad-json"),
        ('{"text": "x"}'.encode("utf-16"), "bad-json"),
        (b'{"text": NaN}', "bad-json"),
        (b'{"text": -Infinity}', "bad-json"),
        (b'{"text": "a", "text": "b"}', "bad-json"),
        (b'{"metadata": {"a": 1, "a": 2}}', "bad-json"),
        (b"[" * 60_000, "bad-json"),
        (b'{"a":' * 10_000, "bad-json"),
        (b'{"text": ' + b"9" * 5_000 + b"}", "bad-json"),
        (b"[]", "not-an-object"),
        (b"null", "not-an-object"),
        (b'"text"', "not-an-object"),
    ],
)
async def test_a_body_that_is_no_json_object_is_refused(body: bytes, kind: str) -> None:
    with pytest.raises(Problem) as refused:
        await read_json(posted(body))
    assert refused.value.kind == kind


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "", FORM, "application/json; charset=latin-1", "application/json; charset=x"],
)
async def test_a_body_of_another_type_is_refused(content_type: str) -> None:
    with pytest.raises(Problem) as refused:
        await read_json(posted(b"{}", content_type))
    assert refused.value.kind == "wrong-content-type"


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8"])
async def test_utf_8_may_be_said(charset: str) -> None:
    assert await read_json(posted(b"{}", f"application/json; charset={charset}")) == {}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "field-not-text"),
        (1, "field-not-text"),
        (["a"], "field-not-text"),
        ("x" * (MAX_TEXT_LENGTH + 1), "text-too-long"),
        ("a\0b", "bad-characters"),
        ("\ud800", "bad-characters"),
    ],
)
def test_a_field_that_is_no_text_is_refused(value: Any, kind: str) -> None:
    with pytest.raises(Problem) as refused:
        required_text({"text": value}, "text")
    assert (refused.value.kind, refused.value.field) == (kind, "text")


def test_a_text_of_exactly_the_maximum_is_taken() -> None:
    text = "\U0001f600" * MAX_TEXT_LENGTH
    assert required_text({"text": text}, "text") == text


@pytest.mark.parametrize("empty", ["", " ", "\n\t\u00a0"])
def test_words_are_more_than_white_space(empty: str) -> None:
    with pytest.raises(Problem) as refused:
        required_words({"message": empty}, "message", maximum=10)
    assert refused.value.kind == "field-empty"


@pytest.mark.parametrize("number", ["0", "51", "-1", "1.0", "", "1e1", "٣", "9" * 5_000, " 1"])
def test_a_number_out_of_bounds_is_refused(number: str) -> None:
    with pytest.raises(Problem) as refused:
        query_number(got(f"/?top={number}"), "top", default=5, maximum=50)
    assert refused.value.field == "top"


def test_a_number_may_be_left_out() -> None:
    assert query_number(got("/"), "top", default=5, maximum=50) == 5
    assert query_number(got("/?top=50"), "top", default=5, maximum=50) == 50


def test_a_repeated_parameter_is_refused() -> None:
    with pytest.raises(Problem) as refused:
        optional_query(got("/?q=a&q=b"), "q")
    assert refused.value.kind == "field-repeated"


async def test_a_form_gives_line_ends_as_typed() -> None:
    fields = await read_form(posted(b"message=een%0D%0Atwee+drie&language=nl", FORM))
    assert fields == {"message": "een\ntwee drie", "language": "nl"}


@pytest.mark.parametrize("body", [b"a=%ff", b"a=\xc3\xa9", b"a=1&a=2", b"&".join([b"a=1"] * 21)])
async def test_a_broken_form_is_refused(body: bytes) -> None:
    with pytest.raises(Problem) as refused:
        await read_form(posted(body, FORM))
    assert refused.value.kind == "bad-request"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
async def test_any_json_is_either_an_object_or_refused(content: Any) -> None:
    body = json.dumps(content).encode()
    if isinstance(content, dict):
        assert await read_json(posted(body)) == content
        return
    with pytest.raises(Problem) as refused:
        await read_json(posted(body))
    assert refused.value.kind == "not-an-object"
