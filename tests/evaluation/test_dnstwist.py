"""Every permutation that dnstwist makes of the official domains, without network."""

import random
from collections import Counter
from collections.abc import Iterator

import dnstwist

from knowledge.addresses.address import Addresses
from knowledge.matching.finding.mentions import Mention, MentionKind
from knowledge.matching.verdict import Checker
from knowledge.model import Register, Verdict
from tests.evaluation.whole_register import whole_checker

MOST_IN_ALL = 20_000
LEAST_CAUGHT = 0.98
FROM_A_LIST_OF_WORDS = (
    "login", "secure", "mijn", "jobs", "account", "nieuws", "online", "support", "info", "verify",
)  # fmt: skip
FROM_A_LIST_OF_TLDS = ("com", "nl", "eu", "net", "org", "info", "fr", "de", "online", "xyz")
CAUGHT = {Verdict.LOOKALIKE, Verdict.CONFIRMED_FAKE}
NEVER = {
    Verdict.OFFICIAL,
    Verdict.OFFICIAL_STALE,
    Verdict.PLANNED,
    Verdict.RETIRED,
    Verdict.COMPROMISED,
}


def official_domains(register: Register, addresses: Addresses) -> list[str]:
    domains = {
        addresses.registrable_domain(channel.address.host)
        for organisation in register.organisations.values()
        for channel in organisation.channels
        if channel.address.platform == "website" and channel.address.host
    }
    # Hosts below a domain of authorities (br.fgov.be) are for no stranger to rent.
    return sorted(
        domain
        for domain in domains
        if domain and addresses.shared_kind(addresses.suffix(domain)) != "shared_authority"
    )


def permutations(domain: str) -> list[tuple[str, str]]:
    fuzzer = dnstwist.Fuzzer(domain, FROM_A_LIST_OF_WORDS, FROM_A_LIST_OF_TLDS)
    fuzzer.generate()
    return sorted(
        (each["fuzzer"], each["domain"]) for each in fuzzer.domains if each["domain"] != domain
    )


def sample(domains: list[str]) -> Iterator[tuple[str, str, str]]:
    """Give an equal share of every domain, the same one every time."""
    share = MOST_IN_ALL // len(domains)
    for domain in domains:
        found = permutations(domain)
        chosen = random.Random(domain).sample(found, min(share, len(found)))  # noqa: S311
        for fuzzer, permutation in chosen:
            yield domain, fuzzer, permutation


def verdict_of(checker: Checker, addresses: Addresses, host: str) -> Verdict:
    address = addresses.from_url(f"https://{host}/")
    return checker.judge(Mention(host, 0, len(host), MentionKind.URL, address)).verdict


def test_permutations_of_official_domains_are_called_lookalike():
    checker, registry = whole_checker()
    domains = official_domains(registry.register, registry.addresses)
    asked: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for _, fuzzer, permutation in sample(domains):
        address = registry.addresses.from_url(f"https://{permutation}/")
        if registry.listed(address) or registry.candidate(address) or registry.other_body(address):
            continue  # vlm.be is a permutation of vmm.be, and both are real
        verdict = verdict_of(checker, registry.addresses, permutation)
        assert verdict not in NEVER, permutation
        asked[fuzzer] += 1
        caught[fuzzer] += verdict in CAUGHT
    for fuzzer, count in sorted(asked.items()):
        print(f"{fuzzer:14} {caught[fuzzer] / count:7.2%} of {count}")
    share = caught.total() / asked.total()
    print(f"{'all':14} {share:7.2%} of {asked.total()}")

    assert asked.total() > 10_000
    assert share >= LEAST_CAUGHT
