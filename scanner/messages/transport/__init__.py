"""The door through which messages leave: to the mail server and the webhook of the settings, nowhere else."""
