"""What people say after something happened to them."""

from dataclasses import replace

from actions.answers.short_answers import CHILD_ANSWER, by_words, key_of
from actions.conversation.certain import CERTAIN, SMALL_TALK
from actions.conversation.told_without_address import (
    BAILIFF,
    WAS_INSIDE,
    is_bad_visit,
    is_threatened,
    is_visit,
    kind_told,
)
from actions.conversation.turn import Turn
from actions.cues.facts import FactsReader
from actions.cues.languages import Languages
from actions.cues.other_languages import OtherLanguages
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords, parts_in, sentences_in
from actions.follow_up.asked import asked_in
from actions.follow_up.meanings.names import INCIDENT
from actions.follow_up.meanings.signs import (
    ABOUT_CHANNELS,
    CLOSES,
    OF_THEIR_OWN,
    YES_OR_NO,
    is_in_trouble,
)
from actions.incidents.asked import BLOCKABLE, things_asked
from actions.incidents.asking_on import asks_next
from actions.incidents.bank_talk import asked_of_bank
from actions.incidents.care import speaks_as_child, topic_of
from actions.incidents.passing import says_if_done
from actions.incidents.questions import asked_after_loss, asks_money_back, has_lost
from actions.incidents.steps import AFTER_LOSS
from knowledge.matching.subject import TALK, SubjectKind
from knowledge.model import Answer

_OF_REPORTING = frozenset({"reported_now", "report_to_whom"})
"""Kinds of question on who reports it and where, which begin no report."""

HACKED = "hacked"
"""Fact of who lost an account."""

_MAY_TELL = frozenset({"tell_more", "tell_done", "point_out"})
"""Intents of talk that is no question."""

_SMALL = frozenset({"clicked", "login", "money", "personal"})
"""Facts that also stand in a story about something else."""

_TAKEN_FOR_FEELING = frozenset(
    {"out_of_scope", "help", "ask_simpler", "cancel", "tell_more", "point_out", INCIDENT}
)
"""Intents that a message is taken for which says how somebody feels."""

THREATS = "threats"
"""The answer for danger from others, whom no message threatens that wants money."""

AT_DOOR = "door-visit"
"""The answer for somebody at the door; who gave a code already needs other help."""

_YIELD = frozenset({AT_DOOR, "bailiff-letter"})
"""Answers that yield to one question about what was told: their words also only name something."""

_BARE_WORDS = 4
_MOST_OF_A_THING = 5  # words of `and the identity card then?`
_MOST_TO_PLACE = 5  # words that only tell when or where something was given

FEW_OF_TOO_LATE = 6

MOST_OF_A_QUESTION = 12


def is_in_danger(turn: Turn) -> bool:
    """Tell whether somebody is in danger."""
    if turn.intent in OF_THEIR_OWN or turn.judged.verdict:
        return False
    danger = by_words(turn)
    if danger is None:
        return False
    has_happened = turn.news.given or _let_in(turn) or TalkWords.load().has("deceived", turn.text)
    is_told = turn.subject.kind is SubjectKind.TOLD or turn.subject.times(key_of(danger))
    is_of_them = TalkWords.load().begins("they_did", turn.text) and "?" not in turn.text
    asks_on = bool(is_told) and not is_of_them and asked_in(turn) is not None
    if _is_of_bailiff(turn, danger):
        return False
    is_at_door = danger.id == AT_DOOR
    if is_at_door and TalkWords.load().has("nobody_at_door", turn.text):
        return False
    if is_at_door and (asks_after_loss(turn) or is_bad_visit(turn)):
        return False  # who was robbed hears what to do if they come back
    yields = danger.id in _YIELD or (danger.id == THREATS and is_visit(turn.subject))
    return not ((is_at_door and has_happened) or (yields and asks_on))


def _let_in(turn: Turn) -> bool:
    """Tell whether somebody was let in already, so that how to keep them out comes too late."""
    kinds = (kind_told(replace(turn, text=each)) for each in sentences_in(turn.text))
    return any(each is not None and each.id == WAS_INSIDE for each in kinds)


