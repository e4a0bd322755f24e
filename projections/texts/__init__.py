"""How texts in any language are cut up so that they can be found again."""
