"""What is said beside the terms: comments and questions. Never binding, never in a digest."""
