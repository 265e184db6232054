"""What was given and done is read from the verbs, not from the things that are named."""

import pytest

from actions.cues.facts import Facts, FactsReader

READER = FactsReader.load()


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("ik heb mijn kaartnummer doorgegeven", {"card"}),
        ("kheb men visakaart ingevuld", {"card"}),
        ("ze heeft de code van het bakje gezegd", {"code"}),
        ("foto van mijn identiteitskaart gestuurd", {"id_photo"}),
        ("ik gaf mijn rijksregisternummer en mijn wachtwoord", {"national_number", "password"}),
        ("wij hebben 300 euro overgeschreven", {"money"}),
        ("met mijn bankkaart betaald", {"money", "card"}),
        ("alleen op de link geklikt, niets ingevuld", {"clicked"}),
        ("they have my password", {"password"}),
        ("itsme vroeg bevestiging en ik heb op ok gedrukt", {"itsme"}),
        ("ze zeiden dat hij zijn bankkaart moest opsturen en dat heeft hij gedaan", {"card"}),
        ("he wanted me to approve in itsme and i did", {"itsme"}),
        ("ils ont demandé mon code et je l'ai fait", {"code"}),
        ("er wollte meine PIN und ich hab zugestimmt", {"code"}),
        ("de pijl ging vanzelf over mijn scherm", {"app"}),
        ("ik moest iets opzetten en dan ging de pijl vanzelf", {"app"}),
        ("die souris bougeait, la souris bouge toute seule", {"app"}),
        ("I sent them a copy of my ID", {"id_photo"}),
        ("I approved it in itsme", {"itsme"}),
        ("elle a donné son code au téléphone", {"code"}),
        ("ils ont ma carte bancaire", {"card"}),
        ("ich habe Geld überwiesen", {"money"}),
        ("ich habe mein Passwort eingegeben", {"password"}),
        ("mijn kaartnummer en mijn pincode ingevuld", {"card", "code"}),
        ("I gave my card number, PIN and password", {"card", "code", "password"}),
        ("hij vroeg mijn pincode en ik heb hem gegeven", {"code"}),
        ("ik heb 75 euro betaald via een link die niet van Fluvius bleek", {"money"}),
        ("j'ai versé une caution pour un logement qui n'existait pas", {"money"}),
        ("I gave my password to somebody who is not from the bank", {"password"}),
        ("ik heb niet alleen mijn kaart gegeven", {"card"}),
        ("ik heb geen code gegeven maar wel mijn kaartnummer", {"card"}),
        ("I did not give my code but my card number", {"card"}),
        ("je n'ai pas donné le code mais ma carte", {"card"}),
        ("ich habe keine PIN eingegeben, aber meine Kartennummer", {"card"}),
        ("kheb mn kaart ingegeve ook", {"card"}),
        ("ik heb al op geklikt en mijne kaart doorgegeve", {"card"}),
        ("je mailde ma carte, j'ai donné la carte", {"card"}),
        ("whatsapp code gegeven", {"whatsapp_code"}),
        ("kheb de code die ik van watsapp kreeg doorgestuurd", {"whatsapp_code"}),
        ("de sms-code van whatsapp gegeven aan een vriendin", {"whatsapp_code"}),
        ("I sent her the verification code from WhatsApp", {"whatsapp_code"}),
        ("j'ai donné le code de vérification WhatsApp", {"whatsapp_code"}),
        ("ich habe den WhatsApp-Code weitergegeben", {"whatsapp_code"}),
        ("mijn whatsapp code en mijn bankkaart gegeven", {"whatsapp_code", "card"}),
        ("ik heb via whatsapp een code doorgestuurd", {"code"}),
        ("via whatsapp code gegeven", {"code"}),
        ("op whatsapp de code van mijn kaartlezer gegeven", {"code"}),
        ("I sent a code on whatsapp", {"code"}),
        ("j'ai envoyé un code sur whatsapp", {"code"}),
        ("ich habe auf WhatsApp einen Code geschickt", {"code"}),
        ("de sms-code van itsme gegeven", {"itsme", "code"}),
        ("ik heb een code van de bank doorgestuurd", {"code"}),
        ("de codes van drie steamkaarten doorgestuurd", {"gift_card"}),
        ("I sent him the codes of the gift cards", {"gift_card"}),
        ("j'ai payé avec des cartes cadeaux", {"gift_card", "money"}),
        ("ich habe die Codes der Geschenkkarten geschickt", {"gift_card"}),
        ("ik gaf mijn gsm nummer", {"personal"}),
        ("hij gaf zijn telefoonnummer", set()),
    ],
)
def test_given(text: str, given: set[str]):
    assert set(READER.read(text).given) == given


