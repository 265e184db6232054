"""Which alarms sound, by the rules that operators get: promtool judges what a process showed."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.bot.conftest import ROOT

RULES = ROOT / "docs" / "deploy" / "prometheus-rules.yml"
LABELS = {"job": "kanaalcheck", "instance": "one"}
MINUTES = 40


def rules() -> list[dict[str, object]]:
    (group,) = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"]
    found: list[dict[str, object]] = group["rules"]
    return found


def promtool(*arguments: str | Path) -> str:
    program = shutil.which("promtool")
    assert program, "promtool is missing: .make/test-servers.sh installs it"
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def sound(folder: Path, before: str, after: str, expected: set[str], *, is_up: bool = True) -> None:
    """Prove which alarms sound when what changed between two scrapes goes on for 40 minutes."""
    series = [
        {"series": _named("up", LABELS), "values": f"{int(is_up)}x{MINUTES}"},
        *_series(before, after),
    ]
    # A job fails or works by the moment of its last round, whatever else is broken.
    firing = 'count by (alertname) (ALERTS{alertstate="firing",alertname!="KanaalcheckJobFailing"})'
    test = {
        "expr": firing,
        "eval_time": f"{MINUTES - 5}m",
        "exp_samples": [
            {"labels": f'{{alertname="{name}"}}', "value": 1} for name in sorted(expected)
        ],
    }
    path = folder / "test.yml"
    document = {
        "rule_files": [str(RULES)],
        "evaluation_interval": "1m",
        "tests": [{"interval": "1m", "input_series": series, "promql_expr_test": [test]}],
    }
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    promtool("test", "rules", path)


def names(scrape: str) -> set[str]:
    """Every name that a process shows, those that have counted nothing yet too."""
    endings = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}
    return {
        family.name + ending
        for family in text_string_to_metric_families(scrape)
        for ending in endings.get(family.type, ("",))
    }


def _series(before: str, after: str) -> Iterator[dict[str, str]]:
    was = {(name, _named(name, labels)): value for _, name, labels, value in _samples(before)}
    for kind, name, labels, value in _samples(after):
        first = was.get((name, _named(name, labels)))
        if kind in ("counter", "histogram"):
            values = f"{first or 0}+{value - (first or 0)}x{MINUTES}"
        else:
            values = f"{value if first is None else first} {value}x{MINUTES}"
        yield {"series": _named(name, {**labels, **LABELS}), "values": values}


def _samples(scrape: str) -> Iterator[tuple[str, str, dict[str, str], float]]:
    for family in text_string_to_metric_families(scrape):
        if family.name.startswith(("kanaalcheck_", "process_")):
            for sample in family.samples:
                if not sample.name.endswith("_created"):
                    yield family.type, sample.name, sample.labels, sample.value


def _named(name: str, labels: dict[str, str]) -> str:
    told = ",".join(f'{key}="{value}"' for key, value in sorted(labels.items()))
    return f"{name}{{{told}}}"
