"""A second opinion on certificates: pyHanko's, who shares no code with our steps.

Asked when all steps were shown, and for step 5 only; both must say yes. Each signature is validated
as ETSI EN 319 102-1 clause 5.6.3 has it (`ades_lta_validation`), and each later time-stamp of the
archive as clause 5.4 has it. What the standard leaves to a policy is here, in `policy`: from when a
list of revoked certificates speaks of a signature, and for how long a root's list counts.

pyHanko slides the moment at which it judges a certificate to the time until which the newest list
is usable. By its own notion of that, a certificate of fifteen minutes is over by then; by the
notion of the standard that is used here (clause 5.2.5.4, a list made so long after the signature),
it is the moment of the signature.

It has no network and no clock: `still` is a loop that can wait for nothing outside, and `clock`
tells it the moment of the question. It never sees a file that a step of ours has refused.
"""
