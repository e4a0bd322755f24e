"""Rows of read models made anew from the events that they are of, and held against those stored."""
