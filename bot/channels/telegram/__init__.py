"""Telegram: citizens write to a bot; loaded only when its token is set."""

import os

# python-telegram-bot gives times as `timedelta` then, and does not warn of the change to come.
os.environ.setdefault("PTB_TIMEDELTA", "true")
