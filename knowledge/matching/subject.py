"""What an answer was about: ids and keys that a follow-up is answered from, never sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from knowledge.matching.verdict import MentionVerdict
from knowledge.model import Rule, Verdict

LONGEST_MENTION = 300  # characters; a longer address is not remembered
VERDICT_TOLD = "verdict"
STORY = "story"
"""Key by which the subject of a service remembers that something was told in its name."""

MOST_BESIDE = 4  # addresses that are remembered
MOST_SAID = 12  # keys that are remembered of what was told about one subject

TALK = frozenset(
    {
        "ask_why",
        "ask_if_sure",
        "point_out",
        "ask_permission",
        "ask_next_step",
        "tell_done",
        "tell_more",
        "ask_real_one",
        "ask_contact",
        "ask_which",
        "ask_how_many",
        "ask_variation",
        "ask_simpler",
        "ask_again",
        "share",
    }
)
"""Intents of talk about the subject; understood only where there is one."""


class SubjectKind(StrEnum):
    """What sort of answer it was; an open form of a report is a question whatever is kept."""

    FAKE = "fake"
    UNKNOWN = "unknown"
    LISTED = "listed"
    ORGANISATION = "organisation"
    LIST = "list"
    ANSWER = "answer"
    INCIDENT = "incident"
    TOLD = "told"
    REPORT = "report"
    QUESTION = "question"
    NOTHING = "nothing"


_KINDS: Mapping[Verdict, SubjectKind] = {
    Verdict.CONFIRMED_FAKE: SubjectKind.FAKE,
    Verdict.COMPROMISED: SubjectKind.FAKE,
    Verdict.LOOKALIKE: SubjectKind.FAKE,
    Verdict.NOT_LISTED: SubjectKind.UNKNOWN,
    Verdict.NEEDS_PLATFORM: SubjectKind.UNKNOWN,
    Verdict.OTHER_BODY: SubjectKind.LISTED,
    Verdict.RETIRED: SubjectKind.LISTED,
    Verdict.PLANNED: SubjectKind.LISTED,
    Verdict.OFFICIAL_STALE: SubjectKind.LISTED,
    Verdict.OFFICIAL: SubjectKind.LISTED,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a conversation is about after an answer.

    Attributes:
        mention: The address as it was sent, to be judged again; at most `LONGEST_MENTION` long.
        platform: Key of `platforms.yml`.
        organisation: Id of whose channel it is, claims to be or imitates.
        question: What a list was asked with, in JSON types.
        topic: Id of an answer, reference of a report, or name of what the bot asked.
        rules: Ids of the rules that bore on the message.
        said: Keys of what was told about it already.
        beside: The addresses of the conversation in their order, where there were several.
        near: Ids of the kinds of question that the last message was near, the likeliest first.
        body: Name, in Dutch, of whom outside the Flemish government it is about.
    """

    kind: SubjectKind = SubjectKind.NOTHING
    mention: str | None = None
    platform: str | None = None
    organisation: str | None = None
    question: Mapping[str, Any] | None = None
    topic: str | None = None
    rules: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    body: str | None = None
    near: tuple[str, ...] = ()

    @property
    def is_verdict(self) -> bool:
        """Whether it is about an address that was judged."""
        return self.kind in (SubjectKind.FAKE, SubjectKind.UNKNOWN, SubjectKind.LISTED)

    def told(self, key: str) -> Subject:
        """Give the same subject after one more thing was told about it."""
        return replace(self, said=(*self.said, key)[-MOST_SAID:])

    def times(self, key: str) -> int:
        """Tell how often something was told about it already."""
        return self.said.count(key)

    @property
    def has_story(self) -> bool:
        """Whether a service is only asked about in the middle of something that was told."""
        return self.kind is SubjectKind.ORGANISATION and STORY in self.said

    @property
    def story(self) -> Subject:
        """What was told, to go on about."""
        return replace(self, kind=SubjectKind.TOLD) if self.has_story else self

    @classmethod
    def of(cls, slot: object) -> Subject:
        """Read what `as_slot` gave; what another version kept and is none any more is nothing."""
        try:
            return _ADAPTER.validate_python(slot or {})
        except ValidationError:
            return cls()

    def as_slot(self) -> dict[str, Any] | None:
        """Give it in JSON types alone, made anew at each call; None when it is nothing.

        Rasa shares the value of a slot between trackers: never change it in place.
        """
        if self.kind is SubjectKind.NOTHING:
            return None
        known = {name: value for name, value in asdict(self).items() if value}
        lists = {name: list(known[name]) for name in ("rules", "beside", "near") if name in known}
        return known | lists | {"kind": self.kind.value, "said": list(self.said)}


_ADAPTER = TypeAdapter(Subject)


def subject_of(judged: MentionVerdict, rules: Sequence[Rule] = ()) -> Subject:
    """Give what a verdict leaves, with the rules that bore on the message."""
    pasted = judged.mention.text
    return Subject(
        kind=_KINDS[judged.verdict],
        mention=pasted if len(pasted) <= LONGEST_MENTION else None,
        platform=judged.address.platform if judged.address else None,
        organisation=judged.organisation.id if judged.organisation else None,
        rules=tuple(rule.id for rule in rules),
        said=(VERDICT_TOLD,),
        body=judged.belongs_to.name["nl"] if judged.belongs_to else None,
    )


def with_story(before: Subject, now: Subject) -> Subject:
    """Keep what was told while its service and the channels of that are asked about."""
    is_same = before.organisation in (None, now.organisation)
    has_story = before.kind is SubjectKind.TOLD or before.has_story
    if now.kind is not SubjectKind.ORGANISATION or now.has_story or not (is_same and has_story):
        return now
    said = (STORY, *(each for each in before.said if each != STORY))
    return replace(now, topic=before.topic, said=(*said, *now.said)[-MOST_SAID:])


def beside(before: Subject, mentions: Sequence[str], now: Subject) -> Subject:
    """Give a subject with the addresses of the conversation, of a few messages back."""
    first = before.beside or ((before.mention,) if before.mention else ())
    known = dict.fromkeys((*first, *(each for each in mentions if len(each) <= LONGEST_MENTION)))
    return replace(now, beside=tuple(known)[-MOST_BESIDE:]) if len(known) > 1 else now
