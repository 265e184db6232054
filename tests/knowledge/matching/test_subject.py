import json

import pytest

from knowledge.matching.finding.mentions import MentionFinder
from knowledge.matching.subject import LONGEST_MENTION, Subject, SubjectKind, subject_of
from knowledge.matching.verdict import Checker
from knowledge.register.registry import Registry
from tests.knowledge.small_register import ADDRESSES, SMALL, TODAY

CHECKER = Checker(Registry(SMALL, ADDRESSES), MentionFinder(ADDRESSES), today=lambda: TODAY)


@pytest.mark.parametrize(
    ("text", "kind", "platform", "organisation"),
    [
        ("vdab-premie.com", SubjectKind.FAKE, "website", "vdab"),
        ("https://www.instagram.com/delijn", SubjectKind.FAKE, "instagram", "de-lijn"),
        ("vdab-jobs.be", SubjectKind.FAKE, "website", "vdab"),
        ("https://example.org/", SubjectKind.UNKNOWN, "website", None),
        ("@delijn", SubjectKind.UNKNOWN, None, "de-lijn"),
        ("https://oud.delijn.be/", SubjectKind.LISTED, "website", "de-lijn"),
        ("https://www.tiktok.com/@delijntv", SubjectKind.LISTED, "tiktok", "de-lijn"),
        ("https://www.facebook.com/vdab.be", SubjectKind.LISTED, "facebook", "vdab"),
        ("https://x.com/vdab_be", SubjectKind.LISTED, "x", "vdab"),
    ],
)
def test_a_verdict_leaves_its_address(text, kind, platform, organisation):
    (judged,) = CHECKER.check(text).mentions

    subject = subject_of(judged)

    assert (subject.kind, subject.mention) == (kind, judged.mention.text)
    assert (subject.platform, subject.organisation) == (platform, organisation)
    assert CHECKER.check(subject.mention).verdict is judged.verdict


def test_a_long_address_is_not_kept():
    (judged,) = CHECKER.check(f"https://example.org/{'a' * LONGEST_MENTION}").mentions

    assert subject_of(judged).mention is None
    assert len(json.dumps(subject_of(judged).as_slot())) < 100


@pytest.mark.parametrize(
    "subject",
    [
        Subject(SubjectKind.FAKE, "a.be", "website", "vdab", said=("verdict", "why")),
        Subject(SubjectKind.LIST, question={"asks": "organisations", "platforms": ["x"]}),
        Subject(SubjectKind.REPORT, topic="KC-2345-6789"),
        Subject(),
    ],
)
def test_a_slot_gives_back_what_it_was_made_of(subject):
    slot = subject.as_slot()

    assert Subject.of(json.loads(json.dumps(slot))) == subject
    assert slot is None or slot is not subject.as_slot()


@pytest.mark.parametrize(
    "slot", [None, {}, "vdab", [1], {"kind": "later"}, {"kind": "fake", "said": 1}]
)
def test_what_is_no_subject_is_nothing(slot):
    assert Subject.of(slot) == Subject()
