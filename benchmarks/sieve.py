"""The sieve of Eratosthenes, and the largest gap between its primes."""


def sieve(limit):
    prime = [True] * (limit + 1)
    prime[0] = prime[1] = False
    for i in range(2, int(limit ** 0.5) + 1):
        if prime[i]:
            for multiple in range(i * i, limit + 1, i):
                prime[multiple] = False
    return prime


def main():
    primes = [i for i, is_prime in enumerate(sieve(600_000)) if is_prime]
    gap = max(b - a for a, b in zip([0, *primes], primes))
    print(len(primes), primes[-1], gap)