def _is_of_bailiff(turn: Turn, danger: Answer) -> bool:
    """Tell whether what sounds like danger is a bailiff that a message threatens with."""
    if danger.id in (CHILD_ANSWER, THREATS):
        return is_threatened(turn)
    asked = asked_in(turn) if turn.subject.times(BAILIFF) else None
    return asked is not None and asked.id == "bailiff_comes"


def asks_after_loss(turn: Turn) -> bool:
    """Tell whether somebody asks, for the first time, what only a victim asks."""
    if turn.intent in OF_THEIR_OWN or topic_of(turn) is not None or _wants_way_to_one(turn):
        return False
    asked = asked_after_loss(turn)
    return asked is not None and not turn.subject.times(f"asked.{asked.id}")


def _wants_way_to_one(turn: Turn) -> bool:
    """Tell whether it surely wants the number or site of the one service that it names."""
    is_sure = turn.intent == "ask_contact" and turn.confidence >= CERTAIN
    return is_sure and len(turn.named) == 1 and bool(TalkWords.load().ways_wanted(turn.text))


def asks_on_after_loss(turn: Turn) -> bool:
    """Tell whether a question after a loss is taken for one about us or our list."""
    is_taken_wrong = turn.intent in ("ask_privacy", "report_status")
    is_sure = turn.intent == "ask_privacy" and turn.confidence >= CERTAIN
    is_in_doubt = not is_sure and turn.reference is None
    asks = turn.text.rstrip().endswith(CLOSES) and bool(turn.facts.given)
    is_incident = turn.subject.kind is SubjectKind.INCIDENT
    is_of_us = TalkWords.load().has("what_i_type", turn.text)
    return is_taken_wrong and is_in_doubt and asks and is_incident and not is_of_us


def asks_if_reported(turn: Turn) -> bool:
    """Tell whether somebody asks whether what happened is reported now, which we do not do."""
    if topic_of(turn) is not None or not turn.text.rstrip().endswith(CLOSES):
        return False
    asked = asked_after_loss(turn) if turn.intent == "report_misuse" else None
    return asked is not None and asked.id in _OF_REPORTING


def gave_something(turn: Turn) -> bool:
    """Tell whether something was given, by the facts; alone only what nobody says by the way."""
    if turn.intent == INCIDENT or turn.intent in OF_THEIR_OWN:
        return False
    given = set(turn.news.given)
    is_known = given.issubset(turn.memory.facts.given)
    if is_known and any(each.endswith(CLOSES) for each in sentences_in(turn.text)):
        return False  # told once more beside a question
    if given and turn.mentions:
        return True
    has_subject = turn.subject.kind not in (SubjectKind.NOTHING, SubjectKind.LIST)
    words = TalkWords.load()
    is_lost = words.has("lost_money", turn.text) or words.has("so_called", turn.text)
    is_robbed = "money" in given and is_lost
    is_of_another = "money" in given and bool(turn.news.amount and turn.news.whom)
    is_fooled = words.has("so_called", turn.text) and not turn.text.rstrip().endswith(CLOSES)
    is_of_another = is_of_another or bool(given and turn.news.whom)
    is_unheard = turn.intent in ("out_of_scope", "help") and turn.news.whom is not None
    is_clear = has_subject or is_robbed or is_of_another or is_fooled or is_unheard
    return bool(given if is_clear else given - _SMALL)


def gave_nothing(turn: Turn) -> bool:
    """Tell whether something was not given or paid; alone only in a short message."""
    is_talk = turn.intent in TALK - _MAY_TELL or turn.intent in OF_THEIR_OWN
    kept = bool(turn.news.kept) or _another_gave_nothing(turn)
    says_no = kept and not (turn.news.given or turn.news.done or turn.news.asked)
    stands_alone = turn.subject.kind is not SubjectKind.NOTHING or turn.is_short
    is_question = turn.question == turn.text and turn.text.rstrip().endswith(CLOSES)
    is_other = is_talk or is_question or turn.judged.verdict or turn.wants_way_to_named
    return says_no and stands_alone and not is_other


