"""One change of what a module does at import, and tests: ``python -m tests.mutants.anew CHANGE TEST...``; the exit status is pytest's."""

import importlib.abc
import importlib.machinery
import json
import os
import sys
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from tests.mutants.changes import Change, compiled


class _Changed(importlib.machinery.SourceFileLoader):
    """Loads the module with the change in it."""

    change: Change

    def get_code(self, fullname: str) -> CodeType:
        return compiled(self.change)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the changed module before anyone else does."""

    def __init__(self, change: Change) -> None:
        self.change = change

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if not spec or spec.origin != str(self.change.path):
            return None
        spec.loader = loader = _Changed(fullname, spec.origin)
        loader.change = self.change
        return spec


if __name__ == "__main__":
    os.environ["CI"] = "1"
    name, path, line, number = json.loads(sys.argv[1])
    sys.meta_path.insert(0, _Finder(Change(name, Path(path), line, number, False)))
    sys.exit(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", *sys.argv[2:]]))
