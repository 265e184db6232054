"""Plain questions after something happened: is it bad, whose fault is it, must a card go."""

from collections.abc import Iterable

from actions.answers.short_answers import answer_by_id, key_of, tell
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.facts import CLICKED, FOREIGN, OPENED, Facts, FactsReader
from actions.cues.talk import TalkWords
from actions.incidents.steps import Step, Steps, known, sentence_of, subject_of_incident

NO_FAULT = "is-it-my-fault"
"""The answer for who blames themselves."""

BLOCKING = ("docstop", "itsme", "card_stop")
"""Keys of the steps that block something, the narrowest first."""

_OF_CARD = frozenset({"card", "code", "bank_details"})
"""What was given for which a card surely has to be blocked."""

_BLOCKED_BY = {"itsme": "itsme", "id_photo": "docstop"}
"""Which step blocks a thing that is no bank card."""

BLOCKABLE = frozenset({"card", *_BLOCKED_BY})
"""Things that can be blocked, by the names of `facts.yml`."""

USES = {
    "id_photo": "identity",
    "national_number": "identity",
    "itsme": "itsme",
    "code": "card",
    "card": "card",
    "bank_details": "card",
    "password": "password",
    "login": "password",
    "whatsapp_code": "whatsapp",
    "account": "account",
    "meter": "meter",
    "personal": "personal",
}
"""What can be done with what was given, the worst first, by its sentence in the catalogue."""

MOST_STEPS = 2
"""Steps in an answer on what was given."""

SELDOM_HARMS = frozenset({CLICKED, "personal", "account", "meter"})
"""What was given with which alone nobody gets at money."""


def use_of(reply: Reply) -> str | None:
    """Give the sentence on what can be done with what was given."""
    facts = known(reply)
    used = next((each for each in USES if each in facts.given), None)
    if used is None:
        return None
    is_blocked = any(each.done in facts.done for each in _blocking((used,)))
    blocked = f"follow_up.use.{USES[used]}_done"
    if is_blocked and blocked in reply.turn.context.sentences:
        return reply.text(blocked)
    return reply.text(f"follow_up.use.{USES[used]}")


def _blocking(given: Iterable[str]) -> list[Step]:
    """Give the steps that block what was given, the narrowest first."""
    steps = [Steps.load().step(key) for key in BLOCKING]
    return [each for each in steps if not each.after.isdisjoint(given)]


def asks_use(turn: Turn) -> bool:
    """Tell whether somebody asks what others can do with what was given."""
    words = TalkWords.load()
    return words.has("use", turn.text) or words.has("they_can", turn.text)


def tell_if_bad(reply: Reply) -> None:
    """Say whether it is bad: what can be done with it, and that something helps."""
    reply.leave(subject_of_incident(reply, "if_bad"))
    if reply.turn.facts.given == (CLICKED,):
        reply.send([reply.text("follow_up.sure.clicked")])
        return
    if reply.turn.facts.given == (OPENED,):
        reply.send([reply.text("follow_up.sure.opened")])
        return
    was_told = reply.turn.subject.times("use") or reply.turn.subject.times("if_bad")
    more = "" if was_told else use_of(reply) or ""
    left = [] if more else Steps.load().told_and_open(known(reply))[:1]
    steps = [sentence_of(reply, each, reply.turn.facts) for each in left]
    is_harmless = SELDOM_HARMS.issuperset(reply.turn.facts.given)
    key = "is_not_so_bad" if is_harmless else "is_bad"
    reply.send([reply.text(f"follow_up.step.{key}"), more, *steps])


def things_asked(turn: Turn) -> tuple[str, ...]:
    """Name what was given that a question comes back to, as in `and my identity card?`."""
    named = FactsReader.load().names_things(turn.question)
    of_it = (FOREIGN,) if "id_photo" in named else ()
    return tuple(each for each in (*named, *of_it) if each in turn.facts.given)