def _another_gave_nothing(turn: Turn) -> bool:
    """Tell whether somebody else is said to have given nothing, of what was told."""
    is_told = turn.subject.kind is SubjectKind.TOLD and turn.is_short
    return is_told and FactsReader.load().says_of_nothing(turn.text)


def asks_about_bank(turn: Turn) -> bool:
    """Tell whether somebody asks about the bank."""
    is_other = turn.news.given or turn.judged.verdict or turn.intent in OF_THEIR_OWN
    is_other = is_other or "bank" in turn.news.done  # it is called, and something else is asked
    asks_why = TalkWords.load().begins("why", turn.text)
    return not (is_other or asks_why) and asked_of_bank(turn) is not None


def is_still_called(turn: Turn) -> bool:
    """Tell whether somebody is still called."""
    is_other = turn.news.given or turn.judged.verdict or turn.intent in OF_THEIR_OWN
    is_question = turn.text.rstrip().endswith(CLOSES)
    return not (is_other or is_question) and TalkWords.load().has("on_line", turn.text)


def is_called_now(turn: Turn) -> bool:
    """Tell whether whoever lost something is called at this moment, whatever is asked beside it."""
    is_other = turn.judged.verdict or turn.intent in OF_THEIR_OWN or topic_of(turn) is not None
    return has_lost(turn) and not is_other and TalkWords.load().has("calling_now", turn.text)


def is_too_late(turn: Turn) -> bool:
    """Tell whether somebody did it already, or asks whether it is too late; not what a bank says.

    After a verdict only a few words say so: a longer message has its own matter.
    """
    words = TalkWords.load()
    is_other_late = words.has("bank", turn.text) or words.has("if_late", turn.text)
    is_late = words.has("too_late", turn.text) and not is_other_late
    is_before = turn.subject.kind is not SubjectKind.INCIDENT
    says_so = is_late or (is_before and words.has("done_already", turn.text))
    is_few = len(turn.text.split()) <= FEW_OF_TOO_LATE or turn.intent in TALK | {"out_of_scope"}
    about = turn.subject.is_verdict or is_in_trouble(turn) or turn.memory.facts.asked
    is_other = turn.news.given or turn.news.done or turn.judged.verdict
    may_be = not (is_other or turn.intent in OF_THEIR_OWN)
    return says_so and is_few and bool(about) and may_be


def _is_incident(turn: Turn) -> bool:
    """Tell whether it is short talk in a conversation about what happened."""
    is_news = not set(turn.news.given).issubset(turn.memory.facts.given)
    is_other = is_news or turn.judged.verdict or turn.intent in OF_THEIR_OWN
    is_in_report = turn.draft is not None and bool(turn.facts.given)
    is_incident = turn.subject.kind is SubjectKind.INCIDENT and topic_of(turn) is None
    return (
        (is_incident or is_in_report)
        and not is_other
        and len(turn.question.split()) <= MOST_OF_A_QUESTION
    )


def is_refused(turn: Turn) -> bool:
    """Tell whether the bank that was called does nothing."""
    words = TalkWords.load()
    about_bank = words.has("bank", turn.text) or turn.subject.times("refused") > 0
    refuses = words.has("refuses", turn.text) or words.has("too_late", turn.text)
    return _is_incident(turn) and about_bank and refuses


def asks_for_account(turn: Turn) -> bool:
    """Tell whether what should come back is an account, of who lost nothing else."""
    return turn.facts.given == (HACKED,) and not turn.news.given and asks_for_money(turn)


def asks_for_money(turn: Turn) -> bool:
    """Tell whether somebody asks whether money comes back, and nothing was given now."""
    is_news = not set(turn.news.given).issubset(turn.memory.facts.given)
    is_other = is_news or turn.judged.verdict or turn.intent in OF_THEIR_OWN
    return not is_other and topic_of(turn) is None and asks_money_back(turn)


