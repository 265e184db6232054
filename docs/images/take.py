"""Takes the pictures of the chat page and the widget, from a server that runs.

Usage: `python docs/images/take.py [http://localhost:8080]`; needs Chromium.
"""

import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent
QUESTIONS = ("is @vdab_be op x echt van de VDAB?", "Ik kreeg een sms met vdab-jobs.be/betalen")
SIZES = {"chat-page": (960, 900), "chat-page-phone": (360, 740)}
# Name, size of the window, what the browser is told, and what is asked.
WIDGETS: tuple[tuple[str, tuple[int, int], dict[str, Any], str], ...] = (
    ("widget-desktop", (1100, 820), {}, QUESTIONS[1]),
    ("widget-phone", (360, 740), {"has_touch": True, "is_mobile": True}, QUESTIONS[0]),
    ("widget-dark", (1100, 820), {"color_scheme": "dark"}, QUESTIONS[0]),
    ("widget-forced-colours", (1100, 820), {"forced_colors": "active"}, QUESTIONS[1]),
)


def take(browser: Browser, url: str, name: str, size: tuple[int, int]) -> None:
    """Hold the conversation in a window of that size and save the whole page."""
    width, height = size
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="light", locale="nl-BE"
    )
    page.goto(url)
    for question in QUESTIONS:
        page.locator("#message").fill(question)
        page.locator(".ask button").click()
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True)
    page.close()


def take_widget(
    browser: Browser,
    url: str,
    name: str,
    size: tuple[int, int],
    options: dict[str, Any],
    question: str,
) -> None:
    """Ask something in the widget of the chat page and save what is seen."""
    width, height = size
    page = browser.new_page(
        **{
            "viewport": {"width": width, "height": height},
            "color_scheme": "light",
            "locale": "nl-BE",
            "reduced_motion": "reduce",
            **options,
        }
    )
    page.goto(url)
    page.locator("kanaalcheck-widget .launcher").click()
    page.locator("kanaalcheck-chat textarea").fill(question)
    page.locator("kanaalcheck-chat textarea").press("Enter")
    page.locator("kanaalcheck-chat [data-verdict]").first.wait_for()
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()


def main() -> None:
    """Take every picture."""
    url = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        for name, size in SIZES.items():
            take(browser, url, name, size)
        for widget in WIDGETS:
            take_widget(browser, url, *widget)
        browser.close()


if __name__ == "__main__":
    main()
