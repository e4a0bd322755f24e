"""Is this PDF what was signed? A closed world that fails closed: what is not expected is refused.

What must be shown, in this order; each step is a module, and refuses with a code of its own:

1. `bytes`: one PDF from the first byte to the last; every revision is a signature's, or after the
   last of them the archive's; each covers all before it, and leaves out nothing but its own
   contents;
2. `base`: the base is the one that was recorded, or, where no record is at hand, the one that the
   registry's first signature certifies;
3. `seats`: the fields are exactly the seats; each required one is signed, in its turn, with a
   certificate of that role and for that principal; or, by the record, on paper;
4. `signatures`: each signature is right over its revision, by an accepted algorithm, with a
   certificate made for signing, to which the signature itself commits;
5. `paths`: each certificate leads to the trusted root, and was valid and not revoked at the time
   that its time-stamp proves, by lists that are at hand or in the archive; each time-stamp was
   stamped again before its own certificate was over; and pyHanko says so, too (`ades`);
6. `changes`: after a signature nothing came but signatures, and then the archive: evidence and a
   time-stamp over all; no other form field, no script, no action is anywhere;
7. `mandates`: each signatory's mandate covered the instrument, the amount and the moment, and as
   many signed together as it asks;
8. `record`: the file is the one in the ledger, when that is at hand, and no authority annulled it;
   what became of the agreement since is known to the ledger only.

The file is read by `pdf`, a grammar of our own that explains every octet, and by no PDF library:
what two readers could read in two ways is refused before any step judges it. `signed` finds the
signatures and `archive` what keeps them provable, `update` and `archived` say what each may bring
along, `authorities` who is trusted; `ours` tells foreign files.

Any exception is NOT VALID, with a code. CANNOT TELL is for files that have nothing to do with us.
"""
