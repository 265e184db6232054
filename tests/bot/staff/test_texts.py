"""Every word that staff can meet stands in Dutch in `texts.yml`; texts are shown safely."""

import re
from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.reports.model import Kind, Loss, Order, Status
from bot.staff.access.roles import Role
from bot.staff.cases.consequences import Doubt
from bot.staff.cases.rdap import RdapFault
from bot.staff.charts import WIDTH, lying, standing
from bot.staff.pages import FOLDER, Pages
from bot.staff.text import defanged, visible
from knowledge.matching.verdict import Difference
from knowledge.model import Verdict

PACKAGE = FOLDER.parent
PAGES = Pages.load()


@pytest.mark.parametrize(
    ("group", "keys"),
    [
        ("status", Status), ("decide", Status), ("tone", Status), ("kind", Kind), ("loss", Loss),
        ("role", Role), ("order", Order), ("difference", Difference), ("verdict", Verdict),
        ("doubt", Doubt), ("rdap_fault", RdapFault),
    ],
)  # fmt: skip
def test_every_word_of_a_closed_list_is_there(group: str, keys: Collection[str]) -> None:
    assert set(PAGES.words(group)) == set(keys)


def test_every_refusal_is_there_and_used() -> None:
    code = "\n".join(path.read_text() for path in PACKAGE.rglob("*.py"))
    used = set(re.findall(r"Refused\(\s*\"(\w+)\"", code)) | {
            "wrong_login", "wrong_code", "wrong_passkey", "wrong_password", "passwords_differ",
            "password_length", "password_guessable",
        }  # fmt: skip
    assert used == set(PAGES.words("refused"))


def test_every_event_has_words() -> None:
    reports = Path(PACKAGE.parents[1] / "actions" / "reports")
    code = "\n".join(path.read_text() for path in (*reports.rglob("*.py"), *PACKAGE.rglob("*.py")))
    recorded = set(re.findall(r"Event\([^,()]+, [^,()]+, \"(\w+)\"", code))
    recorded |= set(re.findall(r"_event\(\"(\w+)\"", code))
    recorded |= set(
        re.findall(r"record\(\s*request,\s*[^,]+(?:\[[^]]*\][^,]*)?,\s*\"(\w+)\"", code)
    )
    assert {"filed", "status", "account_added", "login", "exported"} <= recorded
    assert recorded <= set(PAGES.words("event"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://vdab-jobs.be/a.b", "hxxps://vdab-jobs[.]be/a[.]b"),
        ("HTTP://X.be", "hxxp://X[.]be"),
        ("vdab-jobs[.]be/", "vdab-jobs[.]be/"),
        ("Zie x.be. Dag.", "Zie x[.]be. Dag."),
        ("a\u200b.be", "a[U+200B][.]be"),
        ("0470 12 34 56", "0470 12 34 56"),
    ],
)
def test_addresses_are_defanged(text: str, shown: str) -> None:
    assert defanged(text) == shown


@given(st.text())
def test_defanging_twice_is_defanging_once(text: str) -> None:
    assert defanged(defanged(text)) == defanged(text)
    assert not re.search(r"https?://", defanged(text), re.IGNORECASE)


@given(st.text())
def test_no_text_turns_what_stands_around_it(text: str) -> None:
    assert not set(visible(text)) & {"\u202e", "\u202a", "\u2066", "\u2069", "\u200f", "\x1b"}


@given(st.lists(st.tuples(st.text(), st.integers(0, 10**9)), max_size=30))
def test_bars_stay_inside_the_drawing(values: list[tuple[str, int]]) -> None:
    for chart in (lying(values), standing([(label, value) for label, value in values])):
        for bar in chart.bars:
            assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
            assert 0 <= bar.y <= bar.y + bar.height <= chart.height


def test_a_week_without_a_value_is_a_gap() -> None:
    chart = standing([("1/1", None), ("8/1", 2.5), ("15/1", 1482.4)])
    assert chart.rows == (("1/1", "–"), ("8/1", "2,5"), ("15/1", "1482"))
    assert chart.bars[0].height == 0
