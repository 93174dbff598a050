"""What can be wrong with an inventory, told in one line each."""

from inventory.wording.phrases import PhrasedError


class InventoryError(PhrasedError):
    """An inventory, a file of it, or a request about it is wrong; says what, where and what to do."""
