"""Which files lack a language: `python -m tests.languages tr`.

A text is a mapping that has `nl` and `en`; a folder of languages has `nl.yml` and `en.yml`. Words
by which messages are understood stand together for all languages, and cannot be counted so.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge.data import load_data

ROOT = Path(__file__).parents[1]
PACKAGES = ("knowledge", "actions", "bot", "tests/evaluation")
KNOWN = ("nl", "en")
NEVER_IN_ALL = ("knowledge/organisations/", "knowledge/others/")
"""Names of bodies, in the languages that they have names in."""


def lacking(language: str) -> dict[str, int]:
    """Give the files that lack a language, each with how many texts do; 1 for a whole file."""
    found = {}
    for path in _files():
        name = str(path.relative_to(ROOT))
        if path.stem in KNOWN or name.startswith(NEVER_IN_ALL):
            continue
        count = sum(language not in text for text in _texts(_content(path)))
        if count:
            found[name] = count
    for folder in sorted({path.parent for path in _files() if path.name == "nl.yml"}):
        if (folder / "en.yml").exists() and not (folder / f"{language}.yml").exists():
            found[str((folder / f"{language}.yml").relative_to(ROOT))] = 1
    return found


def _files() -> Iterator[Path]:
    listed = subprocess.run(
        ["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix == ".yml" or name.startswith("knowledge/schema/"):
            yield path


def _content(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else load_data(path)


def _texts(content: Any) -> Iterator[Mapping[str, Any]]:
    """Give every text in something, and every schema of a text."""
    if isinstance(content, dict):
        if set(KNOWN) <= content.keys():
            yield content
        for each in content.values():
            yield from _texts(each)
    elif isinstance(content, list):
        named = {language for each in content for language in _named(each)}
        if set(KNOWN) <= named:
            yield dict.fromkeys(named)
        for each in content:
            yield from _texts(each)


def _named(item: Any) -> Iterator[str]:
    """Give the language that an item of a list names: itself, or what Rasa's data says of it."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, dict):
        yield from filter(None, [(item.get("metadata") or {}).get("language")])
        for each in item.get("condition", ()):
            yield str(each.get("value"))


if __name__ == "__main__":
    for file, texts in lacking(sys.argv[1]).items():
        sys.stdout.write(f"{file}: {texts}\n")
