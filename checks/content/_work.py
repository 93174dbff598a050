"""How much work one page may cost, counted in steps: a bound that is the same on every machine.

A page of two megabytes can ask for minutes: elements times rules, links times words, scripts within scripts.
What is read of one ends where its steps do, and a page that has more was seen in part.
"""

STEPS = 800_000  # of a page; a large portal's start page takes 150,000
TOKEN, ATTRIBUTES, LINK, DOCUMENT = 4, 8, 24, 40  # steps for each
CHARACTERS = 16  # of a tag or a declaration that are read in one step


class Work:
    """The steps that a page has taken."""

    def __init__(self) -> None:
        self.steps = 0

    def take(self, steps: int) -> None:
        """So many more."""
        self.steps += steps

    @property
    def is_over(self) -> bool:
        """Whether the page asks for more than is done for one."""
        return self.steps > STEPS
