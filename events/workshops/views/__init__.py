"""Pages of whoever leads a workshop, and its result."""
