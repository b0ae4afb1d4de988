"""What a case may hold, what it holds, and how it is read."""
