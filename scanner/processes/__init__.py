"""A second process that looks at endpoints of the same run, so that two cores are used."""
