"""Figures as pages and files show them: grids of numbers, each leading to the deals behind it."""
