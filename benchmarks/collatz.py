"""The longest Collatz chain below a limit."""


def chain(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def main():
    best_start = max(range(1, 30_000), key=chain)
    print(best_start, chain(best_start))
