"""The probe of zones, against real name servers."""
