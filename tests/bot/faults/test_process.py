"""A process that runs out of descriptors, or starts with a broken encoder or model."""

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import requests

from knowledge.files.snapshot import look_at, take_snapshot
from tests.bot.conftest import ROOT
from tests.knowledge.small_folder import write_folder
from tests.servers import free_port


@contextmanager
def no_descriptors() -> Iterator[None]:
    """Let this process open nothing more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    probe = os.open("/dev/null", os.O_RDONLY)
    os.close(probe)  # the lowest that is free
    resource.setrlimit(resource.RLIMIT_NOFILE, (probe, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_descriptors_that_are_used_up_are_no_mistake_in_the_register(tmp_path: Path):
    folder = write_folder(tmp_path / "register")
    before = take_snapshot(folder)
    with no_descriptors():
        with pytest.raises(OSError, match="Too many open files"):
            take_snapshot(folder)
        with pytest.raises(OSError, match="Too many open files"):
            look_at(folder)
    assert take_snapshot(folder).state == before.state


@contextmanager
def running(tmp_path: Path, **changed: str) -> Iterator[tuple[str, list[str]]]:
    """Runs a server; gives its address, and what it logged once it has ended."""
    port = free_port()
    logged: list[str] = []
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=ROOT,
        env={
            **os.environ,
            "KANAALCHECK_PORT": str(port),
            "KANAALCHECK_MODELS": str(tmp_path / "models"),
            "KANAALCHECK_DATABASE_URL": f"sqlite:///{tmp_path}/kc.db",
            "KANAALCHECK_SPOOL": str(tmp_path / "spool"),
            "KANAALCHECK_CACHE": str(tmp_path / "cache"),
            **changed,
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        until_live(process, f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}", logged
    finally:
        process.terminate()
        logged.append(process.communicate(timeout=60)[1])


def broken_model(tmp_path: Path) -> Path:
    (tmp_path / "models").mkdir()
    path = tmp_path / "models" / "kanaalcheck.tar.gz"
    path.write_bytes(b"\x1f\x8b cut off")
    return path


@pytest.mark.model
@pytest.mark.slow
def test_a_broken_encoder_and_model_answer_by_code_and_say_so(tmp_path: Path):
    encoder = shutil.copytree(ROOT / "var" / "encoder", tmp_path / "encoder")
    for path in encoder.rglob("*.onnx"):
        path.write_bytes(path.read_bytes()[:1_000])
    broken_model(tmp_path)
    with running(tmp_path, KANAALCHECK_ENCODER=str(encoder)) as (url, logged):
        parts = until(url, lambda told: told.get("parts", {}).get("model") == "down")
        assert parts["encoder"] == "down"
        assert verdict_of(url) == "lookalike"
        assert untrained_turns(url) >= 1
        assert (
            'kanaalcheck_part_up{part="model"} 0.0'
            in requests.get(f"{url}/metrics", timeout=5).text
        )
    assert "the language model in" in logged[0]
    assert "searching by words alone" in logged[0]


@pytest.mark.model
@pytest.mark.slow
def test_where_the_newest_model_is_broken_the_one_before_serves_and_that_is_told(tmp_path: Path):
    path = broken_model(tmp_path)
    shutil.copy(ROOT / "models" / path.name, tmp_path / "models" / "kanaalcheck.before.tar.gz")
    with running(tmp_path, KANAALCHECK_ENCODER="none") as (url, logged):
        until(url, lambda told: told.get("parts", {}).get("model") == "down")
        assert verdict_of(url) == "lookalike"
        assert untrained_turns(url) == 0
    assert "the language model before it" in logged[0]


def verdict_of(url: str) -> str:
    question = {"sender": "test", "message": "is vdab-jobs.be echt?"}
    said = requests.post(f"{url}/webhooks/rest/webhook", json=question, timeout=20).json()
    return str(said[0]["custom"]["verdict"])


def untrained_turns(url: str) -> float:
    lines = requests.get(f"{url}/metrics", timeout=5).text.splitlines()
    (counted,) = [each for each in lines if each.startswith("kanaalcheck_untrained_turns_total ")]
    return float(counted.rpartition(" ")[2])


def until_live(process: "subprocess.Popen[str]", url: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None
        with suppress(requests.ConnectionError):
            requests.get(f"{url}/health/live", timeout=5)
            return
        time.sleep(0.2)
    raise AssertionError("it does not listen")


def until(url: str, is_so: Callable[[dict[str, Any]], bool]) -> dict[str, str]:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        answer = requests.get(f"{url}/health/ready", timeout=5)
        if answer.ok and is_so(answer.json()):
            parts: dict[str, str] = answer.json()["parts"]
            return parts
        time.sleep(0.2)
    raise AssertionError("it is not ready")
