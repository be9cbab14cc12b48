"""Lines are split, parsed, grouped and written again."""

NAMES = ("anna", "bert", "carla", "dirk")


def totals(text):
    found = {}
    for line in text.splitlines():
        name, hours, _ = line.split(";")
        entry = found.setdefault(name.upper(), [0, 0])
        entry[0] += int(hours.strip())
        entry[1] += 1
    return found


def main():
    text = "".join(f"{NAMES[i % 4]};{i % 17};{i}\n" for i in range(6_000))
    for name, (hours, days) in sorted(totals(text).items()):
        print(f"{name:<8}{hours:>6} {hours / days:.2f}")