def was_paid(turn: Turn) -> bool:
    """Tell whether money came to the citizen, which is no proof and no loss."""
    is_about = turn.subject.is_verdict or turn.subject.kind is SubjectKind.TOLD
    is_other = turn.news.given or turn.judged.verdict or turn.intent in OF_THEIR_OWN
    return is_about and not is_other and FactsReader.load().tells_of_receiving(turn.text)


def asks_of_one_step(turn: Turn) -> bool:
    """Tell whether a few words ask about one of the things to do, as in `and the bank?`."""
    is_few = len(turn.text.split()) <= _BARE_WORDS and turn.text.rstrip().endswith(CLOSES)
    is_few = is_few and not TalkWords.load().has("why", turn.text)
    names_one = is_few and bool(FactsReader.load().names_done(turn.text))
    return names_one and _is_incident(turn) and bool(turn.facts.given) and not turn.news.done


def asks_of_given(turn: Turn) -> bool:
    """Tell whether a question comes back to what was given, as in `and my identity card?`.

    Or asks what to do about it; what others can do with it is another question.
    """
    asks = turn.question.rstrip().endswith(CLOSES) and turn.intent not in OF_THEIR_OWN
    if not (asks and _is_incident(turn)) or turn.news.done or not things_asked(turn):
        return False
    is_few = len(turn.question.rstrip(" ?!").split()) <= _MOST_OF_A_THING
    leans = is_few and ConversationWords.load().goes_on(turn.question)
    words = TalkWords.load()
    is_bare = leans and not words.has("open_question", turn.question)
    return is_bare or words.has("what_about", turn.question) or asks_next(turn)


def is_upset(turn: Turn) -> bool:
    """Tell whether somebody in trouble only says how bad it feels."""
    is_taken_so = turn.intent in SMALL_TALK | YES_OR_NO | _TAKEN_FOR_FEELING
    is_other = turn.news.given or turn.news.done or turn.judged.verdict
    is_question = turn.question.rstrip().endswith(CLOSES)
    may_be = is_in_trouble(turn) and is_taken_so and not (is_other or is_question)
    return may_be and FormWords.load().is_upset(turn.text)


def asks_if_bad(turn: Turn) -> bool:
    """Tell whether somebody asks whether it is bad."""
    words = TalkWords.load()
    ends_as_question = turn.text.rstrip().endswith(CLOSES)
    feels = FormWords.load().is_upset(turn.text) and not ends_as_question  # and asks nothing
    asks = (turn.intent in TALK or ends_as_question) and not feels
    is_other = words.has("bank", turn.text) or words.has("police", turn.text)
    is_known = bool(turn.facts.given) and not is_other
    return _is_incident(turn) and asks and is_known and words.has("severe", turn.text)


def asks_whose_fault(turn: Turn) -> bool:
    """Tell whether somebody asks whose fault it is."""
    return _is_incident(turn) and TalkWords.load().has("fault", turn.text)


def asks_to_block_card(turn: Turn) -> bool:
    """Tell whether somebody asks whether to block a card."""
    words = TalkWords.load()
    ends_as_question = turn.text.rstrip().endswith(CLOSES)
    asks_how = words.has("how_do", turn.text) or words.begins("how", turn.text)
    asks = words.has("must", turn.text) or ends_as_question or asks_how
    asks = asks and not words.has("is_that_all", turn.text)
    is_known = bool(turn.facts.given or turn.subject.times("step.back")) and not turn.news.done
    return _is_incident(turn) and asks and is_known and words.has("block_card", turn.text)


def asks_to_block_what_was_kept(turn: Turn) -> bool:
    """Tell whether somebody asks whether to block what they name and did not give."""
    words = TalkWords.load()
    wants = words.has("must", turn.text) or words.has("how_do", turn.text)
    named = set(FactsReader.load().names_things(turn.text)) & BLOCKABLE
    if not (wants and named - set(turn.facts.given)):
        return False
    last = parts_in(turn.question)[-1]  # after what it tells, as in `she has it still, must it …`
    return asks_to_block_card(replace(turn, text=last))


