"""What a QR code can hold besides addresses: a network to join, a profile to install, a wallet."""

import re
from collections.abc import Iterator

# As ZXing reads it, and Wi-Fi Easy Connect.
_NETWORK = re.compile(r"(?im)^[ \t]*((?:WIFI|DPP):[A-Z]:\S.*)$")
# An eSIM (GSMA SGP.22).
_PROFILE = re.compile(r"(?im)^[ \t]*(LPA:1\$\S.*)$")
# Wallets of Bitcoin (BIP 173, Base58Check) and Ethereum (EIP-55).
_WALLET = re.compile(
    r"(?<![^\W_])(?:bitcoin:|ethereum:)?(?:bc1[02-9ac-hj-np-z]{25,60}|0x[0-9A-Fa-f]{40}"
    r"|[13](?=[^\W_]*[a-z])(?=[^\W_]*[A-Z])[1-9A-HJ-NP-Za-km-z]{25,34})(?![^\W_])"
)


def networks(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of networks to join; what stands in them is no address to go to."""
    return (found.span(1) for found in _NETWORK.finditer(text))


def payloads(text: str) -> Iterator[tuple[int, int, str]]:
    """Give the spans of profiles and wallets with their trap."""
    for found in _PROFILE.finditer(text):
        yield *found.span(1), "dangerous_scheme"
    for found in _WALLET.finditer(text):
        yield *found.span(), "unreadable_link"
