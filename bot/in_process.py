"""Actions called in this process: no HTTP between the bot and what it does."""

from rasa_sdk.executor import ActionExecutor


def load_executor() -> ActionExecutor:
    """Register every action of the package `actions`."""
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor
