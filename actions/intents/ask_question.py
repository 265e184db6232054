"""Questions about social media, safety and privacy: answered from the register."""

from collections.abc import Mapping, Sequence

from rasa_sdk import Action

from actions.answers.own_answers import OWN_ANSWERS, cases_of, own, source_line
from actions.answers.short_answers import answer_by_id, has_what_it_needs, tell_short
from actions.conversation.organisation_meant import meant
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.channels import ChannelWords
from actions.cues.policy import PolicyWords
from actions.cues.talk import TalkWords
from actions.follow_up.about_policy import tell_narrowed_cases
from actions.follow_up.in_passing import asks_of_service, tell_of_service
from actions.incidents.told import tell_what_to_do
from actions.intents.verdict_first import VerdictFirst
from knowledge.matching.search.semantic import Hit
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import LANGUAGES, Answer, Organisation, OrganisationKind

MOST_RANKED = 20
CLEARLY_NEARER = 0.05  # of 36 questions on privacy none is so near protection, of 36 on that 24 are
DUTCH = LANGUAGES[0]
CHECK_YOURSELF = "check-yourself"
"""Answer that tells how anybody checks a channel."""

_OFTEN_MEANT = {"ask_privacy": "ask_security"}
"""What the model takes for the first, which may be the second: data kept, and kept safe."""

_SHORT_FIRST = frozenset({"ask_security", "ask_privacy"})
"""Intents that questions about one thing are taken for, which have a short answer."""


