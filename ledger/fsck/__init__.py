"""Everything that is stored of a log, hashed anew and held against what was signed of it.

Needs no key of any content. By streams, so that several processes can share it:

1. Each stream has the versions 1, 2, 3, without a gap, as many as its row says, and its last leaf.
2. Each leaf is that of its event's bytes and of the stream's leaf before.
3. The positions of the log are 1, 2, 3, without a gap, and time never goes back.
4. The leaves in order of positions make the root that was signed, and the tiles that are stored.
"""
