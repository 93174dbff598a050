"""What is published of a domain's mail: its policies in DNS, and the file of MTA-STS."""

from scanner.probes.mail.probing import probe

__all__ = ["probe"]
