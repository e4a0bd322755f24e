"""The outermost layer: command line, settings, wiring, clock, ids. It alone joins the rest."""
