"""The norms: what a ruleset says, ready to be judged. The centre of the house."""
