"""How figures count a deal, and how a mistake in that is mended."""
