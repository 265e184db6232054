"""`python -m bot sbom`: what this installation is made of, as a CycloneDX 1.6 document (SBOM)."""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from importlib.metadata import Distribution, distributions
from typing import Any
from uuid import uuid4

from bot.channels.settings import AllSettings
from bot.reporting import utc_now

NAME, LICENCE = "kanaalcheck", "EUPL-1.2"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)
_SPDX = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def main(_arguments: Sequence[str], _settings: AllSettings) -> int:
    """Write the document to standard output."""
    document = sbom(distributions(), utc_now())
    sys.stdout.write(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    return 0


def sbom(installed: Iterable[Distribution], now: datetime) -> dict[str, Any]:
    """Describe packages.

    Args:
        installed: Every package of the environment.
        now: When, in UTC.
    """
    by_name = {_normal(each.metadata["Name"]): each for each in installed}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": now.isoformat(timespec="seconds"),
            "component": {
                "type": "application",
                "bom-ref": NAME,
                "name": NAME,
                "licenses": [{"expression": LICENCE}],
            },
        },
        "components": [_component(name, by_name[name]) for name in sorted(by_name)],
        "dependencies": [
            {"ref": NAME, "dependsOn": [_ref(name, by_name[name]) for name in sorted(by_name)]},
            *(
                {"ref": _ref(name, by_name[name]), "dependsOn": _needs(by_name[name], by_name)}
                for name in sorted(by_name)
            ),
        ],
    }


def _component(name: str, package: Distribution) -> dict[str, Any]:
    told = package.metadata.json
    expression = str(told.get("license_expression") or "")
    first = (expression or str(told.get("license") or "")).strip().partition("\n")[0]
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": _ref(name, package),
        "name": package.metadata["Name"],
        "version": package.version,
        "purl": _ref(name, package),
    }
    if expression and _SPDX.fullmatch(first):
        component["licenses"] = [{"expression": first}]
    elif first:
        component["licenses"] = [{"license": {"name": first}}]
    return component


def _needs(package: Distribution, by_name: Mapping[str, Distribution]) -> list[str]:
    """Give the packages that one asks for and that are there; extras are left out."""
    asked = [each for each in package.requires or () if "extra ==" not in each]
    names = {_normal(found[0]) for found in map(_NAME.match, asked) if found}
    return [_ref(name, by_name[name]) for name in sorted(names & by_name.keys())]


def _ref(name: str, package: Distribution) -> str:
    return f"pkg:pypi/{name}@{package.version}"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
