"""A name as it stands in a sentence, with its article: "van de VDAB", "du VDAB", "vom VDAB"."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from knowledge.addresses.platforms import Platform
from knowledge.data import load_data
from knowledge.model import LANGUAGES, Organisation, Texts
from knowledge.wording.catalogue import NAME_FORMS

FILE = Path(__file__).with_name("forms.yml")

_NO_ARTICLE = "none"
_NO_ARTICLE_BEFORE_VOWEL = "none_before_vowel"
_VOWELS = frozenset("aeiouyàâéèêëîïôöùûü")

Named = Mapping[str, Texts]
"""By placeholder of `NAME_FORMS`, the name in every language."""

NOBODY: Named = {form: dict.fromkeys(LANGUAGES, "") for form in NAME_FORMS}
"""The forms of a name that is not known."""


@dataclass(frozen=True, slots=True)
class _Language:
    """The articles of one language.

    Attributes:
        templates: By article, then by form.
        heads: The article that goes with the first word of a name, lower case.
    """

    templates: Mapping[str, Mapping[str, str]]
    heads: Mapping[str, str]

    def forms(self, name: str, article: str | None) -> Mapping[str, str]:
        """Give every form of a name.

        Args:
            name: Without article.
            article: An article alone, or an article and the name in this language; None leaves
                the article to the first word of the name.
        """
        key, name = self._split(name, article)
        forms = {form: text.format(name=name) for form, text in self.templates[key].items()}
        return forms | {"Org": capitalised(forms["org"]), "org_plain": name}

    def _split(self, name: str, article: str | None) -> tuple[str, str]:
        if article is None:
            return self.heads.get(name.casefold().partition(" ")[0]) or self._none(name), name
        for known in sorted(self.templates, key=len, reverse=True):
            rest = article.removeprefix(known)
            if rest != article and (not rest or rest[0] == " " or known.endswith("'")):
                return known, rest.strip() or name
        return self._none(article), article

    def _none(self, name: str) -> str:
        elides = name[:1].casefold() in _VOWELS and _NO_ARTICLE_BEFORE_VOWEL in self.templates
        return _NO_ARTICLE_BEFORE_VOWEL if elides else _NO_ARTICLE


class Naming:
    """Composes the forms of names, from data shaped like `forms.yml`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._languages = {
            language: _Language(
                data["forms"][language],
                {
                    word: article
                    for article, words in data["heads"][language].items()
                    for word in words
                },
            )
            for language in LANGUAGES
        }
        self._on: Mapping[str, Texts] = data["on_platform"]

    @classmethod
    @cache
    def load(cls, path: Path = FILE) -> "Naming":
        """Read the forms from a file."""
        return cls(load_data(path))

    def named(self, name: str | Texts, articles: Texts | None = None) -> Named:
        """Give the forms of a name.

        Args:
            name: The same in every language, or by language; Dutch always.
            articles: By language, as in the `article` of an organisation; may miss any.
        """
        by_language = {
            language: each.forms(
                name if isinstance(name, str) else name.get(language) or name[LANGUAGES[0]],
                (articles or {}).get(language),
            )
            for language, each in self._languages.items()
        }
        return {
            form: {language: forms[form] for language, forms in by_language.items()}
            for form in NAME_FORMS
        }

    def on_platform(self, platform: Platform) -> Texts:
        """Give the words for where something was seen: "op X", "via e-mail"."""
        words = self._on.get(platform.key, self._on["default"])
        return {
            language: words[language].format(name=platform.name[language]) for language in LANGUAGES
        }


def named(organisation: Organisation | None) -> Named:
    """Give the name that citizens know an organisation by, in every form; empty of None."""
    if organisation is None:
        return NOBODY
    return _composed(organisation.display_name, tuple(organisation.article.items()))


@lru_cache(maxsize=1024)
def _composed(name: str, articles: tuple[tuple[str, str], ...]) -> Named:
    return Naming.load().named(name, dict(articles))


def of_name(name: Texts) -> Named:
    """Give the forms of a name outside the register; its first word tells its article."""
    return Naming.load().named(name)


def capitalised(words: str) -> str:
    """Give words with a capital at the start and the rest as it is."""
    return words[:1].upper() + words[1:]
