"""What a citizen told of what happened: what was given or done, where, when and how much."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from actions.cues.circumstances import Circumstances
from actions.cues.fact_patterns import SOMEBODY, negations, own_deed, relations
from actions.cues.personal import PersonalDetails
from actions.cues.talk import TalkWords
from actions.cues.word_list import REMEMBERED, NamedWords, folded, whole
from knowledge.data import load_data
from knowledge.model import Verdict

WORDS_FILE = Path(__file__).with_name("facts.yml")
SECRETS = frozenset(
    {"id_photo", "national_number", "password", "itsme", "code", "card", "whatsapp_code"}
)
"""Things that nobody gives because a message or a caller asks for them."""

CLICKED = "clicked"
NOT_OF_BANK = "not_of_bank"
"""Stands for a code that was given and turned out to be none of the bank."""

FOREIGN = "foreign_id"
"""Stands for an identity card or a passport of another country that was given."""

OPENED = "opened"
"""An attachment that was opened, or a file that was fetched: no programme."""

ANYTHING = "anything"
"""Stands for what was not given and has no name, as in `I gave nothing`."""

NOTHING_MORE = "more"
"""Stands for what was not given beside what was, as in `I gave nothing else`."""

_EASILY_MISREAD = frozenset({"filled", "login", "personal", "account", "meter", "hacked"})
"""What `I gave nothing` takes back; a card, a code or money only where it is named."""

_SUFFERED = frozenset({"hacked", "money", "loan"})
"""Deeds that others do to somebody, who asks whether they did."""

LONGEST = 1_000  # characters that are read; a longer text is pasted, not told
FEW_WORDS = 7
MOST_BARE = 4  # words of `I gave already`, which names nothing
MOST_WORDS_OF_AN_ANSWER = 12
FEWEST_TO_TELL = 5  # words; fewer only name what they mean
HELPED = "client"
"""Whom the citizen helps, where no more is said of them."""

SELF = "self"
"""Stands for the citizen as the one to whom it happened."""

_NAMES_NOTHING = ("not", "only_asked", "did", "is_off", "knows", "behaves")
"""Lists of words beside which a thing that is named is not one that was given."""

_NEXT_WORDS = 2  # after `no`, as in `no bank card`

MOST_JUDGED = 4  # addresses that are remembered, the last ones

_OF_WHATSAPP = frozenset({"code", "app"})
"""What is said of how WhatsApp was taken over, which is no code of the bank and no device."""

_PAUSE = re.compile(r"[,;]")
_BUT = "¦"  # stands for a cut that nobody writes
_SENT_TO_BE_GIVEN = ("code", "whatsapp_code")
"""Things that others send to somebody so that they pass them on."""

_SENTENCE = re.compile(r"([^.:!?\n]+)([.:!?\n]*)")


@dataclass(frozen=True, slots=True)
class Judged:
    """An address that was judged in this conversation.

    Attributes:
        address: As it was sent.
        platform: Key of the platform that it was judged on.
        verdict: What was said of it beside its message; None when that is not remembered.
    """

    address: str
    platform: str | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of what happened to somebody.

    Attributes:
        given: Keys of `things` and `deeds` in `facts.yml`.
        done: Keys of `done`: what the citizen did about it.
        told: Keys of the steps that were told.
        asked: What somebody asked the citizen for, last.
        kept: What the message says was not given; of one message alone.
        amount: How much money it was about, in euros, as it was written.
        when: When it was, as it was written.
        seen_on: Key of the platform where it was.
        organisation: Id of whose name was used.
        by: How it came where that is no platform: a key of `by` in `circumstances.yml`.
        whom: To whom it happened, where that is somebody else: a key of `whom` in `facts.yml`.
        judged: The addresses that were judged, in the order of the conversation.
        page: Name of the page or account that it is about, as it was written: no address.
    """

    given: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    amount: str | None = None
    when: str | None = None
    seen_on: str | None = None
    organisation: str | None = None
    by: str | None = None
    whom: str | None = None
    judged: tuple[Judged, ...] = ()
    page: str | None = None

    @classmethod
    def of(cls, slot: object) -> "Facts":
        """Read what `as_slot` gave; what another version kept and is none any more is nothing."""
        try:
            return _ADAPTER.validate_python(slot or {})
        except ValidationError:
            return cls()

    def as_slot(self) -> dict[str, Any] | None:
        """Give it in JSON types alone, made anew at each call; None when nothing is known."""
        lasting = asdict(replace(self, kept=()))
        known = {name: _in_json(value) for name, value in lasting.items() if value}
        return known or None

    def with_(self, news: "Facts") -> "Facts":
        """Give what is known with news: what they deny is known no more.

        What was asked for last stands alone.
        """
        denied = self.denied_by(news)
        kept_amount = None if "money" in denied else self.amount
        return Facts(
            given=_joined(tuple(each for each in self.given if each not in denied), news.given),
            done=_joined(self.done, news.done),
            told=_joined(self.told, news.told),
            asked=news.asked or self.asked,
            kept=_joined(self.kept, news.kept),
            amount=news.amount or kept_amount,
            when=news.when or self.when,
            seen_on=news.seen_on or self.seen_on,
            organisation=news.organisation or self.organisation,
            by=news.by or self.by,
            whom=news.whom or self.whom,
            judged=_in_order(self.judged, news.judged),
            page=news.page or self.page,
        )

    def denied_by(self, news: "Facts") -> frozenset[str]:
        """Give what is known as given and what news say was not."""
        denied = set(news.kept) | (_EASILY_MISREAD if ANYTHING in news.kept else set())
        return frozenset(denied.intersection(self.given).difference(news.given))

    @property
    def says_what(self) -> bool:
        """Whether it tells what was given, kept, asked for or done."""
        return bool(self.given or self.kept or self.asked or self.done)

    @property
    def says_only_how(self) -> bool:
        """Whether it tells where, when, how much or in whose name, and nothing else."""
        told = self.amount or self.when or self.seen_on or self.organisation
        return bool(told) and not self.says_what

    def having_told(self, steps: tuple[str, ...]) -> "Facts":
        """Give what is known after these steps were told."""
        return replace(self, told=_joined(self.told, steps))


