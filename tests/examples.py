"""How many random cases a slow property draws: a part of what the others draw, before a change lands and in `make test-long` alike."""

from hypothesis import settings


def fewer(times: int) -> settings:
    """So many times fewer cases than other properties draw."""
    assert settings.default is not None
    return settings(max_examples=max(1, settings.default.max_examples // times))
