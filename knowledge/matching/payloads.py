"""What a QR code can hold besides addresses: it makes a telephone join or install something."""

import re
from collections.abc import Iterator

# A network to join (ZXing), Wi-Fi Easy Connect, an eSIM to install (GSMA SGP.22).
_DOES_SOMETHING = re.compile(r"(?im)^[ \t]*((?:WIFI:[A-Z]:|DPP:[A-Z]:|LPA:1\$)\S.*)$")


def payloads(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of such contents; what is inside them is no address to go to."""
    return (found.span(1) for found in _DOES_SOMETHING.finditer(text))
