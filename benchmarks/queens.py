"""The ways to place queens on a board."""


def place(row, columns, left, right):
    n = len(columns)
    if row == n:
        return 1
    ways = 0
    for column in range(n):
        a, b = row + column, row + n - column
        if not columns[column] and not left[a] and not right[b]:
            columns[column] = left[a] = right[b] = True
            ways += place(row + 1, columns, left, right)
            columns[column] = left[a] = right[b] = False
    return ways


def main():
    n = 8
    print(place(0, [False] * n, [False] * (2 * n), [False] * (2 * n)))
