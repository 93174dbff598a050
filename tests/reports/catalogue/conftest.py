"""The program's commands, as they are documented."""

import pytest
from typer.main import get_command

from capdo import app
from reports.catalogue.command_tree import CommandNode, program


@pytest.fixture(scope="package")
def tree() -> CommandNode:
    """All of capdo."""
    return program(get_command(app))
