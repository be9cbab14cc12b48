"""The typed generator: a function of statements that are well-typed, with mistakes of ownership at random."""

from . import terms
from .expressions import Expressions, Value
from .scope import Scope, Var
from .statements import Statements

RETURNS = [None, None, terms.STRING, terms.I32, terms.ref(terms.STRING), terms.ref(terms.STRING), terms.mut(terms.STRING), terms.ref(terms.ITEM), terms.VIEW,
           terms.option(terms.ref(terms.STRING)), terms.vec(terms.ref(terms.STRING)), terms.ITEM, terms.SLOT, terms.GUARD, terms.mut(terms.ITEM), terms.option(terms.mut(terms.ITEM))]


class FunctionWriter(Expressions, Statements):
    """Writes one function; `slips` is the probability of a mistake at each choice of a place."""

    def __init__(self, rng, index):
        self.rng, self.index, self.scope = rng, index, Scope()
        self.slips = rng.pick((0.0, 0.0, 0.02, 0.03, 0.05, 0.1))
        self.count, self.held, self.captures = 0, [], None
        self.lines = []

    def write(self):
        """The text of the function."""
        self.output = self.rng.pick(RETURNS)
        params = [self.parameter(number) for number in range(self.rng.between(0, 3))]
        self.life = self.result_life()
        head = f"fn typed{self.index}{self.generics()}({', '.join(params)})"
        if self.output is not None:
            head += " -> " + terms.text(self.output, self.life if terms.has_lifetime(self.output) else "")
        self.lines = ["static EMPTY: String = String::new();"]
        self.statements(self.rng.between(4, 12))
        if self.output is not None:
            self.lines.append(self.result().text)
        return head + " {\n" + "\n".join(self.lines) + "\n}"

    def parameter(self, number):
        ty = self.rng.pick(terms.ROOTS)
        var = Var(f"p{number}", ty, self.rng.chance(0.5), 0)
        life = ""
        if terms.has_lifetime(ty):
            life = self.rng.pick(("'a", "'a", "'b")) if terms.has_lifetime(self.output or terms.I32) else ""
            var.lives = frozenset((life or "'_",))
        self.scope.vars.append(var)
        return ("mut " if var.mutable else "") + f"{var.name}: {terms.text(ty, life)}"

    def result_life(self):
        lives = [var.lives for var in self.scope.vars if var.lives]
        return "'a" if any("'a" in one for one in lives) else "'b" if lives else "'static"

    def generics(self):
        if not terms.has_lifetime(self.output or terms.I32):
            return ""
        bound = self.rng.pick(("", "", ": 'a"))
        return f"<'a, 'b{bound}>"

    def result(self):
        """A value of the output's type that can leave the function, most of the time."""
        self.held = []
        for _ in range(6):
            before = self.scope.state()
            made = self.value(self.output)
            right = not terms.has_lifetime(self.output) or not made.local and made.lives <= {self.life}
            if right or self.rng.chance(self.slips):
                return made
            self.scope.restore(before)
            self.held = []
        return Value("todo!()")
