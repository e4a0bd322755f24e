"""How a deal in force ends: with everybody's signature, or by one side after its notice."""
