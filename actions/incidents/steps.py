"""After something happened: the steps for exactly what was given, the most urgent first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from actions.answers.channels import platform_name
from actions.answers.short_answers import answer_by_id, key_of, tell, tell_short
from actions.conversation.reply import Button, Reply
from actions.cues.facts import SELF, Facts, FactsReader
from actions.cues.talk import TalkWords
from knowledge.data import load_data
from knowledge.matching.subject import Subject, SubjectKind

BLOCKED = frozenset({"card_stop", "docstop", "itsme"})
"""Steps that `it is blocked` says are done."""

POLICE_HOW = "police-must-i-how"
"""The answer on how to go to the police."""

BANK_REFUSES = "bank-refuses"
"""The answer for who gets nothing back from the bank."""

STEPS_FILE = Path(__file__).with_name("steps.yml")
MOST_AT_ONCE = 3
MOST_LATER = 2
MOST_BARE = 6  # words of `all of that is done`
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
        call: Key of who is called for it, below `follow_up.step.call`.
        once_paid: Key of its sentence once money is gone.
        spared: What alone does not ask for it any more, once that fact says what is done.
    """

    key: str
    after: frozenset[str]
    now: bool = False
    done: str | None = None
    call: str | None = None
    once_paid: str | None = None
    spared: Mapping[str, str] = field(default_factory=dict)

    def is_open(self, facts: Facts) -> bool:
        """Tell whether it is asked for by the facts and not done, whether told or not."""
        asking = self.after.intersection(facts.given)
        left = {each for each in asking if self.spared.get(each, "") not in facts.done}
        return bool(left) and self.done not in facts.done

    def waits(self, facts: Facts) -> bool:
        """Tell whether it is asked for by the facts, and neither told nor done."""
        return self.is_open(facts) and self.key not in facts.told


