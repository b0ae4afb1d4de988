"""Names bound and types known: syntax with every name looked up."""
