"""``capdo doctor``: what this machine can and cannot assess."""

from pathlib import Path

from tests.cli.running import capdo


def test_a_machine_without_nmap_is_told_so(tmp_path: Path) -> None:
    """Exit status 3, and the command that helps, in both languages."""
    for lang, told in (("vi", "chưa có nmap"), ("en", "nmap is missing")):
        ended = capdo("doctor", "--lang", lang, folder=tmp_path, PATH=str(tmp_path))
        assert (ended.status, ended.errors) == (3, "")
        assert told in ended.output
        assert "apt-get install nmap" in ended.output


def test_each_ability_is_named(tmp_path: Path) -> None:
    """0 when everything is there, 3 when something is missing; nothing else."""
    ended = capdo("doctor", "--lang", "en", folder=tmp_path)
    assert ended.status == (3 if "✗" in ended.output else 0)
    for ability in ("capdo 0.1.0", "sslyze", "Domain names", "nmap", "IPv6"):
        assert ability in ended.output