@pytest.mark.parametrize(
    "text",
    [
        "hij wil mijn kaartnummer",
        "die wou mijn bankkaartcode weten",
        "mag ik mijn pincode geven",
        "moet ik mijn wachtwoord invullen",
        "ik heb mijn code niet gegeven",
        "they asked for my card number",
        "should I give my password",
        "je n'ai pas donné mon code",
        "wat doen jullie met mijn gegevens",
        "wie bewaart mijn gegevens",
        "sie wollen meine PIN",
        "ich habe nichts angegeben",
        "ik ben mijn identiteitskaart kwijt",
        "hij zegt dat mijn geld weg is als ik nu niks doe",
    ],
)
def test_what_was_only_asked_or_refused_is_not_given(text: str):
    assert READER.read(text).given == ()


@pytest.mark.parametrize(
    "text",
    [
        "k heb nog ni betaald",
        "ik heb mijn bankkaart niet gegeven",
        "nog niks ingevuld",
        "nee niks betaald",
        "niets gegeven",
        "nein nichts bezahlt",
        "heb mijn code ni doorgegeve",
        "ik heb niet betaald maar hij belt elk uur",
        "I have not paid anything",
        "I didn't give my card",
        "je n'ai pas payé",
        "ich habe nicht bezahlt",
        "wir haben keinen Code eingegeben",
    ],
)
def test_what_somebody_did_not_give_is_kept(text: str):
    facts = READER.read(text)
    assert facts.kept
    assert facts.given == ()
    assert facts.as_slot() is None


@pytest.mark.parametrize(
    "text",
    [
        "ze hebben mij niet betaald",
        "kindergeld is deze maand nie gestort, wie bel ik",
        "ik geef geen toestemming",
        "zeg eens, wou VDAB mij een job geven of niet",
    ],
)
def test_what_others_did_not_do_is_not_kept(text: str):
    assert READER.read(text).kept == ()


@pytest.mark.parametrize(
    "text",
    [
        "mijn buurvrouw kreeg een mail dat ze 360 euro moet betalen",
        "mijn vader kreeg telefoon, hij moet 800 euro betalen aan een advocaat",
        "une patiente a reçu un courrier lui demandant de payer 64 €",
        "on me demande de verser 50 €. c'est une arnaque oui ou non ?",
    ],
)
def test_an_amount_that_somebody_is_to_pay_is_not_paid(text: str):
    assert "money" not in READER.read(text).given


@pytest.mark.parametrize(
    "text",
    [
        "hij vroeg 50 euro en nu is er 500 euro weg",
        "I lost 500 euros because they wanted my code",
        "ze moesten 50 euro hebben en hebben er 500 euro afgehaald",
    ],
)
def test_what_was_taken_beside_what_they_wanted_is_lost(text: str):
    assert "money" in READER.read(text).given


def test_giving_it_means_what_was_asked_before():
    asked = READER.read("hij vroeg mijn rijksregisternummer")
    assert READER.read("ik heb het gegeven", Facts().with_(asked)).given == ("national_number",)


@pytest.mark.parametrize("text", ["she gave the number", "ze gaf het nummer"])
def test_giving_the_number_means_the_one_asked_for(text: str):
    asked = READER.read("they wanted her bank card")
    assert READER.read(text, Facts().with_(asked)).given == ("card",)


@pytest.mark.parametrize(
    "text",
    [
        "en ook de pincode",
        "ook mijn code",
        "and my pin",
        "et aussi mon code",
        "und auch den Code",
    ],
)
def test_a_thing_alone_adds_to_what_was_given(text: str):
    assert READER.read(text, Facts(given=("card",))).given == ("code",)
    assert READER.read(text).given == ()


