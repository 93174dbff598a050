"""What is known about a system, with what follows from it. A field left out here is not known."""

from collections.abc import Mapping

from inventory.model import System

Known = Mapping[str, object]
COUNTS = ("user_count", "basic_data_subjects", "sensitive_data_subjects")


def known(system: System) -> Known:
    """The fields that were filled in, and what they imply of those that were not."""
    given = {name: value for name, value in system if value is not None}
    return {**_implied(system, given), **given}


def _implied(system: System, given: Known) -> dict[str, object]:
    implied: dict[str, object] = {}
    if any(getattr(system, name) for name in COUNTS):
        implied["handles_private_data"] = True
    if system.handles_private_data is False:
        implied.update(dict.fromkeys(COUNTS, 0))
    if system.online_public_service_level or system.is_portal:
        implied["internal_use"] = False
    if given.get("internal_use") is True:
        implied["online_public_service_level"] = 0
    return implied
