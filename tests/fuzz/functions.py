class FunctionWriter:
    def __init__(self, rng, index):
        self.rng = rng
    def write(self):
        return ""
