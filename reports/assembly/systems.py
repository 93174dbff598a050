"""Every system and every endpoint, for the drill-down, and the systems by their IPv6 state."""

from collections.abc import Collection, Iterable, Mapping

from checks.model import Verdict
from inventory.model import Code, System
from reports.assembly.estate import Estate, keys_of
from reports.assembly.named import reference
from reports.assembly.order import worst_first
from reports.assembly.waivers import counts, waived_at
from reports.evidence.ipv6_agencies import BEST_FIRST
from reports.evidence.ipv6_state import Key
from reports.model import EndpointView, Ipv6Line, SystemView
from scanner.observation import Observation
from scanner.runs.standing.confirmation import Confirmation


def endpoints(estate: Estate) -> tuple[EndpointView, ...]:
    """Every endpoint of the inventory once; its id is its place in this tuple."""
    return tuple(_endpoint(estate, number, key) for number, key in enumerate(estate.systems_at))


def systems(
    estate: Estate, endpoints: tuple[EndpointView, ...], contradicted: Collection[Code]
) -> tuple[SystemView, ...]:
    """Every system, in the inventory's order."""
    at = {(endpoint.host, endpoint.https_port, endpoint.http_port): endpoint for endpoint in endpoints}
    return tuple(_system(estate, system, at, contradicted) for system in estate.inventory.systems)


def by_ipv6_state(estate: Estate) -> tuple[Ipv6Line, ...]:
    """One line a state, best first, empty ones included; systems in operation only."""
    states = [
        (reference(system.code, system.name), estate.ipv6_states[system.code]) for system in estate.counted()
    ]
    return tuple(
        Ipv6Line(
            state=state,
            systems=tuple(system for system, its_state in states if its_state is state),
        )
        for state in BEST_FIRST
    )


def _endpoint(estate: Estate, number: int, key: Key) -> EndpointView:
    host, https_port, http_port = key
    observation, findings = estate.observed.get(key), estate.findings_at.get(key, ())
    return EndpointView(
        id=number,
        host=host,
        https_port=https_port,
        http_port=http_port,
        observed_at=observation.finished_at if observation else None,
        verdicts=worst_first(findings, observation.verdicts) if observation else (),
        systems=tuple(system.code for system in estate.systems_at[key]),
        waived=waived_at(estate, key),
        confirmations=_ages(findings, observation) if observation else {},
    )


def _ages(findings: Iterable[Verdict], observation: Observation) -> dict[str, Confirmation]:
    """Those of findings, and what else is not just what the newest look said; most checks share one age."""
    checks = {verdict.check for verdict in findings}
    ages = observation.confirmations
    notable = {shared for shared, age in {id(age): age for age in ages.values()}.items() if age.is_notable}
    return {check: age for check, age in ages.items() if check in checks or id(age) in notable}


def _system(
    estate: Estate, system: System, at: Mapping[Key, EndpointView], contradicted: Collection[Code]
) -> SystemView:
    keys = keys_of(system)
    observed = [key for key in keys if key in estate.observed]
    return SystemView(
        code=system.code,
        name=system.name,
        owner=estate.owner(system),
        operator=estate.organization(system.operator) if system.operator else None,
        is_portal=system.is_portal,
        in_operation=system.in_operation(estate.source.as_of),
        proposed_level=system.proposed_level,
        approval=estate.source.approval(system.code),
        endpoints=tuple(at[key].id for key in keys),
        ipv6=estate.ipv6_states[system.code],
        findings=counts(estate, estate.findings_of(observed), {system.code}),
        not_tested=sum(len(estate.not_tested_at[key]) for key in observed),
        contradicted=system.code in contradicted,
    )
