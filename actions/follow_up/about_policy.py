"""What follows an answer on how the government uses social media: a part, a place, who, when."""

import re
from collections.abc import Callable
from dataclasses import replace

from actions.answers.channels import on_platform, tell_channels
from actions.answers.overview import question_of, tell_overview
from actions.answers.own_answers import OWN_ANSWERS, tell_cases, tell_mediums, tell_own
from actions.answers.short_answers import answer_by_id, tell, text_of
from actions.conversation.certain import CERTAIN
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.overview import Asks, Question, question_reader
from actions.cues.policy import MINISTERS, OF_POLICY, PolicyWords, is_policy
from actions.cues.words import ConversationWords
from knowledge.matching.subject import TALK, SubjectKind
from knowledge.model import Organisation, OrganisationKind
from knowledge.wording.naming import named

MISUSE = frozenset({"known-misuse", "misuse-watch", "ask_misuse_cases"})
"""Answers, or the intent, after which a place, a person or a moment picks among the cases."""

MOST_WORDS_FIRST = 20
MOST_DATED = 3  # sentences
MOST_WORDS = 12  # of a message that follows; a longer one stands by itself
FEW_WORDS = 3  # of a bare `why?`
AGAINST = "account-security"
ASKED_TO = "written-question-ministers"

_SIGNS = ("unknown", "when", "who_knows", "medium", "newest")
"""Words of a question that such an answer is asked on by, whatever else it says."""

_OWN_OF_QUESTION = ("ask_evaluation",)
"""What an organisation may have said itself, after an answer on the question as a whole."""

_NO_QUESTION = ("affirm", "deny", "tell_more", "out_of_scope")
"""Intents that `is that confirmed` is taken for."""

_MORE = ("ask_which", "ask_how_many")
"""Intents of a message that asks for more cases."""

_OF_ITSELF = frozenset(
    {"citizen-reactions", "evaluation", "content-policy", "misuse-watch", "known-misuse"}
)
"""Answers whose words say enough after a list or an organisation."""

