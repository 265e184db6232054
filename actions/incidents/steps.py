"""After something happened: the steps for exactly what was given, the most urgent first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from actions.answers.channels import platform_name
from actions.conversation.reply import Button, Reply
from actions.cues.facts import Facts
from knowledge.data import load_data
from knowledge.matching.subject import Subject, SubjectKind

STEPS_FILE = Path(__file__).with_name("steps.yml")
MOST_AT_ONCE = 3
MOST_LATER = 2
AFTER_LOSS = frozenset({"card_stop", "bank", "police", "docstop", "itsme"})
"""Facts of what is only done after something was given or paid."""

OFFERED = ("card", "money", "password", "clicked")
"""What somebody may have given, offered as buttons when it was not told."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    Attributes:
        key: Of its sentence below `follow_up.step`.
        after: What was given or happened that asks for it.
        now: It is told at once; others when somebody asks on.
        done: Key of the fact that says it is done; None when nothing does.
    """

    key: str
    after: frozenset[str]
    now: bool = False
    done: str | None = None

    def waits(self, facts: Facts) -> bool:
        """Tell whether it is asked for by the facts, and neither told nor done."""
        is_asked = not self.after.isdisjoint(facts.given)
        return is_asked and self.key not in facts.told and self.done not in facts.done


class Steps:
    """All steps, the most urgent first."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        self._steps = tuple(
            Step(key, frozenset(row["after"]), row.get("now", False), row.get("done"))
            for key, row in rows.items()
        )

    @classmethod
    @cache
    def load(cls, path: Path = STEPS_FILE) -> "Steps":
        """Read a file shaped like `steps.yml`."""
        return cls(load_data(path)["steps"])

    def urgent(self, facts: Facts) -> list[Step]:
        """Give what to do now."""
        return [each for each in self._steps if each.now and each.waits(facts)][:MOST_AT_ONCE]

    def later(self, facts: Facts) -> list[Step]:
        """Give what to do after that."""
        return [each for each in self._steps if not each.now and each.waits(facts)][:MOST_LATER]

    def brought_back(self, facts: Facts, news: Facts) -> Facts:
        """Let the steps for what was not known before this message be told again.

        `He needed her card` must not use up the step for `she gave the code`.
        """
        again = {each.key for each in self._steps if not each.after.isdisjoint(news.given)}
        told = tuple(key for key in facts.told if key not in again)
        return replace(facts, told=told, kept=())


def tell_incident(reply: Reply) -> None:
    """Tell the next steps for what is known, or ask what was given."""
    turn = reply.turn
    steps = Steps.load()
    fresh = Facts(given=tuple(set(turn.news.given).difference(turn.memory.facts.given)))
    facts = steps.brought_back(turn.facts, fresh)
    if turn.intent == "tell_done" and turn.subject.times("step.ask"):
        facts = facts.with_(Facts(done=("card_stop", "bank")))  # what was told beside the question
    if not facts.given and AFTER_LOSS.intersection(facts.done):  # nobody does these for nothing
        facts = facts.with_(Facts(given=("money",)))
    if not facts.given:
        _ask(reply, facts)
        return
    urgent = steps.urgent(facts)
    chosen, key = (urgent, "first") if urgent else (steps.later(facts), "then")
    if turn.memory.facts.told and urgent and not turn.news.given:
        key = "then"
    reply.leave(_subject(reply, "ask_next_step"))
    if not chosen:
        key = "still" if turn.subject.times("step.over") else "over"
        reply.leave(_subject(reply, "step.over"))
        reply.know(facts)
        reply.send([*_praise(reply), reply.text(f"follow_up.step.{key}")])
        return
    keys = tuple(each.key for each in chosen)
    reply.know(facts.having_told(keys))
    is_again = urgent and set(keys).issubset(turn.memory.facts.told)
    before = [reply.text("follow_up.neutral.said")] if is_again else _praise(reply)
    reply.send([*before, *_written(reply, chosen, key)])


def tell_how(reply: Reply) -> None:
    """Say back where or when it was, then go on."""
    place = reply.turn.news.seen_on
    if place:
        heard = reply.text("follow_up.step.place", platform=platform_name(reply, place))
    else:
        heard = reply.text("follow_up.step.noted")
    reply.send([heard])
    tell_incident(reply)


def tell_nothing_given(reply: Reply) -> None:
    """Praise that nothing was given; who gave something before goes on with its steps."""
    subject = reply.turn.subject
    if reply.turn.facts.given:
        tell_incident(reply)
        return
    is_unpaid = subject.kind is SubjectKind.LISTED and "money" in reply.turn.news.kept
    key = "may.pay.known" if is_unpaid else "step.nothing"
    kept = subject if subject.kind is not SubjectKind.NOTHING else Subject(SubjectKind.TOLD)
    reply.leave(kept.told("step.nothing"))
    reply.send([reply.text(f"follow_up.{key}")])


def _ask(reply: Reply, facts: Facts) -> None:
    """Ask what was given, with what cannot wait."""
    reply.know(facts)
    reply.leave(_subject(reply, "step.ask"))
    buttons: Sequence[Button] = [
        (
            reply.text(f"follow_up.step.button.{each}"),
            reply.text(f"follow_up.step.pressed.{each}"),
        )
        for each in OFFERED
    ]
    if reply.turn.subject.times("step.ask"):
        reply.send([reply.text("follow_up.neutral.incident")], buttons)
    else:
        reply.send([reply.text("follow_up.step.ask")], buttons)


def _praise(reply: Reply) -> list[str]:
    is_done = reply.turn.news.done or reply.turn.intent == "tell_done"
    return [reply.text("follow_up.step.heard")] if is_done else []


def _written(reply: Reply, steps: Sequence[Step], key: str) -> list[str]:
    sentences = [reply.text(f"follow_up.step.{each.key}") for each in steps]
    opening = reply.text(f"follow_up.step.{key}")
    if len(sentences) == 1:
        return [f"{opening} {sentences[0]}" if key == "then" else sentences[0]]
    lines = [
        reply.text("follow_up.step.line", number=str(number), step=each)
        for number, each in enumerate(sentences, 1)
    ]
    return [opening, *lines]


def _subject(reply: Reply, key: str) -> Subject:
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
