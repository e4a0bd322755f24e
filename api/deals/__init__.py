"""One deal as it is shown, now or at a position: its standing, its matrix, its course."""
