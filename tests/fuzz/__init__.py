"""A generator of programs, whose verdicts are compared with rustc's: `python -m tests.fuzz --help`."""
