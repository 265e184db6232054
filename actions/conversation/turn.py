"""One message of a citizen as the actions see it, with what the conversation remembers."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from actions.conversation.context import Context
from actions.conversation.domain_asked import domain_in
from actions.conversation.draft import FORM, ReportDraft, Step
from actions.cues.channels import ChannelWords
from actions.cues.circumstances import Circumstances
from actions.cues.danger import Need, need_of
from actions.cues.facts import Facts, FactsReader
from actions.cues.page_names import PageNames
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.cues.word_list import WordList, folded, whole
from actions.cues.words import ConversationWords, parts_in, sentences_in
from actions.reports.reference import normalised
from knowledge.library import Library
from knowledge.matching.finding.mentions import Mention, MentionFinder, MentionKind
from knowledge.matching.search.names import HowNamed, NameMatch
from knowledge.matching.search.other_names import OtherNamed
from knowledge.matching.search.portfolios import (
    called,
    in_charge,
    is_minister,
    names_role,
)
from knowledge.matching.subject import TALK, Subject, SubjectKind, subject_of
from knowledge.matching.verdict import MessageVerdict
from knowledge.model import (
    LANGUAGES,
    Address,
    Answer,
    Organisation,
    OrganisationKind,
    OtherBody,
    Verdict,
)

FEW_WORDS = 7  # a longer message stands by itself
FEW_BESIDE_A_NUMBER = 3  # words; with so few it is pasted to be checked
FEWEST_TO_COUNT = 2  # addresses
_NUMBER_FIRST = re.compile(r"^(?:(?:het|de|the|le|die) )?(\d+)(?=,\s)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,])\d{4}(?![\w])")
_FEW_DIGITS = re.compile(
    r"(?<![\w.,€/-])(1\d\d)(?![\w/-]|[.,]\d|\s?(?:euro|eur|€|%))", re.IGNORECASE
)
_ORDINALS = ("the_first", "the_second", "the_third", "the_fourth")
"""Words, in `talk.yml`, that count the addresses of a conversation."""

FEW_WORDS_OF_A_NAME = 2
MOST_OF_AN_ECHO = 3  # words, as in `why 1700?`
FEW_WORDS_BACK = 12  # unless it says `they` of whom it was about: "thanks, are they on X too"
LEANING = frozenset({"check_channel", "list_channels", "find_organisation", "out_of_scope"})
"""Intents that a bare `Instagram?` is often taken for."""

ABOUT_CHANNELS = frozenset({"list_channels", "list_planned_channels", "find_organisation"})
"""Intents of questions on whoever is named."""

EMERGENCY = "emergency-number"
"""Id of the answer that names the numbers for danger."""

WHERE_TO_FORWARD = "where-to-forward"
"""Id of the answer that names the mailbox for suspicious messages."""

_OF_FORWARDING = frozenset({WHERE_TO_FORWARD, "screenshot"})
"""Kinds of question on how to send on what somebody got."""

SUBJECT, FACTS, LAST_SAID, REFERENCE = "subject", "facts", "last_said", "reference"
_REMEMBERED = ("organisation", "platform", "mention", "pending_mention", LAST_SAID, REFERENCE)
SLOTS = (*_REMEMBERED, SUBJECT, FACTS)
TELLING = frozenset({"ask_after_incident", "tell_more", "tell_done", "report_misuse"})
"""Intents of a message that may tell what happened beside an address."""

HAPPENED = "ask_after_incident"
"""Intent of who tells that something happened."""

_ABOUT_WHAT_HAPPENED = frozenset({SubjectKind.INCIDENT, SubjectKind.TOLD, SubjectKind.REPORT})

_ASKS_WHAT_WAS_GIVEN = ("step.ask", "asked.is_filling_in")
"""Keys of what was told that asks what was given."""

_CAME = ("got", "received", "called")
"""Lists of words, in `talk.yml`, by which somebody tells that something came."""

_TO_CALL = ("must_call", "to_call")
"""Those by which somebody asks to call a number."""

_NOT_REACHED = ("no_answer", "is_closed")
"""Those by which somebody says that a number did not help."""

_OF_A_SERVICE = ("about_service", "hours", "which_language", "must_call", *_NOT_REACHED)
"""Lists of words, in `talk.yml`, of questions about a service whose number is its name."""

_SAYS_LITTLE = frozenset({"clicked", "filled"})
"""What somebody did, after which we ask what was given."""

PHONE, CALL = MentionKind.PHONE, "call"
NO_VERDICT = MessageVerdict(None, ())
COMPLAINED = "complained"
"""Key, in what comes with a message, of the sorry for what was taken out of it."""

OTHER_CHANNEL = "rasa"  # Rasa's own server does not tell which one


@lru_cache(1)
def _calling(words: tuple[str, ...]) -> WordList:
    return whole(words)


@dataclass(frozen=True)
class Memory:
    """What the conversation was about.

    Attributes:
        organisation: Id of the last organisation.
        platform: Last platform.
        mention: Last address, as it was sent.
        pending_mention: An account that waits for its platform.
        last_said: Digest of what was said last.
        reference: Of the last report that was filed in this conversation.
        subject: What the last answer left.
        facts: What was told of what happened.
    """

    organisation: str | None = None
    platform: str | None = None
    mention: str | None = None
    pending_mention: str | None = None
    last_said: str | None = None
    reference: str | None = None
    subject: Subject = field(default_factory=Subject)
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True)
class Turn:
    """One message.

    Attributes:
        text: The citizen's words; empty when a button was pressed.
        language: In which to answer.
        fields: What a pressed button carries: `organisation`, `platform`, `mention`, `language`,
            or an answer in a report.
        conversation: Channel and sender, such as `telegram:123`.
        draft: The report that is being written; None when there is none.
        unspoken: The language that the citizen writes, where that is none of ours.
        is_first_in_it: Whether this is the first message in that language.
        own_contact: Where the citizen asks to be reached; taken out of the text.
        confidence: Of the intent, 0 to 1.
        need: Why who listens is named below the answer.
        complained: Key, below `follow_up.alarm`, of the sorry for a message that also said that
            the answer before did not fit or frightens; the text is then what it asks beside that.
    """

    context: Context
    intent: str
    text: str
    language: str
    memory: Memory
    fields: Mapping[str, str]
    conversation: str = ""
    draft: ReportDraft | None = None
    unspoken: str | None = None
    is_first_in_it: bool = False
    own_contact: str | None = None
    confidence: float = 1.0
    need: Need | None = None
    complained: str = ""

    @classmethod
    def of(cls, tracker: Any, context: Context) -> "Turn":  # noqa: ANN401  # rasa_sdk is untyped
        """Read the last message of a rasa_sdk tracker."""
        message = tracker.latest_message
        text = message.get("text") or ""
        pressed = text.startswith("/")
        intent = message.get("intent") or {}
        language = tracker.get_slot("language")
        is_reporting = (tracker.active_loop or {}).get("name") == FORM
        return cls(
            context=context,
            intent=intent.get("name") or "",
            confidence=float(intent.get("confidence") or 0.0),
            text="" if pressed else text,
            language=language if language in LANGUAGES else LANGUAGES[0],
            memory=Memory(
                **{name: tracker.get_slot(name) for name in _REMEMBERED},
                subject=Subject.of(tracker.get_slot(SUBJECT)),
                facts=Facts.of(tracker.get_slot(FACTS)),
            ),
            fields=_fields(message.get("entities") or ()) if pressed else {},
            conversation=f"{_channel(message)}:{tracker.sender_id}",
            draft=ReportDraft.of(tracker.slots) if is_reporting else None,
            unspoken=(tracker.get_slot("language_choice") or {}).get("spoken"),
            need=need_of(intent),
            complained=(message.get("metadata") or {}).get(COMPLAINED) or "",
            is_first_in_it=(tracker.get_slot("language_choice") or {}).get("is_new", False),
        )

    @property
    def channel(self) -> str:
        """Where the message came in."""
        return self.conversation.partition(":")[0]

    @cached_property
    def reference(self) -> str | None:
        """The reference of a report that the message names."""
        return normalised(self.text)

    @cached_property
    def subject(self) -> Subject:
        """What the message is about: that of a pressed button, or of the conversation."""
        kept = self.memory.subject
        mention = self.fields.get("mention") or self.counted
        if not (mention and (self.counted or self.intent in TALK)):
            return kept
        judged = self.context.library.checker.check(mention, platform=self.fields.get("platform"))
        if not judged.mentions:
            return kept
        pressed = replace(subject_of(judged.worst_first[0]), beside=kept.beside)
        return kept if pressed.mention == kept.mention else pressed

    @cached_property
    def counted(self) -> str | None:
        """The address that the message counts out among several, as in `and the second one`."""
        several = self.memory.subject.beside
        is_long = len(self.text.split()) > FEW_WORDS_BACK
        if len(several) < FEWEST_TO_COUNT or is_long or self.mentions or self.draft:
            return None
        words = TalkWords.load()
        if words.has("the_last", self.text):
            return several[-1]
        places = [number for number, sign in enumerate(_ORDINALS) if words.has(sign, self.text)]
        if len(places) == 1 and places[0] < len(several):
            return several[places[0]]
        return self._other_one if words.has("the_other", self.text) else None

    @property
    def _other_one(self) -> str | None:
        """The one of two addresses that was not talked of last."""
        others = [
            each for each in self.memory.subject.beside if each != self.memory.subject.mention
        ]
        return others[0] if len(others) == 1 else None

    @cached_property
    def points_back(self) -> bool:
        """Whether it only names parts of the address that the conversation is about.

        As in `maar vlaanderen.be staat er toch in`: that gets no verdict of its own.
        """
        if not self.points_at_part:
            return False
        kept = (self.memory.subject.mention or "").casefold()
        is_piece = all(each.text.casefold() != kept for each in self.mentions)
        objects = is_piece and TalkWords.load().begins("but", self.text)
        return self.intent in TALK or objects

    @cached_property
    def points_at_part(self) -> bool:
        """Whether each address in it is that of the conversation, or stands within it."""
        kept = (self.memory.subject.mention or "").casefold()
        named = [each.text.casefold() for each in self.mentions]
        return bool(kept and named) and all(each in kept for each in named)

    @cached_property
    def domain_asked(self) -> str | None:
        """The domain that it asks about as one, as in `is all that ends on @fluvius.be theirs`."""
        return domain_in(self.text, self.mentions, self.context.library.addresses)

    @cached_property
    def asks_if_forged(self) -> bool:
        """Whether it asks if an address can be imitated that was judged before."""
        known = {each.address.casefold() for each in self.memory.facts.judged}
        are_known = bool(self.mentions) and all(
            each.text.casefold() in known for each in self.mentions
        )
        return are_known and TalkWords.load().has("forges", self.text)

    @cached_property
    def news(self) -> Facts:
        """What the message tells of what happened; nothing of what is only pasted."""
        is_pasted = bool(self.mentions) and self.intent not in TELLING and self.draft is None
        if not self.text:
            return Facts()
        was_asked = self._was_asked_what_was_given
        told = FactsReader.load().read(
            self.text, self.memory.facts, was_asked=was_asked, language=self.language
        )
        if not told.says_what:
            told = replace(told, given=self._given_by_meaning)
        if is_pasted and not told.given:
            # What stands in a message that was pasted nobody did.
            return Facts(by=self._way_of(told), asked=told.asked)
        if self.mentions:  # a number alone may be a piece of an address
            told = replace(told, amount=Circumstances.load().amount_in(self.text))
        if not (told.says_what or self._tells_on):
            return replace(told, amount=None, when=None, by=self._way_of(told))
        organisation = self.named[0].id if len(self.named) == 1 else None
        return replace(told, seen_on=self.place, organisation=organisation, by=self._way_of(told))

    @cached_property
    def _given_by_meaning(self) -> tuple[str, ...]:
        """What somebody says they gave, in words that are not in our lists."""
        if self.intent != HAPPENED or self.mentions or self.supposes_given:
            return ()
        reader, words = FactsReader.load(), TalkWords.load()
        search = self.context.library.search
        for each in sentences_in(self.text):
            if each.endswith("?") or words.begins("asks", each):
                continue
            answer = search.surely_done(each)
            if answer and (given := reader.given_by(answer)):
                return given
        return ()

    def _way_of(self, told: Facts) -> str | None:
        """How something came that is told with its address, as in `I got a letter with …`.

        Who tells what was done already, as in `called the bank`, tells of a call of their own.
        """
        has_got = TalkWords.load().has("got", self.text) or self.draft is not None
        has_got = has_got or bool(told.given)
        way = Circumstances.load().way_in(self.without_denied_way) if has_got else None
        return None if way == CALL and told.done else way

    @property
    def _was_asked_what_was_given(self) -> bool:
        if self.draft:
            return self.draft.asked is Step.LOSS
        is_incident = self.subject.kind is SubjectKind.INCIDENT
        was_asked = any(self.subject.times(each) for each in _ASKS_WHAT_WAS_GIVEN) or is_incident
        return was_asked and _SAYS_LITTLE.issuperset(self.memory.facts.given)

    @property
    def _tells_on(self) -> bool:
        """Whether it stands in a conversation about what happened; else a day is only a word."""
        is_told = self.subject.kind in _ABOUT_WHAT_HAPPENED
        is_question = self.text.rstrip().endswith("?")
        return (is_told and not is_question) or self.intent in TELLING or self.draft is not None

    @cached_property
    def facts(self) -> Facts:
        """What is known of what happened, with what this message tells."""
        return self.memory.facts.with_(self.news).with_(Facts(page=self.page_named))

    @cached_property
    def page_named(self) -> str | None:
        """The name of a page or account that it tells, which is no address."""
        if self.mentions or not self.text:
            return None
        is_of_page = self.memory.facts.page is not None or self._was_told_of_page
        return PageNames.load().name_in(self.text, is_of_page=is_of_page)

    @property
    def _was_told_of_page(self) -> bool:
        subject = self.memory.subject
        return subject.kind is SubjectKind.TOLD and self.memory.facts.seen_on is not None

    @cached_property
    def judged(self) -> MessageVerdict:
        """Our answer about every mention, the account that waited for its platform included."""
        checker = self.context.library.checker
        is_service = self.asked_service is not None
        is_helpline = self.asks_of_box or self.asks_of_emergency or self.domain_asked is not None
        is_helpline = is_helpline or self.asks_if_forged
        is_beside = self.points_back or is_service or is_helpline
        if is_beside or (self.fields and self.intent in TALK):
            return NO_VERDICT
        if self.fields.get("mention"):
            return checker.check(self.fields["mention"], platform=self.fields.get("platform"))
        if self.mentions:
            organisation = self.named[0].id if len(self.named) == 1 else None
            judged = checker.check(self.without_helpline, organisation=organisation)
            return NO_VERDICT if self._says_nothing_to_a_victim(judged) else judged
        if self._tells_where:
            return checker.check(self.memory.pending_mention or "", platform=self._platform_said)
        # A rule may bear on a message that holds no address.
        return checker.check(self.without_helpline) if self.text else NO_VERDICT

    def _says_nothing_to_a_victim(self, judged: MessageVerdict) -> bool:
        """Tell whether only a sender's name that anybody can use is judged, after a loss."""
        are_names = all(each.kind is MentionKind.SMS_SENDER for each in self.mentions)
        return are_names and judged.verdict is Verdict.NOT_LISTED and bool(self.news.given)

    @property
    def _tells_where(self) -> bool:
        """Whether it only says where an account is; within a report that is asked in its place.

        What says it in doubt (`niet op X`, `op Kick`) gets the question again.
        """
        waits = self.memory.pending_mention is not None and self.draft is None
        names_place = self.platform or self.context.library.finder.names_place(self.text)
        is_bare = self.is_short or self._place_first is not None
        return bool(waits and names_place and is_bare and not self.named)

    @property
    def _place_first(self) -> str | None:
        """The platform that is all its first sentence says, as in `Instagram. And is it real?`."""
        first, *others = sentences_in(self.text) or [""]
        return self._platform_called(first.strip(" .!")) if others else None

    @cached_property
    def mentions(self) -> Sequence[Mention]:
        """The addresses in the message."""
        finder = self.context.library.finder
        return () if self.asked_service else finder.find(self.without_helpline)

    @cached_property
    def without_helpline(self) -> str:
        """The message without a number to call, as 1700, that nobody asks about.

        As beside an address in `the sender is … and she cannot phone 1700`, or in talk, and a
        number that we give ourselves where the citizen called it, as in `I called 101`, or after a
        loss; but where a message is named, or whether it is real, it may be of somebody else.
        """
        text = self.text
        found = self.context.library.finder.find(text)
        words = TalkWords.load()
        holding = [each for each in sentences_in(text) if any(one.text in each for one in found)]
        signs = ("asks_real", "message")
        may_be_theirs = any(words.has(sign, each) for each in holding for sign in signs)
        is_in_talk = self.memory.subject.kind is not SubjectKind.NOTHING
        was_told = self.memory.subject.kind is SubjectKind.INCIDENT and self.memory.facts.told
        speaks_of_it = is_in_talk and (was_told or len(text.split()) > FEW_BESIDE_A_NUMBER)
        has_called = words.has("has_called", text) or (
            speaks_of_it and not _came_from(text, [each.text for each in found])
        )
        if found and has_called and not may_be_theirs:
            return self._without_ours(text)
        numbers = {each.display_name for each in self._numbered} if found else set()
        helplines = [each for each in found if each.text in numbers]
        is_talked_of = is_in_talk and self.intent in TALK
        if self.tells_of_contact or (len(found) == len(helplines) and not is_talked_of):
            return text
        return _blanked(text, helplines)

    def _without_ours(self, text: str) -> str:
        """Give a text without the numbers that we give; one may hide the next: `112 or 101`."""
        library = self.context.library
        ours = _numbers_given(library)
        while known := [each for each in library.finder.find(text) if each.address in ours]:
            text = _blanked(text, known)
        return text

    @cached_property
    def helplines(self) -> Mapping[str, Address]:
        """The numbers in it that we tell people to call, as written, where nothing came from them.

        None where it holds another address too. Three digits are only read as one in talk.
        """
        library = self.context.library
        if self.mentions or not self.text or self.asked_service:
            return {}
        ours = _numbers_given(library)
        found = {each.text: each.address for each in library.finder.find(self.text)}
        if not found and self.memory.subject.kind is not SubjectKind.NOTHING:
            by_key = {each.key: each for each in ours}
            found = {each: by_key.get(each) for each in _FEW_DIGITS.findall(self.text)}
        known = {text: each for text, each in found.items() if each and each in ours}
        is_theirs = len(known) < len(found) or _came_from(self.text, found)
        return {} if is_theirs else known

    @property
    def _numbered(self) -> list[Organisation]:
        """The services that are called as their number."""
        everyone = self.context.library.registry.register.organisations.values()
        return [each for each in everyone if each.display_name.isdigit()]

    @property
    def tells_of_contact(self) -> bool:
        """Whether it tells that something came: a message, a letter or a call."""
        words = TalkWords.load()
        return any(words.has(each, self.text) for each in _CAME)

    @property
    def supposes_given(self) -> bool:
        """Whether it asks what if something was given, as in `what if I already paid`."""
        supposes = TalkWords.load().begins("what_if", self.text)
        return supposes and FactsReader.load().speaks_of_giving(self.text)

    @property
    def may_have_clicked(self) -> bool:
        """Whether somebody does not know if they clicked, or asks what if they did."""
        reader = FactsReader.load()
        is_open = self.supposes_given or TalkWords.load().has("what_if", self.text)
        is_open = is_open or FormWords.load().is_unsure(self.text)
        return is_open and reader.speaks_of_click(self.text) and not self.facts.given

    @property
    def wants_way_to_named(self) -> bool:
        """Whether it wants the site or number of a service that it names, asked or told."""
        return bool(self.named) and bool(TalkWords.load().ways_wanted(self.text))

    @cached_property
    def asks_of_box(self) -> bool:
        """Whether it asks about the mailbox to which we tell people to forward what they got."""
        library = self.context.library
        if self.subject.kind is SubjectKind.NOTHING or not self._named_in(WHERE_TO_FORWARD):
            return False
        return any(each.id in _OF_FORWARDING for each in library.search.asked(self.text, 1))

    @cached_property
    def asks_of_emergency(self) -> bool:
        """Whether it asks to call the police or an ambulance, on a number that we give."""
        answer = self._named_in(EMERGENCY)
        return answer is not None and bool(_calling(answer.words).search(folded(self.text)))

    def _named_in(self, wanted: str) -> Answer | None:
        """Give an answer of the register, where it names every address in the message."""
        library = self.context.library
        answers = library.registry.register.answers
        if not self.mentions:
            return None
        answer = next((each for each in answers if each.id == wanted), None)
        if answer is None:
            return None
        told = {each.address for each in library.finder.find("\n".join(answer.text.values()))}
        is_told = all(each.address and each.address in told for each in self.mentions)
        return answer if is_told else None

    @cached_property
    def asked_service(self) -> Organisation | None:
        """The service whose number is its name, as 1700, where the message asks about it."""
        words, library = TalkWords.load(), self.context.library
        is_of_cost = words.has("cost", self.text)
        is_about = any(words.has(each, self.text) for each in _OF_A_SERVICE)
        is_to_call = words.has("must_call", self.text) and not words.has("called", self.text)
        is_about = is_about or self._asks_to_call
        is_not_reached = any(words.has(each, self.text) for each in _NOT_REACHED)
        may_be = is_of_cost or is_to_call or is_not_reached or not self.tells_of_contact
        if not (may_be and is_about):
            return None
        found = [each.text for each in library.finder.find(self.text)]
        # To the finder only a number.
        found = found or _NUMBER_FIRST.findall(self.text) or _NUMBER.findall(self.text)
        named = (each for each in self._numbered if found == [each.display_name])
        return next(named, None)

    @property
    def asks_to_call_service(self) -> bool:
        """Whether it asks to call a service whose number is its name, as 1700."""
        must_call = TalkWords.load().has("must_call", self.text) or self._asks_to_call
        return self.asked_service is not None and must_call

    @property
    def _asks_to_call(self) -> bool:
        """Whether it asks if somebody is to be called, in a conversation about something else."""
        words = TalkWords.load()
        asks = self.text.rstrip().endswith("?") or words.has("may", self.text)
        is_in_talk = self.memory.subject.kind is not SubjectKind.NOTHING
        return is_in_talk and asks and words.has("to_call", self.text)

    @cached_property
    def named(self) -> tuple[Organisation, ...]:
        """The organisations that the message names, outside its mentions, in order."""
        library = self.context.library
        spots = [(each.start, each.end) for each in self.mentions]
        spots += TalkWords.load().spots("idioms", self.text)
        numbered = {each.id for each in self._numbered} if self._echo else set()
        found = [
            library.registry.organisation(match.organisation)
            for match in library.names.find(self.text) or self._names_at_end
            if not any(match.start < end and start < match.end for start, end in spots)
            and not self._is_others(match)
            and not (match.end <= len(self._echo) and match.organisation in numbered)
        ]
        named = tuple(dict.fromkeys(each for each in found if each))
        narrower = [each for each in named if each.kind is not OrganisationKind.UMBRELLA]
        narrower += called(library.registry.register, self.text) if self._may_be_surname else ()
        return tuple(dict.fromkeys(narrower)) or self._in_charge or named

    @cached_property
    def _echo(self) -> str:
        """What the message says again of our answer before it asks something, as in `1700? …`."""
        first, *others = sentences_in(self.text) or [""]
        is_in_talk = self.memory.subject.kind is not SubjectKind.NOTHING
        is_echo = first.endswith("?") and len(first.split()) <= MOST_OF_AN_ECHO
        return first if is_in_talk and others and is_echo else ""

    @property
    def _names_at_end(self) -> Sequence[NameMatch]:
        """A name that is an ordinary word too, last in a question on channels: `... zit klasse`."""
        rest, _, last = self.text.rstrip(" ?!.").rpartition(" ")
        if self.intent not in ABOUT_CHANNELS | {"ask_variation"} or not rest:
            return ()
        found = self.context.library.names.find(f"{rest} {last.capitalize()}")
        return [match for match in found if match.start > len(rest)]

    @property
    def _in_charge(self) -> tuple[Organisation, ...]:
        """The minister whom the message calls by what they are in charge of, if it is one."""
        registry = self.context.library.registry
        subject = self.memory.subject
        question = subject.question or {}
        about = registry.organisation(subject.organisation or "")
        leans = self.is_short and ConversationWords.load().goes_on(self.text)
        is_of_ministers = question.get("kind") == OrganisationKind.MINISTER
        found: tuple[Organisation, ...] = ()
        counts_under = question.get("minister") or question.get("asks") == "ministers"
        is_near = len(self.text.split()) <= FEW_WORDS_BACK
        is_of_them = is_minister(about) or is_of_ministers
        if (self.is_short and counts_under) or (is_near and is_of_them):
            found = called(registry.register, self.text)
        if not found and (names_role(self.text) or (leans and is_minister(about))):
            found = in_charge(registry.register, self.text)
        return found if len(found) == 1 else ()

    @property
    def _may_be_surname(self) -> bool:
        """Whether a surname in it is a minister's: beside social media, or where it is all of it.

        In what tells of a message somebody else may bear it.
        """
        has_place = self.platform is not None or ChannelWords.load().has("accounts", self.text)
        is_bare = len(self.text.split()) <= FEW_WORDS_OF_A_NAME
        return (has_place or is_bare) and not (self.mentions or self.tells_of_contact)

    @cached_property
    def other(self) -> OtherBody | None:
        """The body outside the Flemish government that the message names, and none within it."""
        is_flemish = any(each.kind is not OrganisationKind.UMBRELLA for each in self.named)
        return None if is_flemish or self._other is None else self._other.body

    def _is_others(self, match: NameMatch) -> bool:
        """Tell whether what looks like a slip in one name is the whole name of somebody else."""
        if match.how is not HowNamed.TYPING_ERROR or self._other is None:
            return False
        return match.start < self._other.end and self._other.start < match.end

    @cached_property
    def without_other(self) -> str:
        """The message without the name of that body."""
        found = self._other
        return f"{self.text[: found.start]} {self.text[found.end :]}" if found else self.text

    @cached_property
    def without_umbrella(self) -> str:
        """The message without the name of the government as a whole, which says little."""
        library, left = self.context.library, self.text
        for match in sorted(library.names.find(left), key=lambda each: -each.start):
            organisation = library.registry.organisation(match.organisation)
            if organisation and organisation.kind is OrganisationKind.UMBRELLA:
                left = f"{left[: match.start]} {left[match.end :]}"
        return " ".join(left.split())

    @cached_property
    def _other(self) -> OtherNamed | None:
        found = self.context.library.other_names.find(self.text)
        spots = [(each.start, each.end) for each in self.mentions]
        is_address = found and any(found.start < end and start < found.end for start, end in spots)
        # Awel, who listens to children, is a word with which Flemish people begin a sentence.
        begins = found is not None and TalkWords.load().begins("well", self.text[found.start :])
        is_word = begins and found is not None and not self.text[: found.start].strip(" .,!?")
        return None if is_address or is_word else found

    @cached_property
    def platform(self) -> str | None:
        """The platform that the message names, in words or by a button."""
        library = self.context.library
        given = self.fields.get("platform")
        if given:
            return given if given in library.platforms else None
        return library.finder.platform_in(self.text) or self._platform_alone()

    @cached_property
    def place(self) -> str | None:
        """The platform that the message says something was on; not the one that it denies."""
        if self.fields:
            return self.platform
        found = self.context.library.finder.platform_in(self.without_denied_place)
        return found or self._platform_alone() or self._place_instead

    @property
    def _place_instead(self) -> str | None:
        """The platform after `but`, where the message denies another one."""
        if self.denied_place is None:
            return None
        named = map(self._names_platform, Circumstances.load().instead_in(self.text))
        return next(filter(None, named), None)

    @cached_property
    def without_denied_place(self) -> str:
        """The message without `not on X`, which says nothing else; a question denies nothing."""
        if self.text.rstrip().endswith("?") and len(sentences_in(self.text)) == 1:
            return self.text
        return Circumstances.load().without_denied(
            self.text, lambda word: self._names_platform(word) is not None
        )

    @cached_property
    def without_denied_way(self) -> str:
        """The message without how something did not come, as in `it is no letter`."""
        words = TalkWords.load()
        ways = ("letter", "call", "message", "at_door")
        return Circumstances.load().without_denied(
            self.text, lambda word: any(words.has(each, word) for each in ways)
        )

    @cached_property
    def denied_place(self) -> str | None:
        """The platform that the message says something was not on."""
        denied = map(self._names_platform, Circumstances.load().denied_in(self.text))
        return next(filter(None, denied), None)

    def _names_platform(self, word: str) -> str | None:
        return self.context.library.finder.platform_in(f"op {word}")

    @cached_property
    def platform_at_end(self) -> str | None:
        """The platform that the message names last, where it is too short to be a name in prose."""
        last = self.text.strip(" .?!").rpartition(" ")[2]
        return (self.platform or self._platform_called(last)) if self.is_short else self.platform

    @cached_property
    def question(self) -> str:
        """The last sentence that asks something, of several; the message where none does."""
        words = TalkWords.load()
        asked = [
            each
            for each in sentences_in(self.text)
            if " " in each and (each.endswith("?") or words.begins("asks", each))
        ]
        return asked[-1] if asked and not self.mentions else self.text

    @cached_property
    def is_short(self) -> bool:
        """Whether the message is too short to stand by itself."""
        return len(self.text.split()) <= FEW_WORDS

    @cached_property
    def before(self) -> Organisation | None:
        """The organisation that the conversation was about."""
        return self.context.library.registry.organisation(self.memory.organisation or "")

    @cached_property
    def refers_back(self) -> bool:
        """Whether the message leans on the organisation of before."""
        words = ConversationWords.load()
        is_near = len(self.text.split()) <= FEW_WORDS_BACK
        leans = self.is_short and words.goes_on(self.text)
        is_back = words.refers_back(self.text) or self.speaks_of_minister(self.text)
        return (leans or (is_near and is_back)) and not self.named

    def speaks_of_minister(self, text: str) -> bool:
        """Tell whether a text speaks of the minister of before, as in `is he on X`."""
        return is_minister(self.before) and ConversationWords.load().speaks_of_person(text)

    @property
    def goes_on_about_channels(self) -> bool:
        """Whether it asks after another platform or organisation, as in `en op Instagram?`."""
        if not (self.text and self.is_short):
            return False
        goes_on = ConversationWords.load().goes_on(self.text)
        if self.named:
            asks_else = ChannelWords.load().has("who", self.text)
            is_one = len(self.named) == 1 and self.before is not None
            return goes_on and is_one and not asks_else
        leans = goes_on or self.intent in LEANING
        return leans and self.platform is not None and self.before is not None

    @property
    def _platform_said(self) -> str | None:
        """The platform that an answer to our own question leaves no doubt about."""
        if self.fields:
            return self.platform
        said = self.context.library.finder.platform_answered(self.text)
        return said or self._place_first or self._platform_alone()

    def _platform_alone(self) -> str | None:
        """Read a message that is nothing but the name of a platform, as in `X`."""
        return self._platform_called(self.text.strip(" .?!"))

    def _platform_called(self, name: str) -> str | None:
        return self.context.library.platforms.called(name.lower())


