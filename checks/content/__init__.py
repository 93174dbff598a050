"""Whether somebody has tampered with the site."""