def has_hung_up(turn: Turn) -> bool:
    """Tell whether somebody has hung up."""
    says_so = TalkWords.load().has("hung_up", turn.text) and turn.is_short
    gave = bool(turn.facts.given) and not TalkWords.load().has("on_line", turn.text)
    return says_so and gave and not (turn.judged.verdict or turn.intent in OF_THEIR_OWN)


def asks_if_all(turn: Turn) -> bool:
    """Tell whether somebody asks whether that is all."""
    words = TalkWords.load()
    asks = words.has("is_that_all", turn.text) or words.has("anything_else", turn.text)
    is_content = turn.intent in ("deny", "thank") or words.begins("no", turn.text)
    ends_as_question = turn.text.rstrip().endswith(CLOSES)
    is_over = is_content and not ends_as_question
    is_over = is_over or any(words.has(each, turn.text) for each in ("police", "use", "they_can"))
    return _is_incident(turn) and asks and not (turn.news.done or is_over)


def asks_what_first(turn: Turn) -> bool:
    """Tell whether somebody asks what to do first."""
    words = TalkWords.load()
    asks = turn.intent in TALK or turn.text.rstrip().endswith(CLOSES)
    return _is_incident(turn) and asks and words.has("first_thing", turn.text)


def is_called_again(turn: Turn) -> bool:
    """Tell whether somebody is called again."""
    is_other = turn.news.given or turn.judged.verdict or turn.intent in OF_THEIR_OWN
    words = TalkWords.load()
    asks = words.has("may", turn.text) or turn.text.rstrip().endswith(CLOSES)
    says_so = words.has("calls_back", turn.text) and turn.is_short and not asks
    return says_so and not is_other and topic_of(turn) is None


def asks_of_police(turn: Turn) -> bool:
    """Tell whether somebody asks whether to go to the police."""
    words = TalkWords.load()
    asks_how = words.has("how_do", turn.text)
    asks = words.has("must", turn.text) or turn.text.rstrip().endswith(CLOSES) or asks_how
    is_open = words.has("open_question", turn.text) and not asks_how
    is_plain = not (turn.news.done or is_open or words.has("catch", turn.text))
    is_plain = is_plain and not words.has("police_comes", turn.text)
    names_it = asks and is_plain and words.has("police", turn.text)
    goes_on = "police" in turn.facts.told and words.begins("how_do", turn.text) and turn.is_short
    return _is_incident(turn) and (names_it or goes_on)


def tells_only_how(turn: Turn) -> bool:
    """Tell whether something that happened is only placed, as in `via facebook`."""
    is_trouble = turn.subject.kind in (SubjectKind.INCIDENT, SubjectKind.TOLD)
    is_trouble = is_trouble and not TalkWords.load().has("no_answer", turn.text)
    asks = turn.intent in TALK - _MAY_TELL
    is_other = turn.judged.verdict or turn.intent in OF_THEIR_OWN or asks
    most = _MOST_TO_PLACE if turn.facts.given else _BARE_WORDS
    is_bare = len(turn.text.split()) <= most and not turn.named
    is_plain = is_bare and not turn.text.rstrip().endswith(CLOSES)
    says_how = turn.news.says_only_how and bool(turn.news.seen_on or turn.news.when)
    return is_trouble and is_plain and says_how and not is_other


def was_deceived(turn: Turn) -> bool:
    """Tell whether somebody says that they were deceived, which the model takes for nothing."""
    danger = by_words(turn)
    is_at_door = danger is not None and danger.id == AT_DOOR
    is_nothing = turn.intent in ("out_of_scope", "help", "affirm", "greet") or is_at_door
    is_question = turn.text.rstrip().endswith(CLOSES)
    return is_nothing and TalkWords.load().has("deceived", turn.text) and not is_question


