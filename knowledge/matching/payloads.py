"""What a QR code can hold besides addresses: a network to join, a profile to install, a wallet."""

import re
from collections.abc import Iterator

# A network to join (ZXing), Wi-Fi Easy Connect, an eSIM to install (GSMA SGP.22).
_DOES_SOMETHING = re.compile(r"(?im)^[ \t]*((?:WIFI:[A-Z]:|DPP:[A-Z]:|LPA:1\$)\S.*)$")
# Wallets of Bitcoin (BIP 173, Base58Check) and Ethereum (EIP-55).
_WALLET = re.compile(
    r"(?<![^\W_])(?:bitcoin:|ethereum:)?(?:bc1[02-9ac-hj-np-z]{25,60}|0x[0-9A-Fa-f]{40}"
    r"|[13](?=[^\W_]*[a-z])(?=[^\W_]*[A-Z])[1-9A-HJ-NP-Za-km-z]{25,34})(?![^\W_])"
)


def payloads(text: str) -> Iterator[tuple[int, int, str]]:
    """Give the spans of such contents with their trap; inside them is no address to go to."""
    for found in _DOES_SOMETHING.finditer(text):
        yield *found.span(1), "dangerous_scheme"
    for found in _WALLET.finditer(text):
        yield *found.span(), "unreadable_link"
