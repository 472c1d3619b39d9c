"""`python -m perfeval` is the command."""

from perfeval.commands.main import main

if __name__ == "__main__":
    raise SystemExit(main())
