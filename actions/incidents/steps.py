"""After something happened: the steps for exactly what was given, the most urgent first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from actions.conversation.reply import Reply
from actions.cues.facts import SELF, Facts
from actions.cues.objections import Objections
from knowledge.data import load_data
from knowledge.matching.subject import Subject, SubjectKind

STEPS_FILE = Path(__file__).with_name("steps.yml")
MOST_AT_ONCE = 3
MOST_LATER = 2
COMFORTED = "comfort"
"""Key among the told steps of `Facts` once the kind word was said."""

AFTER_LOSS = frozenset({"card_stop", "bank", "police", "docstop", "itsme"})
"""Facts of what is only done after something was given or paid."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    Attributes:
        key: Of its sentence below `follow_up.step`.
        after: What was given or happened that asks for it.
        now: It is told at once; others when somebody asks on.
        done: Key of the fact that says it is done; None when nothing does.
        call: Key of who is called for it, below `follow_up.step.call`.
        once_paid: Key of its sentence once money is gone.
        not_by: Ways in which nothing came that it is about.
        spared: What alone does not ask for it any more, once one of these facts is known.
    """

    key: str
    after: frozenset[str]
    now: bool = False
    done: str | None = None
    call: str | None = None
    once_paid: str | None = None
    not_by: frozenset[str] = frozenset()
    spared: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_open(self, facts: Facts) -> bool:
        """Tell whether it is asked for by the facts and not done, whether told or not."""
        asking = self.after.intersection(facts.given)
        known = {*facts.done, *facts.given}
        left = {each for each in asking if known.isdisjoint(self.spared.get(each, ()))}
        is_of_it = facts.by not in self.not_by or facts.by is None
        return bool(left) and is_of_it and self.done not in facts.done

    def waits(self, facts: Facts) -> bool:
        """Tell whether it is asked for by the facts, and neither told nor done."""
        return self.is_open(facts) and self.key not in facts.told


class Steps:
    """All steps, the most urgent first.

    Attributes:
        asked: Kinds of question about a message whose answer is true after a loss too.
        asked_unless: What makes the answer to a kind of question wrong once it was given or done.
        asked_if: What has to be given for the answer to a kind of question to make sense.
    """

    def __init__(
        self,
        rows: Mapping[str, Mapping[str, Any]],
        asked: Iterable[str] = (),
        asked_unless: Mapping[str, Iterable[str]] = MappingProxyType({}),
        asked_if: Mapping[str, Iterable[str]] = MappingProxyType({}),
    ) -> None:
        self.asked = frozenset(asked)
        self.asked_unless = {key: frozenset(row) for key, row in asked_unless.items()}
        self.asked_if = {key: frozenset(row) for key, row in asked_if.items()}
        self._steps = tuple(
            Step(
                key,
                frozenset(row["after"]),
                now=row.get("now", False),
                done=row.get("done"),
                call=row.get("call"),
                once_paid=row.get("once_paid"),
                not_by=frozenset(row.get("not_by", ())),
                spared={key: frozenset(facts) for key, facts in row.get("spared", {}).items()},
            )
            for key, row in rows.items()
        )

    @classmethod
    @cache
    def load(cls, path: Path = STEPS_FILE) -> "Steps":
        """Read a file shaped like `steps.yml`."""
        data = load_data(path)
        return cls(data["steps"], data["asked"], data["asked_unless"], data["asked_if"])

    def urgent(self, facts: Facts) -> list[Step]:
        """Give what to do now."""
        return [each for each in self._steps if each.now and each.waits(facts)][:MOST_AT_ONCE]

    def later(self, facts: Facts) -> list[Step]:
        """Give what to do after that."""
        return [each for each in self._steps if not each.now and each.waits(facts)][:MOST_LATER]

    def told_and_open(self, facts: Facts, given: Iterable[str] | None = None) -> list[Step]:
        """Give the urgent steps that were told and that nobody said were done.

        Args:
            facts: What is known.
            given: Only those for one of these.
        """
        wanted = facts.given if given is None else tuple(given)
        return [
            each
            for each in self._steps
            if each.done
            and each.now
            and each.is_open(facts)
            and each.key in facts.told
            and not each.after.isdisjoint(wanted)
        ]

    def open_for(self, named: Iterable[str], facts: Facts) -> Step | None:
        """Give the first open step that one of these facts would say is done."""
        wanted = set(named)
        return next(
            (each for each in self._steps if each.done in wanted and each.is_open(facts)), None
        )

    def told_for(self, given: Iterable[str]) -> list[Step]:
        """Give the steps to take at once that are meant for one of these, the narrowest first."""
        wanted = set(given)
        found = [each for each in self._steps if each.now and not each.after.isdisjoint(wanted)]
        return sorted(found, key=lambda each: len(each.after))

    def step(self, key: str) -> Step:
        """Give the step of a key."""
        return next(each for each in self._steps if each.key == key)

    def done_by(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Give the facts that say that these steps are done."""
        told = set(keys)
        return tuple(each.done for each in self._steps if each.done and each.key in told)


