"""Whatever is sent, there is a verdict or none, and every mention stands where it says."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.matching.finding.mentions import MentionFinder
from knowledge.matching.imitation.lookalike import Lookalikes
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.matching.presenting import as_json
from knowledge.matching.verdict import Checker
from knowledge.register.registry import Registry
from knowledge.wording.catalogue import Catalogue
from tests.knowledge.small_register import ADDRESSES, SMALL, TODAY

REGISTRY = Registry(SMALL, ADDRESSES)
CHECKER = Checker(
    REGISTRY,
    MentionFinder(ADDRESSES),
    today=lambda: TODAY,
    lookalikes=Lookalikes(REGISTRY, words=OrdinaryWords.load()),
)
CATALOGUE = Catalogue.load()

# Addresses of every kind, what stands around one, and what is no letter or two in UTF-16.
PIECES = st.sampled_from(
    [
        "https://", "www.", "vdab", "vdab.be", ".be", "/jobs", "?u=https://", "#", "%2e", ":80",
        "@vdab_be", "info@vdab.be", "op x", "instagram: ", "sms van ", "0800 30 700", "0470 12 ",
        "BE68 5390 0754 7034", "1700", "xn--", "@a@", "hxxp", "[.]", "[vdab](", "<a href='",
        "data:", "<", ">", ")", " ", "\n", "\t", "\r", "\x00", "\xad", "\u200b", "\u202e", "\ufe0f",
        "ﬀ", "ẞ", "ı", "／", "．", "。", "ｖ", "а", "é", "e\u0301", "👮‍♀️", "𝕧𝕕𝕒𝕓", "🇧🇪", "１７００",
        "٠٤٧٠", "\ud83d", "\ude00", "\ud83d\ude00", "\udfff", "\udc80",
    ]
)  # fmt: skip
HALVES = st.characters(categories=["Cs"])
TEXTS = st.lists(PIECES | HALVES | st.characters(), max_size=14).map("".join)


@example("\ud800vdab.be \udfffinfo@vdab.be https://vdab\ud800.be/\udc00 @a\ud800 op x")
@example("😀https://😀.be/😀 😀@vdab_be op x 😀0800 30 700😀")
@example("\ude00\ud83d[.]vdab[.]be")
@given(TEXTS)
def test_any_text_is_judged_and_every_mention_is_where_it_says(text: str) -> None:
    judged = CHECKER.check(text)
    end = 0
    for each in judged.mentions:
        mention = each.mention
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end
    assert (judged.verdict is None) == (not judged.mentions)
    # In ASCII, as JSON goes over the line: halves of characters stay what they are.
    assert json.loads(json.dumps(as_json(judged, CATALOGUE, "nl")))


@pytest.mark.parametrize("sign", "／？＃＼\ufe16\ufe56\ufe5f\ufe68")
@pytest.mark.parametrize("begin", ["https://www.vdab.be", "www.vdab.be", "http:vdab.be"])
def test_what_a_browser_refuses_is_not_read_as_it_looks(begin: str, sign: str) -> None:
    judged = CHECKER.check(f"Log in op {begin}{sign}.evil.be/ en betaal")
    (mention,) = judged.mentions
    assert "unreadable_link" in mention.mention.traps
