"""Train the event types that ship with the package."""
