"""What it costs to use a number, by the numbering plan of its country."""

from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType, ShortNumberCost, shortnumberinfo

from knowledge.model import Address

PREMIUM = "premium_number"
SHORT = "short_number"
_COUNTRY = "BE"
_KNOWN = 1024


def tariff_trap(address: Address | None) -> str | None:
    """Give the trap code of a number that costs more than an ordinary call or message."""
    if address is None or address.platform not in ("phone", "sms"):
        return None
    return _trap(address.key)


def is_texting_code(digits: str) -> bool:
    """Tell whether a short number is one for messages and not for calls.

    The Belgian plan keeps four digits from 2000 on for them
    (libphonenumber, metadata 32, short codes).
    """
    return len(digits) == 4 and "2" <= digits[0] <= "9"


@lru_cache(maxsize=_KNOWN)
def _trap(key: str) -> str | None:
    try:
        number = phonenumbers.parse(key, _COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.number_type(number) == PhoneNumberType.PREMIUM_RATE:
        return PREMIUM
    if key.startswith("+") or not key.isdigit():
        return None
    cost = shortnumberinfo.expected_cost_for_region(number, _COUNTRY)
    return SHORT if cost == ShortNumberCost.PREMIUM_RATE else None
