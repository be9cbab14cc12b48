"""Words are cut out of a text, turned round and joined."""


def main():
    text = "".join(f"the quick brown fox number {i} " for i in range(6_000))
    words = text.split(" ")
    out = "".join(word[::-1] + "-" for word in words)
    vowels = sum(c in "aeiou" for c in text)
    print(len(out), max(map(len, words)), vowels)
