"""A copy that is safe to send: plan what to hide, paint it, write a new file, and prove it."""
