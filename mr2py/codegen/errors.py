"""What code generation cannot do."""


class Unsupported(Exception):
    """`feature` for the diagnostic, `leaf` (anything with `lo` and `hi`) for its span."""

    def __init__(self, leaf, feature):
        super().__init__(feature)
        self.leaf, self.feature = leaf, feature