class Steps:
    """All steps, the most urgent first.

    Attributes:
        asked: Kinds of question about a message whose answer is true after a loss too.
        asked_unless: What makes the answer to a kind of question wrong once it was given.
    """

    def __init__(
        self,
        rows: Mapping[str, Mapping[str, Any]],
        asked: Iterable[str] = (),
        asked_unless: Mapping[str, Iterable[str]] = MappingProxyType({}),
    ) -> None:
        self.asked = frozenset(asked)
        self.asked_unless = {key: frozenset(row) for key, row in asked_unless.items()}
        self._steps = tuple(
            Step(
                key,
                frozenset(row["after"]),
                now=row.get("now", False),
                done=row.get("done"),
                call=row.get("call"),
                once_paid=row.get("once_paid"),
                spared=row.get("spared", {}),
            )
            for key, row in rows.items()
        )

    @classmethod
    @cache
    def load(cls, path: Path = STEPS_FILE) -> "Steps":
        """Read a file shaped like `steps.yml`."""
        data = load_data(path)
        return cls(data["steps"], data["asked"], data["asked_unless"])

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

    def step(self, key: str) -> Step:
        """Give the step of a key."""
        return next(each for each in self._steps if each.key == key)

    def done_by(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Give the facts that say that these steps are done."""
        told = set(keys)
        return tuple(each.done for each in self._steps if each.done and each.key in told)


def tell_incident(reply: Reply) -> None:
    """Tell the next steps for what is known, or ask what was given."""
    turn, steps = reply.turn, Steps.load()
    facts = _facts_after(reply, steps)
    if not facts.given:
        _ask(reply, facts)
        return
    fresh = set(turn.news.given).difference(turn.memory.facts.given)
    more_urgent = _more_urgent(reply, steps, facts, fresh)
    urgent = steps.urgent(facts)
    open_still = [] if urgent or more_urgent else _left_open(reply, steps, facts)
    is_new = bool(urgent or more_urgent)
    chosen = urgent or open_still or ([] if is_new else steps.later(facts))
    reply.leave(subject_of_incident(reply, "ask_next_step"))
    if not (chosen or more_urgent):
        _tell_over(reply, facts)
        return
    is_later = bool(turn.memory.facts.told) and not fresh
    key = "then" if is_later or _praise(reply) else "first"
    key = "left" if open_still else key
    reply.know(facts.having_told(tuple(each.key for each in chosen)))
    written = _written(reply, chosen, key, facts) if chosen else []
    reply.send([*_praise(reply), *more_urgent, *written])


def warn(reply: Reply) -> bool:
    """Tell within a report what cannot wait, for exactly what was given; tell whether it did."""
    facts = reply.facts
    chosen = Steps.load().urgent(facts)
    if not chosen:
        return False
    reply.know(facts.having_told(tuple(each.key for each in chosen)))
    is_paid = "money" in facts.given and all(each.key != "card_stop" for each in chosen)
    if_card = [reply.text("follow_up.step.if_card")] if is_paid else []
    reply.send([*_written(reply, chosen, "before_all", facts), *if_card])
    return True


def tell_first(reply: Reply) -> None:
    """Tell once more what is to be done first, to whoever asks just that."""
    steps, facts = Steps.load(), known(reply)
    told = steps.told_and_open(facts)
    named = FactsReader.load().names_done(reply.turn.text)
    first = [each for each in told if each.done in named][:1] or told[:1]
    if steps.urgent(facts) or not first:
        tell_incident(reply)
        return
    reply.leave(subject_of_incident(reply, "ask_next_step"))
    reply.send([reply.text("follow_up.step.before_all"), sentence_of(reply, first[0], facts)])


def tell_if_all(reply: Reply) -> None:
    """Say whether that was all, and what is left."""
    steps, facts = Steps.load(), known(reply)
    left = steps.urgent(facts) or steps.later(facts)
    asks_more = TalkWords.load().has("anything_else", reply.turn.text)
    if not facts.given or not left:
        reply.leave(subject_of_incident(reply, "step.over"))
        known_key = "no_more" if asks_more else "all_given"
        key = known_key if facts.given else "all_unknown"
        reply.send([reply.text(f"follow_up.step.{key}")])
        return
    reply.leave(subject_of_incident(reply, "ask_next_step"))
    reply.know(facts.having_told(tuple(each.key for each in left)))
    reply.send(_written(reply, left, "more" if asks_more else "not_all", facts))


def tell_not_too_late(reply: Reply) -> None:
    """Answer `too late`: what was done is asked for, or what still helps is said."""
    turn, steps = reply.turn, Steps.load()
    if not turn.facts.given:
        asked = tuple(turn.memory.facts.asked)
        if asked and not turn.text.rstrip().endswith("?"):
            _tell_given(reply, known(reply).with_(Facts(given=asked)))
            return
        _ask(reply, known(reply))
        return
    facts = known(reply)
    left = (steps.told_and_open(facts) or steps.urgent(facts) or steps.later(facts))[:1]
    reply.leave(subject_of_incident(reply, "ask_next_step"))
    reply.know(facts.having_told(tuple(each.key for each in left)))
    sentences = [sentence_of(reply, each, facts) for each in left]
    key = "not_too_late" if left else "all_done"
    reply.send([reply.text(f"follow_up.step.{key}"), *sentences])


def tell_refused(reply: Reply) -> None:
    """Say what can be done against a bank that refuses, once; then go on."""
    turn = reply.turn
    reply.know(replace(known(reply).with_(Facts(done=("bank",))), kept=()))
    answer = answer_by_id(turn, BANK_REFUSES)
    if answer and not turn.subject.times(key_of(answer)):
        reply.leave(subject_of_incident(reply, "refused"))
        tell(reply, answer)
    elif not tell_short(reply):
        tell_incident(reply)


def _tell_police_how(reply: Reply) -> bool:
    answer = answer_by_id(reply.turn, POLICE_HOW)
    if answer is None or reply.turn.subject.times(key_of(answer)):
        return False
    tell(reply, answer)
    return True


def tell_of_police(reply: Reply) -> None:
    """Say whether to go to the police: once money is gone, yes; then how."""
    turn = reply.turn
    facts, subject = known(reply), turn.subject
    if TalkWords.load().has("how_do", turn.text) and _tell_police_how(reply):
        return
    is_again = subject.times("police")
    reply.leave(subject_of_incident(reply, "police"))
    if is_again and tell_short(reply):
        return
    whom = whom_in(reply, facts)
    paid = "paid_for" if whom else "paid"
    key = paid if "money" in facts.given else "unpaid"
    reply.know(facts.having_told(("police",)))
    reply.send([reply.text(f"follow_up.police.{key}", **whom)])


def _tell_given(reply: Reply, facts: Facts) -> None:
    """Tell the steps for what was asked for and is now said to be given."""
    chosen = Steps.load().urgent(facts)
    reply.leave(subject_of_incident(reply, "ask_next_step"))
    reply.know(facts.having_told(tuple(each.key for each in chosen)))
    reply.send(_written(reply, chosen, "first", facts))


def _facts_after(reply: Reply, steps: Steps) -> Facts:
    """Give what is known after a message; `done` alone means what was told before it."""
    turn = reply.turn
    facts = replace(known(reply), kept=())
    words = TalkWords.load()
    is_few = len(turn.text.split()) <= MOST_BARE and not turn.text.rstrip().endswith("?")
    is_bare = is_few and words.has("did_it", turn.text)
    if is_few and words.has("blocked", turn.text) and not turn.news.done:
        facts = facts.with_(Facts(done=steps.done_by(BLOCKED.intersection(facts.told))))
    if is_bare and not (turn.news.done or turn.news.given):
        done = steps.done_by(facts.told)
        if turn.subject.times("step.ask"):
            done = ("card_stop", "bank")  # what was told beside the question
        facts = facts.with_(Facts(done=done))
    if not facts.given and AFTER_LOSS.intersection(facts.done):  # nobody does these for nothing
        facts = facts.with_(Facts(given=("money",)))
    return facts


def known(reply: Reply) -> Facts:
    """Give what is known with this message, and with what was said before the answer to it."""
    return reply.turn.facts.with_(Facts(told=reply.facts.told))


def _more_urgent(reply: Reply, steps: Steps, facts: Facts, fresh: set[str]) -> list[str]:
    """Say what news means for a call that was told or made before; nothing where there is none."""
    if not fresh or not reply.turn.memory.facts.told:
        return _new_amount(reply, facts)
    again = [each for each in steps.told_and_open(facts, fresh) if each.call]
    if again and "money" in fresh:
        return [reply.text("follow_up.step.paid_too", **_values(reply, facts))]
    if again:
        calls = [reply.text(f"follow_up.step.call.{each.call}") for each in again]
        both = f" {reply.text('follow_up.step.and')} ".join(calls)
        return [reply.text("follow_up.step.more_urgent", calls=both)]
    called = {"money", "card", "code"} & fresh and "bank" in reply.turn.memory.facts.done
    return [reply.text("follow_up.step.bank_again", **_values(reply, facts))] if called else []


def _new_amount(reply: Reply, facts: Facts) -> list[str]:
    """Say that the bank has to know how much it was, told after the bank was named."""
    amount, before = reply.turn.news.amount, reply.turn.memory.facts
    is_new = amount and amount != before.amount and "bank" in before.told
    if not is_new or "money" not in facts.given:
        return []
    return [reply.text("follow_up.step.say_amount", amount=amount or "")]


def _left_open(reply: Reply, steps: Steps, facts: Facts) -> list[Step]:
    """Give what was told and is left when one thing is done; once."""
    turn = reply.turn
    has_hung_up = TalkWords.load().has("hung_up", turn.text)
    # Within a report the steps were told beside its questions, and are easily missed.
    did = turn.news.done or has_hung_up or turn.intent == "tell_done" or turn.draft
    is_news = bool(did) and not turn.subject.times("step.left")
    left = [each for each in steps.told_and_open(facts) if each.call] if is_news else []
    if left:
        reply.leave(reply.subject.told("step.left"))
    return left


def _tell_over(reply: Reply, facts: Facts) -> None:
    key = "still" if reply.turn.subject.times("step.over") else "over"
    whom = whom_in(reply, facts)
    reply.leave(subject_of_incident(reply, "step.over"))
    reply.know(facts)
    if key == "over" and whom:
        reply.send([*_praise(reply), reply.text("follow_up.step.over_for", **whom)])
    else:
        reply.send([*_praise(reply), reply.text(f"follow_up.step.{key}")])


def whom_in(reply: Reply, facts: Facts) -> dict[str, str]:
    """Name somebody else to whom it happened; empty for the citizen."""
    if facts.whom in (None, SELF):
        return {}
    return {
        "whom": reply.text(f"follow_up.whom.{facts.whom}.plain"),
        "with_whom": reply.text(f"follow_up.whom.{facts.whom}.beside"),
    }


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
    reply.leave(subject_of_incident(reply, "step.ask"))
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
        whom = whom_in(reply, facts)
        key = "ask_for" if whom else "ask"
        reply.send([reply.text(f"follow_up.step.{key}", **whom)], buttons)


def _praise(reply: Reply) -> list[str]:
    turn, words = reply.turn, TalkWords.load()
    has_hung_up = words.has("hung_up", turn.text) and not turn.news.given
    says_so = turn.intent == "tell_done" and not words.has("not_yet", turn.text)
    is_done = turn.news.done or says_so or has_hung_up
    return [reply.text("follow_up.step.heard")] if is_done else []


def _written(reply: Reply, steps: Sequence[Step], key: str, facts: Facts) -> list[str]:
    sentences = [sentence_of(reply, each, facts) for each in steps]
    if key == "first" and reply.turn.memory.facts.told:
        key = "now_too"
    whom = whom_in(reply, facts) if key == "first" else {}
    if whom:
        is_one = len(sentences) == 1
        opening = reply.text(f"follow_up.step.{'one_for' if is_one else 'first_for'}", **whom)
    else:
        opening = reply.text(f"follow_up.step.{key}")
    if len(sentences) == 1:
        is_bare = key in ("first", "now_too") and not whom
        is_loss = key == "first" and "money" in facts.given
        if is_loss and not whom:
            return [f"{reply.text('follow_up.step.sorry')} {sentences[0]}"]
        return [sentences[0] if is_bare else f"{opening} {sentences[0]}"]
    lines = [
        reply.text("follow_up.step.line", number=str(number), step=each)
        for number, each in enumerate(sentences, 1)
    ]
    return [opening, *lines]


def sentence_of(reply: Reply, step: Step, facts: Facts) -> str:
    """Write one step, with the amount where money is gone."""
    if step.once_paid and "money" in facts.given:
        return reply.text(f"follow_up.step.{step.once_paid}", **_values(reply, facts))
    return reply.text(f"follow_up.step.{step.key}", **_values(reply, facts))


def _values(reply: Reply, facts: Facts) -> dict[str, str]:
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
