"""The clients as which a site is asked. Each ends its name with the scanner's own, so that none lies."""

from importlib.metadata import version

from checks.facts import Client
from checks.facts.site import LANGUAGE, SAID

OWN_NAME = f"capdo/{version('capdo')} (+security compliance scan)"


def headers(client: Client, user_agent: str | None) -> dict[str, str]:
    """What a client says of itself; ``user_agent``: how the scanner introduces itself, None: as capdo."""
    name, referer = SAID[client]
    said = {"User-Agent": f"{name} {user_agent or OWN_NAME}", "Accept-Language": LANGUAGE}
    return said | ({"Referer": referer} if referer else {})
