"""Whatever was filled in becomes that text in the file, and nothing else changes."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.addresses.address import Addresses
from knowledge.files.documents import parse_document
from knowledge.upkeep.survey.changes import Added, Answered, Change, Written
from knowledge.upkeep.survey.writing import written
from tests.knowledge.small_folder import WORK

SOURCE = {"url": "bevraging, team 'web': #1", "date": "2026-11-24"}
LINES = st.text(
    # What steers or hides is taken out when a workbook is read.
    st.characters(max_codepoint=0x17F, exclude_categories=["Cc", "Cf"]),
    min_size=1,
    max_size=60,
).map(lambda text: " ".join(text.split()) or "x")
TRICKY = ["true", "~", "- a", "a: b", "a #b", "'", '"', "{x", "0800", "2026-11-24", "!!set", "@a"]

FLOW = WORK.replace(
    "official_channels:\n",
    "official_channels:\n  - {platform: instagram, address: '@w', status: planned, "
    "since: '2027-01-01', sources: [{url: a}]}  # nieuw\n",
)


def changed(text: str, addresses: Addresses, *changes: Change) -> str:
    return written(parse_document("werkdienst.yml", text.encode()), changes, addresses)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(LINES, st.sampled_from(TRICKY)), st.sampled_from([WORK, FLOW]))
def test_any_text_comes_back(addresses: Addresses, text: str, file: str):
    x = addresses.parse("@werkdienst", "x")
    new = addresses.parse("@nieuw", "bluesky")

    after = changed(
        file,
        addresses,
        Answered("misuse", text, SOURCE),
        Written(x, {"label": text}),
        Added(new, {"status": "active", "label": text}, None, SOURCE),
        Answered("misuse", text + text, SOURCE),
    )

    before, data = yaml.safe_load(file), yaml.safe_load(after)
    assert data.pop("misuse") == {"text": text + text, "source": SOURCE}
    row = data["official_channels"].pop()
    assert (row["address"], row["label"], row["sources"]) == (new.value, text, [SOURCE])
    assert data["official_channels"][-1].pop("label") == text
    assert data == before
    assert "# Deze regel is van het team.\n" in after


@pytest.mark.parametrize(
    "line", ["", "official_channels: []\n", "official_channels: []  # nog geen\n"]
)
def test_a_first_channel(addresses: Addresses, line: str):
    head = WORK.partition("official_channels")[0]
    new = addresses.parse("@nieuw", "bluesky")

    after = changed(head + line, addresses, Added(new, {"status": "active"}, None, SOURCE))

    assert [each["address"] for each in yaml.safe_load(after)["official_channels"]] == [new.value]
    assert ("# nog geen" in after) == ("# nog geen" in line)


def test_fields_go_and_come_in_a_row_on_one_line(addresses: Addresses):
    planned = addresses.parse("@w", "instagram")
    begun = {"status": "active", "since": None}

    after = changed(FLOW, addresses, Written(planned, begun))

    assert "{platform: instagram, address: '@w', status: active, sources: [{url: a}]}" in after
    again = {"status": "planned", "since": "2027-01-01"}
    assert yaml.safe_load(changed(after, addresses, Written(planned, again))) == yaml.safe_load(
        FLOW
    )


def test_comments_between_and_after_channels_stay(addresses: Addresses):
    commented = WORK + "# de laatste regel\n\ntopics:\n  - werk  # einde\n"
    new = addresses.parse("@nieuw", "bluesky")

    after = changed(commented, addresses, Added(new, {"status": "active"}, None, SOURCE))

    assert after.endswith("# de laatste regel\n\ntopics:\n  - werk  # einde\n")
    assert yaml.safe_load(after)["official_channels"][-1]["address"] == new.value
