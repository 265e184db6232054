"""A value is changed; what does not belong to it stays, byte for byte."""

import difflib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.files.documents import Document, parse_document
from knowledge.files.values import UnwritableError, changed, written
from tests.knowledge.small_folder import WORK

ORGANISATIONS = sorted((Path(__file__).parents[3] / "knowledge" / "organisations").glob("*.yml"))
ROW = {
    "platform": "tiktok",
    "address": "https://www.tiktok.com/@werk",
    "status": "active",
    "shared": True,
    "languages": ["nl", "fr"],
    "sources": [{"url": "https://a.be", "quote": "let op: dit"}],
}


def document(text: str = WORK) -> Document:
    return parse_document("werkdienst.yml", text.encode())


def gone_and_new(before: str, after: str) -> tuple[list[str], list[str]]:
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    gone = [line[2:] for line in lines if line.startswith("- ")]
    return gone, [line[2:] for line in lines if line.startswith("+ ")]


def test_a_text_is_changed_and_its_comment_stays() -> None:
    text = changed(document(), ("description",), "Helpt: iedereen # echt")
    assert gone_and_new(WORK, text) == (
        ["description: Helpt werkzoekenden.  # in één zin"],
        ["description: 'Helpt: iedereen # echt'  # in één zin"],
    )


def test_a_field_is_added_below_the_one_before_it() -> None:
    row = document().data["official_channels"][1]
    new = {
        "platform": "phone",
        "address": "0800 30 700",
        "status": "retired",
        "retired_on": "2026-11-25",
        "replaced_by": "1700",
        "sources": row["sources"],
    }
    text = changed(document(), ("official_channels", 1), new)
    gone, added = gone_and_new(WORK, text)
    assert gone == ["    status: active  # gratis"]
    assert added == [
        "    status: retired  # gratis", "    retired_on: '2026-11-25'", "    replaced_by: '1700'",
    ]  # fmt: skip
    assert parse_document("x.yml", text.encode()).data["official_channels"][1] == new


def test_a_row_comes_last_and_one_goes() -> None:
    text = changed(document(), ("official_channels", 3), ROW)
    gone, added = gone_and_new(WORK, text)
    assert gone == []
    assert added == [
        "  - platform: tiktok", "    address: https://www.tiktok.com/@werk", "    status: active",
        "    shared: true", "    languages:", "      - nl", "      - fr", "    sources:",
        "      - url: https://a.be", "        quote: 'let op: dit'",
    ]  # fmt: skip
    assert changed(document(text), ("official_channels", 3), None) == WORK


def test_a_whole_list_goes_and_comes() -> None:
    without = changed(document(), ("aliases",), None)
    assert gone_and_new(WORK, without)[0] == [
        "aliases:", "  - {name: DvW, kind: abbreviation}",
    ]  # fmt: skip
    text = changed(document(without), ("topics",), ["werk", "vacatures, banen"])
    assert "topics:\n  - werk\n  - 'vacatures, banen'\n" in text
    alone = parse_document("x.yml", b"candidates:\n  - {a: b}\n")
    assert parse_document("x.yml", changed(alone, ("candidates", 0), None).encode()).data == {
        "candidates": []
    }


def test_a_first_row_is_taken_out_with_the_list_around_it() -> None:
    text = "official_channels:\n  # eerst\n  - a: b\n    c: d\n  - a: e\n# slot\n"
    assert changed(document(text), ("official_channels", 0), None) == (
        "official_channels:\n  # eerst\n  - a: e\n# slot\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "name: >\n  een\n  twee\nkind: agency\n",
        "name: |-\n  een\n\n  twee\nkind: agency\n",
        "name: een\n  twee\nkind: agency\n",
        "name: 'een\n\n  twee'\nkind: agency\n",
        "name: een\r\nkind: agency\r\n",
        "{name: een, kind: agency}\n",
        "---\nname: een\nkind: agency\n...\n",
        "name: een\nkind: agency",
    ],
)
def test_every_way_to_write_a_text_can_be_changed(text: str) -> None:
    new = changed(document(text), ("name",), "drie: vier")
    assert parse_document("x.yml", new.encode()).data == {"name": "drie: vier", "kind": "agency"}
    assert "kind: agency" in new
    more = changed(document(text), ("topics",), ["a", "b"])
    data = parse_document("x.yml", more.encode()).data
    assert data["topics"] == ["a", "b"]
    assert data["kind"] == "agency"


def test_what_cannot_be_read_back_is_not_written() -> None:
    with pytest.raises(UnwritableError):
        changed(document(), ("name",), "a\x85b\x00")
    with pytest.raises(UnwritableError):
        changed(document(), ("name",), "\ud800")


texts = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co"), whitelist_characters="\n")
).filter(lambda text: "\ufeff" not in text)


@given(texts)
@settings(max_examples=400, deadline=None)
def test_any_text_is_only_a_text(text: str) -> None:
    for value in (text, f"{text}: x", f"- {text}", f"'{text}", f"{text}\nstatus: active"):
        new = changed(document(), ("official_channels", 0, "address"), value)
        data = parse_document("x.yml", new.encode()).data
        assert data["official_channels"][0]["address"] == value
        flow = parse_document("x.yml", f"a: {written([value, {'b': value}])}\n".encode())
        assert flow.data == {"a": [value, {"b": value}]}


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_place_of_the_real_files_can_be_changed(data: Any) -> None:
    path = data.draw(st.sampled_from(ORGANISATIONS))
    before = parse_document(path.name, path.read_bytes())
    place = data.draw(st.sampled_from([each for each in before.nodes if each]))
    value = data.draw(st.sampled_from(["nieuw: # 1", True, ["a", "b: c"], dict(ROW), None]))
    after = parse_document(path.name, changed(before, place, value).encode())
    inner = before.data, after.data
    for step in place[:-1]:
        inner = inner[0][step], inner[1][step]
    if value is None:
        assert len(inner[1]) == len(inner[0]) - 1
    else:
        assert inner[1][place[-1]] == value
    lines = before.text.splitlines()
    kept = sum(
        block.size
        for block in difflib.SequenceMatcher(
            None, lines, after.text.splitlines(), autojunk=False
        ).get_matching_blocks()
    )
    around = before.nodes[place[:-1] if value is None and len(place) > 1 else place]
    first, last = around.start_mark.line, around.end_mark.line
    assert kept >= len(lines) - (last - first + 2)
