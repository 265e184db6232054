"""What an account may do: each role may do what the one before it may."""

from enum import StrEnum


class Role(StrEnum):
    """Who somebody is on the staff pages, least first."""

    READER = "reader"  # sees cases and the dashboard
    TRIAGER = "triager"  # decides, exports, and confirms channels
    ADMIN = "admin"  # edits the register, and reads the audit log

    def may(self, needed: "Role") -> bool:
        """Say whether this role is enough where another one is needed."""
        order = tuple(Role)
        return order.index(self) >= order.index(needed)
