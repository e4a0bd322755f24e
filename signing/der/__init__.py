"""The few ASN.1 types that certificates and signatures need, in DER (ITU-T X.690 clause 10).

`write` makes them and `read` takes them apart, refusing every second spelling of a value.
"""
