"""What the service answers to: one file, one resource."""
