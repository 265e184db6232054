"""One answer in every channel: the same headline, evidence, real channel, advice and rules."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Any

import pytest

from bot.channels.cards import TONES
from bot.channels.every import CHANNELS
from bot.channels.page.channel import PAGE
from bot.channels.page.chat import Page
from bot.channels.page.transcripts import Transcript, Turn
from bot.channels.rest import REST
from bot.channels.telegram.channel import TELEGRAM
from bot.channels.telegram.understanding.answers import shortened
from bot.channels.terminal import TERMINAL, lines_of
from bot.channels.widget.channel import WIDGET
from bot.conversation.messages import BotMessage
from knowledge.library import Library
from knowledge.matching.answer import IN_FULL, Answer, RealChannel, VerdictCard
from knowledge.matching.finding.mentions import MentionFinder
from knowledge.matching.presenting import as_json, as_short_text
from knowledge.matching.search.names import NameFinder
from knowledge.matching.search.other_names import OtherNames
from knowledge.matching.search.semantic import Search
from knowledge.matching.verdict import BelongsTo, Checker, MessageVerdict
from knowledge.model import LANGUAGES, Verdict
from knowledge.register.registry import Registry
from knowledge.wording.catalogue import Catalogue
from tests.knowledge.small_register import ADDRESSES, SMALL, TODAY

ADDRESS_OF = {
    Verdict.OFFICIAL: "https://www.vdab.be/",
    Verdict.OFFICIAL_STALE: "https://www.facebook.com/vdab.be",
    Verdict.PLANNED: "https://www.tiktok.com/@delijntv",
    Verdict.RETIRED: "https://oud.delijn.be/",
    Verdict.COMPROMISED: "https://www.instagram.com/delijn",
    Verdict.CONFIRMED_FAKE: "https://vdab-premie.com/",
    Verdict.LOOKALIKE: "vdab-jobs.be",
    Verdict.NOT_LISTED: "https://example.org/",
    Verdict.NEEDS_PLATFORM: "@delijn",
}
SEVERAL = (
    "vdab-jobs.be vdab-werk.be https://example.org/ https://vdab-premie.com/ vdab.be vdab-x.com"
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    registry, finder = Registry(SMALL, ADDRESSES), MentionFinder(ADDRESSES)
    names = NameFinder(SMALL, None)
    return Library(
        registry=registry,
        checker=Checker(registry, finder, today=lambda: TODAY),
        finder=finder,
        names=names,
        other_names=OtherNames(()),
        search=Search(SMALL, None, tmp_path_factory.mktemp("cache"), names=names),
        catalogue=Catalogue.load(),
        addresses=ADDRESSES,
        platforms=ADDRESSES.platforms,
        loaded_at=datetime.now(UTC),
    )


def judged(library: Library, verdict: Verdict) -> MessageVerdict:
    if verdict is Verdict.OTHER_BODY:
        unlisted = library.checker.check("kaartcode op https://stad.gent/")
        name = MappingProxyType({"nl": "Stad Gent"})
        body = BelongsTo(name, "municipality", "https://stad.gent/")
        each = replace(unlisted.mentions[0], verdict=verdict, belongs_to=body)
        return replace(unlisted, verdict=verdict, mentions=(each,))
    return library.checker.check(f"uw kaartcode, op {ADDRESS_OF[verdict]}")


def complete(card: VerdictCard, language: str) -> VerdictCard:
    """Fill in what this verdict leaves empty, so that no channel may leave a part out."""
    real = RealChannel(
        "website", "Website", "https://www.vdab.be/", "VDAB", f"VDAB ({language}).", "Real."
    )
    return replace(
        card,
        at_once=card.at_once or (f"At once ({language}).",),
        statement=card.statement or f"Statement ({language}).",
        unknown=card.unknown or (f"Unknown ({language}).",),
        real=card.real or real,
    )


def message_of(library: Library, verdict: MessageVerdict, language: str) -> BotMessage:
    told = library.answer(verdict, language)
    answer = replace(told, cards=tuple(complete(card, language) for card in told.cards))
    custom = as_json(verdict, library.catalogue, language)
    return BotMessage(as_short_text(answer), (("OK", "/affirm"),), custom, answer)


def first(answer: Answer) -> list[str]:
    """All that is read at once, in order: the worst card in few words, a line for each other."""
    worst, *others = answer.cards
    said = [answer.summary] if answer.summary else []
    said += [worst.headline, worst.statement]
    if worst.real_beside and worst.verdict is not Verdict.RETIRED:
        is_named = worst.real_beside.organisation in worst.headline + worst.statement
        said += [worst.real_beside.brief if is_named else worst.real_beside.sentence]
    said += worst.at_once
    return [*said, *(f"{card.address}: {card.word}" for card in others)]


def folded(answer: Answer, in_full: int = IN_FULL) -> list[str]:
    """All that is folded out, in the order in which lines follow each other."""
    said: list[str] = []
    for place, card in enumerate(answer.cards[:in_full]):
        said += [card.headline, card.statement] if place else []
        said += [*card.reasons, *card.unknown]
        said += [card.real_beside.sentence] if card.real_beside else []
    said += dict.fromkeys(line for card in answer.cards[:in_full] for line in card.advice)
    return [*said, *answer.rules]


def unsigned(lines: Sequence[str], answer: Answer) -> list[str]:
    """Take off the icon of each headline, and the bullets."""
    heads = [
        head for card in answer.cards for head in (card.headline, f"{card.address}: {card.word}")
    ]
    signs = {f"{card.icon} {head}": head for card in answer.cards for head in heads}
    return [signs.get(line, line.removeprefix("• ")) for line in lines if line]


def in_rest(message: BotMessage, answer: Answer, library: Library) -> list[str]:
    members: dict[str, Any] = REST.draw(message, library, TODAY)
    assert Answer.from_json(members["custom"]["answer"]) == answer
    return unsigned(members["text"].splitlines(), answer)


def in_telegram(message: BotMessage, answer: Answer, library: Library) -> list[str]:
    html = "\n".join(TELEGRAM.draw(message, library, TODAY))
    assert html.count("<b>") >= len(answer.cards)
    assert html.count("<blockquote expandable>") == html.count("</blockquote>")
    text = re.sub(r"</?(?:b|code|blockquote)(?: expandable)?>", "", html)
    return unsigned(unescape(text).splitlines(), answer)


def in_terminal(message: BotMessage, answer: Answer, library: Library) -> list[str]:
    return unsigned(TERMINAL.draw(message, library, TODAY), answer.readable)


def in_widget(message: BotMessage, answer: Answer, library: Library) -> list[str]:
    card = WIDGET.draw(message, library, TODAY)["card"]
    assert card["tone"] == TONES[answer.cards[0].verdict]

    def line(segments: list[dict[str, str]]) -> str:
        return "".join(each["text"] for each in segments)

    said = [line(card["headline"])] if answer.summary else []
    for item in card["items"]:
        lines = [item["headline"], item["statement"], *item["at_once"]]
        said += [line(each) for each in (*lines, *item["evidence"], *item["unknown"])]
        said += [line(item["official"]["sentence"])] if item["official"] else []
    said += [line(each) for item in card["items"] for each in item["advice"]]
    return [each for each in [*said, *map(line, card["rules"])] if each]


class _Conversation(HTMLParser):
    """Gathers the paragraphs and items of what the bot said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.classes: list[str] = []
        self._is_open = self._is_line = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._is_open = self._is_open or given.get("class") == "only-heard"
        if self._is_open and tag in ("p", "li"):
            self._is_line = True
            self.said.append("")
        if given.get("data-verdict"):
            self.classes.append(given.get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        self._is_open = self._is_open and tag != "ol"
        self._is_line = self._is_line and tag not in ("p", "li")

    def handle_data(self, data: str) -> None:
        if self._is_line:
            self.said[-1] += data


def in_page(message: BotMessage, answer: Answer, library: Library) -> list[str]:
    turn = Turn("vraag", (PAGE.draw(message, library, TODAY),))
    page = _Conversation()
    page.feed(Page.load().draw(answer.language, Transcript("id", (turn,))))
    assert page.classes == [f"answer {TONES[card.verdict]}" for card in answer.cards]
    question, *said = (each.strip() for each in page.said)
    assert question == "vraag"
    return said


READERS: dict[str, Callable[[BotMessage, Answer, Library], list[str]]] = {
    REST.name: in_rest,
    TELEGRAM.name: in_telegram,
    TERMINAL.name: in_terminal,
    WIDGET.name: in_widget,
    PAGE.name: in_page,
}


def test_every_channel_is_read_here() -> None:
    assert set(READERS) == {channel.name for channel in CHANNELS}


BRIEF: list[Callable[[BotMessage, Answer, Library], list[str]]] = [in_rest, in_terminal]
"""Channels that say at once what may not wait; the rest is asked for with a button."""

FOLDING: list[Callable[[BotMessage, Answer, Library], list[str]]] = [in_widget, in_page]
"""Channels that fold out the rest below it, as Telegram does."""


def cards_of(answer: Answer, in_full: int = IN_FULL) -> list[str]:
    """All that a card for each address says, folded or not."""
    said = [answer.summary] if answer.summary else []
    for card in answer.cards[:in_full]:
        said += [card.headline, card.statement, *card.at_once, *card.reasons, *card.unknown]
        said += [card.real_beside.sentence] if card.real_beside else []
    said += [card.headline for card in answer.cards[in_full:]]
    said += dict.fromkeys(line for card in answer.cards[:in_full] for line in card.advice)
    return [*said, *answer.rules]


def as_read(draw: Callable[..., list[str]], answer: Answer) -> Answer:
    """Where nothing is made a link, addresses are written as one reads them."""
    return answer.readable if draw in (in_terminal, in_widget, in_page) else answer


@pytest.fixture
def telling(
    small: Library, verdict: Verdict, language: str
) -> Callable[..., tuple[list[str], Answer]]:
    message = message_of(small, judged(small, verdict), language)
    answer = message.answer
    assert answer is not None
    assert answer.verdict is verdict
    assert len(answer.cards) == 1
    assert answer.rules
    assert answer.cards[0].advice

    def tell(draw: Callable[..., list[str]]) -> tuple[list[str], Answer]:
        return draw(message, answer, small), as_read(draw, answer)

    return tell


@pytest.mark.parametrize("draw", BRIEF)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
def test_a_text_says_at_once_what_may_not_wait(
    telling: Callable[..., tuple[list[str], Answer]], draw: Callable[..., list[str]]
) -> None:
    told, answer = telling(draw)
    assert told == first(answer)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
def test_telegram_folds_out_all_of_the_card(
    telling: Callable[..., tuple[list[str], Answer]],
) -> None:
    told, answer = telling(in_telegram)
    assert told == first(answer) + folded(answer)


@pytest.mark.parametrize("draw", FOLDING)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
def test_a_page_says_all_of_the_card(
    telling: Callable[..., tuple[list[str], Answer]], draw: Callable[..., list[str]]
) -> None:
    told, answer = telling(draw)
    assert Counter(told) == Counter(cards_of(answer))
    assert told[:2] == [answer.cards[0].headline, answer.cards[0].statement]


@pytest.mark.parametrize("draw", [*BRIEF, in_telegram])
@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_tell_the_worst_and_name_the_others(
    small: Library, language: str, draw: Callable[..., list[str]]
) -> None:
    message = message_of(small, small.checker.check(SEVERAL), language)
    assert message.answer is not None
    assert len(message.answer.cards) == len(SEVERAL.split())
    told = as_read(draw, message.answer)
    behind = folded(told) if draw is in_telegram else []
    assert draw(message, message.answer, small) == first(told) + behind


@pytest.mark.parametrize("draw", [in_widget, in_page])
def test_cards_tell_every_headline_and_the_worst_in_full(
    small: Library, draw: Callable[..., list[str]]
) -> None:
    message = message_of(small, small.checker.check(SEVERAL), "nl")
    assert message.answer is not None
    drawn = Counter(draw(message, message.answer, small))
    told = message.answer.readable
    assert not Counter(cards_of(told)) - drawn
    advice = {line for card in told.cards[:IN_FULL] for line in card.advice}
    assert {drawn[line] for line in advice} == {1}


def test_a_group_gets_the_worst_whole_and_the_others_by_name(small: Library) -> None:
    whole = message_of(small, small.checker.check(SEVERAL), "nl")
    message = shortened(whole)
    assert whole.answer is not None
    assert message.answer is not None
    told = in_telegram(message, message.answer, small)
    alone = replace(whole.answer, cards=whole.answer.cards[:1], rules=())
    assert told == first(whole.answer) + folded(alone)


@pytest.mark.parametrize("verdict", Verdict)
def test_a_group_gets_the_card_without_rules(small: Library, verdict: Verdict) -> None:
    message = shortened(message_of(small, judged(small, verdict), "nl"))
    assert message.answer is not None
    assert not message.answer.rules
    told = in_telegram(message, message.answer, small)
    assert told == first(message.answer) + folded(message.answer)


@pytest.mark.parametrize("verdict", Verdict)
def test_a_terminal_shows_colour_only_where_it_can(small: Library, verdict: Verdict) -> None:
    message = message_of(small, judged(small, verdict), "nl")
    written: dict[bool, list[str]] = {True: [], False: []}
    for colours, lines in written.items():
        lines += lines_of(message, colours=colours)
    assert written[True][0].startswith("\033[1;3")
    assert "\033" not in "\n".join(written[False])


def test_nothing_of_a_suspicious_address_can_be_tapped(small: Library) -> None:
    for verdict in (each for each in Verdict if not each.is_trusted):
        message = message_of(small, judged(small, verdict), "nl")
        assert message.answer is not None
        for spelling in message.answer.cards[0].spellings:
            html = "\n".join(TELEGRAM.draw(message, small, TODAY))
            outside = re.sub(r"<code>.*?</code>", "", html)
            assert spelling not in outside, verdict