_NEVER_COUNTED = frozenset({AGAINST, *MISUSE, "policy-framework"})
"""Answers that nobody means who asks for a count or for what is planned."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?![0-9a-z])")


def is_about_policy(turn: Turn) -> bool:
    """Tell whether the last answer was on how the government uses social media."""
    subject = turn.subject
    if subject.kind is not SubjectKind.ANSWER:
        return False
    answer = answer_by_id(turn, subject.topic)
    return subject.topic in OWN_ANSWERS or (answer is not None and is_policy(answer))


def goes_on(turn: Turn) -> bool:
    """Tell whether a short message asks on about such an answer, whatever it is taken for."""
    if not is_about_policy(turn) or len(turn.text.split()) > MOST_WORDS or turn.judged.verdict:
        return False
    asks_register = turn.intent == "list_channels" and turn.confidence >= CERTAIN
    if len(turn.named) > 1 or (turn.named and turn.platform and asks_register):
        return False
    words, leans = PolicyWords.load(), ConversationWords.load().goes_on(turn.text)
    question = question_of(turn)
    narrows = question.platforms or question.kind or question.domain or turn.named
    is_bare = len(turn.text.split()) <= FEW_WORDS
    asks = words.part(turn.text) or any(words.has(each, turn.text) for each in _SIGNS)
    asks = asks or (turn.intent in _NO_QUESTION and words.has("source", turn.text))
    is_of_cases = question.platforms and _picks_cases(turn)
    return bool(asks or is_of_cases or (narrows and (leans or is_bare)))


_OF_CHANNELS = frozenset({"list_channels", "find_organisation"})
"""Intents for which a question in parliament on social media is easily taken."""


def begins(turn: Turn) -> bool:
    """Tell whether a message asks about the question in parliament, whatever it is taken for."""
    if turn.intent == "bot_challenge" and not turn.subject.is_verdict:
        return PolicyWords.load().part(turn.text) == "known-misuse"
    is_taken_so = turn.intent in OF_POLICY or turn.intent in ("out_of_scope", "help")
    is_planned = turn.intent in ("list_planned_channels", "ask_overview")
    is_other = turn.judged.verdict or len(turn.text.split()) > MOST_WORDS_FIRST
    if is_other:
        return False
    if _leaves_register(turn):
        return True
    words = PolicyWords.load()
    may_be_of_it = turn.intent in _OF_CHANNELS | TALK
    is_bare = turn.intent in OF_POLICY and words.part(turn.text) is None
    if (may_be_of_it or is_bare) and words.has("the_question", turn.text):
        return True
    reader = question_reader(turn.context.library.platforms)
    if turn.intent in TALK and words.part(turn.text) in words.people:
        return reader.names_parliament(turn.text)
    if not (is_taken_so or is_planned):
        return False
    if is_planned:
        asked = question_of(turn)
        is_narrow = asked.kind or asked.domain or asked.asks.is_ranking or turn.platform
        return not is_narrow and PolicyWords.load().part(turn.text) in _NEVER_COUNTED
    asks_who = words.part(turn.text) in words.people or words.has("who", turn.text)
    asks_who = asks_who or turn.intent == "out_of_scope"
    return reader.names_parliament(turn.text) and asks_who


def _leaves_register(turn: Turn) -> bool:
    """Tell whether it turns from a list or an organisation to how social media are used."""
    is_register = turn.subject.kind in (SubjectKind.LIST, SubjectKind.ORGANISATION)
    is_talk = turn.intent in TALK or turn.intent == "out_of_scope"
    names = turn.named or turn.platform or len(turn.text.split()) > MOST_WORDS
    return is_register and is_talk and not names and _part_of_policy(turn) is not None


def _part_of_policy(turn: Turn) -> str | None:
    part = PolicyWords.load().part(turn.text)
    return part if part in _OF_ITSELF else None


def tell_begun(reply: Reply) -> None:
    """Tell what a message asks about the question in parliament."""
    words = PolicyWords.load()
    wanted = words.part(reply.turn.text)
    known = {*words.people, *_NEVER_COUNTED, *_OF_ITSELF}
    answer = answer_by_id(reply.turn, wanted if wanted in known else "written-question")
    if answer:
        tell(reply, answer)
    turn = reply.turn
    if question_reader(turn.context.library.platforms).asks_source(turn.text):
        reply.send([reply.text("overview.source", page=reply.page)])
    if ConversationWords.load().says("contact_human", turn.text):
        reply.send([reply.text("overview.to_person")])


def tell_policy(reply: Reply) -> bool:
    """Tell what a message asks on; give whether it asks a thing that is known to be asked."""
    return any(telling(reply) for telling in _IN_ORDER)


def tell_unknown(reply: Reply) -> None:
    """Say that no more is known of it than was told."""
    reply.miss([reply.text("follow_up.policy.unknown")])


def tell_source(reply: Reply, *, is_sure: bool = False) -> bool:
    """Tell where an answer comes from, if the message asks that; whether it does."""
    turn = reply.turn
    answer = answer_by_id(turn, turn.subject.topic)
    words = PolicyWords.load()
    is_bare = len(turn.text.split()) <= FEW_WORDS and words.has("why", turn.text)
    if answer is None or not (is_bare or words.has("source", turn.text)):
        return False
    key = "sure.answer" if is_sure else "why.answer"
    reply.send([reply.text(f"follow_up.{key}", source=reply.source(answer.source))])
    return True


def tell_of_year(reply: Reply) -> bool:
    """Tell what an answer says of a year that the message names; whether it names one."""
    turn = reply.turn
    answer = answer_by_id(turn, turn.subject.topic)
    year = _YEAR.search(turn.text)
    if answer is None or year is None or not turn.is_short:
        return False
    told = [each for each in _sentences(text_of(answer, turn.language)) if year[0] in each]
    key = "of_year" if told else "no_year"
    reply.send([reply.text(f"follow_up.{key}", year=year[0]), *told])
    return True


def _part(reply: Reply) -> bool:
    """Give the answer whose words the message holds."""
    turn, words = reply.turn, PolicyWords.load()
    wanted = words.part(turn.text)
    topic = turn.subject.topic or ""
    if wanted == ASKED_TO and topic not in words.people:
        return False
    if wanted == AGAINST:
        wanted = words.against.get(topic)
        if wanted is None:
            tell_unknown(reply)
            return True
    answer = answer_by_id(turn, wanted)
    if answer is None or _is_of_one(turn):
        return False
    asks_on = any(words.has(each, turn.text) for each in ("source", "when"))
    if answer.id == topic and (asks_on or _picks_cases(turn)):
        return False
    tell(reply, answer)
    return True


def _is_of_one(turn: Turn) -> bool:
    named = [each for each in turn.named if each.kind is not OrganisationKind.UMBRELLA]
    return len(named) == 1


def _organisation(reply: Reply) -> bool:
    """Tell what an organisation said itself, where the message names one."""
    turn = reply.turn
    answer = answer_by_id(turn, turn.subject.topic)
    intents = (*(answer.intents if answer else ()), turn.subject.topic, *_OWN_OF_QUESTION)
    intent = next((each for each in intents if each in OWN_ANSWERS), None)
    if not _is_of_one(turn) or intent is None:
        return False
    reply.leave(replace(reply.subject, organisation=turn.named[0].id))
    tell_own(reply, turn.named[0], intent)
    return True


def _source(reply: Reply) -> bool:
    return tell_source(reply, is_sure=reply.turn.intent == "ask_if_sure")


def _picks_cases(turn: Turn) -> bool:
    return turn.subject.topic in MISUSE


def _cases(reply: Reply) -> bool:
    """Tell the cases of misuse on a platform, of a minister, or with their dates."""
    turn, words = reply.turn, PolicyWords.load()
    if not _picks_cases(turn):
        return False
    if tell_narrowed_cases(reply):
        return True
    whose = _before(turn)
    asks = any(words.has(each, turn.text) for each in ("when", "newest"))
    if not asks and turn.intent not in _MORE:
        return False
    if whose:
        reply.send([reply.text("follow_up.policy.no_more_cases", **named(whose))])
    else:
        tell_cases(reply)
    return True


def tell_narrowed_cases(reply: Reply) -> bool:
    """Tell the cases on a platform or of a minister, or their ways, if that is asked; whether."""
    turn, words = reply.turn, PolicyWords.load()
    whose = _before(turn)
    if turn.platform and whose:
        tell_mediums(reply, whose)
    elif turn.platform:
        tell_cases(reply, on=(turn.platform, on_platform(reply, turn.platform)))
    elif words.has("minister", turn.text):
        tell_cases(reply, kind=OrganisationKind.MINISTER)
    elif words.has("medium", turn.text):
        tell_mediums(reply, whose)
    else:
        return False
    return True


def _before(turn: Turn) -> Organisation | None:
    return turn.context.library.registry.organisation(turn.subject.organisation or "")


def _when(reply: Reply) -> bool:
    """Tell the sentences of the answer that hold a year."""
    turn = reply.turn
    answer = answer_by_id(turn, turn.subject.topic)
    if answer is None or not PolicyWords.load().has("when", turn.text):
        return False
    dated = [each for each in _sentences(text_of(answer, turn.language)) if _YEAR.search(each)]
    if dated:
        reply.send([reply.text("follow_up.policy.dated"), *dated[:MOST_DATED]])
    else:
        tell_unknown(reply)
    return True


def _sentences(text: str) -> list[str]:
    return [each for line in text.splitlines() for each in _SENTENCE_END.split(line)]


def _ministers(reply: Reply) -> bool:
    """Tell of ministers' own accounts, or which ministers got the question."""
    turn, words = reply.turn, PolicyWords.load()
    if turn.platform or turn.named or not words.has("minister", turn.text):
        return False
    wanted = ASKED_TO if turn.subject.topic in words.people else MINISTERS
    answer = answer_by_id(turn, wanted)
    if answer is None or wanted == turn.subject.topic:
        return False
    tell(reply, answer)
    return True


