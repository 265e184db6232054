import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.reports.reference import ALPHABET, new_reference, normalised


def test_a_reference_has_no_characters_that_are_taken_for_another() -> None:
    assert not set("0O1IL5S2Z8B") & set(ALPHABET)
    letters = set("".join(new_reference()[3:].replace("-", "") for _ in range(500)))
    assert letters == set(ALPHABET)


def test_references_do_not_repeat() -> None:
    assert len({new_reference() for _ in range(20_000)}) == 20_000


@pytest.mark.parametrize(
    "written",
    [
        "KC-7X4M-9QRT",
        "kc-7x4m-9qrt",
        "kc 7x4m 9qrt",
        "KC7X4M9QRT",
        "kc – 7x4m – 9qrt",
        "wat is er met mijn melding (kc-7x4m-9qrt) gebeurd?",
        "KC_7X4M_9QRT.",
    ],
)
def test_a_reference_is_found_however_it_is_written(written: str) -> None:
    assert normalised(written) == "KC-7X4M-9QRT"


@pytest.mark.parametrize(
    "text", ["", "KC-7X4M", "KC-7X4M-9QR0", "KC-7X4M-9QRTX", "SKC-7X4M-9QRT", "mijn melding"]
)
def test_what_is_no_reference_is_not_found(text: str) -> None:
    assert normalised(text) is None


@given(st.text(), st.text())
def test_every_reference_is_found_in_every_text(before: str, after: str) -> None:
    reference = new_reference()
    assert normalised(f"{before} {reference.lower()} {after}") is not None


@given(st.text(max_size=60))
def test_nothing_breaks_it(text: str) -> None:
    found = normalised(text)
    assert found is None or normalised(found) == found
