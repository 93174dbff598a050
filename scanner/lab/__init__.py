"""A local estate of real servers for ``capdo demo`` and the tests: names under brvt.test, loopback only."""

from scanner.lab.fitting import fit
from scanner.lab.model import Lab, LabAddress
from scanner.lab.process import running_lab

__all__ = ["Lab", "LabAddress", "fit", "running_lab"]
