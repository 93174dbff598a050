"""What units say of the requirements of their systems, beside what scans see. Pure but for its command."""
