"""A binary search tree is filled and searched."""


class Node:
    __slots__ = ("key", "left", "right")

    def __init__(self, key):
        self.key, self.left, self.right = key, None, None


def insert(node, key):
    """Whether the key was new."""
    if key < node.key:
        if node.left is None:
            node.left = Node(key)
            return True
        return insert(node.left, key)
    if key > node.key:
        if node.right is None:
            node.right = Node(key)
            return True
        return insert(node.right, key)
    return False


def depth(node):
    return 0 if node is None else 1 + max(depth(node.left), depth(node.right))


def contains(node, key):
    if node is None:
        return False
    if key == node.key:
        return True
    return contains(node.left if key < node.key else node.right, key)


def main():
    root, seed, added = None, 12345, 0
    for _ in range(12_000):
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
        if root is None:
            root = Node(seed % 50_000)
            added += 1
        else:
            added += insert(root, seed % 50_000)
    found = sum(contains(root, key) for key in range(10_000))
    print(added, found, depth(root))
