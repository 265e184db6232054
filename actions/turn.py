"""One message of a citizen as the actions see it, with what the conversation remembers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from actions.context import Context
from actions.report_form.draft import FORM, Draft
from actions.reports.reference import normalised
from actions.words import ConversationWords
from knowledge.matching.mentions import Mention
from knowledge.matching.subject import Subject
from knowledge.matching.verdict import MessageVerdict
from knowledge.model import LANGUAGES, Organisation, OrganisationKind

FEW_WORDS = 7  # a longer message stands by itself
LEANING = frozenset({"check_channel", "list_channels", "find_organisation", "out_of_scope"})
"""Intents that a bare `Instagram?` is often taken for."""

SUBJECT = "subject"
_REMEMBERED = ("organisation", "platform", "mention", "pending_mention")
SLOTS = (*_REMEMBERED, SUBJECT)
NO_VERDICT = MessageVerdict(None, ())
OTHER_CHANNEL = "rasa"  # Rasa's own server does not tell which one


@dataclass(frozen=True)
class Memory:
    """What the conversation was about.

    Attributes:
        organisation: Id of the last organisation.
        platform: Last platform.
        mention: Last address, as it was sent.
        pending_mention: An account that waits for its platform.
        subject: What the last answer left.
    """

    organisation: str | None = None
    platform: str | None = None
    mention: str | None = None
    pending_mention: str | None = None
    subject: Subject = field(default_factory=Subject)


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
    """

    context: Context
    intent: str
    text: str
    language: str
    memory: Memory
    fields: Mapping[str, str]
    conversation: str = ""
    draft: Draft | None = None

    @classmethod
    def of(cls, tracker: Any, context: Context) -> "Turn":  # noqa: ANN401  # rasa_sdk is untyped
        """Read the last message of a rasa_sdk tracker."""
        message = tracker.latest_message
        text = message.get("text") or ""
        pressed = text.startswith("/")
        language = tracker.get_slot("language")
        is_reporting = (tracker.active_loop or {}).get("name") == FORM
        return cls(
            context=context,
            intent=(message.get("intent") or {}).get("name") or "",
            text="" if pressed else text,
            language=language if language in LANGUAGES else LANGUAGES[0],
            memory=Memory(
                **{name: tracker.get_slot(name) for name in _REMEMBERED},
                subject=Subject.of(tracker.get_slot(SUBJECT)),
            ),
            fields=_fields(message.get("entities") or ()) if pressed else {},
            conversation=f"{_channel(message)}:{tracker.sender_id}",
            draft=Draft.of(tracker.slots) if is_reporting else None,
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
    def judged(self) -> MessageVerdict:
        """Our answer about every mention, the account that waited for its platform included."""
        checker = self.context.library.checker
        if self.fields.get("mention"):
            return checker.check(self.fields["mention"], platform=self.fields.get("platform"))
        if self._mentions:
            organisation = self.named[0].id if len(self.named) == 1 else None
            return checker.check(self.text, organisation=organisation)
        if self._completes_account:
            return checker.check(self.memory.pending_mention or "", platform=self.platform)
        return NO_VERDICT

    @property
    def _completes_account(self) -> bool:
        """Whether it only says where an account is; within a report that is asked in its place."""
        waits = self.memory.pending_mention is not None and self.draft is None
        return bool(waits and self.platform and self.is_short and not self.named)

    @cached_property
    def _mentions(self) -> Sequence[Mention]:
        return self.context.library.finder.find(self.text)

    @cached_property
    def named(self) -> tuple[Organisation, ...]:
        """The organisations that the message names, outside its mentions, in order."""
        library = self.context.library
        spots = [(each.start, each.end) for each in self._mentions]
        found = [
            library.registry.organisation(match.organisation)
            for match in library.names.find(self.text)
            if not any(match.start < end and start < match.end for start, end in spots)
        ]
        named = tuple(dict.fromkeys(each for each in found if each))
        narrower = tuple(each for each in named if each.kind is not OrganisationKind.UMBRELLA)
        return narrower or named

    @cached_property
    def platform(self) -> str | None:
        """The platform that the message names, in words or by a button."""
        library = self.context.library
        given = self.fields.get("platform")
        if given:
            return given if given in library.platforms else None
        return library.finder.platform_in(self.text) or self._platform_alone()

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
        leans = words.goes_on(self.text) or words.refers_back(self.text)
        return self.is_short and leans and not self.named

    @property
    def goes_on_about_channels(self) -> bool:
        """Whether it asks after another platform or organisation, as in `en op Instagram?`."""
        if not (self.text and self.is_short):
            return False
        goes_on = ConversationWords.load().goes_on(self.text)
        if self.named:
            return goes_on and len(self.named) == 1 and self.before is not None
        leans = goes_on or self.intent in LEANING
        return leans and self.platform is not None and self.before is not None

    def _platform_alone(self) -> str | None:
        """Read a message that is nothing but the name of a platform, as in `X`."""
        word = self.text.strip(" .?!").lower()
        for platform in self.context.library.platforms:
            if word in (platform.key, *platform.words, *platform.short_words):
                return platform.key
        return None


def _channel(message: Any) -> str:  # noqa: ANN401  # rasa_sdk is untyped
    return str((message.get("metadata") or {}).get("channel") or OTHER_CHANNEL)


def _fields(entities: Any) -> dict[str, str]:  # noqa: ANN401  # rasa_sdk is untyped
    return {each["entity"]: each["value"] for each in entities if isinstance(each["value"], str)}
