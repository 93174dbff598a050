"""DMARC (RFC 9989): policy records read, and the one that covers a domain found by the tree walk."""
