"""Random choices that are the same on every Python version: all of them come from `random.Random.random`."""

import random


class Rng:
    """A stream of choices for one program, from plain integers."""

    def __init__(self, seed, number):
        self.random = random.Random(seed * 1_000_003 + number).random

    def below(self, count):
        """An integer from 0 to `count - 1`."""
        return int(self.random() * count)

    def between(self, low, high):
        """An integer from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def chance(self, probability):
        return self.random() < probability

    def pick(self, items):
        return items[self.below(len(items))]

    def shuffled(self, items):
        """A new list of the items in random order."""
        out = list(items)
        for i in range(len(out) - 1, 0, -1):
            j = self.below(i + 1)
            out[i], out[j] = out[j], out[i]
        return out
