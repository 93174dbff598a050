"""What the checks of open services have in common: those of one kind are a finding."""

from collections.abc import Sequence

from pydantic import JsonValue

from checks.evidence import LIST_LENGTH, clip
from checks.exposure._service_table import Service, ServiceKind
from checks.exposure._services import is_finding, service_of
from checks.facts import Facts, OpenPort, PortFacts
from checks.model import Judgement, Outcome, Severity, Text

TEXT_LENGTH = 100  # characters of a product or version

OpenService = tuple[str, OpenPort, Service]


def judge_kind(facts: Facts, kind: ServiceKind, what: Text) -> Judgement:
    """Fails when any address offers a service of this kind, on an allowed port too."""
    services = services_of_kind(facts, kind)
    if not services:
        summary = Text(
            vi=f"Không thấy {what.vi} mở ra bên ngoài.", en=f"No {what.en} is open to the outside."
        )
        return nothing_found(facts, summary)
    names = names_of(services)
    is_critical = any(service.critical for _, _, service in services)
    return Judgement(
        outcome=Outcome.FAIL,
        severity=Severity.CRITICAL if is_critical else None,
        summary=Text(vi=f"Mở ra bên ngoài: {names.vi}.", en=f"Open to the outside: {names.en}."),
        evidence={"services": ports_evidence([(address, port) for address, port, _ in services])},
    )


def nothing_found(facts: Facts, summary: Text) -> Judgement:
    """A pass; the judging holds it back where an address or a port was not tried."""
    tried = facts.require(PortFacts).ports_tried
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence={"ports_tried": tried})


def names_of(services: list[OpenService]) -> Text:
    """Names each service, and says which were recognised by nothing but their port."""
    vi, en = (
        dict.fromkeys(
            service.label if port.identified else f"{service.label} ({by_number})"
            for _, port, service in services
        )
        for by_number in ("theo số cổng", "by its port number")
    )
    return Text(vi=", ".join(vi), en=", ".join(en))


def services_of_kind(facts: Facts, kind: ServiceKind) -> list[OpenService]:
    """Every open service of one kind with its address."""
    return [one for one in open_services(facts) if one[2].kind is kind]


def open_services(facts: Facts) -> list[OpenService]:
    """Every open service of the table with its address, but those that are in order as they were reached."""
    web_ports = {facts.target.http_port, facts.target.https_port}
    matched = (
        (address, port, service_of(port, web_ports)) for address, port in facts.require(PortFacts).open_ports
    )
    return [
        (address, port, service)
        for address, port, service in matched
        if service and is_finding(port, service)
    ]


def ports_evidence(open_ports: Sequence[tuple[str, OpenPort]]) -> list[JsonValue]:
    """Address, port and what answers there, bounded."""
    return [_evidence(address, port) for address, port in open_ports[:LIST_LENGTH]]


def _evidence(address: str, port: OpenPort) -> JsonValue:
    return {
        "address": address,
        "port": port.port,
        "service": clip(port.service, TEXT_LENGTH) or None,
        "product": clip(port.product, TEXT_LENGTH) or None,
        "version": clip(port.version, TEXT_LENGTH) or None,
        "identified": port.identified,
        **({} if port.starttls is None else {"starttls": port.starttls}),
    }
