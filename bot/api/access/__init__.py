"""Who may use the service, how much, and what is recorded of it."""
