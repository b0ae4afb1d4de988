"""How many examples a law is tried on, in proportion to the profile that is loaded."""

from hypothesis import settings

_USUAL = 100  # of Hypothesis, and so of the `ci` profile


def examples(number: int) -> settings:
    """So many under the `ci` profile; under another, more or less as that has more or less."""
    default = settings.default
    assert default is not None
    return settings(max_examples=max(1, number * default.max_examples // _USUAL))
