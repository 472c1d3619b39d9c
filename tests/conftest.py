"""One Hypothesis profile for the whole suite: no deadline, for the first use of pint or cattrs is slow."""

from hypothesis import settings

settings.register_profile("perfeval", deadline=None, max_examples=100)
settings.load_profile("perfeval")
