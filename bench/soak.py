"""`python -m bench.soak [--minutes 10] [--rate 6]`: mixed load for long, and what grows by it.

One real process; checks, turns, searches, reports with and without images, pages and bad requests
leave when they are due. Memory, descriptors and threads are looked at every ten seconds; the slope
is that of the last two thirds. Ends with 1 when a request failed or something grew.

Pages of mapped files are told apart: each word that was never used brings in a page of the
encoder's 60 MB of word vectors, which the system takes back when it needs room.
"""

import argparse
import io
import itertools
import os
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import requests
from PIL import Image

from bench.server import Server, own_server, percentile

SECONDS_BETWEEN_LOOKS = 10.0
MOST_MB_AN_HOUR = 60.0
MOST_OF_OTHERS_AN_HOUR = 20.0  # descriptors, threads
TALK = (
    "is vdab-jobs.be echt?",
    "welke kanalen heeft VDAB?",
    "en De Lijn?",
    "hoe herken ik een vals bericht?",
    "In English, please",
    "wat wordt het weer?",
)
FINE = frozenset({200, 201, 303})


@dataclass
class Seen:
    """What became of the requests, from several threads."""

    statuses: Counter[tuple[str, object]] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Look:
    """What the process holds.

    Attributes:
        memory_mb: Of its own.
        mapped_mb: Pages of files.
    """

    at: float
    memory_mb: float
    mapped_mb: float
    descriptors: float
    threads: float


def main(arguments: Sequence[str]) -> int:
    """Go on for so long, and say what grew.

    Returns:
        0; 1 when a request failed or something grew.
    """
    parser = argparse.ArgumentParser(prog="python -m bench.soak")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=6, help="requests a second")
    asked = parser.parse_args(arguments)
    with own_server(workers=1) as server:
        seen, looks = _loaded(server, asked.minutes * 60, asked.rate)
    failed = {
        f"{kind} {status}": count
        for (kind, status), count in seen.statuses.items()
        if not _is_fine(kind, status)
    }
    grown = _grown(looks)
    print(
        f"{asked.minutes:g} minutes, {sum(seen.statuses.values())} requests, failed {failed}\n"
        f"p50 {percentile(seen.times, 50)} ms, p99 {percentile(seen.times, 99)} ms\n"
        f"memory {looks[0].memory_mb:.0f} -> {looks[-1].memory_mb:.0f} MB,"
        f" {grown['memory_mb']:+.1f} MB an hour\n"
        f"mapped files {looks[0].mapped_mb:.0f} -> {looks[-1].mapped_mb:.0f} MB\n"
        f"descriptors {looks[0].descriptors:.0f} -> {looks[-1].descriptors:.0f},"
        f" threads {looks[0].threads:.0f} -> {looks[-1].threads:.0f}"
    )
    is_wrong = (
        bool(failed)
        or grown["memory_mb"] > MOST_MB_AN_HOUR
        or max(grown["descriptors"], grown["threads"]) > MOST_OF_OTHERS_AN_HOUR
    )
    print("something is wrong" if is_wrong else "as it should be")
    return int(is_wrong)


def _is_fine(kind: str, status: object) -> bool:
    return status == 400 if kind == "bad" else status in FINE


def _loaded(server: Server, seconds: float, rate: float) -> tuple[Seen, list[Look]]:
    seen, looks = Seen(), []
    kinds = itertools.cycle(_kinds())
    began = due = time.monotonic()
    next_look = began
    while time.monotonic() < began + seconds:
        if time.monotonic() >= next_look:
            looks.append(_look(server.pid))
            next_look += SECONDS_BETWEEN_LOOKS
        asking = (server.base_url, next(kinds), seen)
        threading.Thread(target=_ask, args=asking, daemon=True).start()
        due += 1 / rate
        time.sleep(max(0.0, due - time.monotonic()))
    time.sleep(5)
    looks.append(_look(server.pid))
    return seen, looks


def _kinds() -> list[str]:
    rare = ["search", "report", "image", "page", "page talk", "bad"]
    return [each for other in rare for each in ("check", "check", "turn", other)]


def _ask(url: str, kind: str, seen: Seen) -> None:
    began = time.perf_counter()
    try:
        status: object = ASKS[kind](url).status_code
    except requests.RequestException as error:
        status = type(error).__name__
    seen.statuses[kind, status] += 1
    seen.times.append(time.perf_counter() - began)


def _get(url: str, **query: str) -> requests.Response:
    return requests.get(url, params=query, timeout=30)


def _post(url: str, **content: object) -> requests.Response:
    return requests.post(url, timeout=30, **content)  # type: ignore[arg-type]


def _new() -> str:
    return uuid.uuid4().hex[:7]


def _said() -> str:
    return TALK[os.urandom(1)[0] % len(TALK)]


def _image(url: str) -> requests.Response:
    picture = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(picture, "PNG")
    report = f'{{"address": "vdab-{_new()}.be", "what_happened": "nep"}}'
    files = {"report": (None, report), "image": ("a.png", picture.getvalue(), "image/png")}
    return _post(f"{url}/api/v1/reports", files=files)


ASKS: Mapping[str, Callable[[str], requests.Response]] = {
    "check": lambda url: _get(f"{url}/api/v1/check", q=f"vdab-{_new()}.be"),
    "turn": lambda url: _post(
        f"{url}/webhooks/rest/webhook", json={"sender": _new(), "message": _said()}
    ),
    "search": lambda url: _get(f"{url}/api/v1/search", q=f"schooltoelage {_new()}"),
    "report": lambda url: _post(
        f"{url}/api/v1/reports", json={"address": f"vdab-{_new()}.be", "what_happened": "nep"}
    ),
    "image": _image,
    "page": lambda url: _get(f"{url}/overzicht"),
    "page talk": lambda url: _post(f"{url}/", data={"message": _said(), "language": "nl"}),
    "bad": lambda url: _post(
        f"{url}/api/v1/check", data=b"{", headers={"Content-Type": "application/json"}
    ),
}


def _look(pid: int) -> Look:
    place = Path(f"/proc/{pid}")
    lines = (place / "status").read_text().splitlines()
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    return Look(
        time.monotonic(),
        _megabytes(told["RssAnon"]),
        _megabytes(told["RssFile"]),
        len(list((place / "fd").iterdir())),
        int(told["Threads"]),
    )


def _megabytes(told: str) -> float:
    return int(told.split()[0]) / 1024


def _grown(looks: Sequence[Look]) -> dict[str, float]:
    """Give the slope of each an hour, by least squares over the last two thirds."""
    late = looks[len(looks) // 3 :]
    return {
        name: _slope([(each.at, getattr(each, name)) for each in late])
        for name in ("memory_mb", "descriptors", "threads")
    }


def _slope(points: Sequence[tuple[float, float]]) -> float:
    middle = sum(at for at, _ in points) / len(points)
    mean = sum(value for _, value in points) / len(points)
    spread = sum((at - middle) ** 2 for at, _ in points)
    return 3600 * sum((at - middle) * (value - mean) for at, value in points) / max(spread, 1e-9)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
