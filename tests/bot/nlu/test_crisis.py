import pytest

from actions.cues.danger import Side
from bot.nlu.crisis import CrisisPhrases


@pytest.fixture(scope="module")
def phrases():
    return CrisisPhrases.load()


@pytest.mark.parametrize(
    "text",
    [
        "Ik wil dood.",
        "kwil dood",
        "ik wil gewoon dood, is @vdab_be echt?",
        "Ik zie het leven niet meer zitten",
        "kzie t leven ni mer zitten",
        "mijn zoon praat over zelfmoord",
        "ik denk erover om er een eind aan te maken, ik wil er een eind aan maken",
        "I want to die",
        "i don't want to live anymore",
        "She wants to kill herself",
        "Je veux vraiment mourir",
        "J'ai envie d'en finir.",
        "elle veut se suicider",
        "Ich möchte sterben",
        "ich will nicht mehr weiterleben",
        "er bringt sich um",
    ],
)
def test_clear_sentences_are_a_crisis(phrases, text):
    assert phrases.found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "ik heb niks over zelfmoord gezegd, ik wil weten of die mail echt is",
        "niemand heeft het hier over zelfmoord!",
        "i'm not suicidal, i lost 500 euro",
        "nobody said anything about suicide, is the link real",
        "Mais enfin, je ne suis pas suicidaire !",
        "je n'ai rien dit sur le suicide, mon téléphone est-il en danger ?",
        "ich habe nichts von selbstmord gesagt! soll ich rangehen?",
        "ich bin nicht lebensmüde, hören Sie doch zu",
    ],
)
def test_who_says_that_it_is_not_that_is_believed(phrases, text):
    assert not phrases.found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "ik ben niet suïcidaal maar ik wil niet meer leven",
        "I'm not suicidal but I want to die",
        "ik denk aan niets anders meer dan zelfmoord",
        "j'ose pas appeler la ligne suicide mais je veux mourir",
        "nicht lebensmüde, sagt mein Arzt. ich will trotzdem nicht mehr leben",
    ],
)
def test_what_is_cried_beside_a_denial_is_heard(phrases, text):
    assert phrases.found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "ik ga dood van de honger",
        "ik wil dood van schaamte door die nepmail",
        "ik wil de dood van mijn vader aangeven",
        "waar meld ik een zelfmoordaanslag in een videospel",
        "I want to die of laughter",
        "who sings suicide is painless",
        "what are the lyrics of the song I want to die",
        "ik zoek het liedje 'ik wil dood'",
        "je veux mourir de rire",
        "ich will sterben vor Lachen",
        "is vdab-jobs.be echt?",
        "deze site is politieke zelfmoord",
        "",
    ],
)
def test_figures_of_speech_and_titles_are_not(phrases, text):
    assert not phrases.found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "ik zie het niet meer zitten, is https://vdab-hulp.info/ echt",
        "ik zie het niet meer zitten na die sms van 0470 12 34 56",
        "kzie 't ni meer zitten vlaanderen-premie.net",
        "I can't go on, is bpost-fee.info real",
        "ik wil doooood",
        "zelfmort",
        "hij zegt dat hij zich iets gaat aandoen",
    ],
)
def test_addresses_numbers_and_slips_change_nothing(phrases, text):
    assert phrases.side_of(text) is Side.SELF


@pytest.mark.parametrize(
    "text",
    [
        "ik zie het niet meer zitten om te verhuizen",
        "ik kan niet meer verder in dit formulier",
        "ik wil er een einde aan maken aan dat abonnement",
        "I can't go on to the next page",
        "want die site is vals",
        "mijn baas vermoordt mij als ik te laat ben",
        "meine Chefin bringt mich um, wenn ich das verpasse",
        "mon père va me tuer si je rate le bus",
        "is zelfmoord1813.be echt",
        "I don't want to live in the city",
        "je ne veux plus vivre en ville",
    ],
)
def test_what_is_said_of_a_thing_is_not(phrases, text):
    assert phrases.side_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "mijn man slaat mij",
        "er staat een man met een mes aan mijn deur",
        "he hits me",
        "j'ai reçu des menaces de mort",
        "ich werde gestalkt",
    ],
)
def test_danger_from_others_is_on_the_other_side(phrases, text):
    assert phrases.side_of(text) is Side.OTHERS


def test_suicide_goes_before_danger_from_others(phrases):
    assert phrases.side_of("mijn man slaat mij en ik wil niet meer leven") is Side.SELF


def test_case_accents_and_punctuation_do_not_count(phrases):
    assert phrases.found_in("ICH… MÖCHTE,   STERBEN!!!")


def test_a_gap_is_at_most_three_words(phrases):
    assert phrases.found_in("dat leven zie ik echt niet meer zitten")
    assert not phrases.found_in("in dat leven heb ik toch al een bank niet meer zitten zien")
