"""What a worker is told of a look: how to look, and at which endpoint where no inventory names it."""

from checks.model import Frozen
from scanner.planning.typed_audits import TypedTarget
from scanner.settings import RunSettings


class AskedLook(Frozen):
    """How one look is made. ``checks``: their ids, where they are fewer than the settings choose.

    ``target``: what is audited; None: the endpoint of the inventory that its row names.
    """

    settings: RunSettings
    checks: tuple[str, ...] | None = None
    target: TypedTarget | None = None