@pytest.mark.parametrize(
    "text", ["en ook de pincode?", "maar geen code", "en de code vroeg hij ook"]
)
def test_a_question_or_a_denial_adds_nothing(text: str):
    assert READER.read(text, Facts(given=("card",))).given == ()


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("card stop heb ik al gebeld", {"card_stop"}),
        ("de bank is verwittigd", {"bank"}),
        ("aangifte gedaan bij de politie", {"police"}),
        ("I already called my bank", {"bank"}),
        ("j'ai changé mon mot de passe", {"password"}),
        ("meine Karte ist gesperrt, Karte gesperrt", {"card_stop"}),
        ("ik heb de bank nog niet gebeld", set()),
    ],
)
def test_done(text: str, done: set[str]):
    assert set(READER.read(text).done) == done


def test_a_slot_of_another_version_is_nothing():
    assert Facts.of({"given": 3}) == Facts()
    assert Facts.of(Facts(given=("card",)).as_slot()) == Facts(given=("card",))


@pytest.mark.parametrize(
    "text",
    ["heb ik gedaan", "dat heb ik bevestigd", "ze vroegen mijn code maar dat heb ik niet gedaan"],
)
def test_agreeing_gives_only_what_the_same_message_says_was_asked(text: str):
    assert READER.read(text, Facts(asked=("card",))).given == ()


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("zij vraagt een foto van mijn verblijfskaart", "de foto van de kaart is al gestuurd"),
        ("he wants a picture of my identity card", "I already sent a photo of the card"),
        ("elle demande une photo de ma carte d'identité", "j'ai envoyé la photo de la carte"),
        ("sie will ein Foto von meinem Ausweis", "ich habe das Foto von der Karte geschickt"),
    ],
)
def test_a_photo_of_the_card_is_of_the_one_that_was_asked_for(asked: str, text: str):
    reader = READER
    assert reader.read(text, reader.read(asked)).given == ("id_photo",)


def test_a_photo_of_a_bank_card_is_of_a_bank_card():
    assert READER.read("ik stuurde een foto van mijn bankkaart").given == ("card",)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("waar kan ik zien of ik mijn verkeersbelasting betaald heb", ()),
        ("how can I see whether I paid my road tax", ()),
        ("où voir si j'ai payé ma taxe", ()),
        ("ob ich schon bezahlt habe, wo sehe ich das", ()),
        ("ik heb betaald, maar ik weet niet of ik mijn code gaf", ("money",)),
    ],
)
def test_what_somebody_wants_to_find_out_did_not_happen(text: str, given: tuple[str, ...]):
    assert READER.read(text).given == given


@pytest.mark.parametrize(
    "text",
    [
        "ze vroegen mijn kaartnummer en mijn code, ik heb ze allebei gegeven",
        "he asked for my card number and then a code. I gave both",
        "er wollte meine Karte und den Code, ich habe ihm beides gegeben",
    ],
)
def test_both_is_all_that_was_asked_for(text: str):
    assert set(READER.read(text).given) == {"card", "code"}


@pytest.mark.parametrize(
    "text",
    [
        "report it please, mail came this morning, nobody paid",
        "niemand heeft betaald",
        "personne n'a payé",
        "keiner hat etwas bezahlt",
    ],
)
def test_what_nobody_did_is_no_loss(text: str):
    assert READER.read(text).given == ()


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("kheb ze al mijn snap en gsmnr gegeven", "personal"),
        ("mijn zus heeft haar snapchat en telefoonnummer gegeven", "personal"),
        ("mein Sohn hat seine Handynummer und seinen Namen angegeben", "personal"),
        ("j'ai donné nom et date de naissance", "personal"),
        ("ik heb mijn EAN-code doorgegeven", "meter"),
        ("il a pris une photo du compteur", "meter"),
        ("ik gaf geen kaart, alleen mijn rekeningnummer", "account"),
    ],
)
def test_what_says_who_somebody_is_was_given(text: str, given: str):
    assert READER.read(text).given == (given,)


@pytest.mark.parametrize("text", ["hij gaf mij zijn telefoonnummer", "she gave me her number"])
def test_what_others_gave_the_citizen_was_not_given(text: str):
    assert READER.read(text).given == ()


