"""The oldest versions that pyproject.toml allows, as constraints for pip: `make test-floors` tests with them."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
extras = (
    line for name, lines in project["optional-dependencies"].items() if name not in ("dev", "spark") for line in lines
)
for line in (*project["dependencies"], *extras):
    if found := re.match(r"([\w.-]+)[^>]*>=([\d.]+)", line):
        print(f"{found[1]}=={found[2]}")
