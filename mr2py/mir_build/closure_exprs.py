"""The closure expression: an aggregate of what it captures."""

from ..mir import body as m


class ClosureExpressions:
    """Part of Builder."""

    def into_Closure(self, dest, node):
        info = self.results.closures[node].memo["closure"]
        operands = []
        for capture in info.captures:
            place = self.local_place(capture.root, node)
            place = place.then(*capture.proj)
            if capture.kind == "value":
                operands.append(self.consume(place, capture.place_ty))
            else:
                operand = self.borrow(place, capture.place_ty, capture.kind, info.shown, "capture")
                self.locals[operand.place.local].extra = capture
                operands.append(operand)
        self.assign(dest, m.Aggregate(self.results.types[node], 0, operands), info.shown)
