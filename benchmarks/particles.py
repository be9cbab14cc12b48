"""Particles that move in a box."""


class Particle:
    __slots__ = ("x", "y", "vx", "vy")

    def __init__(self, i):
        self.x, self.y, self.vx, self.vy = float(i), i * 0.5, 1.0 + i * 0.01, 2.0 - i * 0.02

    def step(self, dt):
        self.x += self.vx * dt
        self.y += self.vy * dt
        if self.x < 0.0 or self.x > 100.0:
            self.vx = -self.vx
        if self.y < 0.0 or self.y > 100.0:
            self.vy = -self.vy

    def energy(self):
        return 0.5 * (self.vx * self.vx + self.vy * self.vy)


def main():
    particles = [Particle(i) for i in range(100)]
    total = 0.0
    for _ in range(4_000):
        for particle in particles:
            particle.step(0.01)
        total += particles[7].energy()
    print(f"{total:.6f}")
    print(f"{particles[50].x:.6f}")
