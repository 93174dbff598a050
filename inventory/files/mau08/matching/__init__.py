"""What a form's rows say, joined to what is known: the same bodies, systems and events are found."""
