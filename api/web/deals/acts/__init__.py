"""What may be done in a deal by a form of its own: an act for each command, a file a concern."""
