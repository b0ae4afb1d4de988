"""Checks on the rules themselves: one a file, each its own manual."""
