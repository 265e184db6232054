"""Numbers of every range that is handed out in Belgium, by the tables of libphonenumber."""

import csv
import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.matching.finding.mentions import MentionFinder, MentionKind
from tests.knowledge.small_register import ADDRESSES
from tests.outside.differences import assert_as_expected, key_of

FINDER = MentionFinder(ADDRESSES)
REST = ("4127536", "1234567", "0000000")
CALLED = ("Bel {}", "{}", "tel:{}", "Appelez le {} !", "Call {} now", "Rufen Sie {} an")
SENT = ("Stuur JA naar {}", "Envoyez OUI au {}", "Text YES to {}", "Senden Sie JA an {}")
PRICES = {"premium_number", "short_number"}  # what is said of numbers that cost more

Row = dict[str, str]


def rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            yield {name.strip(): (value or "").strip() for name, value in row.items() if name}


def numbers_of(row: Row) -> Iterator[str]:
    """Give a number for each beginning that a row allows (`48[12]`), in full length."""
    signs = [_digits(each) for each in re.findall(r"\[[^\]]+\]|\d", row["Prefix"])]
    for begin, rest in itertools.product(map("".join, itertools.product(*signs)), REST):
        yield (begin + rest)[: int(row["Length"])]


def _digits(sign: str) -> str:
    spans = re.findall(r"(\d)(?:-(\d))?", sign)
    return "".join(str(n) for a, b in spans for n in range(int(a), int(b or a) + 1))


def in_many_ways(national: str) -> Iterator[str]:
    yield from (f"0{national}", f"+32{national}", f"0032 {national}", f"+32 (0){national}")
    yield f"0{national[:3]} {national[3:5]} {national[5:]}"
    yield f"0{national[:3]}/{national[3:5]}.{national[5:]}"


def unseen(texts: Iterable[str], key: str) -> list[str]:
    """Give the texts that are not read as this one telephone number."""
    wanted = [(MentionKind.PHONE, key)]
    return [text for text in texts if _read(text) != wanted]


def _read(text: str) -> list[tuple[MentionKind, str | None]]:
    return [(each.kind, each.address and each.address.key) for each in FINDER.find(text)]


def test_every_range_is_called(published: Path) -> None:
    asked, differing = set(), {}
    for row in rows(published / "phone_ranges_32.csv"):
        key = key_of(row["Prefix"])
        asked.add(key)
        for number in numbers_of(row):
            missed = unseen((f"Bel {each}" for each in in_many_ways(number)), f"+32{number}")
            if missed:
                differing[key] = f"{row['Type']} {row['Tariff']}: {missed}"
    assert len(asked) > 100
    print(f"ranges: {len(asked) - len(differing)} of {len(asked)} read as telephone numbers")
    assert_as_expected("belgian_ranges", differing, asked)


def test_every_short_number_is_called(published: Path) -> None:
    asked, differing = set(), {}
    for row in rows(published / "phone_shortcodes_32.csv"):
        key = key_of(row["Prefix"])
        for number in () if row["Sms"] else numbers_of(row):
            asked.add(key)
            missed = unseen((each.format(number) for each in CALLED), number)
            if missed:
                differing[key] = f"{row['Type']} {row['Tariff']}: {missed}"
    assert len(asked) > 35
    print(f"short: {len(asked) - len(differing)} of {len(asked)} read as telephone numbers")
    assert_as_expected("belgian_short", differing, asked)


def test_what_costs_more_is_said_to(published: Path) -> None:
    asked, differing = set(), {}
    for file, begin in (("phone_ranges_32.csv", "0"), ("phone_shortcodes_32.csv", "")):
        for row in rows(published / file):
            key = key_of(row["Prefix"], row["Tariff"])
            asked.add(key)
            is_dear = row["Tariff"] == "PREMIUM_RATE"
            sentence = SENT[0] if row.get("Sms") else CALLED[0]
            texts = {sentence.format(f"{begin}{number}") for number in numbers_of(row)}
            wrong = {each for each in texts if bool(PRICES & _traps(each)) != is_dear}
            if wrong:
                differing[key] = f"{row['Type']} {row['Tariff']}: {sorted(wrong)}"
    print(f"prices: {len(asked) - len(differing)} of {len(asked)} ranges told from the others")
    assert_as_expected("belgian_prices", differing, asked)


def _traps(text: str) -> set[str]:
    return {trap for each in FINDER.find(text) for trap in each.traps}


def test_what_a_word_is_sent_to_is_seen(published: Path) -> None:
    table = [row for row in rows(published / "phone_shortcodes_32.csv") if row["Sms"]]
    numbers = {number for row in table for number in numbers_of(row)}
    assert len(numbers) > 20
    differing = {}
    for sentence in SENT:
        missed = {n for n in numbers if _texts(sentence.format(n)) != [n]}
        print(f"{sentence}: {len(numbers - missed)} of {len(numbers)} seen")
        if missed:
            differing[key_of(sentence)] = f"{sentence}: not {sorted(missed)}"
    assert_as_expected("belgian_sms", differing, map(key_of, SENT))


def _texts(text: str) -> list[str]:
    return [each.text for each in FINDER.find(text)]
