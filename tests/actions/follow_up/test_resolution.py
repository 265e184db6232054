"""Each row of the table: what a short message means beside the last answer."""

import pytest

from actions.follow_up import resolution
from tests.actions.talking import Talk

FAKE = ("https://vdab-jobs.be/login", "check_channel")
GAVE = ("ik heb mijn kaartnummer gegeven", "ask_after_incident")
TOLD = ("ik kreeg een sms over mijn groeipakket", "check_channel")
EVALUATION = ("hoe evalueren diensten hun sociale media", "ask_evaluation")
DE_LIJN = ("op welke sociale media zit De Lijn", "list_channels")
MINISTERS = ("hoeveel ministers zitten op X?", "ask_overview")
STRANGER = ("ik ben 12 en een man volgt mij", "list_channels")
FILED = [
    ("meld vdab-jobs.be, ze vroegen geld en ik heb niets betaald, liever anoniem", "report_misuse"),
    ("ja", "affirm"),
]
ROWS = {
    "asks about ourselves": ([FAKE, ("bewaart u mijn IP-adres", "ask_privacy")], "geheugen"),
    "asks where somebody is who is named": (
        [("welke accounts heeft Matthias Diependaele", "ask_content_policy")],
        "niets van Matthias Diependaele",
    ),
    "asks the same of somebody else": (
        [("isn't VDAB on tiktok?", "list_channels"), ("you skipped De Lijn", "out_of_scope")],
        "De Lijn",
    ),
    "asks where a stranger is": ([("is Bart De Wever on TikTok?", "out_of_scope")], "That name"),
    "asks for those under a minister": (
        [("welke diensten vallen onder minister Depraetere", "out_of_scope")],
        "Toerisme Vlaanderen",
    ),
    "is about to call somebody": ([GAVE, ("ik ga nu KBC bellen", "ask_contact")], "rustig eerst"),
    "asks whose a named service is": (
        [GAVE, ("is Aquafin een privébedrijf of van de overheid", "check_channel")],
        "als bedrijf",
    ),
    "asks what a named service is": (
        [GAVE, ("Aquafin, wat is dat voor iets", "check_channel")],
        "Dat is Aquafin",
    ),
    "asks the list on after a word on it": (
        [MINISTERS, ("4 van 9 maar? En Facebook dan, dat is toch meer?", "ask_evaluation")],
        "op Facebook",
    ),
    "asks after own affairs at a service": (
        [GAVE, ("loopt mijn abonnement bij De Lijn nog?", "check_channel")],
        "De Lijn weet het zelf",
    ),
    "says that something is blocked, not what": ([("c'est bloqué", "out_of_scope")], "Qu'est-ce"),
    "asks to delete what others have": (
        [FAKE, ("vous le supprimez ?", "forget_me")],
        "nous-mêmes",
    ),
    "asks to block what was not given": (
        [
            ("ik heb het in itsme bevestigd", "ask_after_incident"),
            ("moet ik mijn kaart laten blokkeren?", "ask_permission"),
        ],
        "vraag de bank of uw kaart ook dicht moet",
    ),
    "asks what to tell somebody near": (
        [FAKE, ("mijn baas wil betalen, wat zeg ik hem?", "check_channel")],
        "Zeg bijvoorbeeld",
    ),
    "asks whether to tell it at work": (
        [GAVE, ("moet ik dat intern melden?", "ask_permission")],
        "hoe vroeger werk of school het weet",
    ),
    "asks whether it is reported": (
        [GAVE, ("wordt dat nu gemeld?", "report_misuse")],
        "ik geef niets door zonder dat u het vraagt",
    ),
    "denies what an alarm took for granted": (
        [
            ("ik heb mijn rekeningnummer gegeven", "ask_after_incident"),
            ("card stop?? ik heb geen kaart gegeven", "tell_more"),
        ],
        "zonder kaart of code hoeft Card Stop niet",
    ),
    "tells that the bank sees nothing gone": (
        [
            ("ik heb mijn rekeningnummer gegeven", "ask_after_incident"),
            ("de bank zegt dat er niks weg is", "tell_more"),
        ],
        "de bank weet het nu",
    ),
    "gave what nobody knows yet": (
        [TOLD, ("en ik heb dat doorgegeven", "tell_done")],
        "Zeg mij wat u gaf",
    ),
    "answers what else to count": (
        [
            ("op welk netwerk zitten de meeste organisaties", "ask_overview"),
            ("ja, de ministers", "affirm"),
        ],
        "inister",
    ),
    "asks for the account back": (
        [
            ("mijn insta is gehackt", "ask_after_incident"),
            ("hoe krijg ik dat terug", "out_of_scope"),
        ],
        "het netwerk zelf",
    ),
    "asks whether money comes back": (
        [GAVE, ("krijg ik dat terug of niet, eerlijk zeggen", "ask_permission")],
        "grof nalatig",
    ),
    "tells that they were paid": (
        [FAKE, ("she paid me 20 euro so it is real", "point_out")],
        "to win trust",
    ),
    "speaks as a child": ([STRANGER], "116 000"),
    "is still in need": ([STRANGER, ("hij wil fotos", "ask_privacy")], "geen foto"),
    "means another of several addresses": (
        [("vdab-jobs.be en bakkerij-janssens-mol.be", "check_channel"), ("de tweede?", "affirm")],
        "bakkerij-janssens-mol[.]be",
    ),
    "asks which of several addresses": (
        [("vdab-jobs.be en www.vdab.be", "check_channel"), ("welke van de twee", "ask_which")],
        "https://www.vdab.be/",
    ),
    "asks what the mailbox takes": (
        [FAKE, ("sms aangeven bij suspicious@safeonweb.be", "check_channel")],
        "schermafdruk",
    ),
    "asks what goes before all it tells": (
        [FAKE, ("ik heb niks ingevuld. waar kan ik mijn boete dan wel nakijken", "deny")],
        "Typ zelf https://www.vdab.be/",
    ),
    "asks what harm may be done": (
        [FAKE, ("wat gebeurt er als ik op de link duw", "ask_after_incident")],
        "nagemaakte site",
    ),
    "asks what nobody here knows": (
        [FAKE, ("gaan ze daarvoor ook naar mijn werkgever stappen?", "ask_if_sure")],
        "Dat weet ik niet, en ik wil niets verkeerds zeggen",
    ),
    "asks one thing about the message": (
        [FAKE, ("hoe hebben ze mijn nummer", "ask_privacy")],
        "lekken soms uit",
    ),
    "points at a piece of the address": (
        [
            ("https://vdab.be.gratis-cursus.com/", "check_channel"),
            ("maar vdab.be staat erin", "deny"),
        ],
        "gratis-cursus[.]com",
    ),
    "asks whose a domain is": (
        [
            ("premies@vlaanderen.be, klopt dat?", "check_channel"),
            ("het stuk na de @ is toch vlaanderen.be, dus?", "check_channel"),
        ],
        "Ja, vlaanderen.be is van de Vlaamse overheid",
    ),
    "asks if a sender can be forged": (
        [
            ("0800 30 700 belde mij, is dat de VDAB?", "check_channel"),
            ("kan iemand 0800 30 700 namaken?", "check_channel"),
        ],
        "een ander nummer",
    ),
    "asks for others in the list": (
        [("staan er gemeenten in uw lijst?", "out_of_scope")],
        "Plak er een",
    ),
    "asks for a way to a service": (
        [FAKE, ("hebt u het telefoonnummer en de site van de VDAB?", "check_channel")],
        "0800 30 700",
    ),
    "asks if what is not listed is fake": (
        [DE_LIJN, ("en wat niet in uw lijst staat, is dat nep?", "ask_if_sure")],
        "bewijst geen bedrog",
    ),
    "asks what the law allows": (
        [FAKE, ("en is dat verboden?", "ask_if_sure")],
        "volgens de wet",
    ),
    "asks where to forward it": (
        [("waar kan ik zo'n valse mails naartoe sturen", "check_channel")],
        "verdacht@safeonweb.be",
    ),
    "holds the door against somebody": (
        [
            ("er staat een man aan de deur van fluvius", "check_channel"),
            ("hij staat met zijn voet tegen de deur", "tell_more"),
        ],
        "Bel nu 101",
    ),
    "tells of what goes first": (
        [("een man belde, ik moet steamkaarten kopen van 200 euro", "ask_security")],
        "geen dienst die cadeaukaarten vraagt",
    ),
    "tells on of a theft": (
        [
            ("on a volé le sac de ma mère chez elle, un faux agent de la ville", "check_channel"),
            ("de politie, welk nummer is dat", "list_channels"),
        ],
        "De politie: 101",
    ),
    "asks whether what was told is theirs": (
        [
            ("ik kreeg een brief van de VDAB", "check_channel"),
            ("is dat vals, VDAB", "list_channels"),
        ],
        "Aan de brief alleen",
    ),
    "asks for accounts, not for who has them": (
        [MINISTERS, ("noem de accounts zelf, niet de namen", "out_of_scope")],
        "https://x.com/crevits",
    ),
    "asks about a service and a minister": (
        [("zit de VRT of een minister op Bluesky", "find_organisation")],
        "van de 9 ministers",
    ),
    "asks about question 664": (
        [MINISTERS, ("en wat antwoordde de minister op vraag 664", "ask_privacy")],
        "bijlage die we niet hebben",
    ),
    "asks whom to call about water": (
        [
            ("op facebook staat dat het kraanwater vergiftigd is, klopt dat", "check_channel"),
            ("wie kan ik bellen", "contact_human"),
        ],
        "Uw waterbedrijf",
    ),
    "asks about a number of ours": (
        [GAVE, ("078 170 170, is dat gratis?", "check_channel")],
        "telefoonbedrijf",
    ),
    "asks for somebody who listens": (
        [
            ("ik ben 15 en ik kreeg vdab-jobs.be", "check_channel"),
            ("met wie kan ik praten?", "help"),
        ],
        "102",
    ),
    "tells the name of a page": (
        [
            ("er is een facebookpagina 'Vlaamse Cadeaus' die premies geeft", "check_channel"),
            ("de naam is Vlaamse Cadeaus", "out_of_scope"),
        ],
        "link van de pagina",
    ),
    "is only threatened with a visit": (
        [FAKE, ("er is nog niemand aan de deur", "out_of_scope")],
        "niemand staat",
    ),
    "tells that the visitor is gone": (
        [
            ("er staat een man aan de deur van fluvius", "check_channel"),
            ("hij is al weg", "tell_more"),
        ],
        "buren",
    ),
    "puts right how it came": (
        [
            ("ik kreeg een sms over mijn groeipakket", "check_channel"),
            ("tis eigenlijk een brief", "tell_more"),
        ],
        "een brief dus",
    ),
    "is in danger": ([FAKE, ("ze zeggen dat ze naar mijn huis komen", "ask_privacy")], "101"),
    "keeps what others want": (
        [FAKE, ("hij wil een foto van mijn paspoort, ik heb die nog niet gestuurd", "tell_more")],
        "nooit",
    ),
    "says what was given": (
        [FAKE, ("ik heb mijn wachtwoord ingevuld", "out_of_scope")],
        "wachtwoord",
    ),
    "asks how to report on the network": (
        [("kan ik dat niet bij facebook zelf melden", "contact_human")],
        "drie puntjes",
    ),
    "asks after their own report": (
        [*FILED, ("wat was mijn nummer ook weer", "ask_contact")],
        "KC-",
    ),
    "asks one thing about a list": (
        [MINISTERS, ("wie houdt dat register bij", "out_of_scope")],
        "Het team van Kanaalcheck",
    ),
    "asks on about the government's social media": (
        [EVALUATION, ("en die bijlage", "out_of_scope")],
        "Overzicht sociale media",
    ),
    "asks where a minister is": (
        [("zit de minister van Onderwijs op X?", "check_channel")],
        "x.com/Zu_Demir",
    ),
    "asks what a tick proves": (
        [("bewijst een blauw vinkje iets?", "ask_evaluation")],
        "Een vinkje bewijst niet",
    ),
    "asks how to check an account": (
        [("hoe kan ik nagaan of een account echt is?", "ask_security")],
        "letter voor letter",
    ),
    "asks how a service reaches people": (
        [("belt de VDAB soms mensen op?", "ask_security")],
        "zelf mensen opbelt, weet ik niet zeker",
    ),
    "asks about the question in parliament": (
        [("wie vroeg dat in het Vlaams Parlement", "ask_evaluation")],
        "Mathias De Clercq",
    ),
    "asks when a service is open": ([DE_LIJN, ("zijn ze zondag open", "out_of_scope")], "openings"),
    "asks in which language others help": (
        [DE_LIJN, ("spreken ze daar Engels?", "change_language")],
        "welke taal zij helpen",
    ),
    "asks if a channel is official": (
        [
            ("op welke kanalen zit Ben Weyts", "list_channels"),
            ("is dat officieel", "check_channel"),
        ],
        "eigen accounts",
    ),
    "asks how many follow an account": (
        [("hoeveel volgers heeft de VDAB", "ask_evaluation")],
        "volgers",
    ),
    "asks to count": (
        [("hoeveel kanalen zijn er al nagekeken", "out_of_scope")],
        "nagekeken",
    ),
    "asks to use the list": (
        [MINISTERS, ("merci, mag ik dat gebruiken", "thank")],
        "Ja, onze lijst",
    ),
    "asks about a service named by its number": (
        [("wat is 1700", "check_channel")],
        "informatiedienst",
    ),
    "asks who the minister of something is": (
        [("wie is de minister van sport", "out_of_scope")],
        "Annick De Ridder",
    ),
    "asks for the rest of a list": (
        [MINISTERS, ("noem er een paar", "ask_which"), ("en de rest", "goodbye")],
        "• ",
    ),
    "adds to the report that was filed": (
        [*FILED, ("het was trouwens op instagram, en ze vroegen 60 euro", "tell_more")],
        "doorgegeven bij uw melding",
    ),
    "asks about reporting itself": (
        [*FILED, ("wie leest mijn melding", "ask_privacy")],
        "Alleen ons team",
    ),
    "says that the bank refuses": (
        [GAVE, ("de bank zegt dat het te laat is", "tell_more")],
        "Ombudsfin",
    ),
    "comes back to what was given": (
        [GAVE, ("ok, en wat met mijn kaart?", "ask_permission")],
        "078 170 170",
    ),
    "asks one thing after a loss": (
        [GAVE, ("wat is Card Stop eigenlijk", "out_of_scope")],
        "die bankkaarten blokkeert",
    ),
    "is called at this moment": (
        [GAVE, ("ze bellen nu weer, moet ik mijn rekeningnummer geven?", "ask_permission")],
        "Hang nu op",
    ),
    "asks whether it is bad": ([GAVE, ("is da erg", "ask_why")], "Ja, neem het ernstig"),
    "asks whose fault it is": ([GAVE, ("is het mijn schuld", "ask_why")], "Nee."),
    "asks whether to block a card": (
        [
            ("ik gaf mijn rijksregisternummer door", "ask_after_incident"),
            ("moet ik mijn kaart blokkeren", "ask_permission"),
        ],
        "Nee. Een kaart blokkeren is alleen nodig",
    ),
    "asks about one thing to do": ([GAVE, ("en de bank?", "ask_contact")], "Ja. Bel nu uw bank"),
    "says how bad it feels": ([GAVE, ("ik zit hier te bleiten", "thank")], "Dat is schrikken"),
    "has hung up": ([GAVE, ("oké opgehangen", "tell_done")], "Card Stop"),
    "has no number of a report": (
        [("hoe staat het met mijn melding", "report_status"), ("geen idee", "deny")],
        "Zonder dat nummer",
    ),
    "says that it is too late": ([GAVE, ("te laat zeker", "affirm")], "Nee, het is niet te laat"),
    "asks whether that is all": ([GAVE, ("is da alles", "ask_why")], "Nee, nog dit"),
    "asks what to do first": ([GAVE, ("wat doe ik eerst", "ask_next_step")], "Eerst dit"),
    "asks whether to go to the police": (
        [GAVE, ("moet ik naar de politie", "ask_permission")],
        "Niet meteen",
    ),
    "is called again": ([GAVE, ("hij belt terug", "tell_more")], "Neem niet op"),
    "tells only where or when it was": ([GAVE, ("via facebook", "tell_more")], "Via Facebook"),
    "supposes that something was given": (
        [FAKE, ("en als mijn broer het toch heeft ingevuld", "point_out")],
        "Card Stop",
    ),
    "asks what to do with what was told": (
        [
            ("er stond een man van Fluvius aan de deur", "check_channel"),
            ("en wat nu dan", "ask_after_incident"),
        ],
        "houd de deur dicht",
    ),
    "is still called": ([("hij hangt nog aan de lijn", "out_of_scope")], "Hang nu op"),
    "says that another did it": (
        [TOLD, ("ik heb niets ingevuld maar mijn gebuur wel", "deny")],
        "Wat deed die ander",
    ),
    "says that nothing was given": ([FAKE, ("k heb nog ni betaald", "deny")], "Goed, betaal"),
    "asks about the bank": ([GAVE, ("moek nu mijn bank belle", "ask_next_step")], "Ja, bel nu"),
    "asks to do it instead": (
        [TOLD, ("kunt ge da niet voor mij nakijken", "deny")],
        "kan ik niet voor u",
    ),
    "says that the bot repeats itself": (
        [FAKE, ("ge hebt dat al gezegd", "tell_done")],
        "U hebt gelijk",
    ),
    "asks where to send it": (
        [FAKE, ("waar kan ik dat naartoe sturen", "ask_real_one")],
        "verdacht@safeonweb.be",
    ),
    "says that they were deceived": ([("ik ben opgelicht", "out_of_scope")], "Card Stop"),
    "asks to give a secret": ([("mag ik mijn pincode geven", "out_of_scope")], "Nee, nooit"),
    "asks who it is then": ([FAKE, ("c'est qui alors ?", "bot_challenge")], "www.vdab.be"),
    "tells something in words that we do not read": (
        [("vdab-jobs.be gerçek mi bu mesaj", "check_channel"), ("kartımı verdim", "tell_done")],
        "078 170 170",
    ),
    "says what is done": (
        [GAVE, ("card stop is al gebeld", "contact_human")],
        "Goed dat dat al gedaan is",
    ),
    "asks whether it is so": ([FAKE, ("echt waar?", "affirm")], "Vertrouw het niet"),
    "has no address": ([TOLD, ("er zat geen link bij", "tell_more")], "zelf niet nakijken"),
    "asks about a platform beside thanks": (
        [("is www.vdab.be echt?", "check_channel"), ("merci! zitten ze ook op Facebook?", "thank")],
        "Facebook",
    ),
    "says that it is clear": ([FAKE, ("oké duidelijk", "affirm")], "Fijn."),
    "agrees or refuses though nothing was asked": ([FAKE, ("neen", "deny")], "vdab-jobs[.]be"),
    "asks how to reach them": ([FAKE, ("hun nummer aub", "find_organisation")], "0800 30 700"),
    "asks what comes next": ([GAVE, ("en dan", "list_channels")], "Daarna"),
    "asks something after a loss": (
        [GAVE, ("zit er ook een koekje bij het bericht?", "report_status")],
        "weet ik niet zeker",
    ),
    "tells of something received": (
        [("ik kreeg bericht dat mijn groeipakket verandert", "report_status")],
        "Plak",
    ),
    "tells of a promise": (
        [("ik zag op tiktok dat elk gezin 400 euro krijgt", "find_organisation")],
        "beloven vaak een premie",
    ),
    "points at something": (
        [FAKE, ("er staat een logo van de vdab op", "list_channels")],
        "kan iedereen kopiëren",
    ),
    "tells what is seen or said": (
        [TOLD, ("ze zeggen dat het van de vdab komt", "find_organisation")],
        "Dank u",
    ),
    "names somebody": ([GAVE, ("van fluvius zogezegd", "list_channels")], "al gebeld?"),
    "says whether it is done": (
        [GAVE, ("van fluvius zogezegd", "list_channels"), ("nee nog niet", "deny")],
        "Eerst dit",
    ),
    "asks after no report": ([FAKE, ("ik geloof er niks van", "report_status")], "vdab-jobs[.]be"),
    "says that somebody belongs in the list": (
        [MINISTERS, ("maar Demir zit toch op X", "out_of_scope")],
        "Dat kan goed",
    ),
    "asks about our list itself": (
        [("zit De Lijn op X", "list_channels"), ("mag ik dat citeren", "ask_permission")],
        "datum van de bron",
    ),
    "asks the list about another platform": (
        [MINISTERS, ("en op facebook", "list_channels")],
        "Facebook",
    ),
}


