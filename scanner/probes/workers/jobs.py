"""The jobs that workers know, and which of them are done in a cage."""

JOBS = {
    "tls.deep": "scanner.probes.tls.deep.job",
    "ports.nmap": "scanner.probes.ports.nmap_job",
    "picture.take": "scanner.probes.picture.job",
}
CAGED = {"tls.deep"}  # they read hostile bytes with OpenSSL 1.0.2e and 1.1.1w, and start no program
CAGED_FLAG = "--caged"  # how a worker is told
