"""Somebody at the door: 101 first where the door is forced, and nothing long twice."""

import pytest

from tests.actions.talking import Said, Talk

AT_DOOR: Said = ("er staat een man van fluvius aan de deur", "check_channel")


@pytest.mark.parametrize(
    "text",
    [
        "hij duwt tegen de deur",
        "he has his foot in the door",
        "il pousse la porte",
        "er drückt gegen die Tür",
    ],
)
@pytest.mark.parametrize("intent", ["tell_more", "out_of_scope", "check_channel"])
def test_who_holds_the_door_calls_the_police_first(talk: Talk, text: str, intent: str):
    assert "101" in talk(AT_DOOR, (text, intent)).split(".")[0]


def test_the_long_answer_is_told_once(talk: Talk):
    again = ("hij staat nog altijd aan de deur", "tell_more")
    first, second = talk(AT_DOOR), talk(AT_DOOR, again)
    assert "101" in second
    assert len(second) < len(first) / 2
    assert talk(AT_DOOR, again, again) != second


def test_who_saw_him_leave_hears_what_is_left_to_do(talk: Talk):
    assert talk(AT_DOOR, ("hij is weg", "tell_done")).startswith("Goed dat u hem niet binnenliet")


def test_who_asks_whether_people_are_sent_hears_who_knows(talk: Talk):
    at_door = ("er staat een man aan de deur van Fluvius", "out_of_scope")
    asks = ("sturen jullie mensen aan de deur", "contact_human")
    assert "stuurt niemand" in talk(at_door, asks)


@pytest.mark.parametrize(
    ("text", "intent", "says"),
    [
        ("hij is nu bij de buurvrouw", "tell_more", "Bel uw buur nu op"),
        ("wie bel ik voor haar", "ask_contact", "bent u bang? Bel 101"),
    ],
)
def test_a_neighbour_is_helped_too(talk: Talk, text: str, intent: str, says: str):
    assert says in talk(
        ("er staat een man aan de deur van Fluvius", "out_of_scope"), (text, intent)
    )


ASKS_CARD = (
    "een man aan de deur vraagt mijn bankkaart en mijn code",
    "a man at the door asks for my bank card and pin",
    "un homme à la porte demande ma carte bancaire et mon code",
    "ein Mann an der Tür verlangt meine Bankkarte und die Geheimzahl",
)
NO = ("Nee", "No", "Non", "Nein")
STAYS_SHUT = ("Doe niet open", "Do not open", "N'ouvrez pas", "Öffnen Sie nicht")


@pytest.mark.parametrize(("text", "says"), list(zip(ASKS_CARD, STAYS_SHUT, strict=True)))
@pytest.mark.parametrize("intent", ["check_channel", "list_channels", "out_of_scope"])
def test_who_is_asked_for_a_card_at_the_door_keeps_it_shut(
    talk: Talk, text: str, says: str, intent: str
):
    told = talk((text, intent))
    assert told.startswith(says)
    assert "101" in told


@pytest.mark.parametrize(
    ("told", "asks", "no"),
    list(
        zip(
            ASKS_CARD,
            (
                "doe ik open of niet",
                "do I open or stay quiet",
                "j'ouvre ou j'ouvre pas",
                "öffne ich oder nicht",
            ),
            NO,
            strict=True,
        )
    ),
)
def test_to_open_or_not_gets_a_plain_no(talk: Talk, told: str, asks: str, no: str):
    assert talk((told, "check_channel"), (asks, "check_channel")).startswith(f"{no},")


def test_who_was_told_nothing_bad_of_a_visitor_need_not_open_either(talk: Talk):
    asks = ("doe ik open of niet", "ask_permission")
    assert talk(AT_DOOR, asks).startswith("Nee, dat hoeft niet")


@pytest.mark.parametrize(
    "text",
    [
        "is hij echt van Fluvius?",
        "is he a real man from Fluvius?",
        "c'est un vrai de Fluvius ?",
        "ist der echt von Fluvius?",
    ],
)
@pytest.mark.parametrize("intent", ["check_channel", "list_channels"])
def test_whether_a_visitor_is_theirs_is_no_question_after_their_channels(
    talk: Talk, text: str, intent: str
):
    told = talk(AT_DOOR, (text, intent))
    assert "101" in told
    assert "fluvius.be" not in told


ROBBED = (
    "een zogezegde controleur is bij mijn oma binnen geweest en haar sieraden zijn gestolen",
    "two fake inspectors stole cash from my grandfather's drawer",
    "deux faux agents ont volé l'argent de ma grand-mère à son domicile",
    "zwei falsche Handwerker haben bei meinem Opa Schmuck gestohlen",
)


@pytest.mark.parametrize("text", ROBBED)
@pytest.mark.parametrize("intent", ["check_channel", "ask_after_incident", "out_of_scope"])
def test_who_was_robbed_at_home_calls_the_police_first(talk: Talk, text: str, intent: str):
    first = talk((text, intent)).split(".")[1]
    assert "101" in first


