import ast
import string
from pathlib import Path

import pytest

from bot.http.problems import ProblemCatalogue
from knowledge.model import LANGUAGES

CATALOGUE = ProblemCatalogue.load()
BOT = Path(__file__).parents[3] / "bot"


def raised_kinds() -> set[str]:
    kinds = set()
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                constants = [
                    part for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)
                ]
                kinds |= {part.value for part in constants if isinstance(part.value, str)}
    return kinds


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("kind", CATALOGUE.kinds)
def test_every_refusal_speaks_every_language(kind: str) -> None:
    entry = CATALOGUE.kinds[kind]
    for texts in (entry.title, entry.detail):
        assert set(texts) == set(LANGUAGES)
        assert len(set(texts.values())) == len(LANGUAGES)
        assert len({frozenset(placeholders(text)) for text in texts.values()}) == 1
    assert 400 <= entry.status <= 599


def test_what_is_raised_is_what_is_in_the_catalogue() -> None:
    assert raised_kinds() == set(CATALOGUE.kinds)
