"""Rulesets put to the test: what cases expect, what of them they show, what change they notice."""
