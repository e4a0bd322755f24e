"""The pages that people open: the commands, reads and policies of the interface for programs."""
