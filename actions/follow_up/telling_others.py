"""What the citizen tells somebody else about it: a boss who wants to pay, or people at work."""

from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.facts import FactsReader
from actions.cues.talk import TalkWords
from knowledge.matching.subject import SubjectKind

TO_THEM, AT_WORK = "told.say_to_them", "asked.tell_work"
"""Keys of what was told, and of the sentences below `follow_up`."""


def asks_what_to_tell(turn: Turn) -> bool:
    """Tell whether it asks what to say to somebody near about what is not sure to be real."""
    is_open = turn.subject.is_verdict or turn.subject.kind is SubjectKind.TOLD
    is_other = turn.facts.given or turn.judged.verdict or turn.draft
    if is_other or not (is_open and TalkWords.load().has("say_to", turn.text)):
        return False
    return FactsReader.load().names_somebody(turn.text) or turn.subject.times(TO_THEM) > 0


def tell_them(reply: Reply) -> None:
    """Give a sentence to say, in other words the second time."""
    is_again = reply.turn.subject.times(TO_THEM) % 2
    reply.leave(reply.turn.subject.told(TO_THEM))
    reply.send([reply.text(f"follow_up.{TO_THEM}{'_again' if is_again else ''}")])


def asks_to_tell_work(turn: Turn) -> bool:
    """Tell whether it asks if the own firm has to know, which is no report to anybody else."""
    words, text = TalkWords.load(), turn.text
    asks = text.rstrip().endswith("?") or words.begins("asks", text)
    is_about = turn.subject.kind in (SubjectKind.INCIDENT, SubjectKind.TOLD)
    is_about = is_about or turn.subject.is_verdict
    return is_about and asks and words.has("in_house", text) and not turn.judged.verdict


def tell_at_work(reply: Reply) -> None:
    """Say who at work has to know."""
    reply.know(reply.turn.facts)
    reply.leave(reply.turn.subject.told(AT_WORK))
    reply.send([reply.text(f"follow_up.{AT_WORK}.incident")])