def test_every_row_is_tried():
    assert {row.name for row in resolution.TABLE} == set(ROWS)


@pytest.mark.parametrize("name", ROWS)
def test_row(reporting_talk: Talk, name: str):
    turns, expected = ROWS[name]
    assert expected in reporting_talk(*turns)


class TestToldWithoutAddress:
    @pytest.mark.parametrize(
        "text",
        [
            "op facebook staat dat iedere werkende 400 euro krijgt",
            "I read that everybody gets a grant of 300 euro",
            "j'ai vu que le gouvernement donne une prime de 200 euros",
            "ich habe gelesen, dass es eine Prämie von 100 Euro gibt",
        ],
    )
    @pytest.mark.parametrize("intent", ["list_channels", "ask_overview", "out_of_scope"])
    def test_promised_money_is_no_question_for_a_channel(self, talk: Talk, text: str, intent: str):
        assert "1700" in talk((text, intent))

    def test_a_question_after_a_verdict_stays_one(self, talk: Talk):
        assert "0800 30 700" in talk(
            FAKE, ("er staat een nummer, wat is hun echte?", "ask_contact")
        )

    def test_a_letter_is_asked_for_what_stands_in_it(self, talk: Talk):
        assert "in de brief" in talk(("ik kreeg een brief van de vmm", "ask_after_incident"))

    def test_no_address_is_not_asked_for_twice(self, talk: Talk):
        none = ("er zat geen link bij", "tell_more")
        assert talk(TOLD, none) != talk(TOLD, none, none)

    def test_a_figure_of_speech_names_no_organisation(self, talk: Talk):
        told = talk(("er hangt een man aan de lijn van een bank", "check_channel"))
        assert "Of dit echt" not in told
        assert "Hang op" in told

    @pytest.mark.parametrize("text", ["is dat erg", "c'est grave", "ist das schlimm"])
    def test_how_bad_it_is_depends_on_what_was_given(self, talk: Talk, text: str):
        assert talk(TOLD, (text, "ask_why")) == talk(FAKE, (text, "ask_why"))

    def test_how_to_check_it_is_no_question_for_a_source(self, talk: Talk):
        assert "vlaanderen.be" in talk(TOLD, ("hoe kan ik dat nakijken", "ask_why"))