class ActionAskQuestion(VerdictFirst, Action):
    """Gives the answer that serves the intent best, and what an organisation said itself."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_ask_question"

    def answer(self, reply: Reply) -> None:
        """Answer with a source."""
        if reply.turn.intent == "ask_after_incident" and reply.turn.text:
            tell_what_to_do(reply)
        elif _tells_cases(reply):
            return
        elif _asks_of_service(reply.turn):
            tell_of_service(reply)
        elif not (reply.turn.intent in _SHORT_FIRST and tell_short(reply)):
            self._tell_once(reply)

    def _tell_once(self, reply: Reply) -> None:
        """Tell the answer; of one that was just told, what a thing proves, or who knows more."""
        turn, general = reply.turn, _best(reply)
        is_again = general is not None and turn.subject.topic == general.id
        if not (is_again and turn.intent == "ask_security" and turn.text):
            self._tell(reply)
            return
        thing = TalkWords.load().pointed_at(turn.text)
        reply.leave(turn.subject)
        if thing:
            reply.send([reply.text(f"follow_up.point.{thing}")])
        else:
            reply.miss([reply.text("follow_up.neutral.answer")])

    def _tell(self, reply: Reply) -> None:
        turn, organisation = reply.turn, _organisation(reply)
        parts, topic = [], None
        if organisation and turn.intent in OWN_ANSWERS:
            reply.about(organisation, turn.memory.platform)
            fields = OWN_ANSWERS[turn.intent]
            has_said = any(getattr(organisation, each) for each in fields)
            if has_said or turn.intent != "ask_misuse_cases":  # its cases are told instead
                parts += own(reply, organisation, turn.intent)
        if not (organisation and turn.intent == "ask_misuse_cases"):
            general = _best(reply)
            parts += _told(reply, general)
            topic = general.id if general else None
        if turn.intent == "ask_misuse_cases":
            parts += cases_of(reply, organisation)
        if parts:
            reply.leave(_subject(turn, topic, organisation))
        reply.send(parts or [reply.text("answer.none")], _next_steps(reply, bool(parts)))


def _asks_of_service(turn: Turn) -> bool:
    """Tell whether it asks something of a service, on which our page on fakes says nothing."""
    is_loss = turn.subject.kind is SubjectKind.INCIDENT
    return turn.intent == "ask_security" and is_loss and asks_of_service(turn)


def _tells_cases(reply: Reply) -> bool:
    """Tell the cases on a platform or of ministers, where a question on misuse names them."""
    turn = reply.turn
    if turn.intent != "ask_misuse_cases" or not turn.text or turn.named:
        return False
    reply.leave(Subject(SubjectKind.ANSWER, topic=turn.intent, said=("answer",)))
    return tell_narrowed_cases(reply)


def _subject(turn: Turn, topic: str | None, organisation: Organisation | None) -> Subject:
    is_incident = turn.intent == "ask_after_incident"
    if not is_incident and (turn.subject.is_verdict or turn.subject.kind is SubjectKind.TOLD):
        return turn.subject.told(turn.intent)  # asked on the way: it goes on about that
    kind = SubjectKind.INCIDENT if is_incident else SubjectKind.ANSWER
    owner = organisation.id if organisation else None
    return Subject(kind, organisation=owner, topic=topic or turn.intent, said=("answer",))


def _organisation(reply: Reply) -> Organisation | None:
    """Give whom it is about; none is guessed, and the government as a whole has no own answer."""
    turn = reply.turn
    if not (turn.named or turn.fields or (turn.before and turn.refers_back)):
        return None
    found = meant(turn).organisations
    is_one = len(found) == 1 and found[0].kind is not OrganisationKind.UMBRELLA
    return found[0] if is_one else None


def _told(reply: Reply, answer: Answer | None) -> list[str]:
    if answer is None:
        return []
    language = reply.turn.language
    return [
        answer.text.get(language) or answer.text[DUTCH],
        source_line(reply, answer.source),
    ]


def _best(reply: Reply) -> Answer | None:
    """Pick among the answers that serve the intent the one that the search ranks first."""
    turn = reply.turn
    library = turn.context.library
    serving = {
        each.id: each for each in library.registry.register.answers if turn.intent in each.intents
    }
    meant_instead = _how_to_check(turn) or _meant_instead(turn, serving)
    if meant_instead:
        return meant_instead
    words = turn.text or _usual_question(reply)
    may_be = {id_: each for id_, each in serving.items() if has_what_it_needs(each, words)}
    parts = [each for each in PolicyWords.load().parts(words) if each in may_be]
    if len(parts) == 1 and parts[0] != turn.subject.topic:
        return may_be[parts[0]]
    if len(may_be) > 1 and words:
        hits = library.search.answers(words, MOST_RANKED)
        return may_be[
            _nearest([hit for hit in hits if hit.id in may_be], turn) or next(iter(may_be))
        ]
    return next(iter(may_be.values()), None)


def _how_to_check(turn: Turn) -> Answer | None:
    """Give how to check an account oneself, to who asks for that and not how it is kept safe."""
    asks = turn.intent == "ask_security" and TalkWords.load().has("check", turn.text)
    is_of_account = turn.platform is not None or ChannelWords.load().has("accounts", turn.text)
    return answer_by_id(turn, CHECK_YOURSELF) if asks and is_of_account else None


def _nearest(hits: Sequence[Hit], turn: Turn) -> str | None:
    """Give the nearest answer, or the next one where it was told and another is about as near."""
    if len(hits) > 1 and hits[0].score > hits[1].score + CLEARLY_NEARER:
        return hits[0].id  # asks after a thing that it holds, told or not
    news = [hit.id for hit in hits if hit.id != turn.subject.topic]
    return next(iter(news), None)  # whoever asks on did not find it in what was told


def _meant_instead(turn: Turn, serving: Mapping[str, Answer]) -> Answer | None:
    """Give an answer of the intent that is often meant, where search finds it clearly nearer."""
    often_meant = _OFTEN_MEANT.get(turn.intent or "")
    if not turn.text or often_meant is None:
        return None
    hits = turn.context.library.search.answers(turn.text, MOST_RANKED)
    own = max((hit.score for hit in hits if hit.id in serving), default=0.0)
    for hit in hits:
        answer = answer_by_id(turn, hit.id)
        if answer and often_meant in answer.intents and hit.score > own + CLEARLY_NEARER:
            return answer
    return None


def _usual_question(reply: Reply) -> str:
    """Give what a pressed button asks, in words that can be searched with."""
    key = f"question.{reply.turn.intent}"
    return reply.text(key) if key in reply.turn.context.sentences else ""


def _next_steps(reply: Reply, has_answer: bool) -> list[tuple[str, str]]:
    return [] if has_answer else [reply.button("contact", "contact_human")]
