"""Likeliest language of a text by its groups of letters, with lingua-language-detector."""

from collections.abc import Iterable

from lingua import Language, LanguageDetectorBuilder


class LetterGroups:
    """Weighs some languages against each other.

    Args:
        languages: Their ISO 639-1 codes; those that lingua does not know are left out.
    """

    def __init__(self, languages: Iterable[str]) -> None:
        wanted = frozenset(languages)
        known = [each for each in Language.all() if _code(each) in wanted]
        # Of groups of three letters alone: a tenth of the memory.
        self._detector = (
            LanguageDetectorBuilder.from_languages(*known).with_low_accuracy_mode().build()
        )

    def ranked(self, text: str) -> list[tuple[str, float]]:
        """Give every language with its probability (0 to 1, together 1), the likeliest first."""
        values = self._detector.compute_language_confidence_values(text)
        return [(_code(each.language), each.value) for each in values]


def _code(language: Language) -> str:
    return language.iso_code_639_1.name.lower()
