"""Who and what the documents speak of: the bodies and persons, the systems and their endpoints."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from inventory.model import Code, Organization, System
from reports.evidence.ipv6_state import Key
from reports.oscal.writing import Json, OscalVersion, filled, identifier, line, props
from reports.requirements.gathering import RequirementSource
from scanner.version import SCANNER

RESPONSIBLE = "responsible"  # the role of who answers for a requirement
ASSESSOR = "assessor"


@dataclass
class Parties:
    """Bodies and persons, each once, in the order in which they are first named."""

    named: dict[str, Json] = field(default_factory=dict)

    def organization(self, body: Organization) -> str:
        """The identifier of a body."""
        return self._party("organization", body.code, body.name)

    def person(self, name: str) -> str:
        """The identifier of a person, of whom only the name is known."""
        return self._party("person", name, name)

    def _party(self, kind: str, key: str, name: str) -> str:
        uuid = identifier("party", kind, key)
        self.named.setdefault(uuid, {"uuid": uuid, "type": kind, "name": line(name)})
        return uuid


def metadata(
    source: RequirementSource, title: str, parties: Parties, version: OscalVersion, remarks: Iterable[str]
) -> Json:
    """What every OSCAL document begins with; ``version``: of OSCAL."""
    tool = {"uuid": identifier("tool"), "type": "organization", "name": SCANNER}
    return filled(
        {
            "title": line(title),
            "last-modified": source.generated_at.isoformat(),
            "version": source.as_of.isoformat(),
            "oscal-version": version,
            "props": props({"as-of": source.as_of, "catalogue": source.catalogue.code}),
            "roles": [
                {"id": ASSESSOR, "title": "Assessor"},
                {"id": RESPONSIBLE, "title": "Responsible for a requirement"},
            ],
            "parties": [tool, *parties.named.values()],
            "responsible-parties": [{"role-id": ASSESSOR, "party-uuids": [tool["uuid"]]}],
            "remarks": " ".join(remarks),
        }
    )


def component_of(system: Code) -> str:
    """The identifier of a system."""
    return identifier("system", system)


def item_of(key: Key) -> str:
    """The identifier of an endpoint."""
    return identifier("endpoint", *key)


def component(system: System, source: RequirementSource) -> Json:
    """A system."""
    progress = source.progress.get(system.code)
    operating = system.in_operation(source.as_of)
    level = progress.level if progress else None
    return {
        "uuid": component_of(system.code),
        "type": "this-system",
        "title": line(system.name),
        "description": line(system.name),
        "props": props(
            {
                "system-code": system.code,
                "level": level,
                "owner": system.owner,
                "operator": system.operator,
            }
        ),
        "status": {"state": "operational" if operating else "under-development"},
    }


def items(keys: Iterable[Key]) -> list[Json]:
    """Endpoints."""
    return [_item(key) for key in keys]


def _item(key: Key) -> Json:
    host, https_port, http_port = key
    named: Mapping[str, object] = {"host": host, "https-port": https_port, "http-port": http_port}
    return {"uuid": item_of(key), "description": line(host), "props": props(named)}