_ADAPTER = TypeAdapter(Facts)


class FactsReader:
    """Reads facts from a message in any of the four languages.

    What was asked *for* is not what was *given*: the verb of the same part of the sentence tells.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._between = whole([_BUT, *data["between"]])
        self._gave_word = data["gave"][-1]
        self._mine_word, *mine = data["mine"]
        self._mine = whole(mine)
        self._signs = {name: whole(row) for name, row in data.items() if isinstance(row, list)}
        self._things = NamedWords(data["things"])
        self._meter_word = data["things"]["meter"][0]
        self._deeds = {name: whole(row) for name, row in data["deeds"].items()}
        self._clause_words = whole(data["clause"])
        self._clause, self._not_given = negations(data)
        self._done = {name: whole(row) for name, row in data["done"].items()}
        self._whom = relations(data)
        self._named_whom = {key: whole(words) for key, words in data["whom"].items()}
        self._others = whole([word for row in data["whom"].values() for word in row])
        self._own_deed = own_deed(data)
        self._by_answer: Mapping[str, str] = data["by_answer"]
        self._personal = PersonalDetails(data["personal"], self._others, whole(data["by_myself"]))
        # A message is read for several questions in a turn.
        self._told = lru_cache(REMEMBERED)(self._read)

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "FactsReader":
        """Read the words from a file shaped like `facts.yml`."""
        return cls(load_data(path))

    def read(
        self,
        text: str,
        before: Facts | None = None,
        *,
        was_asked: bool = False,
        language: str = "",
    ) -> Facts:
        """Read what a message tells.

        Args:
            text: As the citizen sent it.
            before: What is known: `I gave it` means what was asked for.
            was_asked: The bot just asked what was given: a thing by itself answers that.
            language: Of the message, if known.
        """
        return self._told(text, before, was_asked, language)

    def _read(self, text: str, before: Facts | None, was_asked: bool, language: str) -> Facts:
        news = Facts(asked=before.asked if before else ())
        asked_here: tuple[str, ...] = ()
        for part, is_question in self._told_parts(text):
            meant = () if ANYTHING in news.kept else news.asked  # nothing of it was given
            told = self._of_part(part, meant, asked_here)
            told = replace(told, given=self._done_by_whom(part, told.given))
            if told.given and self._only_supposes(part, is_question=is_question):
                told = replace(told, given=_without(told.given, _SUFFERED))
            if asked_here and self._goes_on_wanting(part):
                told = Facts(asked=_joined(asked_here, told.given))
            if is_question and self._only_asks(part):
                told = replace(told, done=())  # what somebody asks about is not done
            asked_here = told.asked or asked_here
            news = news.with_(told)
        has_given = bool(before and before.given)
        if not news.given and self._names_alone(text, has_given=has_given, was_asked=was_asked):
            news = replace(news, given=self._things_alone(text, was_asked=was_asked))
        added = self._added(text) if has_given else ()
        news = replace(news, given=_joined(news.given, added))
        if not news.done and before and (before.done or before.told):
            advised = {*before.told, *before.done}
            too = tuple(each for each in self._done_too(text) if each in advised)
            given = tuple(each for each in news.given if each not in too)  # `itsme too` is done
            news = replace(news, done=too, given=given)
        news = replace(
            news, done=_of_which_card(news.done or self._blocked_it(text, before), before)
        )
        if len(news.given) > 1:  # a click matters no more beside what was given
            news = replace(news, given=tuple(each for each in news.given if each != CLICKED))
        plain = self._plain(text[:LONGEST])
        was_taken = self._was_taken(text)
        is_told_of = bool(before and (before.amount or (before.given and was_taken)))
        is_about_amount = was_asked or "money" in news.given or is_told_of
        amount, when = _circumstances(text, language, is_about_amount=is_about_amount)
        is_kept = news.kept or self._has("received", plain)
        is_taken = amount and not is_kept and (was_taken or self._gave_amount(text))
        given = _joined(news.given, ("money",)) if is_taken else news.given
        paid = "money" in given or (before is not None and "money" in before.given)
        if paid and self._tells_it_was_by_card(plain, is_amount=bool(amount)):
            given = _joined(given, ("card",))
        if is_taken and "card" in self._things_in(plain):  # taken from my card
            given = _joined(given, ("card",))
        given = self._belonging(given, plain, before)
        news = replace(news, kept=_joined(news.kept, self._taken_back(plain, before, given)))
        given = _joined(given, self._corrected(plain, before, given))
        news = replace(
            news,
            given=given,
            amount=amount if "money" in given or not self._only_promised(text) else None,
            when=when,
            whom=self._whom_in(text, given, has_given=has_given),
        )
        return replace(news, asked=() if before and news.asked == before.asked else news.asked)

    def _corrected(self, plain: str, before: Facts | None, now: tuple[str, ...]) -> tuple[str, ...]:
        """Read `it was the code of WhatsApp` after a code: it was none of the bank.

        Or that an identity card or a passport is of another country.
        """
        if self._is_foreign(plain, before):
            return (FOREIGN,)
        had_code = "code" in now or (before is not None and "code" in before.given)
        is_few = "code" in now or len(plain.split()) <= MOST_WORDS_OF_AN_ANSWER
        is_few = is_few and not plain.rstrip().endswith("?")
        if not (had_code and is_few and self._has("it_was", plain)):
            return ()
        is_other = "whatsapp_code" in self._things_in(plain) and not self._has("not", plain)
        return ("whatsapp_code", NOT_OF_BANK) if is_other else ()

    def _is_foreign(self, plain: str, before: Facts | None) -> bool:
        """Tell whether the document that was given is none of Belgium."""
        known = set(before.given) if before else set()
        names_it = "id_photo" in known or "id_photo" in self._things_in(plain)
        return names_it and self._has("foreign", plain)

    def _taken_back(
        self, plain: str, before: Facts | None, now: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Read what was told and is none: a false alarm, or a code that opens no account.

        What was begun and cancelled is none either.
        """
        if not now and self._has("cancelled", plain) and not plain.rstrip().endswith("?"):
            return self._things_in(plain)
        given = before.given if before else ()
        if given and self._has("false_alarm", plain) and not plain.rstrip().endswith("?"):
            return given
        it_was = self._has("it_was", plain)
        if it_was and (wrong := self._denied_in(plain, given)):
            return wrong
        if "code" in given and it_was and self._has("not_of_card", plain):
            return ("code", "card")
        is_paid = "money" in given and self.tells_it_was_owed(plain)
        return _joined(("money",) if is_paid else (), self._not_those(plain, given))

    def _denied_in(self, plain: str, given: tuple[str, ...]) -> tuple[str, ...]:
        """Read what it was not, as in `it was not the PIN but the code of the door`."""
        denied = self._signs["not"].search(plain)
        if denied is None or plain.rstrip().endswith("?"):
            return ()
        near = " ".join(plain[denied.end() :].split()[:_NEXT_WORDS])
        return tuple(each for each in given if each in self._things_in(near))

    def _not_those(self, plain: str, given: tuple[str, ...]) -> tuple[str, ...]:
        """Read what was told and is corrected, as in `only my name, not the card number`."""
        if not self._has("only", plain) or plain.rstrip().endswith("?"):
            return ()
        pieces = (each for each in self._pieces(plain) if len(each.split()) <= MOST_BARE)
        denied = (each for each in pieces if self._has("not", each) and not self._has("only", each))
        named = {thing for each in denied for thing in self._things_in(each)}
        return tuple(each for each in given if each in named)

    def _belonging(
        self, given: tuple[str, ...], plain: str, before: Facts | None
    ) -> tuple[str, ...]:
        """Read codes as those of what they are for, and what a loan in my name was made with."""
        if CLICKED in given and self.names_attachment(plain):
            given = (*_without(given, frozenset({CLICKED})), OPENED)
        if self._agreed_to_pay(plain):
            given = _joined(given, ("money",))
        if self._deeds["whatsapp_code"].search(plain):
            given = _without(given, _OF_WHATSAPP)
        if self._is_known_code(plain, before):
            given = tuple(each for each in given if each != "code")
        if before and "whatsapp_code" in before.given:  # who logs in again there gave no login
            given = tuple(each for each in given if each != "login")
        if "loan" not in given:
            return given
        rest = tuple(each for each in given if each != "personal")  # only the word `name`
        return _joined(rest, ("itsme",)) if "itsme" in self._things_in(plain) else rest

    def _agreed_to_pay(self, plain: str) -> bool:
        """Tell whether others wanted money and the citizen says `I did`, right after it."""
        wanted = self._signs["pay"].search(plain)
        if wanted is None or not self._has("only_asked", plain[: wanted.start()]):
            return False
        rest = plain[wanted.end() :]
        return self._has("agreed", rest) and not (self._has("not", rest) or "?" in rest)

    def _is_known_code(self, plain: str, before: Facts | None) -> bool:
        """Tell whether a code is that of gift cards or of itsme, which were told before."""
        known = before.given if before else ()
        is_few = len(plain.split()) <= MOST_WORDS_OF_AN_ANSWER
        is_that = "itsme" in known and is_few and self._has("it_was", plain)
        return "gift_card" in known or is_that

    def _tells_it_was_by_card(self, plain: str, *, is_amount: bool) -> bool:
        """Tell whether a message says that what was paid was paid with a card."""
        was_paid = not plain.rstrip().endswith("?")
        names_card = is_amount and "card" in self._things_in(plain)
        is_by_card = self._has("by_card", plain) and not self._has("not", plain)
        return was_paid and (names_card or is_by_card)

    def tells_only_what_was_asked(self, text: str) -> bool:
        """Tell whether others asked for something and a text gives none of it."""
        parts = self._parts(text)
        gave = any(self._has("gave", each) or self._has("they_have", each) for each in parts)
        return not gave and any(self._has("only_asked", each) for each in parts)

    def tells_what_others_want(self, text: str) -> bool:
        """Tell whether a text names a thing that others want, such as `they want your itsme`."""
        return self.tells_only_what_was_asked(text) and bool(self._things_in(self._plain(text)))

    def without_what_was_asked(self, text: str) -> str:
        """Give the parts of a text that are not about what others asked for."""
        return ", ".join(each for each in self._parts(text) if not self._has("only_asked", each))

    def names_done(self, text: str) -> tuple[str, ...]:
        """Name what can be done that a text speaks of, whether or not it was: `and the bank?`."""
        said = self._plain(text)
        return tuple(name for name, words in self._done.items() if words.search(said))

    def names_things(self, text: str) -> tuple[str, ...]:
        """Name what can be given that a text speaks of, whether or not it was."""
        return self._things_in(self._plain(text[:LONGEST]))

    def names_attachment(self, text: str) -> bool:
        """Tell whether a text speaks of an attachment, and of no link."""
        plain = folded(text)
        return self._has("attachment", plain) and not self._has("link", plain)

    def given_by(self, answer: str) -> tuple[str, ...]:
        """Give what somebody gave or went through who asks for a short answer, by its id."""
        given = self._by_answer.get(answer)
        return (given,) if given else ()

    def answers_of(self, given: Iterable[str]) -> frozenset[str]:
        """Give the ids of the short answers for who gave or went through these."""
        known = set(given)
        return frozenset(answer for answer, thing in self._by_answer.items() if thing in known)

    def tells_false_alarm(self, text: str) -> bool:
        """Tell whether a text says that it was no fraud after all."""
        return self._has("false_alarm", folded(text))

    def tells_it_was_owed(self, text: str) -> bool:
        """Tell whether a text says that what was paid was owed, as in `that was the real bill`."""
        said = folded(text)
        was_real = self._has("it_was", said) and self._has("paid_before", said)
        return was_real and not self._has("fraud", said)

    def speaks_of_giving(self, text: str) -> bool:
        """Tell whether a text speaks of something given or done, by whomever and whether or not."""
        said = folded(text)
        return self._has("gave", said) or any(each.search(said) for each in self._deeds.values())

    def speaks_of_click(self, text: str) -> bool:
        """Tell whether a text speaks of a click, by whomever and whether or not."""
        return self._deeds[CLICKED].search(folded(text)) is not None

    def says_of_nothing(self, text: str) -> bool:
        """Tell whether a text says that nothing was given, by whomever, as in `he sent nothing`."""
        return self.speaks_of_giving(text) and self._has("nothing_yet", text)

    def tells_of_receiving(self, text: str) -> bool:
        """Tell whether a text says that money came to the citizen."""
        return any(self._has("received", each) for each in self._parts(text))

    def _goes_on_wanting(self, part: str) -> bool:
        """Tell whether a part has a verb that may be an infinitive, and nobody who did it."""
        return self._has("may_be_wanted", part) and not self._has("by_myself", part)

    def _names_alone(self, text: str, *, has_given: bool, was_asked: bool) -> bool:
        """Tell whether a short message only names a thing, as in `and also my code`."""
        said = self._plain(text).strip()
        most = MOST_WORDS_OF_AN_ANSWER if was_asked else FEW_WORDS
        is_short = len(said.split()) <= most and not said.endswith("?")
        is_other = any(self._has(sign, said) for sign in _NAMES_NOTHING)
        names_more = self._signs["also"].match(said) or self._signs["too"].search(said)
        adds = has_given and names_more is not None
        agrees = has_given and len(said.split()) <= MOST_BARE and self._has("says_yes", said)
        return is_short and not is_other and (adds or agrees or was_asked)

    def _added(self, text: str) -> tuple[str, ...]:
        """Read what a sentence says was lost too, whatever its verb: `she also held up her card`.

        Only after a loss: then what somebody comes back to is lost as well.
        """
        sentences = (each for each, end in _SENTENCE.findall(self._plain(text)) if "?" not in end)
        added = (part for each in sentences for part in _PAUSE.split(each) if self._adds(part))
        bare = (part for part in added if not self._deeds_in(part))
        return tuple(dict.fromkeys(thing for each in bare for thing in self._things_in(each)))

    def _without_oh(self, part: str) -> str:
        """Give a part without what it begins with and says nothing, as `no, sorry`."""
        part = part.lstrip()
        while found := self._signs["oh"].match(part):
            part = part[found.end() :].lstrip()
        return part

    def _adds(self, part: str) -> bool:
        rest = self._without_oh(part)
        begins = self._signs["also"].match(rest) is not None and len(rest.split()) <= FEW_WORDS
        signs = ("not", "only_asked", "did", "called_me", "knows", "behaves")
        is_other = any(self._has(sign, part) for sign in signs)
        return (begins or self._has("besides", part)) and not is_other

    def _done_by_whom(self, part: str, given: tuple[str, ...]) -> tuple[str, ...]:
        """Leave out what others say that the citizen did, as in `they said I had paid`."""
        claims = self._has("they_say", part) and self._others.search(part) is None
        return () if claims else given

    def _things_alone(self, text: str, *, was_asked: bool) -> tuple[str, ...]:
        """Give what a short message names; a bare `name and address` only answers a question."""
        said = self._plain(text)
        is_personal = was_asked and self._has("alone", said)
        return _joined(self._things_in(said), ("personal",) if is_personal else ())

    def _plain(self, text: str) -> str:
        """Fold a text, and write `m'n` and its like as `mijn`."""
        plain = self._signs["ean"].sub(self._meter_word, folded(text))
        plain = self._mine.sub(self._mine_word, self._signs["no_secret"].sub(" ", plain))
        return self._signs["niece"].sub(SOMEBODY, plain)  # not the German `nicht`

    def _parts(self, text: str) -> list[str]:
        return [part for part, _ in self._told_parts(text)]

    def _told_parts(self, text: str) -> Iterator[tuple[str, bool]]:
        """Give each part, and whether its sentence ends as a question."""
        for sentence, end in _SENTENCE.findall(self._plain(text[:LONGEST])):
            for part in self._whole_parts(sentence):
                yield part, "?" in end

    def _whole_parts(self, sentence: str) -> list[str]:
        """Cut where another thing is said; `my card and my code` belongs to one verb."""
        is_of_them = self._has("knows", sentence) or self._only_wants(sentence)
        if self._has("not", sentence) and not is_of_them:
            sentence = self._signs["but_this"].sub(self._as_given, sentence)
        whole_parts: list[str] = []
        waiting = ""
        for part in self._pieces(sentence):
            if self._says_something(part):
                if waiting and whole_parts and self._leans(part):  # "my name and age, I gave it"
                    whole_parts[-1] = f"{whole_parts[-1]} {waiting}"
                    waiting = ""
                whole_parts.append(f"{waiting} {part}".strip())
                waiting = ""
            else:
                waiting = f"{waiting} {part}".strip()
        if waiting and whole_parts:
            whole_parts[-1] = f"{whole_parts[-1]} {waiting}"
        return whole_parts or ([waiting] if waiting else [])

    def _leans(self, part: str) -> bool:
        """Tell whether a part names no thing itself, and leans on what was named before."""
        return self._has("it", part) and not self._things_in(part)

    def _only_wants(self, sentence: str) -> bool:
        """Tell whether others want something in a sentence, and nobody gives anything in it."""
        return self._has("only_asked", sentence) and not self._is_deed(sentence)

    def _pieces(self, sentence: str) -> Iterator[str]:
        pieces = (part for each in _PAUSE.split(sentence) for part in self._between.split(each))
        return filter(None, map(str.strip, pieces))

    def _as_given(self, found: re.Match[str]) -> str:
        """Give `but my` its verb: what is not denied was given."""
        return f"{_BUT} {self._gave_word} {self._between.sub('', found[0])}"

    def _is_deed(self, part: str) -> bool:
        """Tell whether a part says that somebody gave or did something."""
        is_deed = any(words.search(part) for words in self._deeds.values())
        return is_deed or self._has("gave", part) or self._has("agreed", part)

    def _says_something(self, part: str) -> bool:
        signs = ("gave_not", "they_have", "only_asked", "not", "did", "stolen")
        return self._is_deed(part) or any(self._has(sign, part) for sign in signs)

    def _of_part(self, part: str, asked: tuple[str, ...], asked_here: tuple[str, ...]) -> Facts:
        """Read one part; who agreed gave what this same message says was asked for."""
        part = self._signs["not_only"].sub(" ", part)
        if self._clause_words.may_be_in(part):  # the pattern itself takes long
            part = self._clause.sub(r"\1", part)
        part = self._as_done(self._signs["at_request"].sub(" ", part))
        things, refused = self._things_in(part), self._has("not", part)
        if things == ("card",) and "id_photo" in asked and self._has("pictured", part):
            things = ("id_photo",)  # "a photo of the card", once they wanted that of the identity
        if (by_others := self._by_others(part, things)) is not None:
            return by_others
        took = self._has("they_have", part) and not self._has("destroyed", part)
        gave = self._has("gave", part) or took
        deeds = self._deeds_in(part)
        done = () if refused else self._done_in(part)
        if self._has("only_asked", self._without_deeds(part)):
            return Facts(asked=self._wanted_in(part, things), done=done)
        if refused:
            said = self._without_oh(part)
            is_kept = self._not_given.search(said) is not None or self._others_kept(part, things)
            return Facts(kept=self._kept_in(part)) if is_kept else Facts()
        gave = gave or not {"money", "loan"}.isdisjoint(deeds)  # paid with my card
        given = things if gave and not done else self._stolen_in(part, things)
        is_bare = len(part.split()) <= MOST_BARE or self._has("it", part)
        if self._has("gave", part) and not (things or deeds) and is_bare:
            given = asked
        if gave and self._has("both", part):
            given = _joined(asked, things)
        if self._has("agreed", part):
            given = _joined(given, asked_here)
        if self._has("other_agreed", part):  # oneself may have done what we advised
            given = _joined(given, asked)
        return Facts(given=_joined(given, deeds), done=done)

    def _as_done(self, part: str) -> str:
        """Give what a part says was done, without who wanted it, as in `I paid as he asked`."""
        wish = self._signs["only_asked"].search(part)
        told = part[: wish.start()] if wish and self._has("i_did", part) else ""
        names_it = bool(told) and bool(
            self._deeds_in(told) or self._things_in(told) or Circumstances.load().amount_in(told)
        )
        is_own = names_it and self._own_deed.search(told) and self._signs["i_did"].search(told)
        return told if is_own and not self._has("not", part) else part

    def _wanted_in(self, part: str, things: tuple[str, ...]) -> tuple[str, ...]:
        """Name what a part says others want, without what it says they did not want."""
        none = self._signs["none_of"].search(part)
        if none is None:
            return things
        near = " ".join(part[none.end() :].split()[:_NEXT_WORDS])
        return _without(things, frozenset(self._things_in(near)))

    def _stolen_in(self, part: str, things: tuple[str, ...]) -> tuple[str, ...]:
        """Name the cards and the phone in what was stolen, as in `she stole my bag and card`."""
        if not self._has("stolen", part):
            return ()
        cards = tuple(each for each in things if each in ("card", "id_photo"))
        return _joined(cards, ("phone",) if self._has("a_phone", part) else ())

    def _only_supposes(self, part: str, *, is_question: bool) -> bool:
        """Tell whether a part asks whether others did something, as in `is my phone hacked?`."""
        asks = is_question and self._signs["is_it"].match(part) is not None
        may = TalkWords.load().has("they_can", part) or self._has("they_may", part)
        return (asks or may) and not self._own_deed.search(part)

    def _kept_in(self, part: str) -> tuple[str, ...]:
        """Name what a part says was not given; `only` leaves out what follows it."""
        denied = self._signs["only"].split(part)[0]
        things, deeds = self._things_in(denied), self._deeds_in(denied)
        if self._has("more", part):
            return things or (NOTHING_MORE,)
        if self._has("not_paid", part):
            return _joined(things, ("money",))
        return things or deeds or (ANYTHING,)

    def _others_kept(self, part: str, things: tuple[str, ...]) -> bool:
        """Tell whether somebody near did not give a thing that is named, or did not pay."""
        is_relative = self._others.search(part) is not None
        if self._has("not_paid", part) and not self._has("me", part):
            is_bare = len(part.split()) <= MOST_BARE and not self._has("near", part)
            return is_relative or is_bare or self._has("promised", part)
        is_near = self._has("near", part) or is_relative
        return bool(things) and self._has("gave", part) and is_near

    def _by_others(self, part: str, things: tuple[str, ...]) -> Facts | None:
        """Read what others did in a part: sent something, or changed a password; None of others."""
        if self._has("sent_to_me", part) and not self._has("by_myself", part):
            return Facts(asked=tuple(each for each in things if each in _SENT_TO_BE_GIVEN))
        return Facts(given=("hacked",)) if self._was_locked_out(part) else None

    def _deeds_in(self, part: str) -> tuple[str, ...]:
        """Name the deeds of a part; money that came to the citizen is none that they paid.

        Nor is what was paid before to whom it was owed, or too much of it.
        """
        found = tuple(name for name, words in self._deeds.items() if words.search(part))
        if "app" in found and self._has("no_app", part) and not self._has("an_app", part):
            found = _joined(tuple(each for each in found if each != "app"), (OPENED,))
        is_received = self._has("received", part) and not self._own_deed.search(part)
        is_owed = self._has("paid_before", part) and not self._has("fraud", part)
        is_kept = is_received or is_owed or self._has("overpaid", part)
        return tuple(each for each in found if each != "money") if is_kept else found

    def _only_promised(self, text: str) -> bool:
        """Tell whether the amount in a text would only come to the citizen."""
        amounts = Circumstances.load()
        parts = [each for each in self._parts(text) if amounts.amount_in(each)]
        return bool(parts) and all(self._has("promised", each) for each in parts)

    def _without_deeds(self, part: str) -> str:
        """Give a part without its deeds, whose own verb asks for nothing."""
        for words in self._deeds.values():
            part = words.sub(" ", part)
        return part

    def _things_in(self, part: str) -> tuple[str, ...]:
        """Name the things, the longest words first; a word in a longer one is not read again."""
        found = self._things.names_in(part)
        is_personal = "personal" not in found and self._personal.are_named_in(part)
        found = (*found, "personal") if is_personal else found
        if "personal" in found:  # a phone number for a voucher is no gift card
            return tuple(each for each in found if each != "gift_card")
        return found

    def _done_in(self, part: str) -> tuple[str, ...]:
        part = self._signs["told_him"].sub(" ", part)
        is_done = self._has("did", part) and not self._has("called_me", part)
        part = self._signs["of_bank"].sub(" ", part)
        return tuple(name for name, words in self._done.items() if is_done and words.search(part))

    def _was_locked_out(self, part: str) -> bool:
        """Tell whether others changed a password, as in `they changed my password`."""
        return self._has("by_them", part) and self._done["password"].search(part) is not None

    def _was_taken(self, text: str) -> bool:
        """Tell whether a text says that something was taken, where it tells no wish of others."""
        words = TalkWords.load()
        return any(
            self._has("taken", piece) or (words.has("deceived", piece) and "?" not in end)
            for sentence, end in _SENTENCE.findall(self._plain(text[:LONGEST]))
            for piece in self._pieces(sentence)
            if not (self._has("only_asked", piece) or self._only_supposes(piece, is_question=True))
        )

    def _gave_amount(self, text: str) -> bool:
        """Tell whether an amount stands beside a verb of giving, as in `I gave him 200 euros`."""
        amounts = Circumstances.load()
        return any(
            self._has("gave", part)
            and self._has("to_them", part)
            and amounts.amount_in(part) is not None
            for part in map(self._as_done, self._parts(text))
            if not (self._has("not", part) or self._has("only_asked", part))
        )

    def relation_in(self, text: str) -> str:
        """Give who it is to the citizen that a text speaks of: who is helped, if unsaid."""
        plain = folded(text[:LONGEST])
        return next((key for key, words in self._named_whom.items() if words.search(plain)), HELPED)

    def _whom_in(self, text: str, given: tuple[str, ...], *, has_given: bool) -> str | None:
        """Tell to whom it happened, where the message says so; the citizen goes first."""
        plain = folded(text[:LONGEST]).replace("men ", "mijn ")  # as it is spoken
        if given and self._own_deed.search(self._others.sub(SOMEBODY, plain)):
            return SELF
        has_got = not has_given and self._has("got_it", plain)
        if not (given or has_got or TalkWords.load().has("deceived", plain)):
            return None
        return next((key for key, words in self._whom.items() if words.search(plain)), None)

    def names_somebody(self, text: str) -> bool:
        """Tell whether a text speaks of somebody near to the citizen, such as their boss."""
        plain = folded(text[:LONGEST])
        return any(words.search(plain) for words in self._named_whom.values())

    def _only_asks(self, part: str) -> bool:
        """Tell whether a part of a question asks something itself, or how to do it."""
        words = TalkWords.load()
        asks = words.has("how", part) or words.begins("asks", part)
        return asks or self._has("only_asked", part)

    def _blocked_it(self, text: str, before: Facts | None) -> tuple[str, ...]:
        """Read `it is blocked` after we said to have a card blocked: that is done."""
        if before is None or "card_stop" not in before.told or "card_stop" in before.done:
            return ()
        parts = [*self._parts(text)]
        told = parts[:-1] if text.rstrip().endswith("?") else parts
        signs = ("not", "blocked_other", "only_asked")
        is_blocked = any(
            self._has("blocked", part)
            and not any(self._has(each, part) for each in signs)
            and {"card"}.issuperset(self._things_in(part))
            for part in told
        )
        return ("card_stop",) if is_blocked else ()

    def _done_too(self, text: str) -> tuple[str, ...]:
        """Tell what else is done where a few words only name it, as in `and the bank too`."""
        said = self._plain(text).strip(" .!")
        is_few = len(said.split()) <= FEWEST_TO_TELL and not said.endswith("?")
        adds = self._signs["also"].match(said) or self._signs["too"].search(said)
        if not (is_few and adds) or self._has("not", said) or self._has("only_asked", said):
            return ()
        found = (name for name, words in self._done.items() if words.search(said))
        named = ("itsme",) if "itsme" in self._things_in(said) else ()
        return _joined(tuple(found), named)

    def _has(self, sign: str, part: str) -> bool:
        return self._signs[sign].search(part) is not None


