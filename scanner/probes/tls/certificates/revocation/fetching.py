"""Fetches over plain HTTP what a certificate names: bounded and counted, without redirects."""

import asyncio
import ipaddress
from importlib.metadata import version

import dns.exception
import dns.name
import httpcore
import httpx
from dns.rdatatype import RdataType

from checks.model import Reason
from scanner.probes import addresses
from scanner.probes.context import Failure, ProbeContext
from scanner.probes.dns import records
from scanner.probes.dns.resolver import Reply, Resolver
from scanner.probes.http import failures
from scanner.probes.http.network import PinnedBackend
from scanner.probes.tls.certificates.revocation.unusable import UnusableError

LONGEST = 10_000_000  # bytes
SECONDS = 5.0
GIVEN_UP_AFTER = 3  # a responder that is down would cost every certificate of a run its 5 s
SILENCE = (Reason.UNREACHABLE, Reason.TIMEOUT, Reason.BLOCKED)
OK = 200
OCSP_REQUEST = "application/ocsp-request"


async def fetch(url: str, context: ProbeContext, *, internal: bool, body: bytes | None = None) -> bytes:
    """The content at a URL, or the answer to a body (an OCSP request, RFC 6960 appendix A.1) posted there.

    ``internal``: addresses that are not global may be connected to. The name is looked up once, at the chosen
    resolver, and redirects are not followed. All endpoints of a run share what was fetched, and what failed.

    Raises:
        UnusableError: not http, a name without a suitable address, no answer 200 within 5 s, or over 10 MB.

    """
    question = url, body, internal
    kept = await context.memory.fetched.get(question, lambda: _attempt(url, context, body, internal=internal))
    if isinstance(kept, Failure):
        raise UnusableError(kept.detail, kept.reason)
    return kept


async def _attempt(url: str, context: ProbeContext, body: bytes | None, *, internal: bool) -> bytes | Failure:
    """The failure is the issuer's, unless this endpoint's own time was up: that one is not to be kept."""
    is_short, silent = context.remaining() < SECONDS, context.memory.silent
    if silent[url] >= GIVEN_UP_AFTER:
        return Failure(Reason.UNREACHABLE, f"{url[:100]}: failed {silent[url]} times in a row in this run")
    try:
        fetched = await _fetched(url, context, body, internal=internal)
    except UnusableError as error:
        if is_short and error.reason is Reason.TIMEOUT:
            raise
        silent[url] += error.reason in SILENCE
        return Failure(error.reason, str(error))
    del silent[url]
    return fetched


async def _fetched(url: str, context: ProbeContext, body: bytes | None, *, internal: bool) -> bytes:
    try:
        async with asyncio.timeout(min(SECONDS, context.remaining())):
            where = _parsed(url)
            address = await _address(where.host, context, internal=internal)
            return await _content(where, address, context, body)
    except failures.EXPECTED as error:
        failure = failures.explain(error)
        raise UnusableError(f"{url[:100]}: {failure.detail}", failure.reason) from error


def _parsed(url: str) -> httpx.URL:
    try:
        where = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise UnusableError(f"not a URL: {error}") from error
    if where.scheme != "http" or not where.host or where.userinfo:
        raise UnusableError(f"{url[:100]}: only plain http is fetched")
    return where


async def _address(host: str, context: ProbeContext, *, internal: bool) -> str:
    literal = addresses.literal(host)
    resolved = (literal,) if literal else await _looked_up(host, context)
    allowed = tuple(address for address in resolved if internal or ipaddress.ip_address(address).is_global)
    chosen = addresses.first_connectable(allowed)
    if chosen is None:
        detail = "no address on the Internet" if resolved else "no address"
        raise UnusableError(f"{host}: {detail}", Reason.NOT_PERMITTED if resolved else Reason.UNREACHABLE)
    return chosen


async def _looked_up(host: str, context: ProbeContext) -> tuple[str, ...]:
    try:
        name, resolver = dns.name.from_text(host), Resolver(context)
    except dns.exception.DNSException as error:
        raise UnusableError(f"{host}: {error}") from error
    replies = await asyncio.gather(*(resolver.ask(name, kind) for kind in (RdataType.A, RdataType.AAAA)))
    return tuple(
        address
        for reply in replies
        if isinstance(reply, Reply)
        for address in records.addresses(reply.records)
    )


async def _content(where: httpx.URL, address: str, context: ProbeContext, body: bytes | None) -> bytes:
    headers = {"User-Agent": f"capdo/{version('capdo')} (+security compliance scan)", "Connection": "close"}
    if body is not None:
        headers |= {"Content-Type": OCSP_REQUEST}
    request = httpx.Request("GET" if body is None else "POST", where, headers=headers, content=body)
    target = httpcore.URL(scheme=b"http", host=where.raw_host, port=where.port, target=where.raw_path)
    backend = PinnedBackend(address, context, kind="tls")
    async with (
        httpcore.AsyncConnectionPool(max_connections=1, network_backend=backend) as pool,
        pool.stream(request.method, target, headers=request.headers.raw, content=body) as answer,
    ):
        if answer.status != OK:
            raise UnusableError(f"{str(where)[:100]}: status {answer.status}")
        content = bytearray()
        async for chunk in answer.aiter_stream():
            content += chunk
            if len(content) > LONGEST:
                raise UnusableError(f"{str(where)[:100]}: more than {LONGEST} bytes")
        return bytes(content)
