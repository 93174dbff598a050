"""The lab's own authority, made afresh in each process."""

from tests.scanner.probes.authority import authority

ROOT = authority(name="Accuracy Root")
