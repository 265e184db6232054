"""What somebody says against an answer, and what is left to answer beside it."""

import pytest

from actions.cues.objections import Objections


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("You didn't answer. Is it enough to block itsme?", "Is it enough to block itsme?"),
        ("gij helpt mij ni, ik vroeg of ze geld kunnen afhalen", "ze geld kunnen afhalen?"),
        ("ma ik zei toch: snap en gsmnummer", "snap en gsmnummer"),
        ("Ce n'est pas ce que j'ai demandé, je dois payer ?", "je dois payer ?"),
        ("Das war nicht meine Frage. Wie lange dauert das?", "Wie lange dauert das?"),
        ("I just told you my son sent bitcoin", "my son sent bitcoin"),
        ("Sie helfen mir nicht!", ""),
        ("I didn't ask to report anything. Where do I check that?", "Where do I check that?"),
        ("ge zegt ja maar dan over itsme. moet de kaart dicht?", "moet de kaart dicht?"),
        ("Je n'ai pas demandé ça. Quel est leur site ?", "Quel est leur site ?"),
        ("Danach habe ich nicht gefragt. Wie lautet die Nummer?", "Wie lautet die Nummer?"),
        ("u herhaalt uzelf. Telefoonnummer VDAB", "Telefoonnummer VDAB"),
        ("you're repeating yourself. who is it?", "who is it?"),
        ("Arrêtez de répéter. Qui êtes-vous ?", "Qui êtes-vous ?"),
        ("Zum dritten Mal: wie ist die Nummer?", "wie ist die Nummer?"),
    ],
)
def test_a_complaint_is_heard_and_the_rest_is_answered(text: str, left: str):
    heard = Objections.load()
    assert heard.complains(text)
    assert heard.without_complaint(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "de bank helpt mij niet",
        "they don't answer the phone",
        "la banque ne répond pas",
        "die Bank antwortet nicht",
        "wie zei dat",
    ],
)
def test_a_complaint_about_somebody_else_is_none_about_us(text: str):
    assert not Objections.load().complains(text)


@pytest.mark.parametrize(
    "text",
    [
        "de bank zegt dat er niks weg is",
        "mijn bank zegt: er is nog niets afgehaald",
        "the bank told me that nothing is missing",
        "la banque dit que rien n'a disparu",
        "die Bank sagt, es fehlt nichts",
    ],
)
def test_the_bank_was_called_and_sees_nothing_gone(text: str):
    heard = Objections.load()
    assert heard.tells_of_bank(text)
    assert heard.says_nothing_is_gone(text)


@pytest.mark.parametrize(
    "text",
    ["de bank zegt dat het geld weg is", "the bank says it is gone, no idea how", "es fehlt"],
)
def test_money_that_is_gone_is_no_good_news(text: str):
    assert not Objections.load().says_nothing_is_gone(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("nee, ik bedoel mijn moeder", "mijn moeder"),
        ("No, I mean the tax office", "the tax office"),
        ("Non, je parlais de la carte d'identité", "la carte d'identité"),
        ("Nein, ich meinte die Prämie", "die Prämie"),
        ("ik sprak over de meter, nie over de deurwaarder. mag hij binnen?", "de meter . mag hij"),
        ("ge luistert ni! moet ik betalen?", "moet ik betalen?"),
        ("you keep saying the same. is it real?", "is it real?"),
        ("Vous répétez toujours. Je fais quoi ?", "Je fais quoi ?"),
        ("Das hab ich doch gesagt, ist alles gesperrt", "ist alles gesperrt"),
        ("I told you already", ""),
    ],
)
def test_what_was_meant_is_what_is_left(text: str, left: str):
    heard = Objections.load()
    assert heard.complains(text)
    assert heard.without_complaint(text).startswith(left)


@pytest.mark.parametrize("text", ["I mean, this is bad", "darf ich meine PIN angeben"])
def test_a_word_that_only_looks_like_a_correction_is_none(text: str):
    assert not Objections.load().complains(text)
