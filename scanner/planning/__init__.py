"""What may be touched and how gently: targets, permissions and the plan of a scan."""
