"""A target as it was typed for an audit, and the endpoint that it means."""

from dataclasses import replace
from datetime import datetime

from checks.model import Frozen
from scanner.planning.known_host import permit_for
from scanner.planning.permission import audit_permit
from scanner.planning.plan import PlannedEndpoint
from scanner.planning.typed_targets import HTTP, parse_target
from scanner.probes.tls.starttls import Protocol


class TypedTarget(Frozen):
    """A target as it was typed for an audit, with what was said of it."""

    text: str
    http_port: int = HTTP
    private: bool = False
    authorized: bool = False  # the owner allows port scans
    files: bool = False  # and to ask for files that nobody links to
    udp: bool = False  # and to ask UDP services
    starttls: Protocol | None = None
    per_address: int | None = None

    def planned(self, database: str | None, now: datetime) -> PlannedEndpoint:
        """The endpoint as this audit looks at it; of an inventory's endpoint, a lower limit holds.

        Raises:
            ScannerError: it is no target.

        """
        typed = replace(parse_target(self.text, self.http_port), private=self.private)
        allowed = audit_permit(authorized=self.authorized, files=self.files, udp=self.udp)
        endpoint = permit_for(typed, database, now, allowed)
        permit, is_known = endpoint.permit, endpoint.is_portal is not None
        limit = self.per_address
        if limit and is_known:
            limit = min(limit, permit.per_address)
        return replace(
            endpoint,
            starttls=self.starttls or endpoint.starttls,
            permit=replace(permit, per_address=limit or permit.per_address),
        )