@pytest.mark.parametrize(
    "text", ["on m'a appelé de Card Stop", "de bank heeft mij gebeld", "the police called me"]
)
def test_who_was_called_called_nobody(text: str):
    assert READER.read(text).done == ()


def test_a_yes_to_what_is_named_gives_it_too():
    before = Facts(given=("money",), told=("bank",))
    assert "card" in READER.read("card details yes", before).given
    assert READER.read("is that dangerous", before).given == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("450 was beloofd, niet betaald", "money"),
        ("I did not pay the 450 euro", "money"),
        ("er is niks betaald", "money"),
        ("mijn man heeft niet betaald", "money"),
        ("je n'ai PAS payé", "money"),
        ("nein, ich habe nichts bezahlt", "money"),
        ("nee mijn kaart heb ik niet gegeven", "card"),
        ("non je n'ai pas donné ma carte", "card"),
    ],
)
def test_what_is_denied_is_known_no_more(text: str, kept: str):
    before = Facts(given=("card", "money", "account"), amount="450")
    known = before.with_(READER.read(text, before))
    assert kept not in known.given
    assert "account" in known.given


@pytest.mark.parametrize(
    "text",
    [
        "ik heb pas 500 euro betaald",
        "nog maar pas mijn kaart gegeven en betaald",
        "Nein, Kontonummer nicht, nur Karte und bezahlt",
        "verder niks gegeven",
        "i paid nothing else",
        "VDAB heeft mij niet betaald",
        "mijn baas heeft mij niet betaald",
    ],
)
def test_what_is_only_half_denied_stays_known(text: str):
    before = Facts(given=("card", "money"))
    known = before.with_(READER.read(text, before))
    assert known.given == before.given


@pytest.mark.parametrize(
    "text",
    [
        "is mijn gsm nu gehackt?",
        "hebben ze nu mijn account gehackt?",
        "is my phone hacked now?",
        "ist mein Konto jetzt gehackt?",
        "kunnen ze geld van mijn rekening halen?",
        "ge zegt ja, dus ze kunnen geld van mijn rekening halen??",
        "j'ai déjà payé la vraie, l'année passée",
        "ik heb vorig jaar al betaald aan de echte dienst",
        "I paid the real one last year",
        "ich habe letztes Jahr schon bezahlt",
    ],
)
def test_what_is_asked_or_was_owed_is_no_loss(text: str):
    assert READER.read(text).given == ()


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("vorig jaar heb ik betaald aan een oplichter", "money"),
        ("ik heb betaald op de echte site dacht ik", "money"),
        ("mijn account is gehackt, wat nu?", "hacked"),
        ("ik heb da al gedaan met mijn rekeningnr", "account"),
    ],
)
def test_a_loss_told_otherwise_is_one(text: str, given: str):
    assert given in READER.read(text).given


@pytest.mark.parametrize(
    "text",
    ["ge krijgt 450 euro als ge dat invult", "they said I win 450 euro", "une prime de 450 euros"],
)
def test_a_promised_amount_is_not_what_was_lost(text: str):
    assert READER.read(text).amount is None


AFTER_A_CODE = Facts(given=("code",), told=("card_stop", "bank"))


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Ze toonde ook haar identiteitskaart, zegt ze nu.", {"id_photo"}),
        ("Ah en het wachtwoord van mijn mailbox.", {"password"}),
        ("They also know my email password by now.", {"password"}),
        ("Oh, and my national number.", {"national_number"}),
        ("Il a aussi photographié ma carte d'identité.", {"id_photo"}),
        ("Sie hat auch ihren Ausweis hochgehalten. Ach ja und das Mailpasswort.", None),
    ],
)
def test_what_is_added_after_a_loss_is_lost_whatever_the_verb(text: str, given: set[str] | None):
    assert set(READER.read(text, AFTER_A_CODE).given) == (given or {"id_photo", "password"})


