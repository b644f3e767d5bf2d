"""`python -m jsx_cli` is `jsx`."""

from jsx_cli.cli import main

if __name__ == "__main__":
    main()
