"""How many requests something may make, redirects and repetitions among them."""


class SpentError(TimeoutError):
    """Every request that there may be was made."""


class Allowance:
    """Requests that are left."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.made = 0

    @property
    def left(self) -> int:
        """How many more there may be."""
        return self.most - self.made

    def take(self) -> None:
        """One more.

        Raises:
            SpentError: there may be no more.

        """
        if self.made >= self.most:
            raise SpentError
        self.made += 1