def _came_from(text: str, numbers: Collection[str]) -> bool:
    """Tell whether something came from a number, by what stands beside it; not who calls it."""
    words = TalkWords.load()
    beside = [
        part
        for each in sentences_in(text)
        for part in parts_in(each)
        if any(one in part for one in numbers)
    ]
    return any(_has(words, _CAME, each) and not _has(words, _TO_CALL, each) for each in beside)


def _has(words: TalkWords, names: Sequence[str], text: str) -> bool:
    return any(words.has(each, text) for each in names)


def _blanked(text: str, mentions: Sequence[Mention]) -> str:
    """Give a text with spaces for some of its mentions."""
    for each in mentions:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _numbers_given(library: Library) -> frozenset[Address]:
    """Give the numbers that our short answers tell people to call."""
    short = tuple(each.text["nl"] for each in library.registry.register.answers if each.short)
    return _numbers_in(library.finder, short)


@lru_cache(1)
def _numbers_in(finder: MentionFinder, texts: tuple[str, ...]) -> frozenset[Address]:
    found = (each for text in texts for each in finder.find(text))
    return frozenset(each.address for each in found if each.address and each.kind is PHONE)


def _channel(message: Any) -> str:  # noqa: ANN401  # rasa_sdk is untyped
    return str((message.get("metadata") or {}).get("channel") or OTHER_CHANNEL)


def _fields(entities: Any) -> dict[str, str]:  # noqa: ANN401  # rasa_sdk is untyped
    return {each["entity"]: each["value"] for each in entities if isinstance(each["value"], str)}
