"""Takes the pictures of the chat page for the README, from a server that runs.

Usage: `python docs/images/take.py [http://localhost:8080]`; needs Chromium.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent
QUESTIONS = ("is @vdab_be op x echt van de VDAB?", "Ik kreeg een sms met vdab-jobs.be/betalen")
SIZES = {"chat-page": (960, 900), "chat-page-phone": (360, 740)}


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


def main() -> None:
    """Take every picture."""
    url = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        for name, size in SIZES.items():
            take(browser, url, name, size)
        browser.close()


if __name__ == "__main__":
    main()
