"""Drafts become models, completed by what is already known of the same codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from inventory.approvals.events import ApprovalEvent
from inventory.errors import InventoryError
from inventory.faults import said
from inventory.files.layout.sheets import BY_PART, Part
from inventory.files.reading.explain import explain
from inventory.files.reading.raw import Draft, FileContent
from inventory.files.reading.result import CellError, ImportedFile
from inventory.model import Endpoint, Inventory, Organization, ScanPermission, Setting, Strict, System
from inventory.requirements.entries import CatalogueEntry, assembled
from inventory.requirements.model import SelfAssessment
from inventory.settings.keys import checked

Model = TypeVar("Model", bound=Strict)
ATTACHED = {Part.ENDPOINTS, Part.PERMISSIONS}


@dataclass(frozen=True)
class Built:
    """A draft and the model made of it, None when the draft has an error."""

    draft: Draft
    model: Strict | None

    def value(self, name: str) -> Any:  # noqa: ANN401 - a field of any type
        """A field of the model; without one, what the draft says."""
        return self.draft.fields.get(name) if self.model is None else getattr(self.model, name)

    @property
    def system(self) -> str:
        """The code of the system it belongs to, or its own code."""
        return self.draft.text(self.draft.place.sheet.key) or self.draft.text("system") or ""


def build(content: FileContent, stored_inventory: Inventory) -> dict[Part, list[Built]]:
    """Every draft with its model; what is wrong with a draft is added to the errors.

    A field whose column the file does not have keeps its known value; a blank cell empties it.
    """
    by_code: dict[Part, Mapping[str, Strict]] = {
        Part.ORGANIZATIONS: {
            organization.code: organization for organization in stored_inventory.organizations
        },
        Part.SYSTEMS: {system.code: system for system in stored_inventory.systems},
    }
    built: dict[Part, list[Built]] = {}
    for part, drafts in content.drafts.items():
        earlier = by_code.get(part, {})
        built[part] = [Built(draft, _model(part, draft, earlier, content.errors)) for draft in drafts]
    return built


def _model(part: Part, draft: Draft, stored: Mapping[str, Strict], errors: list[CellError]) -> Strict | None:
    model = BY_PART[part].model
    earlier = stored.get(draft.text("code") or "")
    stored_fields = {} if earlier is None else {name: value for name, value in earlier if not draft.has(name)}
    file_fields = {name: value for name, value in draft.fields.items() if value is not None}
    if part in ATTACHED:
        file_fields.pop("system", None)
    try:
        built = _checked(model.model_validate({**stored_fields, **file_fields}))
    except InventoryError as error:
        errors.append(draft.place.error("value", said(error)))
        return None
    except ValidationError as error:
        wrong = {
            str(detail["loc"][0]): explain(detail) for detail in reversed(error.errors()) if _is_new(detail)
        }
        errors += [draft.place.error(name, text) for name, text in wrong.items() if name not in draft.broken]
        return None
    return None if draft.broken else built


def _checked(built: Strict) -> Strict:
    """The model; of a setting, the value as it is kept.

    Raises:
        InventoryError: the value can't be taken.

    """
    return checked(built) if isinstance(built, Setting) else built


def _is_new(error: ErrorDetails) -> bool:
    """Not for a reference that can't be a code: it is told as unknown, with the code that may be meant."""
    return error["type"] != "string_pattern_mismatch" or error["loc"] == ("code",)


def combine(
    content: FileContent, built: Mapping[Part, list[Built]], stored_inventory: Inventory
) -> ImportedFile:
    """The file's inventory. Call it only when there are no errors."""
    systems = {system.code: system for system in _models(System, built[Part.SYSTEMS])}
    for system in stored_inventory.systems:
        if any(system.code in codes for codes in content.stated.values()):
            systems.setdefault(system.code, system)
    endpoints = _by_system(Endpoint, built[Part.ENDPOINTS])
    permissions = _by_system(ScanPermission, built[Part.PERMISSIONS])
    for code in content.stated[Part.ENDPOINTS] & systems.keys():
        systems[code] = systems[code].model_copy(update={"endpoints": tuple(endpoints.get(code, ()))})
    for code in content.stated[Part.PERMISSIONS] & systems.keys():
        permission = next(iter(permissions.get(code, ())), None)
        systems[code] = systems[code].model_copy(update={"permission": permission})
    organizations = _models(Organization, built[Part.ORGANIZATIONS])
    settings = _models(Setting, built[Part.SETTINGS])
    inventory = Inventory(
        organizations=tuple(sorted(organizations, key=lambda organization: organization.code)),
        systems=tuple(systems[code] for code in sorted(systems)),
        settings=tuple(sorted(settings, key=lambda setting: setting.key)),
    )
    return ImportedFile(
        inventory,
        tuple(_models(ApprovalEvent, built[Part.EVENTS])),
        assembled(_models(CatalogueEntry, built[Part.REQUIREMENTS])),
        tuple(_models(SelfAssessment, built[Part.SELF_ASSESSMENTS])),
    )


def _models(kind: type[Model], built: list[Built]) -> list[Model]:
    return [item.model for item in built if isinstance(item.model, kind)]


def _by_system(kind: type[Model], built: list[Built]) -> dict[str, list[Model]]:
    models: dict[str, list[Model]] = {}
    for item in built:
        if isinstance(item.model, kind):
            models.setdefault(item.system, []).append(item.model)
    return models