def known(reply: Reply) -> Facts:
    """Give what is known with this message, and with what was said before the answer to it."""
    says_bank = reply.turn.facts.given and Objections.load().tells_of_bank(reply.turn.text)
    told = Facts(told=reply.facts.told, done=("bank",) if says_bank else ())
    return reply.turn.facts.with_(told)


def whom_in(reply: Reply, facts: Facts) -> dict[str, str]:
    """Name somebody else to whom it happened; empty for the citizen."""
    if facts.whom in (None, SELF):
        return {}
    return {
        "whom": reply.text(f"follow_up.whom.{facts.whom}.plain"),
        "with_whom": reply.text(f"follow_up.whom.{facts.whom}.beside"),
    }


def written(reply: Reply, steps: Sequence[Step], key: str, facts: Facts) -> list[str]:
    """Write several steps under an opening, a sentence of `follow_up.step`; one in its line."""
    sentences = [sentence_of(reply, each, facts) for each in steps]
    if key == "first" and reply.turn.memory.facts.told:
        key = "now_too"
    whom = whom_in(reply, facts) if key == "first" else {}
    if key == "first" and _is_just_comforted(reply):
        key = "do_now"
    if whom:
        is_one = len(sentences) == 1
        opening = reply.text(f"follow_up.step.{'one_for' if is_one else 'first_for'}", **whom)
    else:
        opening = reply.text(f"follow_up.step.{key}")
    if len(sentences) == 1:
        is_bare = key in ("first", "do_now", "now_too") and not whom
        is_loss = key == "first" and "money" in facts.given
        if is_loss and not whom:
            return [f"{reply.text('follow_up.step.sorry')} {sentences[0]}"]
        return [sentences[0] if is_bare else f"{opening} {sentences[0]}"]
    lines = [
        reply.text("follow_up.step.line", number=str(number), step=each)
        for number, each in enumerate(sentences, 1)
    ]
    return [opening, *lines]


def _is_just_comforted(reply: Reply) -> bool:
    """Tell whether a kind word begins this answer, so that a second one is too many."""
    return COMFORTED in reply.facts.told and COMFORTED not in reply.turn.memory.facts.told


def sentence_of(reply: Reply, step: Step, facts: Facts) -> str:
    """Write one step, with the amount where money is gone."""
    if step.once_paid and "money" in facts.given:
        return reply.text(f"follow_up.step.{step.once_paid}", **values(reply, facts))
    return reply.text(f"follow_up.step.{step.key}", **values(reply, facts))


def values(reply: Reply, facts: Facts) -> dict[str, str]:
    """Give what a step is filled with: whose bank, and how much where that was told."""
    key = "call.bank" if whom_in(reply, facts) else "own_bank"
    amount = facts.amount and reply.text("follow_up.step.of_amount", amount=facts.amount)
    return {
        "bank": reply.text(f"follow_up.step.{key}"),
        "of_amount": f" {amount}" if amount else "",
    }


def subject_of_incident(reply: Reply, key: str) -> Subject:
    """Give the incident as subject; the address that it began with stays known."""
    before = reply.subject
    is_same = before.kind is SubjectKind.INCIDENT
    return Subject(
        SubjectKind.INCIDENT,
        mention=before.mention if is_same or before.is_verdict else None,
        platform=before.platform if is_same or before.is_verdict else None,
        organisation=before.organisation,
        topic=before.topic if is_same else None,
        said=before.said if is_same else (),
    ).told(key)
