"""What citizens write holds no address where they meant none, also beside one that they meant."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from knowledge.matching.finding.mentions import MentionFinder
from knowledge.model import Verdict
from tests.evaluation.whole_register import whole_checker

LEAST_SENTENCES = 5000
MOST_MISREAD = 0.001
OFFICIAL = "www.vdab.be"
_ANNOTATION = re.compile(r"\[([^\]]+)\](?:\{[^}]*\}|\([^)]*\))")


def sentences() -> Iterator[str]:
    for file in sorted(Path("bot/data/nlu").glob("*.yml")):
        for intent in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            for line in (intent.get("examples") or "").splitlines():
                yield _ANNOTATION.sub(r"\1", line.removeprefix("- ").strip())


def test_ordinary_sentences_hold_no_address_beside_the_one_that_is_meant() -> None:
    finder = MentionFinder(whole_checker()[1].addresses)
    ordinary = [text for text in dict.fromkeys(sentences()) if not finder.find(text)]
    misread = [text for text in ordinary if len(finder.find(f"{text} ({OFFICIAL})")) > 1]
    print(f"{len(misread)} of {len(ordinary)} misread: {misread}")

    assert len(ordinary) >= LEAST_SENTENCES
    assert len(misread) / len(ordinary) <= MOST_MISREAD


@pytest.mark.parametrize(
    "text",
    [
        "De trein was te laat.De volgende ook.", "Ik heb betaald.Nu hoor ik niets meer.",
        "Ik woon in Gent.Mijn dossier loopt.", "Please help me.It does not work.So what now?",
        "J'ai payé.Je n'ai rien reçu.Est-ce vrai ?",
        "Ich habe bezahlt.Es kam nichts.Im Moment nicht.",
        "Ik ben 65.De premie is weg.", "Dhr. J.De Backer, o.a. d.w.z. t.e.m. enz.",
        "Zie bijlage factuur.pdf, versie 2.0.1, om 14.30 u. voor € 12,50",
        "Ik werk in een e-commerce. Online verkoop is mijn job.",
        "Op dat punt online is het beter. Un point info est prévu.",
        "De extensie .be is Belgisch, welke sites hebben .vlaanderen of ook .com?",
        "Nederlands,Frans,Engels of nl, fr, en; en/of, hij/zij",
        "Les citoyen·ne·s et les employé·es",
        "<b>vet</b> AT&T en H&M &amp; co, a < b", "x = y // opmerking, =SOM(A1:A5)",
    ],
)  # fmt: skip
def test_a_missing_space_beside_an_official_address_is_no_address(text: str) -> None:
    checker, _ = whole_checker()
    assert checker.check(text).verdict is None
    beside = checker.check(f"{text} Zie {OFFICIAL}")
    assert beside.verdict in {Verdict.OFFICIAL, Verdict.OFFICIAL_STALE}
