"""How long sealed papers last by themselves, and archiving anew those that do not much longer."""