@pytest.mark.parametrize(
    ("told", "asks"),
    list(
        zip(
            ROBBED,
            (
                "de politie, welk nummer is dat",
                "the police, which number is that",
                "la police, c'est quel numéro",
                "die Polizei, welche Nummer ist das",
            ),
            strict=True,
        )
    ),
)
def test_who_was_robbed_hears_the_number_of_the_police_again(talk: Talk, told: str, asks: str):
    assert "101" in talk((told, "check_channel"), (asks, "check_channel")).split(".")[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("hoe herken ik een volgende keer een echte", "Laat de bezoeker buiten wachten"),
        ("how do I recognise a real one next time", "Let the visitor wait outside"),
        ("comment reconnaître un vrai agent à l'avenir", "Laissez le visiteur attendre"),
        ("wie erkenne ich beim nächsten Mal einen echten", "Lassen Sie den Besuch draußen warten"),
    ],
)
def test_the_next_visitor_is_checked_with_the_service_itself(talk: Talk, text: str, says: str):
    assert talk((ROBBED[0], "check_channel"), (text, "check_channel")).startswith(says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("moet zo iemand een badge bij hebben", "nagemaakt"),
        ("do their workers carry a badge", "copied"),
        ("est-ce que leurs agents ont un badge", "imité"),
        ("haben deren Leute einen Dienstausweis", "nachgemacht"),
    ],
)
def test_a_badge_may_be_asked_for_and_proves_little(talk: Talk, text: str, says: str):
    assert says in talk(AT_DOOR, (text, "out_of_scope"))


def test_whether_visits_are_announced_only_the_service_knows(talk: Talk):
    told = talk(AT_DOOR, ("kondigt zo iemand zijn komst op voorhand aan", "out_of_scope"))
    assert told.startswith("Dat weet ik niet zeker")


@pytest.mark.parametrize(
    "text",
    [
        "er gaat iemand van het ziekenfonds bellen om mijn rekeningnummer na te kijken",
        "somebody from the health fund will ring to check my account number",
        "quelqu'un de la caisse va m'appeler pour vérifier mon numéro de compte",
        "jemand von der Kasse will anrufen, um meine Kontonummer zu prüfen",
        "somebody left a card in my letterbox, he will be back on Friday for the meter",
    ],
)
def test_who_only_announces_something_is_given_no_bad_sign(talk: Talk, text: str):
    told = talk((text, "check_channel"))
    assert not any(each in told for each in ("slecht teken", "bad sign", "mauvais signe"))
    assert "schlechtes Zeichen" not in told


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("was dat juist van mij om niet open te doen", "Ja, goed gedaan"),
        ("was it right of me not to open", "Yes, well done"),
        ("ai-je bien fait de ne pas ouvrir", "Oui, bien fait"),
        ("war es richtig, nicht zu öffnen", "Ja, gut gemacht"),
    ],
)
def test_who_did_not_open_did_well(talk: Talk, text: str, yes: str):
    assert talk(AT_DOOR, (text, "out_of_scope")).startswith(yes)


def test_a_number_of_a_visitor_leaves_the_visit_in_mind(talk: Talk):
    number = ("hij liet 0470 12 34 56 achter", "check_channel")
    told = talk(AT_DOOR, number, ("doe ik open of niet", "ask_permission"))
    assert told.startswith("Nee, dat hoeft niet")


def test_what_to_do_with_a_letter_speaks_of_no_click(talk: Talk):
    letter = ("ik kreeg een rare brief van de VDAB", "check_channel")
    told = talk(letter, ("wat moet ik nu doen", "ask_next_step"))
    assert "klik" not in told
    assert "bewaar de brief" in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("wat zeg ik als hij aanbelt", "'Ik doe niet open"),
        ("what do I say if he rings the bell", "'I do not open"),
        ("je dis quoi s'il sonne", "« Je n'ouvre pas"),
        ("was sage ich, wenn er klingelt", "„Ich öffne nicht"),
    ],
)
def test_who_asks_what_to_say_at_the_door_gets_the_words(talk: Talk, text: str, says: str):
    assert talk(AT_DOOR, (text, "out_of_scope")).startswith(says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("een verkoper kwam aan de deur en mijn moeder heeft een papier ondertekend", "14"),
        ("a seller came to the door and my mother put her signature on a paper", "14"),
        ("un vendeur est passé et ma mère a signé un papier à la porte", "14"),
        (
            "ein Vertreter war da und meine Mutter hat an der Tür ein Papier unterschrieben",
            "14",
        ),
    ],
)
def test_who_signed_at_the_door_hears_how_to_go_back_on_it(talk: Talk, text: str, says: str):
    assert says in talk((text, "check_channel"))


def test_a_question_after_a_badge_is_no_visitor_who_wants_a_card(talk: Talk):
    text = "ik bedoel iemand die aanbelt. moet hij een kaart hebben?"
    told = talk(AT_DOOR, (text, "check_channel"))
    assert "slecht teken" not in told
    assert "nagemaakt" in told
