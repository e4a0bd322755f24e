"""Annexes that come over the network: what is taken, where it is kept, who may name it."""
