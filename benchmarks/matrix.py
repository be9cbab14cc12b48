"""Products of small matrices kept in flat lists."""


class Matrix:
    __slots__ = ("size", "cells")

    def __init__(self, size, cells):
        self.size, self.cells = size, cells

    @classmethod
    def filled(cls, size, seed):
        return cls(size, [i * seed % 7.0 - 3.0 for i in range(size * size)])

    def product(self, other):
        n, mine, others = self.size, self.cells, other.cells
        cells = [0.0] * (n * n)
        for row in range(n):
            for column in range(n):
                total = 0.0
                for k in range(n):
                    total += mine[row * n + k] * others[k * n + column]
                cells[row * n + column] = total
        return Matrix(n, cells)


def main():
    a, b = Matrix.filled(40, 0.5), Matrix.filled(40, 0.25)
    for _ in range(3):
        b = a.product(b)
    print(f"{sum(b.cells[i * 40 + i] for i in range(40)):.3f}")
