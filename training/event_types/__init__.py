"""Training of the event types that ship with the package."""
