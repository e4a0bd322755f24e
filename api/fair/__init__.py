"""A fair to look at: many deals of invented people, played command by command.

`material` reads what is written in `examples/fair`, `pairing` brings an investor and a project
together, `story` turns that into the moves of one deal by one of the `plots`, `deal_files` makes a
deal file of it, and `playing` makes the moves of all of them in the order of time. `entrants` lets
some of the people sign in.
"""
