"""What --only chooses."""

import pytest

from benchmarks.choice import PARTS, Choice, ChoiceError, choose


def test_everything_by_default() -> None:
    """All parts, servers and tools, and a fleet of 200."""
    assert choose() == Choice()


def test_names_of_all_kinds() -> None:
    """Tools narrow tools, parts narrow parts, each in their usual order."""
    chosen = choose(["sslyze", "capdo-lean", "fleet"])
    assert (chosen.tools, chosen.parts) == (("capdo-lean", "sslyze"), ("fleet",))


def test_a_server_alone() -> None:
    """Who names a server does not want the fleet; who names a tool wants all parts."""
    assert choose(["old"]).parts == ("servers",)
    assert choose(["nmap"]).parts == PARTS


def test_quick() -> None:
    """What takes longest is left out unless it is named."""
    assert "testssl" not in choose(quick=True).tools
    assert choose(["testssl"], quick=True).tools == ("testssl",)
    assert choose(fleet=5, quick=True).fleet == 5


def test_unknown_name() -> None:
    """A slip of the keyboard is told, with the names there are."""
    with pytest.raises(ChoiceError, match=r"unknown modren; there are .*modern"):
        choose(["modren"])
