"""The one lowered form of a program: `body` (the structured MIR), `cfg` (its control-flow view)."""
