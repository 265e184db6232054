"""The files to deploy with: right by their own tools, and true to the settings that there are."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from bot.channels.settings import AllSettings
from bot.settings import FROM_FILE, variable
from tests.bot.conftest import ROOT

DEPLOY = ROOT / "docs" / "deploy"
UNITS = DEPLOY / "systemd"
KUBERNETES = DEPLOY / "kubernetes" / "kanaalcheck.yml"
SCHEMAS = "kubernetes-json-schema/v1.37.0-local-strict"
"""Of `kubernetes-validate`: Kubernetes 1.37, which refuses fields that it does not know."""
NAMES = re.compile(r"\b(?:KANAALCHECK|TELEGRAM)_[A-Z_]+\b")


@pytest.mark.parametrize("path", sorted(DEPLOY.rglob("*.*")), ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path):
    known = {variable(AllSettings, each.name) for each in fields(AllSettings)}
    known |= {name + FROM_FILE for name in known}
    assert set(NAMES.findall(path.read_text(encoding="utf-8"))) <= known


def test_systemd_reads_the_units(tmp_path: Path):
    program = shutil.which("systemd-analyze")
    assert program, "systemd-analyze is missing: .make/test-servers.sh installs it"
    for unit in UNITS.iterdir():
        text = unit.read_text(encoding="utf-8").replace(
            "/opt/kanaalcheck/.venv/bin/python", "/bin/true"
        )
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    names = ("kanaalcheck.service", "kanaalcheck@8081.service", "kanaalcheck-backup.timer")
    done = subprocess.run(
        [program, "verify", "--man=no", *(tmp_path / name for name in names)],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert (done.returncode, told) == (0, []), done.stderr


@pytest.mark.parametrize("name", ["kanaalcheck.service", "kanaalcheck@.service"])
def test_what_cannot_be_mended_by_starting_again_is_not_restarted(name: str):
    lines = (UNITS / name).read_text(encoding="utf-8").splitlines()
    assert {"Restart=on-failure", "RestartPreventExitStatus=2"} <= set(lines)


def test_containers_run_as_nobody_with_secrets_from_files_and_stop_in_time():
    compose = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
    service = compose["services"]["kanaalcheck"]
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert set(service["secrets"]) <= set(compose["secrets"])
    assert service["ports"] == ["127.0.0.1:8080:8080"]
    documents = list(yaml.safe_load_all(KUBERNETES.read_text(encoding="utf-8")))
    (pod,) = [
        each["spec"]["template"]["spec"] for each in documents if each["kind"] == "Deployment"
    ]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert container["readinessProbe"]["httpGet"]["path"] == "/health/ready"
    assert container["livenessProbe"]["httpGet"]["path"] == "/health/live"
    leaves = int(container["lifecycle"]["preStop"]["exec"]["command"][-1])
    assert pod["terminationGracePeriodSeconds"] > leaves + 15  # what stopping takes at most


def test_kubernetes_knows_every_field_of_the_manifests():
    documents = list(yaml.safe_load_all(KUBERNETES.read_text(encoding="utf-8")))
    kinds = {each["kind"] for each in documents}
    assert kinds >= {"Deployment", "Service", "PersistentVolumeClaim", "PodDisruptionBudget"}
    for each in documents:
        schema = _schema_of(each)
        schema.validate(each)
        mistaken = deepcopy(each)
        mistaken["spec"]["replicaCount"] = "3"
        assert not schema.is_valid(mistaken)


def _schema_of(document: Mapping[str, Any]) -> jsonschema_rs.Draft7Validator:
    spec = find_spec("kubernetes_validate")
    assert spec
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0]) / SCHEMAS
    group, _, version = document["apiVersion"].rpartition("/")
    names = (document["kind"].lower(), group.partition(".")[0], version)
    schema = json.loads((folder / f"{'-'.join(filter(None, names))}.json").read_text("utf-8"))
    definitions = json.loads((folder / "_definitions.json").read_text("utf-8"))
    return jsonschema_rs.Draft7Validator(
        {**schema, "$id": "https://schemas.example/manifest.json"},  # what `_definitions` is beside
        retriever=lambda _: definitions,
    )
