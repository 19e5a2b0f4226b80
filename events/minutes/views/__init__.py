"""Pages of minutes: reading, writing, and what is decided about them."""