class TestDone:
    def test_deleting_a_message_is_no_loss(self, talk: Talk):
        assert "Goed gedaan" in talk(FAKE, ("ik heb het gewist", "tell_done"))

    def test_a_call_to_card_stop_tells_of_one(self, talk: Talk):
        assert "bank" in talk(FAKE, ("card stop is gebeld", "tell_done"))


class TestList:
    def test_who_has_none_is_asked_of_the_same_list(self, talk: Talk):
        assert "zonder" in talk(MINISTERS, ("en wie niet", "ask_which"))

    def test_how_many_are_planned_is_another_count(self, talk: Talk):
        assert "aangekondigd" in talk(MINISTERS, ("hoeveel zijn er gepland", "ask_how_many"))


class TestAboutUs:
    def test_who_we_are_is_told_in_other_words_to_who_asks_again(self, talk: Talk):
        who = ("wie zijt gij", "bot_challenge")
        assert "computerprogramma" not in talk(who)
        assert "computerprogramma" in talk(who, who)

    def test_a_question_for_our_sources_is_answered_with_them(self, talk: Talk):
        told = talk(("wie zijt gij", "bot_challenge"), ("vanwaar haalt ge dat", "ask_why"))
        assert "staat de bron" in told


class TestUse:
    @pytest.mark.parametrize(
        ("gave", "said"),
        [
            ("ik gaf mijn wachtwoord", "account"),
            ("ik gaf mijn kaartnummer", "betalen"),
            ("ik gaf mijn rijksregisternummer", "op uw naam"),
        ],
    )
    def test_what_they_can_do_with_it_depends_on_what_it_is(self, talk: Talk, gave: str, said: str):
        asked = ("wat kunnen ze daarmee doen", "ask_why")
        assert said in talk((gave, "ask_after_incident"), asked)