def _overview(reply: Reply) -> bool:
    """Count who is on a platform or in a domain; what the answer is about, is not told by it."""
    question = question_of(reply.turn)
    leans = ConversationWords.load().goes_on(reply.turn.text)
    if question.asks is Asks.TOTALS or not _narrows(question, leans=leans):
        return False
    reader = question_reader(reply.turn.context.library.platforms)
    asks_all = PolicyWords.load().has("total", reply.turn.text)
    if not (asks_all or reader.asks_count(reply.turn.text)):
        reply.send([reply.text("follow_up.policy.apart")])
    whose = _before(reply.turn)
    if whose and reply.turn.platform:
        tell_channels(reply, whose, reply.turn.platform)
    else:
        tell_overview(reply, question)
    return True


def _narrows(question: Question, *, leans: bool) -> bool:
    names = question.platforms or question.kind or question.minister
    return bool(names or (question.domain and leans))  # a word of a domain may mean anything


def _cannot_send(reply: Reply) -> bool:
    """Say that we have no text to send."""
    words, turn = PolicyWords.load(), reply.turn
    if turn.intent != "share" or not words.has("send", turn.text):
        return False
    reply.send([reply.text("follow_up.policy.cannot_send")])
    return True


def _not_known(reply: Reply) -> bool:
    """Own up to not knowing."""
    words, text = PolicyWords.load(), reply.turn.text
    if words.has("who_knows", text) and words.part(text) is None:
        reply.send([reply.text("follow_up.policy.ask")])
        return True
    if not words.has("unknown", text):
        return False
    organisation = next(iter(reply.turn.named), None)
    key = "admit_of" if organisation else "admit"
    reply.send([reply.text(f"follow_up.policy.{key}", **named(organisation))])
    return True


_IN_ORDER: tuple[Callable[[Reply], bool], ...] = (
    _cannot_send,
    _not_known,
    tell_of_year,
    _part,
    _organisation,
    _cases,
    _when,
    _ministers,
    _overview,
    _source,
)
