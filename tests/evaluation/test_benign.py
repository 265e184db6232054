"""Real domains that have nothing to do with the register are not called imitations."""

from pathlib import Path

from knowledge.model import Verdict
from tests.evaluation.whole_register import whole_checker

LEAST_DOMAINS = 600
MOST_CALLED_LOOKALIKE = 0.002


def benign_domains() -> list[str]:
    lines = Path("tests/evaluation/benign.txt").read_text(encoding="utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return list(dict.fromkeys(words))


def test_benign_domains_are_not_called_lookalike():
    checker, _ = whole_checker()
    domains = benign_domains()
    wrong = []
    for domain in domains:
        verdict = checker.check(f"https://{domain}/").verdict
        assert verdict in (Verdict.NOT_LISTED, Verdict.OTHER_BODY, Verdict.LOOKALIKE), domain
        if verdict is Verdict.LOOKALIKE:
            wrong.append(domain)
    print(f"{len(wrong)} of {len(domains)} called lookalike: {wrong}")

    assert len(domains) >= LEAST_DOMAINS
    assert len(wrong) / len(domains) <= MOST_CALLED_LOOKALIKE