class TestNobodyAnswers:
    @pytest.mark.parametrize("text", ["ze nemen niet op", "nobody picks up", "keiner nimmt ab"])
    def test_whom_was_named_to_call_is_there_day_and_night(self, talk: Talk, text: str):
        assert "078 170 170" in talk(GAVE, (text, "deny"))


@pytest.mark.parametrize("intent", ["affirm", "deny"])
@pytest.mark.parametrize("before", [FAKE, GAVE, MINISTERS, ("hallo", "greet")])
def test_a_question_is_never_answered_with_good(talk: Talk, before: tuple[str, str], intent: str):
    assert not talk(before, ("is dat zo?", intent)).startswith("Goed.")


@pytest.mark.parametrize(
    "text",
    [
        "merci. nog ne keer, waar stuur ik die mail naartoe?",
        "ok, who do I forward this mail to?",
        "ok merci. je le transmets à qui ce mail?",
        "wohin leite ich die Mail weiter?",
    ],
)
@pytest.mark.parametrize("intent", ["thank", "ask_contact", "list_channels"])
def test_where_to_send_a_mail_asks_for_no_mailbox_of_a_service(talk: Talk, text: str, intent: str):
    assert "@safeonweb.be" in talk(FAKE, (text, intent))


def test_who_paid_what_was_false_hears_what_to_do(talk: Talk):
    text = "ich habe bei einer Seite vom Fluvius 58 Euro bezahlt, war wohl falsch"
    assert "Bank" in talk((text, "check_channel"))
