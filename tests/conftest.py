"""One Hypothesis profile for the whole suite, and golden files with one flag that writes them anew."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# no deadline, for the first use of pint or cattrs is slow
# What is checked before a change lands is the same each time; at a desk every run looks further, and `make test-long` much further.
IN_CI = bool(os.environ.get("CI"))
settings.register_profile("perfeval", deadline=None, max_examples=20 if IN_CI else 30, derandomize=IN_CI)
settings.register_profile("long", deadline=None, max_examples=1000)
settings.load_profile("perfeval")

collect_ignore = ["typing"]
"""What the two type checkers look at is no test of pytest's."""

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the files of tests/golden anew: look at each")
    parser.addoption("--slow", action="store_true", help="run the tests marked slow too: they start other programs")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Slow tests are asked for, and say so where they are not."""
    if not config.getoption("--slow"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="slow: starts another program; run pytest --slow"))


def pytest_make_parametrize_id(val: object) -> str | None:
    """A test profile is named by its file: the folder that it is written to differs in each process."""
    return Path(val).stem if isinstance(val, str) and val.endswith(".toml") and Path(val).is_absolute() else None


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """A function that holds a text to the golden file of that name."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.read_text(encoding="utf-8") == text

    return check
