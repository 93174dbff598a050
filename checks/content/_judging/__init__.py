"""From what was read of a site's pages to what is wrong with them."""
