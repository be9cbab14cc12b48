"""Counters and lists that functions change."""


class Stats:
    __slots__ = ("sum", "max", "count")

    def __init__(self):
        self.sum = self.max = self.count = 0

    def record(self, value):
        self.sum += value
        self.count += 1
        self.max = max(self.max, value)


def main():
    values, stats = [0] * 300, Stats()
    for turn in range(500):
        values = [value + turn for value in values]
        stats.record(max(values))
        values[7] += 3
    print(stats.sum, stats.max, stats.count)