def tell_one(reply: Reply) -> None:
    """Answer `and the bank?` or `and my password?`: what to do, or that it is done."""
    steps, facts = Steps.load(), known(reply)
    named = FactsReader.load().names_done(reply.turn.text)
    reply.leave(subject_of_incident(reply, "ask_next_step"))
    given = things_asked(reply.turn)
    if given and (left := [each for each in steps.told_for(given) if each.is_open(facts)]):
        reply.know(facts.having_told(tuple(each.key for each in left)))
        reply.send([sentence_of(reply, each, facts) for each in left[:MOST_STEPS]])
        return
    named = (*named, *(each.done for each in steps.told_for(given) if each.done))
    step = steps.open_for(named, facts)
    if step is None:
        is_done = not set(named).isdisjoint(facts.done)
        key = "was_done" if is_done else "not_needed"
        reply.send([reply.text(f"follow_up.step.{key}")])
        return
    reply.know(facts.having_told((step.key,)))
    reply.send([f"{reply.text('follow_up.step.yes')} {sentence_of(reply, step, facts)}"])


def tell_no_fault(reply: Reply) -> None:
    """Say that it is not their fault: at length once, then in a few words."""
    is_first = not reply.turn.subject.times("fault")
    if is_first and reply.turn.facts.given:  # what happened is known: it is not asked again
        reply.send([reply.text("follow_up.kind.no_fault_known")])
        return
    answer = answer_by_id(reply.turn, NO_FAULT)
    reply.leave(subject_of_incident(reply, "fault"))
    if answer and not reply.turn.subject.times(key_of(answer)):
        tell(reply, answer)
    else:
        reply.send([reply.text("follow_up.kind.no_fault")])


def tell_if_block(reply: Reply) -> None:
    """Say whether what the question names has to be blocked, by what was given."""
    facts = known(reply)
    reply.leave(subject_of_incident(reply, "block_card"))
    reader = FactsReader.load()
    named = reader.names_things(reply.turn.question) or reader.names_things(reply.turn.text)
    if _tell_if_card_too(reply, named, facts) or _tell_of_other(reply, named, facts):
        return
    steps = _blocking(facts.given)
    if not steps:
        reply.send([reply.text("follow_up.step.no_block")])
        return
    step = next((each for each in steps if each.done not in facts.done), None)
    if step is None:
        reply.send([reply.text("follow_up.step.was_done")])
        return
    reply.know(facts.having_told((step.key,)))
    asks_how = TalkWords.load().begins("how", reply.turn.text)
    opening = [] if asks_how else [reply.text("follow_up.step.yes")]
    reply.send([" ".join([*opening, sentence_of(reply, step, facts)])])


def _tell_if_card_too(reply: Reply, named: Iterable[str], facts: Facts) -> bool:
    """Say that the bank knows whether a card that was not given has to be blocked too."""
    open_keys = {each.key for each in _blocking(facts.given) if each.is_open(facts)}
    if "card" not in named or "card_stop" not in open_keys or _OF_CARD.intersection(facts.given):
        return False
    was_told = any(map(reply.turn.subject.times, ("block_card", "asked.must_card_stop")))
    keys = (f"follow_up.asked.must_card_stop.{each}" for each in facts.given if not was_told)
    key = next((each for each in keys if each in reply.turn.context.sentences), None)
    reply.leave(reply.subject.told("asked.must_card_stop"))
    reply.send([reply.text(key or "follow_up.alarm.bank_first")])
    return True


def _is_for_card_stop(facts: Facts) -> bool:
    return not Steps.load().step("card_stop").after.isdisjoint(facts.given)


def _tell_of_other(reply: Reply, named: Iterable[str], facts: Facts) -> bool:
    """Say how to block what was not given and is asked about by name, or that it need not be."""
    words, text = TalkWords.load(), reply.turn.question
    other = next((each for each in named if each in _BLOCKED_BY and each not in facts.given), None)
    is_of_bank = "card" in named and words.has("bank_card", reply.turn.text)
    if other is None and is_of_bank and not _is_for_card_stop(facts):
        reply.send([reply.text("follow_up.step.no_block")])
        return True
    if other is None:
        return False
    asks_how = words.begins("how", text) or words.has("how_do", text)
    step = Steps.load().step(_BLOCKED_BY[other])
    how = sentence_of(reply, step, facts) if asks_how else reply.text("follow_up.step.not_needed")
    reply.send([how])
    return True
