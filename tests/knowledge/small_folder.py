"""A folder with a register small enough to read, written where a test asks for it."""

import shutil
from pathlib import Path

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"

WORK = """\
# Deze regel is van het team.
name: Dienst voor Werk
short_name: Werkdienst
kind: agency
status: active
policy_domain: Werk
description: Helpt werkzoekenden.  # in één zin
source: {url: "https://busdienst.be/pers/werk"}
aliases:
  - {name: DvW, kind: abbreviation}
official_channels:
  - platform: website
    address: https://www.werkdienst.be/
    status: active
    includes_subdomains: true
    sources:
      - url: https://busdienst.be/pers/werk
        date: '2018'
  - platform: phone
    address: '0800 30 700'
    status: active  # gratis
    sources:
      - {url: "https://busdienst.be/pers/werk"}
  - {platform: x, address: "https://x.com/werkdienst", status: active, sources: [{url: "https://busdienst.be"}]}
"""

BUS = """\
name: Dienst voor Bussen
kind: company
status: active
policy_domain: Mobiliteit
parent: werkdienst
description: Rijdt met bussen.
source: {url: "https://busdienst.be/pers/bus"}
official_channels:
  - platform: website
    address: https://www.busdienst.be/
    status: active
    sources: [{url: "https://busdienst.be/pers/bus"}]
"""

MINISTER = """\
name: An Peeters
kind: minister
status: active
policy_domain: Werk
description: Minister van Werk.
source: {url: "https://busdienst.be/pers/regering"}
official_channels:
  - platform: x
    address: https://x.com/anpeeters
    status: active
    personal: true
    sources: [{url: "https://busdienst.be/pers/regering"}]
"""

ANSWER = """\
title: {nl: Hoe?, en: How?, fr: Comment ?, de: Wie?}
text: {nl: Zo., en: So., fr: Ainsi., de: So.}
source: {url: "https://busdienst.be/pers/"}
questions: [hoe, how, comment, wie]
"""

CANDIDATES = """\
candidates:
  - organisation: busdienst
    platform: facebook
    address: https://www.facebook.com/busdienst
    reason: Zonder bron.
"""

IMPERSONATIONS = """\
impersonations:
  - platform: website
    address: https://werkdienst-jobs.be/
    imitates: werkdienst
    seen_since: '2026-03'
    source: {url: "https://busdienst.be/pers/nieuws"}
"""

RULES = """\
rules:
  - id: geen-codes
    kind: behaviour
    statement: {nl: Nooit codes., en: Never codes., fr: Jamais de codes., de: Nie Codes.}
    organisations: [werkdienst]
    platforms: [sms]
    keywords: [code]
    source: {url: "https://busdienst.be/pers/"}
"""

REPORTING = """\
reporting_points:
  - id: card-stop
    name: Card Stop
    purposes: [card_data]
    phone: '078 170 170'
    when: {nl: Bel., en: Call., fr: Appelez., de: Anrufen.}
    source: {url: "https://busdienst.be/pers/"}
"""

CASES = """\
cases:
  - what_happened: Een valse mail.
    imitated: Werkdienst
    medium: e-mail
    organisations: [werkdienst]
    source: {url: "https://busdienst.be/pers/"}
"""

BANKS = """\
kind: bank
next_step:
  points: [card-stop]
  text: {nl: Bel., en: Call., fr: Appelez., de: Anrufen.}
sources:
  banken: {url: "https://busdienst.be/pers/banken", date: '2026'}
bodies:
  - name: {nl: Spaarbank, fr: Banque d'Épargne}
    report_to: [vals@spaarbank.be]
    says:
      source: banken
      text: {nl: Meld het., en: Report it., fr: Signalez-le., de: Melden Sie es.}
    channels:
      - platform: website
        address: https://www.spaarbank.be/
        match: host_and_subdomains
        source: banken
      - platform: email
        address: vals@spaarbank.be
        match: exact
        source: banken
        quote: naar vals@
"""

FILES = {
    "organisations/werkdienst.yml": WORK,
    "organisations/busdienst.yml": BUS,
    "organisations/minister-an-peeters.yml": MINISTER,
    "answers/how.yml": ANSWER,
    "candidates.yml": CANDIDATES,
    "impersonations.yml": IMPERSONATIONS,
    "rules.yml": RULES,
    "reporting.yml": REPORTING,
    "cases.yml": CASES,
    "neighbours.yml": "neighbours: {}\n",
    "others/bank.yml": BANKS,
}


def write_folder(folder: Path) -> Path:
    """Write the small register, with the real platforms."""
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    shutil.copy(KNOWLEDGE / "platforms.yml", folder)
    return folder
