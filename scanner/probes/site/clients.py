"""The clients as which a site is asked. Each ends its name with the scanner's own, so that none lies."""

from collections.abc import Mapping
from importlib.metadata import version

from checks.facts import Client

DESKTOP = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36"
)
PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36"
)
CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
OWN_NAME = f"capdo/{version('capdo')} (+security compliance scan)"
GOOGLE, COC_COC = "https://www.google.com/", "https://coccoc.com/"
LANGUAGE = "vi-VN,vi"  # some cloaks answer those alone who read Vietnamese

AGENTS: Mapping[Client, str] = {
    Client.BROWSER: DESKTOP,
    Client.PHONE: PHONE,
    Client.CRAWLER: CRAWLER,
    Client.BROWSER_FROM_GOOGLE: DESKTOP,
    Client.PHONE_FROM_GOOGLE: PHONE,
    Client.BROWSER_FROM_COC_COC: DESKTOP,
}
REFERERS: Mapping[Client, str] = {
    Client.BROWSER_FROM_GOOGLE: GOOGLE,
    Client.PHONE_FROM_GOOGLE: GOOGLE,
    Client.BROWSER_FROM_COC_COC: COC_COC,
}


def headers(client: Client, user_agent: str | None) -> dict[str, str]:
    """What a client says of itself; ``user_agent``: how the scanner introduces itself, None: as capdo."""
    said = {"User-Agent": f"{AGENTS[client]} {user_agent or OWN_NAME}", "Accept-Language": LANGUAGE}
    return said | ({"Referer": REFERERS[client]} if client in REFERERS else {})
