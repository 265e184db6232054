"""Actions called in this process: no HTTP between the bot and what it does."""

import logging

from rasa_sdk.executor import ActionExecutor


def load_executor() -> ActionExecutor:
    """Register every action of the package `actions`."""
    logging.getLogger("rasa_sdk").setLevel(logging.ERROR)  # it tells of each action
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor
