"""The staff pages: what citizens reported is looked at, decided and told on."""

from bot.staff.routes import ROUTES, setup

__all__ = ["ROUTES", "setup"]
