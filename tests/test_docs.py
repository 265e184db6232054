"""The documents name what exists, and leave out nothing: settings, routes, rules, files, words."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from bot.channels.settings import AllSettings
from bot.process.app import routes
from bot.settings import variable
from bot.staff.routes import ROUTES as STAFF_ROUTES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *DOCS.glob("*.md"),
    *DOCS.glob("adr/*.md"),
    *DOCS.glob("runbook/*.md"),
]
CHANGING = {"CHANGELOG.md"}  # tells of files as they were
PACKAGES = ("knowledge", "actions", "bot", "tests", "bench", "docs")
VARIABLES = {variable(AllSettings, each.name) for each in fields(AllSettings)}
RULE = re.compile(r"[a-z]+(?:-[a-z]+)+")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def named(text: str) -> set[str]:
    """Everything that stands in backticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


# Settings


def test_every_setting_is_in_the_table_of_operations():
    assert set() == VARIABLES - named(read(DOCS / "operations.md"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_variable_that_is_named_exists(document: Path):
    told = set(re.findall(r"\bKANAALCHECK_[A-Z_]*[A-Z]\b", read(document)))
    only_for_tests = {"KANAALCHECK_OUTSIDE"}
    files = {name.removesuffix("_FILE") for name in told}
    assert files - VARIABLES - only_for_tests == set()


# Routes


def test_every_route_is_in_the_table_of_addresses():
    routed = {route.path for route in routes(AllSettings(parse_api=True))}
    routed |= {route.path for route in STAFF_ROUTES}
    told = {each for each in named(read(DOCS / "http.md")) if each.startswith("/")}
    assert routed - told == set(), "docs/http.md misses these"
    assert told - routed == set(), "docs/http.md tells of what is not there"


# Rules of lint


def rules() -> set[str]:
    """Ids that a problem is made with, wherever the register is checked."""
    found = set()
    flaws = ROOT / "knowledge" / "addresses" / "flaws.py"
    for path in [flaws, *(ROOT / "knowledge" / "linting").glob("*.py"), *_files_and_register()]:
        tree = ast.parse(read(path))
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if name in ("mistake", "warning", "_refuse", "Problem", "Flaw"):
                last = [each for each in call.args if isinstance(each, ast.Constant)][-1:]
                found |= {str(each.value) for each in last if RULE.fullmatch(str(each.value))}
    return found | {"platform-unknown", "shared-host", "address-unreadable"}


def _files_and_register() -> Iterator[Path]:
    for room in ("files", "register"):
        yield from (ROOT / "knowledge" / room).glob("*.py")


def test_rules_are_found():
    assert {"fake-listed", "yaml-syntax", "field-missing", "duplicate-key"} <= rules()
    assert len(rules()) > 40


def test_every_rule_of_lint_is_in_the_guide_of_the_register():
    told = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", read(DOCS / "register.md")))
    assert rules() - told == set()


# Files


def paths_in(text: str) -> set[str]:
    """Paths in backticks and links; not those with a place to fill in."""
    linked = {each.split("#")[0] for each in re.findall(r"\]\(([^)\s]+)\)", text)}
    told = named(text) | {each for each in linked if ":" not in each}
    return {
        each.rstrip("/")
        for each in told
        if re.fullmatch(r"[\w./-]+", each)
        and ("/" in each and each.split("/")[0] in PACKAGES)
        and not each.startswith("docs/.")
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_is_named_exists(document: Path):
    if document.name in CHANGING:
        assert paths_in("`knowledge/model.py`") == {"knowledge/model.py"}
        return
    missing = {
        each
        for each in paths_in(read(document))
        if not (ROOT / each).exists() and not list(ROOT.glob(f"{each}.*"))
    }
    assert missing == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_module_that_is_named_exists(document: Path):
    modules = {each for each in named(read(document)) if re.fullmatch(r"[a-z_/]+\.py", each)}
    there = [path.as_posix() for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    ours = {each for each in modules if not any(path.endswith(f"/{each}") for path in there)}
    assert document.name in CHANGING or ours == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path):
    for link in re.findall(r"\]\(([^)\s]+)\)", read(document)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (document.parent / file).resolve() if file else document
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(read(target)), link


def anchors(text: str) -> set[str]:
    """Names of headings as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\s-]", "", head.replace("`", "").lower()) for head in heads)
    return {each.strip().replace(" ", "-") for each in plain}


def test_the_index_names_every_document():
    index = read(DOCS / "README.md")
    linked = {each.split("#")[0] for each in re.findall(r"\]\(([^)\s]+)\)", index)}
    there = {path.name for path in DOCS.glob("*.md")} - {"README.md"}
    assert there - linked == set()


# Words


CLASSES = {
    node.name
    for package in ("knowledge", "actions", "bot")
    for path in (ROOT / package).rglob("*.py")
    for node in ast.walk(ast.parse(read(path)))
    if isinstance(node, ast.ClassDef)
}


def glossary() -> list[tuple[str, str]]:
    """The rows of its first table: word, and where it is in the code."""
    rows = re.findall(r"^\| \*\*(.+?)\*\*.*\| (.*) \|$", read(DOCS / "glossary.md"), re.MULTILINE)
    assert len(rows) > 40
    return rows


@pytest.mark.parametrize(("word", "where"), glossary())
def test_every_word_of_the_glossary_is_in_the_code(word: str, where: str):
    for each in named(where):
        if re.fullmatch(r"[A-Z]\w+", each) and not each.isupper():
            assert each.split(".")[0] in CLASSES, (word, each)


# Recipes


def recipes() -> dict[str, str]:
    text = read(ROOT / "CONTRIBUTING.md")
    parts = re.split(r"^### (.+)$", text.partition("## How to")[2], flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize(
    "recipe",
    [
        "Add a platform",
        "Add an intent",
        "Add a channel",
        "Add a staff page",
        "Add a lint rule",
        "Add a language",
        "Change the sentence of a verdict",
        "Add a setting",
        "Add a migration",
    ],
)
def test_there_is_a_recipe_that_names_files(recipe: str):
    assert paths_in(recipes()[recipe])
