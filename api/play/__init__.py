"""Playing a deal file: its people's moves become commands on the ledger, its papers become PDFs.

`scene` sets the stage (registry, edition, mandates, project), `stage` holds what a move needs, one
module a concern turns moves into commands, and `player` goes through them in order.
"""
