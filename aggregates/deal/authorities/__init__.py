"""What authorities say of an executed instrument: disputes, decisions, attestations."""
