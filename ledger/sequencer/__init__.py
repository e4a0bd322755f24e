"""Signs how far each log is: reads what was stored, grows the tree, and publishes its head.

A process of its own, with a login and a key of its own; it can open no event.
"""
