"""What styles and markup hide: sheets, selectors, values, and the state of each element."""
