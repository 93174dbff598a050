"""Signed webhooks: who gets one can tell that it is ours and whole, and which it already has."""

import hashlib
import hmac

import httpx

from scanner.messages.transport.delivery import DeliveryError, said_there
from scanner.version import SCANNER

TIMEOUT = 10.0  # seconds, for each step
SIGNATURE, DELIVERY, EVENT = "X-Capdo-Signature", "X-Capdo-Delivery", "X-Capdo-Event"


def post(url: str, body: bytes, secret: bytes, delivery_id: str, kind: str) -> None:
    """POST one message, without following a redirect or reading what is answered.

    Args:
        url: where to; plain HTTP was refused when it was set.
        body: JSON, exactly the octets that are signed.
        secret: the key of the signature.
        delivery_id: the same each time that this message is tried.
        kind: of the message.

    Raises:
        DeliveryError: the answer was not 2xx, or there was none.

    """
    headers = {
        "Content-Type": "application/json",
        "User-Agent": SCANNER.replace(" ", "/"),
        SIGNATURE: signature(body, secret),
        DELIVERY: delivery_id,
        EVENT: kind,
    }
    try:
        with (
            httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client,
            client.stream("POST", url, content=body, headers=headers) as answer,
        ):
            status = answer.status_code
    except httpx.HTTPError as error:
        raise DeliveryError(
            "the webhook could not be reached: {reason}",
            reason=said_there(str(error) or type(error).__name__),
        ) from None
    if not httpx.codes.is_success(status):
        raise DeliveryError("the webhook answered {status}", status=status, final=status == httpx.codes.GONE)


def signature(body: bytes, secret: bytes) -> str:
    """``sha256=`` and the HMAC of a body (RFC 2104, FIPS 180-4) in hexadecimal."""
    return f"sha256={hmac.new(secret, body, hashlib.sha256).hexdigest()}"
