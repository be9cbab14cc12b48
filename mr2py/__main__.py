"""`python -m mr2py`: the command line."""

from .cli import entry

if __name__ == "__main__":
    entry()
