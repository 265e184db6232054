"""The addresses under which the register itself is found on the web; they never change.

A thing (an organisation, a channel) is named by the page about it with a mark after `#`, so that
its name can be opened and is not the page.
"""

import hashlib
from dataclasses import dataclass

from knowledge.model import Address

OVERVIEW = "/overzicht"
REUSE = "/open-data"
API = "/api/v1"
TRUST = "trust.txt"

JSON_LD = "organisations.jsonld"
CATALOGUE = "dcat.jsonld"
CHANGES = "changes.atom"

_MARK_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Places:
    """Names and addresses below one public address.

    Attributes:
        base: Where people reach the server, without slash at the end.
    """

    base: str

    @property
    def overview(self) -> str:
        """The page with all organisations."""
        return f"{self.base}{OVERVIEW}"

    @property
    def reuse(self) -> str:
        """The page that says how the data may be used."""
        return f"{self.base}{REUSE}"

    @property
    def vocabulary(self) -> str:
        """What our own terms start with; the page explains them."""
        return f"{self.reuse}#"

    def document(self, name: str) -> str:
        """Give the address of a document of the API, such as `channels.csv`."""
        return f"{self.base}{API}/{name}"

    def page(self, organisation: str) -> str:
        """Give the page about an organisation."""
        return f"{self.overview}/{organisation}"

    def organisation(self, organisation: str) -> str:
        """Name an organisation."""
        return f"{self.page(organisation)}#organisatie"

    def channel(self, organisation: str, address: Address) -> str:
        """Name a channel of an organisation, by its normal form."""
        return f"{self.page(organisation)}#kanaal-{mark(address)}"

    def trust(self, organisation: str) -> str:
        """Give the address of the trust.txt that an organisation can publish."""
        return self.document(f"organisations/{organisation}/{TRUST}")


def mark(address: Address) -> str:
    """Give a short name of an address that is the same in every version of the register."""
    digest = hashlib.sha256(f"{address.platform}\0{address.key}".encode()).hexdigest()
    return f"{address.platform}-{digest[:_MARK_LENGTH]}"
