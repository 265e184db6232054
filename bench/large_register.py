"""A register of any size in the shape of the real one, the same for the same numbers."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

ORGANISATIONS = 2_000
CHANNELS = 10  # of each organisation

_KINDS = ("department", "agency", "service", "company", "council", "other")
_BEGINNINGS = ("Agentschap", "Dienst", "Raad", "Instituut", "Fonds", "Centrum", "Huis", "Bureau")
_SYLLABLES = (
    "ba", "ber", "dal", "den", "fo", "ga", "ger", "ho", "hul", "ka", "kor", "la", "leu", "lin",
    "ma", "mer", "mol", "na", "nij", "o", "pel", "ra", "ro", "sche", "sta", "ten", "tor", "va",
    "ver", "vol", "wa", "wij", "ze", "zoer",
)  # fmt: skip
_TOPICS = ("vergunning voor", "premie voor", "afspraak over", "klacht over", "opleiding tot")


def write_large_register(
    folder: Path, *, like: Path, organisations: int = ORGANISATIONS, channels: int = CHANNELS
) -> None:
    """Write a register that lint accepts.

    Args:
        folder: Made; must not exist.
        like: The real register: its organisations and lists come first, so that they fit.
        organisations: How many files, those of the real register included.
        channels: How many of each organisation that is made up.
    """
    shutil.copytree(like, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "matching"))
    real = len(list((folder / "organisations").glob("*.yml")))
    chance = random.Random(2026)  # noqa: S311  # the same register each time
    words = _words(chance)
    for number in range(organisations - real):
        text = _organisation(next(words), next(words), number, channels, chance)
        (folder / f"organisations/groot-{number:05}.yml").write_text(text, encoding="utf-8")


def _words(chance: random.Random) -> Iterator[str]:
    """Give words that look like names of places and subjects, each once."""
    seen = set()
    while True:
        word = "".join(chance.choices(_SYLLABLES, k=chance.randint(4, 6)))
        if word not in seen:
            seen.add(word)
            yield word


def _organisation(name: str, other: str, number: int, channels: int, chance: random.Random) -> str:
    rows = [
        f"name: {chance.choice(_BEGINNINGS)} {name.title()} en {other.title()}",
        f"short_name: {name.title()}",
        f"kind: {chance.choice(_KINDS)}",
        "status: active",
        "policy_domain: Kanselarij, Bestuur, Buitenlandse Zaken en Justitie (KBBJ)",
        f"description: Helpt burgers en bedrijven met {name} en met {other}.",
        f"source: {{url: 'https://www.vlaanderen.be/organisaties/{name}'}}",
        f"aliases: [{{name: {other.title()}dienst, kind: everyday}}]",
        "topics:",
        *(f"  - {topic} {name}" for topic in _TOPICS),
        "official_channels:",
    ]
    addresses = list(_addresses(name, other, number))
    for place in range(channels):
        platform, address = addresses[place % len(addresses)]
        if place >= len(addresses):
            platform, address = "website", f"https://www.{name}.be/{other}/{place}"
        rows += [
            f"  - platform: {platform}",
            f"    address: '{address}'",
            "    status: active",
            f"    verified: {{date: '2026-0{chance.randint(1, 9)}-15', by: team {name},"
            " method: linked_from_official_site}",
            "    sources:",
            f"      - url: https://www.vlaanderen.be/organisaties/{name}",
            "        date: '2026-09-20'",
            "        quote: Volg ons ook hier",
        ]
    return "\n".join(rows) + "\n"


def _addresses(name: str, other: str, number: int) -> Iterator[tuple[str, str]]:
    yield "website", f"https://www.{name}.be/"
    yield "x", f"https://x.com/{name[:10]}{number}"
    yield "facebook", f"https://www.facebook.com/{name}.{other}"
    yield "instagram", f"https://www.instagram.com/{name}_{number}/"
    yield "linkedin", f"https://www.linkedin.com/company/{name}-{other}/"
    yield "youtube", f"https://www.youtube.com/@{name}{number}"
    yield "email", f"info@{name}.be"
    yield "phone", f"+32 2 {200 + number // 10_000:03} {number // 100 % 100:02} {number % 100:02}"
    yield "tiktok", f"https://www.tiktok.com/@{other}{number}"
    yield "website", f"https://{name}.vlaanderen.be/"