@pytest.mark.parametrize(
    "text",
    [
        "Ik heb ook mijn wachtwoord veranderd.",
        "They also asked for my card.",
        "La banque m'a aussi appelé pour ma carte.",
        "Muss ich auch meinen Ausweis sperren lassen?",
        "Er wollte auch meinen Ausweis.",
    ],
)
def test_what_was_also_done_or_wanted_is_not_lost(text: str):
    assert not set(READER.read(text, AFTER_A_CODE).given) - {"code"}


@pytest.mark.parametrize(
    "text",
    [
        "ze zeiden dat ik te veel betaald had",
        "they said I had paid too much",
        "ils disaient que j'ai payé trop",
        "der sagte, dass ich zu viel bezahlt habe",
    ],
)
def test_what_others_say_that_somebody_paid_is_not_paid(text: str):
    assert READER.read(text).given == ()


@pytest.mark.parametrize(
    "text",
    [
        "nee dat was de echte factuur van vorige maand",
        "no, that was the real bill from last month",
        "non c'était la vraie facture du mois passé",
        "nein, das war die echte Rechnung vom letzten Monat",
    ],
)
def test_a_payment_to_whom_it_was_owed_is_taken_back(text: str):
    assert "money" in READER.read(text, Facts(given=("money",))).kept


@pytest.mark.parametrize(
    "text",
    [
        "nee wacht, alleen mijn naam ingevuld, niet mijn kaart",
        "no wait, I only typed my name, not the card number",
        "non, seulement mon nom, pas la carte bancaire",
        "nein, nur meinen Namen, nicht meine Kreditkarte",
    ],
)
def test_only_this_and_not_that_takes_that_back(text: str):
    assert "card" in READER.read(text, Facts(given=("card",))).kept


def test_a_code_of_itsme_that_was_told_is_no_other_code():
    assert READER.read("c'était juste le code", Facts(given=("itsme",))).given == ()


@pytest.mark.parametrize(
    "text",
    [
        "ze hebben mijn whatsapp overgenomen, ik heb een code doorgestuurd",
        "they took over my whatsapp, I sent a code",
        "on a pris le contrôle de mon whatsapp, j'ai envoyé un code",
        "mein Whatsapp wurde übernommen, ich habe einen Code geschickt",
    ],
)
def test_a_code_with_which_whatsapp_was_taken_over_is_its_code(text: str):
    assert READER.read(text).given == ("whatsapp_code",)


@pytest.mark.parametrize(
    "text",
    [
        "mijn portefeuille is gestolen met mijn bankkaart en identiteitskaart",
        "my wallet was stolen with my bank card and my identity card",
        "on m'a volé mon sac avec ma carte d'identité et ma carte de banque",
        "meine Tasche wurde gestohlen mit meiner Bankkarte und dem Personalausweis",
    ],
)
def test_cards_in_what_was_stolen_are_lost(text: str):
    assert set(READER.read(text).given) == {"card", "id_photo"}


def test_a_number_to_call_is_no_amount():
    assert READER.read("bel ik 101 of de politie hier", Facts(amount="50")).amount is None


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("Bank's done, card's blocked", {"bank", "card_stop"}),
        ("card stop is aan het bellen", {"card_stop"}),
        ("mijn kaart staat op stop", {"card_stop"}),
        ("they froze everything", {"card_stop"}),
        ("de simkaart is geblokkeerd", {"sim"}),
        ("c'est changé maintenant", {"password"}),
    ],
)
def test_done_in_few_words(text: str, done: set[str]):
    assert set(READER.read(text).done) == done


def test_a_few_words_after_what_was_advised_say_that_it_is_done():
    before = Facts(given=("phone",), told=("phone", "bank", "itsme"), done=("sim",))
    news = READER.read("itsme ook", before)
    assert (news.given, news.done) == ((), ("itsme",))


@pytest.mark.parametrize(
    "text",
    [
        "hij heeft ook haar gsm meegenomen",
        "he took her phone too",
        "il a aussi pris son gsm",
        "er hat auch ihr Handy mitgenommen",
    ],
)
def test_a_phone_that_was_taken_is_lost(text: str):
    assert "phone" in READER.read(text, Facts(given=("card",))).given


def test_a_phone_in_what_was_stolen_is_lost():
    given = READER.read("someone stole my bag with my passport and phone").given
    assert set(given) == {"id_photo", "phone"}


