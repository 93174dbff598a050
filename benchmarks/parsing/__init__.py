"""Each tool's machine-readable output, read into ``findings.Findings``."""

from benchmarks.parsing.capdo import parse_capdo
from benchmarks.parsing.nmap import parse_nmap
from benchmarks.parsing.sslscan import parse_sslscan
from benchmarks.parsing.sslyze import parse_sslyze
from benchmarks.parsing.testssl import parse_testssl

__all__ = ["parse_capdo", "parse_nmap", "parse_sslscan", "parse_sslyze", "parse_testssl"]
