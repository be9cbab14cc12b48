"""`BTreeMap`: sorted lists, and at the levels that log the heap the nodes that native B-trees would have.

The nodes (Knuth's B-trees with 5 to 11 keys, as alloc::collections::btree keeps them) hold counts only: which node an
element is in follows from its position.
"""

from bisect import bisect_left, bisect_right

from . import heap

CAPACITY, MINIMUM, CENTER = 11, 5, 5


class Tree:
    """`k`: images of the keys, or an empty list where the program compares; `e`: the buckets, in order; `shape`: the
    nodes or None; `walk`: what goes through the nodes of a tree that is copied or taken apart, else None."""

    __slots__ = ("k", "e", "shape", "walk")

    def __init__(self, shape=None):
        self.k, self.e, self.shape, self.walk = [], [], shape, None

    def assign(self, other):
        self.k, self.e, self.shape, self.walk = other.k, other.e, other.shape, other.walk

    def taken(self):
        new = Tree()
        new.assign(self)
        return new


def tree_search(tree, image):
    """The position of a key, or the complement of where it would stand."""
    k = tree.k
    i = bisect_left(k, image)
    return i if i < len(k) and k[i] == image else ~i


def tree_after(tree, image):
    """How many keys are not greater."""
    return bisect_right(tree.k, image)


def tree_insert(tree, i, image, bucket):
    tree.e.insert(i, bucket)
    if image is not None:
        tree.k.insert(i, image)
    if tree.shape is not None:
        tree.shape.insert(i)
    return bucket


def tree_remove(tree, i):
    if tree.k:
        del tree.k[i]
    if tree.shape is not None:
        tree.shape.remove(i)
    return tree.e.pop(i)


def tree_build(tree, images, buckets):
    """Fill an empty tree with buckets that are in order."""
    tree.k, tree.e = images, buckets
    if tree.shape is not None:
        tree.shape.build(len(buckets))


def tree_seed(tree):
    """An empty tree is to be filled by `tree_append`."""
    if tree.shape is not None:
        tree.shape.seed()


def tree_append(tree, image, bucket):
    tree.e.append(bucket)
    if image is not None:
        tree.k.append(image)
    if tree.shape is not None:
        tree.shape.push()


def tree_settle(tree):
    if tree.shape is not None:
        tree.shape.settle(tree.shape.root)


def tree_take(tree):
    """The contents of a tree, which is empty afterwards."""
    new = tree.taken()
    tree.k, tree.e = [], []
    if tree.shape is not None:
        tree.shape = Shape(*tree.shape.layouts)
    return new


def tree_split(tree, at):
    """A tree of the elements from position `at` on, which leave this one."""
    new = Tree()
    new.k, new.e = tree.k[at:], tree.e[at:]
    del tree.k[at:], tree.e[at:]
    if tree.shape is not None:
        new.shape = tree.shape.split(at)
    return new


def tree_like(tree):
    """An empty tree that is to be filled by `tree_copy`."""
    new = Tree()
    if tree.shape is not None:
        new.shape = Shape(*tree.shape.layouts)
        new.walk = new.shape.copy(tree.shape.root) if tree.e else None
    return new


def tree_step(tree):
    """Before the next element is copied: the nodes that come before it."""
    if tree.walk is not None:
        next(tree.walk, None)


def tree_put(tree, other, bucket):
    """The copy of the next bucket of another tree."""
    if other.k:
        tree.k.append(other.k[len(tree.e)])
    tree.e.append(bucket)
    if tree.walk is not None and len(tree.e) == len(other.e):
        next(tree.walk, None)
        tree.walk = None


def tree_start(tree):
    """The tree is to be taken apart; from the front, nodes go when all before them has gone."""
    tree.e.reverse()
    tree.k = []
    tree.walk = tree.shape.dying() if tree.shape is not None else iter(())
    return tree


def tree_pop(tree):
    """The first bucket of a tree that is taken apart, or None when all have gone and the nodes with them."""
    next(tree.walk, None)
    return tree.e.pop() if tree.e else None


def tree_pop_back(tree):
    return tree.e.pop(0) if tree.e else None


def tree_dying(tree):
    """Yield the buckets of a tree that is dropped; its nodes go on the way."""
    if tree.walk is None:
        tree_start(tree)
    while tree.e:
        yield tree_pop(tree)
    for _ in tree.walk:
        pass


