"""Takes the pictures of the overview for its guide, from a server that runs.

Usage: `python docs/images/take_overview.py [http://localhost:8080]`; needs Chromium.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent
PICTURES = {
    "overview": ("/overzicht?domain=mow", 1000, 1500),
    "overview-phone": ("/overzicht/vdab", 360, 900),
}


def take(browser: Browser, url: str, name: str) -> None:
    """Save the top of a page in a window of its size."""
    path, width, height = PICTURES[name]
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="light", locale="nl-BE"
    )
    page.goto(url + path)
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()


def main() -> None:
    """Take every picture."""
    url = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in PICTURES:
            take(browser, url, name)
        browser.close()


if __name__ == "__main__":
    main()
