"""What this machine can and cannot assess, and why."""
