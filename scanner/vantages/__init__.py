"""From where scans look: what each vantage saw is kept apart, and two of them are compared."""