@pytest.mark.parametrize(
    "text",
    [
        "nee sorry niet betaald, de bank weigerde het",
        "no sorry, not paid, the bank refused it",
        "non pardon, rien payé",
        "nein, nicht bezahlt",
    ],
)
def test_a_no_before_a_denial_is_none_of_it(text: str):
    assert "money" in READER.read(text, Facts(given=("money",))).kept


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("j'ai installé AnyDesk à la demande d'un monsieur", {"app"}),
        ("ik heb AnyDesk gezet zoals hij vroeg", {"app"}),
        ("I installed AnyDesk as he asked", {"app"}),
        ("ich habe AnyDesk installiert, auf Bitte von einem Mann", {"app"}),
        ("ik heb hem 200 euro gegeven om te mogen beginnen", {"money"}),
        ("hij zei dat ik anydesk moest installeren", set()),
        ("ik heb gezegd dat ik zou terugbellen", set()),
        ("ze vroegen niet mijn code maar mijn rijksregisternummer", set()),
        ("I told him that I bank with Argenta", set()),
        ("ik heb itsme geopend maar geannuleerd", set()),
        (
            "ze vroegen mijn rijksregisternummer en mijn naam, heb het gegeven",
            {"national_number", "personal"},
        ),
        ("they asked for my card number and my PIN, and I gave it", {"card", "code"}),
        ("on m'a volé mon compte Facebook", {"hacked"}),
        ("mijn collega heeft haar inloggegevens ingevuld", {"password"}),
        ("ze vroegen om 200 euro over te schrijven en dat heb ik gedaan", {"money"}),
        ("he asked me to transfer money, and I did it", {"money"}),
        ("ils m'ont demandé de payer, je l'ai fait", {"money"}),
        ("er sagte ich soll Geld überweisen, hab ich gemacht", {"money"}),
        ("they wanted me to pay 50 euro, I did not", set()),
        ("mijn zoon kreeg een pdf en heeft die open geklikt", {"opened"}),
        ("my husband clicked on the attachment", {"opened"}),
        ("elle a cliqué sur la pièce jointe", {"opened"}),
        ("er hat auf den Anhang geklickt", {"opened"}),
        ("in de pdf stond een link en ik heb geklikt", {"clicked"}),
    ],
)
def test_what_was_done_is_told_from_what_others_wanted(text: str, given: set[str]):
    assert set(READER.read(text).given) == given


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("hij vroeg geen code, alleen of ik thuis was", set()),
        ("he asked for no code", set()),
        ("ze vroegen niet mijn code maar mijn rijksregisternummer", {"national_number"}),
    ],
)
def test_what_others_did_not_want_is_not_asked(text: str, asked: set[str]):
    assert set(READER.read(text).asked) == asked


@pytest.mark.parametrize(
    "text",
    [
        "ik zorg voor mijn moeder van 87 jaar, ze heeft haar pincode gegeven",
        "I look after my mother of 87, and she gave her PIN",
        "je m'occupe de ma mère de 87 ans, elle a donné son code",
        "ich betreue meine Mutter von 87 Jahren, sie hat ihre PIN durchgegeben",
    ],
)
def test_she_is_who_was_named_before(text: str):
    assert READER.read(text).whom == "mother"


def test_what_she_gave_was_not_given_by_the_citizen():
    text = "oui mais je demande qui appeler, elle a aussi donné le code"
    assert READER.read(text).whom is None


@pytest.mark.parametrize(
    "text",
    [
        "en mijn gsm doet raar, hij is geblokkeerd",
        "and my phone number is acting weird",
        "et mon gsm ne marche plus",
        "und mein Handy spinnt",
    ],
)
def test_how_a_device_behaves_says_of_nothing_given(text: str):
    assert READER.read(text, Facts(given=("card",), told=("bank",))).given == ()


@pytest.mark.parametrize(
    "text",
    [
        "het was niet de pincode maar de code van de voordeur",
        "it was not my PIN, but the code of the front door",
        "c'était pas mon code PIN mais celui de la porte",
    ],
)
def test_what_it_was_not_is_taken_back(text: str):
    assert "code" in READER.read(text, Facts(given=("code",))).kept


