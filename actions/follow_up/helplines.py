"""The numbers that we tell people to call: whose they are, what a call costs, and who listens."""

from actions.answers.short_answers import answer_by_id, tell
from actions.conversation.reply import Reply
from actions.conversation.turn import EMERGENCY, Turn
from actions.cues.care import CareWords
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.follow_up.meanings import names
from actions.follow_up.meanings.signs import CLOSES, OF_THEIR_OWN
from actions.incidents.comfort import YOUNG
from knowledge.model import Address, OtherBody

_DANGER = frozenset({"101", "112"})
"""Keys of the numbers for danger, which have an answer of their own."""

_FREE = frozenset({"+80021232123", "116000", "103", "106", "107", "1712"})
"""Keys of the numbers that our other sentences call free."""

_CARD_STOP = "+3278170170"

_LISTENS = "Awel"
"""Name of who listens to children."""


def asks_of_ours(turn: Turn) -> bool:
    """Tell whether it asks what a number of ours is, what it costs, or whether to call 101."""
    is_other = turn.draft is not None or turn.intent in OF_THEIR_OWN or turn.news.given
    if is_other or turn.judged.verdict or not turn.helplines:
        return False
    return _asks_of_danger(turn) or _asks_itself(turn)


def wants_listener(turn: Turn) -> bool:
    """Tell whether a child asks for somebody to talk to, and nothing else has to be said first."""
    is_other = turn.draft is not None or turn.judged.verdict or turn.news.given
    return not is_other and asks_for_listener(turn)


def asks_for_listener(turn: Turn) -> bool:
    """Tell whether a child asks for somebody to talk to, or anybody for who listens to children."""
    words, text = TalkWords.load(), turn.text
    is_young = YOUNG in turn.facts.told or CareWords.load().tells_age(text)
    names_it = turn.other is not None and turn.other.names["nl"] == _LISTENS
    is_afraid = is_young and FormWords.load().is_upset(text)
    asks = words.has("talks_to", text) or (is_afraid and words.has("whom_to_call", text))
    return (asks and is_young) or (names_it and _asks_to_reach(turn))


def tell_ours(reply: Reply) -> None:
    """Say what is known of a number that we give."""
    turn = reply.turn
    danger = answer_by_id(turn, EMERGENCY)
    if danger and _asks_of_danger(turn) and not TalkWords.load().has("cost", turn.text):
        tell(reply, danger)
        return
    written, address = next(iter(turn.helplines.items()))
    body = _whose(turn, address)
    if body is None:
        return
    reply.leave(turn.subject.told(names.OURS))
    values = {"number": written, "body": body.name(turn.language)}
    reply.send([reply.text(f"follow_up.ours.{_key(turn, address)}", **values)])


def tell_listener(reply: Reply) -> None:
    """Say who listens to a child."""
    subject = reply.subject
    reply.leave(subject.told(names.LISTENER))
    key = "listens_again" if subject.times(names.LISTENER) else "listens"
    reply.send([reply.text(f"follow_up.ours.{key}")])


def tell_listener_beside(reply: Reply) -> None:
    """Say who listens to a child that asks for it beside what happened."""
    turn = reply.turn
    is_open = turn.intent not in (names.LISTENER, names.CHILD, names.CARE) and not reply.forgets
    if is_open and turn.text and asks_for_listener(turn):
        tell_listener(reply)


def _key(turn: Turn, address: Address) -> str:
    if TalkWords.load().has("cost", turn.text):
        if address.key == _CARD_STOP:
            return "cost_card"
        return "free" if address.key in _FREE else "cost"
    return "danger" if address.key in _DANGER else "whose"


def _asks_of_danger(turn: Turn) -> bool:
    """Tell whether it asks to call the police or an ambulance."""
    words = TalkWords.load()
    asks = _asks(turn) or words.has("of_not", turn.text) or words.begins("must_call", turn.text)
    calls = words.has("to_call", turn.text) or words.has("must_call", turn.text)
    return asks and calls and all(each.key in _DANGER for each in turn.helplines.values())


def _asks_itself(turn: Turn) -> bool:
    """Tell whether it asks about the number itself."""
    words = TalkWords.load()
    signs = ("cost", "about_service", "asks_real")
    calls = any(words.has(each, turn.text) for each in ("to_call", "must_call"))
    asks_only_that = turn.is_short and turn.text.rstrip().endswith(CLOSES) and not calls
    return asks_only_that or (_asks(turn) and any(words.has(each, turn.text) for each in signs))


def _asks(turn: Turn) -> bool:
    asks = TalkWords.load().begins("asks", turn.question)
    return asks or turn.text.rstrip().endswith(CLOSES) or turn.question != turn.text


def _asks_to_reach(turn: Turn) -> bool:
    words = TalkWords.load()
    signs = ("to_call", "must_call", "phone", "may", "talks_to")
    return turn.is_short or any(words.has(each, turn.text) for each in signs)


def _whose(turn: Turn, address: Address) -> OtherBody | None:
    others = turn.context.library.registry.register.others
    held = (each for each in others if any(one.address == address for one in each.channels))
    return next(held, None)
