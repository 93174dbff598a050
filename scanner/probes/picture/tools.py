"""What pictures need of this machine: Chromium, its sandbox, and what drives it. Nothing is downloaded."""

import shutil
from importlib.util import find_spec

from checks.model import Text
from scanner.probes.picture import sandbox

PROGRAM = "chromium"  # as Debian names it
PACKAGES = ("playwright", "axe_playwright_python")
NO_DRIVER = Text(
    vi="chưa có Playwright và axe-core: pip install 'capdo[pictures]'",
    en="Playwright and axe-core are missing: pip install 'capdo[pictures]'",
)
NO_BROWSER = Text(
    vi="chưa có Chromium: apt-get install chromium", en="Chromium is missing: apt-get install chromium"
)
NO_SANDBOX = Text(
    vi="Chromium không có hộp cát ở đây (không gian tên người dùng bị cấm): apt-get install chromium-sandbox",
    en="Chromium has no sandbox here (user namespaces are off): apt-get install chromium-sandbox",
)


def chromium_path() -> str | None:
    """Where Chromium is, or None."""
    return shutil.which(PROGRAM)


def lacking() -> tuple[Text, ...]:
    """What is missing for pictures, each with what to do; empty: nothing."""
    without_driver = () if all(map(find_spec, PACKAGES)) else (NO_DRIVER,)
    if chromium_path() is None:
        return (*without_driver, NO_BROWSER)
    return without_driver if sandbox.is_there() else (*without_driver, NO_SANDBOX)
