"""What DNS tells of many domains, gathered through a validating resolver: ``make bench-dns``."""
