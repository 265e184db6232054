"""What is installed is pinned to the hash, and can be told as an SBOM."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path

import pytest

from bot.operations.sbom import sbom
from tests.bot.conftest import ROOT

PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)
HASHED = re.compile(
    r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)[ \\\n]+--hash=sha256:[0-9a-f]{64}", re.MULTILINE
)


def pins(pattern: re.Pattern[str], *paths: str) -> set[tuple[str, str]]:
    text = "\n".join((ROOT / path).read_text(encoding="utf-8") for path in paths)
    return {
        (re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in pattern.findall(text)
    }


@pytest.mark.parametrize(
    ("lock", "hashed"),
    [
        ("requirements.lock", (".make/hashes.lock", ".make/torch.lock")),
        ("requirements-test.lock", (".make/hashes-test.lock",)),
        ("requirements-traces.lock", (".make/hashes-traces.lock",)),
    ],
)
def test_every_pinned_package_has_hashes_and_no_other_has(lock: str, hashed: tuple[str, ...]):
    cpu_build = {(name, version) for name, version in pins(HASHED, *hashed) if "+cpu" in version}
    assert pins(PIN, lock) == pins(HASHED, *hashed) - cpu_build, "run make lock"
    assert {(name, version.partition("+")[0]) for name, version in cpu_build} <= pins(PIN, lock)


def test_traces_are_tested_with_what_operators_install():
    assert pins(PIN, "requirements-traces.lock") <= pins(PIN, "requirements-test.lock")


def test_packages_are_installed_by_hash():
    script = (ROOT / ".make" / "environment.sh").read_text(encoding="utf-8")
    installs = [line for line in script.splitlines() if '"${pip[@]}" install' in line]
    assert len(installs) == 3
    assert "checking=(--require-hashes)" in script
    assert all("--require-hashes" in line or "${checking[@]" in line for line in installs)


def test_the_sbom_names_every_package_once_with_what_it_needs():
    document = sbom(distributions(), datetime(2026, 11, 29, tzinfo=UTC))
    refs = [each["bom-ref"] for each in document["components"]]
    assert len(refs) == len(set(refs)) > 150
    assert all(each["purl"].startswith("pkg:pypi/") for each in document["components"])
    known = {*refs, document["metadata"]["component"]["bom-ref"]}
    for each in document["dependencies"]:
        assert {each["ref"], *each["dependsOn"]} <= known
    (aiohttp,) = [each for each in document["dependencies"] if "/aiohttp@" in each["ref"]]
    assert any("/yarl@" in each for each in aiohttp["dependsOn"])


def test_the_command_writes_nothing_but_the_document():
    done = subprocess.run(
        [sys.executable, "-m", "bot", "sbom"], cwd=ROOT, capture_output=True, check=True
    )
    assert json.loads(done.stdout)["bomFormat"] == "CycloneDX"


def test_an_advisory_that_is_accepted_has_a_reason():
    path: Path = ROOT / ".make" / "accepted-advisories"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            assert re.match(r"(PYSEC|CVE|GHSA)-\S+ \S+ \S.{20,}", line), line
