"""Who is who: how people come in, prove it, act for an organisation, and go."""
