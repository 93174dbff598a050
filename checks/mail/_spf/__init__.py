"""The Sender Policy Framework (RFC 7208): records read, and evaluated from answers of DNS alone."""