def _circumstances(
    text: str, language: str, *, is_about_amount: bool
) -> tuple[str | None, str | None]:
    """Give how much and when; a number alone is an amount where one was told, paid or asked."""
    circumstances = Circumstances.load()
    amount = circumstances.amount_in(text[:LONGEST])
    moment = circumstances.moment_in(text[:LONGEST], language)
    if amount is None and is_about_amount and len(text.split()) <= FEW_WORDS:
        bare = circumstances.bare_amount_in(text)
        amount = None if bare in (moment or "").split() else bare  # "2 minutes ago" is no amount
    return amount, moment


def _of_which_card(done: tuple[str, ...], before: Facts | None) -> tuple[str, ...]:
    """Give the identity card as what is blocked, where only of that was spoken."""
    told = before.told if before else ()
    is_identity = "docstop" in told and "card_stop" not in told
    return tuple("docstop" if is_identity and each == "card_stop" else each for each in done)


def _in_json(value: str | tuple[Any, ...]) -> str | list[Any]:
    return value if isinstance(value, str) else list(value)


def _without(names: tuple[str, ...], others: frozenset[str]) -> tuple[str, ...]:
    return tuple(each for each in names if each not in others)


def _in_order(known: tuple[Judged, ...], news: tuple[Judged, ...]) -> tuple[Judged, ...]:
    """Give the addresses in the order in which they were judged last; each once."""
    again = {each.address.casefold() for each in news}
    before = tuple(each for each in known if each.address.casefold() not in again)
    return (*before, *news)[-MOST_JUDGED:]


def _joined(known: tuple[str, ...], news: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *news)))