def is_done(turn: Turn) -> bool:
    """Tell whether somebody says what is done."""
    is_incident = turn.subject.kind is SubjectKind.INCIDENT
    may_be = turn.subject.is_verdict or turn.subject.kind is SubjectKind.TOLD
    is_after_loss = may_be and not AFTER_LOSS.isdisjoint(turn.news.done)
    is_other = turn.judged.verdict or turn.intent in OF_THEIR_OWN
    if is_after_loss and not is_other:
        return True
    return bool(turn.news.done) and is_incident and turn.intent != "tell_done"


def answers_if_done(turn: Turn) -> bool:
    """Tell whether it answers the question whether one of the things to do is done."""
    return turn.intent not in OF_THEIR_OWN and says_if_done(turn) is not None


def gave_what_is_unsaid(turn: Turn) -> bool:
    """Tell whether it says that something was given, and nobody knows what; no praise for that."""
    is_told = turn.subject.kind is SubjectKind.TOLD and not (turn.news.given or turn.news.kept)
    is_plain = turn.intent in ("tell_done", "tell_more", "affirm") and turn.is_short
    is_question = turn.text.rstrip().endswith(CLOSES)
    reader = FactsReader.load()
    gave = reader.speaks_of_giving(turn.text) and not reader.says_of_nothing(turn.text)
    return is_told and is_plain and gave and not (is_question or turn.news.done)


def asks_what_now(turn: Turn) -> bool:
    """Tell whether it asks what to do with what was told, of which nothing was given.

    The model takes that for a loss; who lost nothing is not asked for a card or a code.
    """
    is_told = turn.subject.kind is SubjectKind.TOLD and turn.intent == "ask_after_incident"
    if not is_told or turn.facts.given or turn.news.done or turn.supposes_given:
        return False
    is_loss = TalkWords.load().has("deceived", turn.text)
    return not (is_loss or FactsReader.load().speaks_of_giving(turn.text))


def supposes_given(turn: Turn) -> bool:
    """Tell whether it supposes that something was given, as in `and if she did fill it in`."""
    is_other = turn.judged.verdict or turn.intent in OF_THEIR_OWN or turn.intent == INCIDENT
    about = turn.subject.kind not in (SubjectKind.NOTHING, SubjectKind.LIST)
    return turn.supposes_given and about and not is_other


def goes_on(turn: Turn) -> bool:
    """Tell whether somebody asks what comes next."""
    is_trouble = is_in_trouble(turn)
    names_nothing = not (turn.named or turn.platform)
    return turn.intent in ABOUT_CHANNELS and is_trouble and turn.is_short and names_nothing


def tells_more(turn: Turn) -> bool:
    """Tell whether it only names somebody, as in `van Fluvius zogezegd`."""
    is_trouble = is_in_trouble(turn)
    names_one = bool(turn.named) or (turn.other is not None and bool(turn.facts.given))
    only_names = names_one and turn.platform is None and turn.is_short
    asks = turn.text.rstrip().endswith(CLOSES) or TalkWords.load().has("phone", turn.text)
    return turn.intent in ABOUT_CHANNELS and is_trouble and only_names and not asks


def tells_in_words_unread(turn: Turn) -> bool:
    """Tell whether something may have happened, told in a language whose facts we do not read."""
    about = (SubjectKind.INCIDENT, SubjectKind.TOLD)
    may_have = turn.subject.is_verdict or turn.subject.kind in about
    is_taken_so = turn.intent in _MAY_TELL | {"out_of_scope", "ask_next_step"}
    if turn.unspoken is None or not (is_taken_so and may_have):
        return False
    is_strange = OtherLanguages.load().detected(turn.text) is not None
    return is_strange or Languages.load().detected(turn.text, before=None) is None


def is_a_child(turn: Turn) -> bool:
    """Tell whether a child speaks; `as for a child of ten` asks to say it in plain words."""
    if turn.intent == "ask_simpler" or not speaks_as_child(turn):
        return False
    return not is_threatened(turn)  # who is young and owes money is met by no stranger
