"""Whose channels a message asks for, and where: whatever it is taken for, such as for policy."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from actions.answers.channels import tell_channels, tell_channels_on
from actions.answers.channels_asked import tell_channels_asked
from actions.answers.overview import minister_over
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.channels import ChannelWords
from actions.cues.overview import SOCIAL, Asks, Question, question_reader
from actions.cues.policy import PolicyWords
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords, sentences_in
from actions.follow_up.meanings.names import CHANNELS_OF
from actions.follow_up.meanings.signs import OF_THEIR_OWN
from actions.follow_up.varying import vary_list
from knowledge.matching.search.portfolios import is_minister, names_role
from knowledge.matching.subject import SubjectKind
from knowledge.model import Organisation, OrganisationKind
from knowledge.publishing.overview.scope import ministers
from knowledge.publishing.overview.selection import State

MOST_TOLD = 3  # organisations named in one message
MOST_WORDS = 14  # of a sentence that asks it; a longer one tells something
FEW_WORDS = 7  # of a message that only names somebody else
_SURE = frozenset({"list_channels", "ask_overview", "ask_content_policy", CHANNELS_OF})
"""Intents of a question on where somebody is, or for which it is often taken."""

CHANNELS, GERMAN = "channels", "de"
_WORD = re.compile(r"\w+")
_CAPITAL = r"[A-ZÀ-Þ][\w'’-]+"
_PERSON = re.compile(rf"\b{_CAPITAL}(?:\s(?:van|de|der|den|ten|el))*\s{_CAPITAL}")
"""A first name and a surname; German writes other words with capitals too."""

_ONLY_NAMES = re.compile(rf"{_CAPITAL}(?:\s(?:van|de|der|den|ten|el|{_CAPITAL}))+")
FEW_BESIDE = 3  # words beside the name, of who names somebody and asks nothing else


@dataclass(frozen=True, slots=True)
class ChannelsAsked:
    """One question for channels.

    Attributes:
        text: The part of the message that asks.
        whose: Whose channels.
        platforms: Where; `SOCIAL` for all social ones, empty for any place.
    """

    text: str
    whose: tuple[Organisation, ...]
    platforms: tuple[str, ...]


def channels_asked(turn: Turn) -> ChannelsAsked | None:
    """Give whose channels a message asks for by name; None where it asks something else."""
    is_other = turn.mentions or turn.fields or turn.draft or turn.intent in OF_THEIR_OWN
    if is_other or not turn.text or not (turn.named or _leans(turn.text)):
        return None
    if _is_name_alone(turn):
        return ChannelsAsked(turn.text, turn.named, (SOCIAL,))
    found = (_asked_in(turn, each) for each in _sentences(turn.text))
    asked = next(filter(None, found), None)
    return _with_places_after(turn, asked) if asked else None


def _with_places_after(turn: Turn, asked: ChannelsAsked) -> ChannelsAsked:
    """Give a question with the platforms that the next ones name, as in `... ? And Instagram?`."""
    sentences = sentences_in(turn.text)
    if asked.text not in sentences or SOCIAL in asked.platforms:
        return asked
    after = sentences[sentences.index(asked.text) + 1 :]
    places = [each for each in after if len(each.split()) <= FEW_BESIDE and each.endswith("?")]
    more = _platforms(replace(turn, text=" ".join(places))) if places else ()
    platforms = tuple(dict.fromkeys((*asked.platforms, *more)))
    return ChannelsAsked(" ".join((asked.text, *places)), asked.whose, platforms)


def _is_name_alone(turn: Turn) -> bool:
    """Tell whether a message is no more than the name of a minister, before anything was told."""
    only = turn.named[0] if len(turn.named) == 1 else None
    is_new = turn.subject.kind is SubjectKind.NOTHING and is_minister(only)
    words = set(_WORD.findall(turn.text.casefold()))
    names = set(_WORD.findall(only.display_name.casefold())) if only else set()
    return is_new and words <= names | {"minister"}


def asks_for_channels(turn: Turn) -> bool:
    """Tell whether it asks where somebody is who is named, or which accounts they have."""
    return channels_asked(turn) is not None


def tell_channels_of(reply: Reply) -> None:
    """Tell the channels of everybody who is named, on the platforms that are."""
    asked = channels_asked(reply.turn)
    if asked is None:
        return
    with reply.of_part(asked.text):
        for each in asked.whose[:MOST_TOLD]:
            tell_channels_asked(reply, each, next(iter(asked.platforms), None))


def _tell_on(reply: Reply, whose: Sequence[Organisation], platforms: tuple[str, ...]) -> None:
    for each in whose[:MOST_TOLD]:
        if len(platforms) > 1:
            tell_channels_on(reply, each, platforms)
        else:
            tell_channels(reply, each, next(iter(platforms), None))


def asks_the_same_of(turn: Turn) -> bool:
    """Tell whether it asks for the same of somebody else, as in `you skipped De Lijn`."""
    is_other = turn.mentions or turn.intent in OF_THEIR_OWN or turn.platform is not None
    last = (sentences_in(turn.text) or [turn.text])[-1]
    if is_other or not turn.named or len(last.split()) > FEW_WORDS:
        return False
    words, asked = ChannelWords.load(), Question.of(turn.subject.question or {})
    if words.has("who", last) or not _is_of_channels(turn, asked):
        return False
    goes_on = ConversationWords.load().goes_on(last)
    leans = goes_on or last.endswith("?") or words.has("corrects", last)
    return words.has("skipped", last) or (leans and _words_beside(turn, last) <= FEW_BESIDE)


def tell_the_same_of(reply: Reply) -> None:
    """Tell of somebody else what was told of one, or counted of all."""
    turn = reply.turn
    subject = turn.subject
    question = Question.of(subject.question or {})
    places = question.platforms if question else _places_of(turn)
    is_skipped = ChannelWords.load().has("skipped", turn.text) or len(places) > 1
    if subject.kind is SubjectKind.LIST and not is_skipped:
        vary_list(reply, subject)
    else:
        _tell_on(reply, turn.named, places)


def asks_of_stranger(turn: Turn) -> bool:
    """Tell whether it asks where somebody is, or who it is, whose name is not in our list."""
    is_other = turn.mentions or turn.draft or turn.intent in OF_THEIR_OWN or turn.tells_of_contact
    if is_other or turn.named or turn.other or not _names_somebody(turn):
        return False
    if _speaks_of_ministers(turn):
        return True
    only_names = _ONLY_NAMES.fullmatch(ChannelWords.load().without_opening(turn.text).strip(" ?!."))
    is_of_channels = turn.subject.kind is SubjectKind.ORGANISATION and CHANNELS in turn.subject.said
    begins = ChannelWords.load().begins_to_ask(turn.text)
    names_place = bool(_platforms(turn)) or ChannelWords.load().has("accounts", turn.text)
    asks_place = turn.language != GERMAN and begins and names_place
    return asks_place or bool(is_of_channels and only_names)


def _names_somebody(turn: Turn) -> bool:
    """Tell whether it holds what is written as a first name and a surname."""
    finder, words = turn.context.library.finder, ChannelWords.load()
    found = (
        match[0].split()
        for each in sentences_in(turn.text)
        for match in _PERSON.finditer(words.without_asking(each))
    )
    return any(not any(finder.platform_in(f"op {word}") for word in name) for name in found)


def tell_stranger(reply: Reply) -> None:
    """Say that we do not know a name; after ministers, who they are."""
    turn = reply.turn
    names = [each.display_name for each in ministers(turn.context.library.registry.register)]
    is_of_them = _speaks_of_ministers(turn) and names_role(turn.text)
    now = reply.text("overview.ministers_now", names=", ".join(names))
    reply.leave(turn.subject)
    reply.send([reply.text("overview.stranger"), now if is_of_them else ""])


def _speaks_of_ministers(turn: Turn) -> bool:
    """Tell whether the talk is of ministers and their channels."""
    subject = turn.subject
    about = turn.context.library.registry.organisation(subject.organisation or "")
    is_list = (subject.question or {}).get("kind") == OrganisationKind.MINISTER
    return is_list or (is_minister(about) and CHANNELS in subject.said)


def _sentences(text: str) -> Iterator[str]:
    """Give the sentences of a message, the last one first, and what one says after a colon."""
    for sentence in reversed(sentences_in(text)):
        _, colon, after = sentence.partition(": ")
        yield from (after, sentence) if colon else (sentence,)
        parts = sentence.split(", ")
        yield from (each for each in parts[:-1] if len(each.split()) > FEW_BESIDE)


def _is_of_channels(turn: Turn, question: Question | None) -> bool:
    """Tell whether channels were told of somebody else, or those who are on a platform."""
    subject = turn.subject
    if subject.kind is SubjectKind.LIST:
        of_places = question is not None and bool(question.platforms)
        of_ministers = question is not None and question.kind is OrganisationKind.MINISTER
        return of_places and (of_ministers or not any(map(is_minister, turn.named)))
    is_same = subject.organisation in {each.id for each in turn.named}
    is_told = subject.kind is SubjectKind.ORGANISATION and CHANNELS in subject.said
    return is_told and not is_same


def _places_of(turn: Turn) -> tuple[str, ...]:
    subject = turn.subject
    return (subject.platform,) if subject.platform else (SOCIAL,) if SOCIAL in subject.said else ()


def _speaks_of_channels(turn: Turn) -> bool:
    """Tell whether the talk is of who is on a platform, or of the channels of one."""
    subject, question = turn.subject, Question.of(turn.subject.question or {})
    if subject.kind is SubjectKind.LIST:
        return bool(subject.organisation) or (question is not None and bool(question.platforms))
    return subject.kind is SubjectKind.ORGANISATION and CHANNELS in subject.said


def _words_beside(turn: Turn, text: str) -> int:
    """Count the words beside the names, and beside what a correction begins with."""
    left = ChannelWords.load().without_opening(text)
    names = {word for each in turn.named for word in _WORD.findall(each.name.casefold())}
    return sum(word not in names for word in _WORD.findall(left.casefold()))


def _asked_in(turn: Turn, text: str) -> ChannelsAsked | None:
    """Give what one sentence asks."""
    part = turn if text == turn.text else replace(turn, text=text)
    words = ChannelWords.load()
    if not (part.named or _leans(text) or (turn.named and _is_only_places(part))):
        return None
    if len(text.split()) > MOST_WORDS or _is_about_something_else(part):
        return None
    platforms = _platforms(part)
    whose = _whose(turn, part, is_on_one=bool(platforms) and SOCIAL not in platforms)
    if not whose or _is_about_all(part, whose):
        return None
    if not platforms and words.has("accounts", text):
        platforms = () if words.has("all_channels", text) else (SOCIAL,)
    elif not platforms and words.has("where_then", text) and _speaks_of_channels(turn):
        is_told = {each.id for each in whose} == {turn.subject.organisation}
        return ChannelsAsked(
            text, whose, () if is_told and SOCIAL in turn.subject.said else (SOCIAL,)
        )
    elif not platforms:
        return None
    return ChannelsAsked(text, whose, platforms) if _asks(part) else None


def _platforms(part: Turn) -> tuple[str, ...]:
    """Give the social platforms that a sentence names."""
    platforms = part.context.library.platforms
    found = question_reader(platforms).read(part.without_denied_place).platforms
    if part.platform and not found:
        found = (part.platform,)
    return tuple(each for each in found if each == SOCIAL or platforms.get(each).kind == SOCIAL)


def _whose(turn: Turn, part: Turn, *, is_on_one: bool) -> tuple[Organisation, ...]:
    """Give whom a sentence names; else, where it names a platform, whom a word in it stands for."""
    if part.named:
        return part.named
    asks_elsewhere = ChannelWords.load().has("where_then", part.text)
    if not (is_on_one or asks_elsewhere):  # "A, B and C. Which accounts do they have?"
        over = _minister_of_answer(turn)
        of_them = turn.named or ((over,) if over else ())
        return of_them if _leans(part.text) else ()
    if _is_only_places(part) and len(turn.named) == 1:
        return turn.named
    if not _leans(part.text):
        return ()
    before = _told_before(turn)
    return turn.named if len(turn.named) == 1 else (before,) if before else ()


def _minister_of_answer(turn: Turn) -> Organisation | None:
    """Give the minister whom the answer before was about, such as one on misuse."""
    is_answer = turn.subject.kind is SubjectKind.ANSWER
    about = turn.context.library.registry.organisation(turn.subject.organisation or "")
    return about if is_answer and is_minister(about) else None


def _told_before(turn: Turn) -> Organisation | None:
    """Give whose channels were told before, or who was said to be missing from a list."""
    if turn.subject.kind is SubjectKind.ORGANISATION:
        return turn.before
    is_list = turn.subject.kind is SubjectKind.LIST
    missed = turn.subject.organisation if is_list else None
    return turn.context.library.registry.organisation(missed or "")


def _is_only_places(part: Turn) -> bool:
    """Tell whether a sentence holds nothing but names of platforms, as in `X, YouTube?`."""
    finder = part.context.library.finder
    words = _WORD.findall(part.text)
    return bool(words) and all(finder.platform_in(f"op {word}") for word in words)


def _leans(text: str) -> bool:
    """Tell whether a text holds a word that may stand for whoever was named before it."""
    words = ConversationWords.load()
    return words.speaks_of_person(text) or words.refers_back(text)


def _is_about_something_else(part: Turn) -> bool:
    """Tell whether a sentence is about a message, a reason, a rule, a year or a count."""
    reader = question_reader(part.context.library.platforms)
    talk, words, text = TalkWords.load(), ChannelWords.load(), part.text
    question = reader.read(text)
    is_of_then = talk.has("year", text) or question.asks is Asks.GROWTH
    is_policy = PolicyWords.load().part(text) is not None or reader.names_parliament(text)
    is_count = reader.asks_count(text) or minister_over(part) is not None
    is_message = talk.has("got", text) or talk.has("called", text) or talk.has("pays", text)
    left = words.without_opening(text)  # `can you tell me` speaks of no message
    is_other = words.has("not_where", left) and not words.has("asks_which", text)
    is_of_field = question.domain is not None and reader.speaks_of_services(text)
    is_planned = question.state in (State.PLANNED, State.COMPROMISED, State.CONFIRMED)
    is_list = is_count or is_of_field or is_planned
    return bool(is_of_then or is_policy or is_message or is_other or is_list)


def _is_about_all(part: Turn, whose: tuple[Organisation, ...]) -> bool:
    """Tell whether a sentence only names the government as a whole, to ask for all its services."""
    reader = question_reader(part.context.library.platforms)
    is_whole = all(each.kind is OrganisationKind.UMBRELLA for each in whose)
    asks_of_some = reader.speaks_of_services(part.text) or reader.is_about_all(part.text)
    asks_of_some = asks_of_some or reader.read(part.text).domain is not None
    return is_whole and (asks_of_some or reader.asks_who(part.text))


def _asks(part: Turn) -> bool:
    """Tell whether a sentence asks, and does not only tell."""
    words = ChannelWords.load()
    begins = words.begins_to_ask(part.text) or words.has("corrects", part.text)
    is_question = part.text.rstrip().endswith("?")
    return begins or (is_question and (_names_first(part) or part.intent in _SURE))


def _names_first(part: Turn) -> bool:
    """Tell whether a sentence begins with the name of whom it is about."""
    first = _WORD.match(ChannelWords.load().without_opening(part.text).casefold())
    names = {word for each in part.named for word in _WORD.findall(each.display_name.casefold())}
    return first is not None and first[0] in names
