"""The outermost layer: command line, settings, wiring, clock, ids. The one place that joins the rest."""
