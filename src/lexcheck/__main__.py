"""`python -m lexcheck` is the command `lexcheck`."""

from lexcheck.cli import main

if __name__ == "__main__":
    main()
