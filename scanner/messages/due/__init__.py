"""What is due to whom at a moment: alarms, digests, reminders."""
