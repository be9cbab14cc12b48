"""A small stack machine runs a loop."""

PUSH, LOAD, STORE, ADD, MUL, LESS, JUMP, JUMP_IF_ZERO, HALT = range(9)


def run(code, slots):
    stack, memory, at = [], [0] * slots, 0
    while True:
        op, value = code[at]
        at += 1
        if op == PUSH:
            stack.append(value)
        elif op == LOAD:
            stack.append(memory[value])
        elif op == STORE:
            memory[value] = stack.pop()
        elif op == ADD:
            b, a = stack.pop(), stack.pop()
            stack.append(a + b)
        elif op == MUL:
            b, a = stack.pop(), stack.pop()
            stack.append(a * b)
        elif op == LESS:
            b, a = stack.pop(), stack.pop()
            stack.append(1 if a < b else 0)
        elif op == JUMP:
            at = value
        elif op == JUMP_IF_ZERO:
            if stack.pop() == 0:
                at = value
        else:
            return memory[1]


def main():
    code = [
        (LOAD, 0), (PUSH, 12_000), (LESS, None), (JUMP_IF_ZERO, 15),
        (LOAD, 1), (LOAD, 0), (PUSH, 3), (MUL, None), (ADD, None), (STORE, 1),
        (LOAD, 0), (PUSH, 1), (ADD, None), (STORE, 0), (JUMP, 0),
        (HALT, None),
    ]
    print(run(code, 2))
