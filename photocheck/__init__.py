"""photocheck looks at a photo before it is shared: what in it is sensitive, why, and what to do."""