class Node:
    """`n` keys; `kids`: the children, None in a leaf; `size`: all keys below; `b`: the block."""

    __slots__ = ("n", "kids", "size", "b")

    def __init__(self, n, kids, layout):
        self.n, self.kids = n, kids
        self.size = n if kids is None else n + sum([kid.size for kid in kids])
        self.b = heap.alloc(*layout)

    def recount(self):
        self.size = self.n if self.kids is None else self.n + sum([kid.size for kid in self.kids])


def split_point(edge):
    """(key that goes up, whether the new one goes right, edge there) for an insertion into a full node."""
    if edge < CENTER:
        return CENTER - 1, False, edge
    if edge == CENTER:
        return CENTER, False, edge
    return (CENTER, True, 0) if edge == CENTER + 1 else (CENTER + 1, True, edge - CENTER - 2)


class Shape:
    """The nodes of one tree; `layouts`: (size, align) of leaves and of inner nodes."""

    __slots__ = ("root", "layouts", "spine")

    def __init__(self, leaf, inner):
        self.root, self.layouts = None, (leaf, inner)

    def leaf(self, n):
        return Node(n, None, self.layouts[0])

    def inner(self, n, kids):
        return Node(n, kids, self.layouts[1])

    def free(self, node):
        heap.dealloc(node.b, *self.layouts[node.kids is not None])

    def descend(self, i, inserting):
        """The path [(inner node, child's number)] to element or gap `i`, and (node, index in it) at its end."""
        path, node = [], self.root
        while node.kids is not None:
            for c, kid in enumerate(node.kids):
                if i < kid.size or inserting and i == kid.size:
                    break
                if i == kid.size:
                    return path, node, c
                i -= kid.size + 1
            path.append((node, c))
            node = kid
        return path, node, i

    def insert(self, i):
        """A new element at position `i`."""
        if self.root is None:
            self.root = self.leaf(1)
            return
        path, node, i = self.descend(i, True)
        right = self.put(node, i, None)
        for parent, c in reversed(path):
            if right is not None:
                right = self.put(parent, c, right)
            else:
                parent.recount()
        if right is not None:
            self.root = self.inner(1, [self.root, right])

    def put(self, node, edge, child):
        """Put an element (and the child behind it) into a node; returns the node that splits off, or None."""
        right = None
        if node.n == CAPACITY:
            middle, goes_right, edge = split_point(edge)
            kids = node.kids
            right = self.leaf(CAPACITY - middle - 1) if kids is None else self.inner(CAPACITY - middle - 1, kids[middle + 1:])
            node.n = middle
            if kids is not None:
                node.kids = kids[:middle + 1]
            target = right if goes_right else node
        else:
            target = node
        target.n += 1
        if child is not None:
            target.kids.insert(edge + 1, child)
        node.recount()
        if right is not None:
            right.recount()
        return right

    def remove(self, i):
        """Element `i` goes; nodes that become too small take from a neighbour or merge with it."""
        path, node, i = self.descend(i, False)
        if node.kids is not None:                 # its predecessor takes its place
            path.append((node, i))
            node = node.kids[i]
            while node.kids is not None:
                path.append((node, node.n))
                node = node.kids[-1]
        node.n -= 1
        node.recount()
        if path and node.n < MINIMUM:
            self.refill(path, node, 1)
        self.fix(path)

    def fix(self, path):
        """Go up from the last parent of a path as long as nodes are too small."""
        changing = True
        while path:
            parent, _ = path.pop()
            parent.recount()
            if not changing or parent.n >= MINIMUM:
                changing = False
            elif path:
                changing = self.refill(path, parent, MINIMUM - parent.n)
            elif parent.n == 0:
                self.free(parent)
                self.root = parent.kids[0]

    def refill(self, path, node, count):
        """Merge a small node with its left (else right) neighbour, or let it take `count` keys from there. Whether
        it merged."""
        parent, c = path[-1]
        left = max(c - 1, 0)
        a, b = parent.kids[left], parent.kids[left + 1]
        if a.n + 1 + b.n <= CAPACITY:
            a.n += 1 + b.n
            if a.kids is not None:
                a.kids += b.kids
            del parent.kids[left + 1]
            parent.n -= 1
            self.free(b)
            a.recount()
            return True
        if node is b:
            steal_left(a, b, count)
        else:
            steal_right(a, b, count)
        return False

    def split(self, i):
        """The elements from `i` on go to a new tree of the same height; both then mend the border at which they were one."""
        new = Shape(*self.layouts)
        if self.root is None:
            return new
        left, height = self.root, 0
        while left.kids is not None:
            left, height = left.kids[0], height + 1
        right = new.leaf(0)
        for _ in range(height):
            right = new.inner(0, [right])
        new.root, left = right, self.root
        while left.kids is not None:
            c = 0
            while i > left.kids[c].size:
                i -= left.kids[c].size + 1
                c += 1
            right.n, right.kids[1:] = left.n - c, left.kids[c + 1:]
            left.n, left.kids[c + 1:] = c, []
            left, right = left.kids[c], right.kids[0]
        left.n, right.n = i, left.n - i
        for shape, border in ((self, -1), (new, 0)):
            count_all(shape.root)
            shape.mend(border)
        return new

    def mend(self, border):
        """Enough keys in the nodes on one border, the left (0) or the right one (-1), after a split."""
        self.lower()
        node = self.root
        while node.kids is not None:
            left = 0 if border == 0 else len(node.kids) - 2
            a, b = node.kids[left], node.kids[left + 1]
            poor = a if border == 0 else b
            if a.n + 1 + b.n <= CAPACITY:
                a.n += 1 + b.n
                if a.kids is not None:
                    a.kids += b.kids
                del node.kids[left + 1]
                node.n -= 1
                self.free(b)
                poor = a
            elif poor.n <= MINIMUM:
                (steal_right if border == 0 else steal_left)(a, b, MINIMUM + 1 - poor.n)
            node = poor
        self.lower()
        count_all(self.root)

    def lower(self):
        """A root without keys gives its place to its only child."""
        while self.root.kids is not None and self.root.n == 0:
            root, self.root = self.root, self.root.kids[0]
            self.free(root)

    def build(self, count):
        """The nodes for `count` elements that are pushed in order."""
        if count:
            self.seed()
            for _ in range(count):
                self.push()
            self.settle(self.root)

    def seed(self):
        """An empty root, to push elements in order. `spine`: the nodes on the right border, the leaf last."""
        self.root = self.leaf(0)
        self.spine = [self.root]

    def push(self):
        if self.spine[-1].n < CAPACITY:
            self.spine[-1].n += 1
        else:
            self.grow(self.spine)

    def grow(self, spine):
        """Push an element where the rightmost leaf is full: above it, with an empty branch to its right."""
        depth = len(spine) - 1
        while depth and spine[depth - 1].n == CAPACITY:
            depth -= 1
        if depth == 0:
            self.root = self.inner(0, [self.root])
            spine.insert(0, self.root)
            depth = 1
        height = len(spine) - 1 - depth
        branch = [self.leaf(0)]
        for _ in range(height):
            branch.insert(0, self.inner(0, [branch[0]]))
        spine[depth - 1].n += 1
        spine[depth - 1].kids.append(branch[0])
        spine[depth:] = branch

    def settle(self, node):
        """Sizes, and enough keys on the right border."""
        if node.kids is not None:
            for kid in node.kids[:-1]:
                count_all(kid)
            last, before = node.kids[-1], node.kids[-2]
            if last.n < MINIMUM:
                steal_left(before, last, MINIMUM - last.n)
            self.settle(last)
            before.recount()
        node.recount()

    def copy(self, node):
        """Go through a tree's elements, making the nodes of its copy on the way."""
        if node is not None:
            self.root = yield from self.copy_node(node)

    def copy_node(self, node):
        if node.kids is None:
            new = self.leaf(node.n)
            for _ in range(node.n):
                yield
            return new
        kids = [(yield from self.copy_node(node.kids[0]))]
        new = self.inner(node.n, kids)
        for kid in node.kids[1:]:
            yield
            kids.append((yield from self.copy_node(kid)))
        new.recount()
        return new

    def dying(self):
        """Go through the elements; nodes are freed when the last of their elements has gone."""
        root, self.root = self.root, None
        if root is not None:
            yield from self.dying_node(root)

    def dying_node(self, node):
        if node.kids is None:
            for _ in range(node.n):
                yield
        else:
            for c, kid in enumerate(node.kids):
                yield from self.dying_node(kid)
                if c < node.n:
                    yield
        self.free(node)


def count_all(node):
    for kid in node.kids or ():
        count_all(kid)
    node.recount()


def steal_left(a, b, count):
    """`count` keys go from `a` through the parent to `b`."""
    a.n -= count
    b.n += count
    if a.kids is not None:
        b.kids[:0] = a.kids[-count:]
        del a.kids[-count:]
    a.recount()
    b.recount()


def steal_right(a, b, count):
    b.n -= count
    a.n += count
    if a.kids is not None:
        a.kids += b.kids[:count]
        del b.kids[:count]
    a.recount()
    b.recount()
