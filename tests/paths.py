"""Where the project's files are, from any test."""

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
