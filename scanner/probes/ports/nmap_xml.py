"""Reads nmap's XML (https://nmap.org/book/nmap-dtd.html). What services said in it is hostile, and cut."""

from itertools import islice
from typing import Literal
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from checks.facts import OpenPort
from checks.facts.scans.port_lists import expanded
from checks.model import Frozen

TEXT_LENGTH = 100  # characters
CPE_NAMES = 5  # of one service
DEFAULT_PATIENCE = 1_000  # milliseconds, nmap's own
LEAST_PATIENCE = 100


class NmapRun(Frozen):
    """One run over one address or none. ``patience``: milliseconds to wait for an answer, as nmap learned."""

    kind: Literal["run"] = "run"
    version: str = ""
    ports: tuple[int, ...] = ()  # tried, or to be tried
    timed_out: bool = False
    answered: bool = False  # at least one port did, open or closed
    silent: bool = False  # at least one port did not
    open_ports: tuple[OpenPort, ...] = ()
    closed: tuple[int, ...] = ()  # those that nmap lists one by one; many alike it only counts
    patience: int = DEFAULT_PATIENCE


def read(output: str | bytes) -> NmapRun:
    """The parts that matter.

    Raises:
        xml.etree.ElementTree.ParseError: nmap was cut off.

    """
    root = ElementTree.fromstring(output)
    states = [
        part.get("state") for part in (*root.iterfind("host/ports/port/state"), *root.iter("extraports"))
    ]
    opened = root.findall("host/ports/port/state[@state='open']/..")
    closed = root.findall("host/ports/port/state[@state='closed']/..")
    return NmapRun(
        version=root.get("version", ""),
        ports=expanded("".join(info.get("services", "") for info in root.findall("scaninfo"))),
        timed_out=any(host.get("timedout") == "true" for host in root.findall("host")),
        answered=any(state in ("open", "closed") for state in states),
        silent=any(state not in ("open", "closed") for state in states),
        open_ports=tuple(_open_port(port) for port in opened),
        closed=tuple(int(port.get("portid", 0)) for port in closed),
        patience=_patience(root.find("host/times")),
    )


def _open_port(port: Element) -> OpenPort:
    service = port.find("service")
    said = {} if service is None else service.attrib
    name = said.get("name", "")[:TEXT_LENGTH]
    return OpenPort(
        port=int(port.get("portid", 0)),
        service=name,
        product=said.get("product", "")[:TEXT_LENGTH],
        version=said.get("version", "")[:TEXT_LENGTH],
        tls=said.get("tunnel") == "ssl",
        # "tcpwrapped" is nmap's name for a service that hung up before it said anything
        identified=said.get("method") == "probed" and name != "tcpwrapped",
        cpe=() if service is None else _cpe(service),
    )


def _cpe(service: Element) -> tuple[str, ...]:
    named = (name.text or "" for name in service.iterfind("cpe"))
    return tuple(name[:TEXT_LENGTH] for name in islice(named, CPE_NAMES))


def _patience(times: Element | None) -> int:
    """From the time-out in microseconds that nmap arrived at."""
    learned = DEFAULT_PATIENCE if times is None else int(times.get("to", 0)) // 1000
    return max(LEAST_PATIENCE, min(DEFAULT_PATIENCE, learned))
