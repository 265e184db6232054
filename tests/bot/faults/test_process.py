"""A process that runs out of descriptors, or starts with a broken encoder or model."""

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


@pytest.mark.model
@pytest.mark.slow
def test_a_broken_encoder_and_model_answer_by_code_and_say_so(tmp_path: Path):
    encoder = shutil.copytree(ROOT / "var" / "encoder", tmp_path / "encoder")
    for path in encoder.rglob("*.onnx"):
        path.write_bytes(path.read_bytes()[:1_000])
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "kanaalcheck.tar.gz").write_bytes(b"\x1f\x8b cut off")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=ROOT,
        env={
            **os.environ,
            "KANAALCHECK_PORT": str(port),
            "KANAALCHECK_ENCODER": str(encoder),
            "KANAALCHECK_MODELS": str(tmp_path / "models"),
            "KANAALCHECK_DATABASE_URL": f"sqlite:///{tmp_path}/kc.db",
            "KANAALCHECK_SPOOL": str(tmp_path / "spool"),
            "KANAALCHECK_CACHE": str(tmp_path / "cache"),
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        parts = until(process, url, lambda told: told.get("parts", {}).get("model") == "down")
        assert parts["encoder"] == "down"
        question = {"sender": "test", "message": "is vdab-jobs.be echt?"}
        said = requests.post(f"{url}/webhooks/rest/webhook", json=question, timeout=20).json()
        assert said[0]["custom"]["verdict"] == "lookalike"
        metrics = requests.get(f"{url}/metrics", timeout=5).text
        assert 'kanaalcheck_part_up{part="model"} 0.0' in metrics
        counted = [each for each in metrics.splitlines() if "untrained_turns_total " in each]
        assert float(counted[-1].rpartition(" ")[2]) >= 1
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=60)
    assert "the language model in" in errors
    assert "searching by words alone" in errors


def until(process, url, is_so) -> dict[str, str]:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()[1]
        try:
            answer = requests.get(f"{url}/health/ready", timeout=5)
        except requests.ConnectionError:
            answer = None
        if answer is not None and answer.ok and is_so(answer.json()):
            parts: dict[str, str] = answer.json()["parts"]
            return parts
        time.sleep(0.2)
    raise AssertionError("it is not ready")
