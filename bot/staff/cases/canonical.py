"""A reported address as the register would write it, to be checked again."""

from actions.reports.model import Subject
from knowledge.addresses.address import AddressError
from knowledge.library import Library


def canonical(library: Library, subject: Subject) -> str:
    """Give the address as it is written in the register, not defanged."""
    address = subject.shown.replace("[.]", ".")
    try:
        return library.addresses.parse(address, subject.platform).value
    except (AddressError, KeyError):  # a bare account name, or words
        return address
