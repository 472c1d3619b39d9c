"""Holds the coverage of the last run (.coverage) to what is reached, lines and branches.

Run by .ci/run and `make coverage` after `pytest --cov`. A number here may go up, never down.
"""

import subprocess
import sys

FLOORS = {"rules": 99, "values": 99, "scoring": 99, "auditing": 99}


def main() -> int:
    """1 where a package falls below its floor."""
    failed = False
    for package, floor in FLOORS.items():
        print(f"--- {package}: at least {floor} %", flush=True)
        command = [sys.executable, "-m", "coverage", "report", f"--fail-under={floor}"]
        failed |= subprocess.run([*command, f"--include=*/perfeval/{package}/*"]).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
