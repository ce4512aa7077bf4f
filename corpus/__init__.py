"""Sample privacy policies of invented companies, written for this project."""