def test_friends_who_paid_are_not_the_citizen():
    assert READER.read("mes amis ont payé").whom == "friend"


def test_a_code_of_whatsapp_is_none_of_the_bank_in_the_same_message():
    text = "heb de code van de sms doorgegeven. was precies de code van whatsapp"
    assert "not_of_bank" in READER.read(text).given


@pytest.mark.parametrize(
    "text",
    [
        "moet ik itsme ook blokkeren",
        "should i block itsme too",
        "je dois bloquer itsme aussi",
        "muss ich itsme auch sperren",
        "moet de bank dat ook weten",
    ],
)
def test_who_asks_whether_to_do_it_too_did_not(text: str):
    before = Facts(given=("itsme",), told=("bank", "itsme"), done=("card_stop",))
    assert READER.read(text, before).done == ()


@pytest.mark.parametrize(
    "text",
    [
        "my bank called and he asked me to read out a code",
        "mijn bank belde en vroeg een code",
        "la banque a appelé et voulait un code",
        "meine Bank hat mich angerufen und wollte einen Code",
    ],
)
def test_a_bank_that_called_was_not_called(text: str):
    assert READER.read(text).done == ()


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("ik heb em mijne code van mijn bankkaart gezeed", {"card", "code"}),
        ("i give my eID photo and also i send 50 euro for registration", {"id_photo", "money"}),
        ("meine tochter hat ihr ausweisfoto an das konto geschickt", {"id_photo"}),
        ("kè betoald 76 euro", {"money"}),
        ("she logged in with itsme on that page", {"login", "itsme"}),
    ],
)
def test_a_loss_in_broken_or_spoken_words(text: str, given: set[str]):
    assert set(READER.read(text).given) == given


@pytest.mark.parametrize("text", ["do i send them my id", "they want that i send 50 euro"])
def test_who_asks_whether_to_give_gave_nothing(text: str):
    assert READER.read(text).given == ()


@pytest.mark.parametrize(
    "text",
    [
        "ok blocked it",
        "is geblokkeerd nu",
        "ok c'est bloqué. ouf. il a 81 ans",
        "ist gesperrt",
        "ja, alles is bevroren",
    ],
)
def test_blocked_is_the_card_once_we_said_to_block_it(text: str):
    told = Facts(given=("card",), told=("card_stop", "bank"))
    assert FactsReader.load().read(text, told).done == ("card_stop",)
    assert FactsReader.load().read(text, Facts(given=("card",))).done == ()


@pytest.mark.parametrize(
    "text",
    [
        "is het geblokkeerd?",
        "nog niet geblokkeerd",
        "heb hem geblokkeerd op whatsapp",
        "I blocked the number",
        "Est-ce que Card Stop bloque aussi la carte d'identité ?",
    ],
)
def test_what_is_asked_or_blocked_otherwise_is_no_blocked_card(text: str):
    told = Facts(given=("id_photo", "card"), told=("card_stop", "bank"))
    assert FactsReader.load().read(text, told).done == ()


@pytest.mark.parametrize(
    "text", ["hij heeft mijn gsm tegen de muur gegooid", "he has thrown my phone at the wall"]
)
def test_what_was_broken_was_not_given(text: str):
    assert FactsReader.load().read(text).given == ()


def test_who_got_a_fine_lost_no_money():
    fine = "kreeg sms boete de lijn 107 euro maar ik rij altijd met abo"
    assert FactsReader.load().read(fine).given == ()
    assert FactsReader.load().read("die oplichter kreeg 107 euro van mij").given == ("money",)


@pytest.mark.parametrize(
    "text",
    [
        "ze zei dat ik 214 euro teveel verkeersbelasting betaald had",
        "they say I paid 80 euro too much tax",
        "j'aurais payé 60 euros en trop",
        "Sie sagen, ich habe 90 Euro zu viel bezahlt",
    ],
)
def test_what_others_say_was_paid_too_much_is_not_lost(text: str):
    assert FactsReader.load().read(text).given == ()


def test_a_card_of_identity_is_no_bank_card():
    told = FactsReader.load().read("ik heb foto van mijn kaart (identiteit) gestuurd")
    assert told.given == ("id_photo",)
