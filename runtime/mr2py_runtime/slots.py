"""Where a hash table keeps its buckets when the program hashes: hashbrown's control bytes, sixteen to a group.

Then iteration has the native order, keys are compared with the ones that natively are (those whose hashes have the same
seven highest bits, in the order of probing), and removed items leave what makes the table be ordered anew.
"""

EMPTY, DELETED, GROUP, MASK = 0xFF, 0x80, 16, (1 << 64) - 1


class Slots:
    """`ctrl`: a byte for each bucket (the tag of its hash, EMPTY or DELETED), then the first group again; `at`: the buckets;
    `left`: how many more items fit."""

    __slots__ = ("ctrl", "at", "left", "mask")

    def __init__(self, buckets, capacity):
        self.clear(buckets, capacity)

    def clear(self, buckets, capacity):
        self.ctrl = bytearray([EMPTY]) * (buckets + GROUP)
        self.at, self.left, self.mask = [None] * buckets, capacity, buckets - 1

    def copy(self):
        """As many slots with the same control bytes; the buckets are missing."""
        new = Slots(0, self.left)
        new.ctrl, new.at, new.mask = self.ctrl[:], [None] * len(self.at), self.mask
        return new

    def groups(self, hash_):
        """Where the groups begin in which an item with that hash may be."""
        pos, stride = hash_ & self.mask, 0
        while True:
            yield pos
            stride += GROUP
            pos = pos + stride & self.mask

    def candidates(self, hash_):
        """The buckets with that tag, in the order of probing."""
        found, ctrl, tag = [], self.ctrl, tag_of(hash_)
        if not self.at:
            return found
        for pos in self.groups(hash_):
            i = ctrl.find(tag, pos, pos + GROUP)
            while i >= 0:
                found.append(self.at[i & self.mask])
                i = ctrl.find(tag, i + 1, pos + GROUP)
            if ctrl.find(EMPTY, pos, pos + GROUP) >= 0:
                return found

    def vacant(self, hash_):
        """The index at which an item with that hash is put."""
        for pos in self.groups(hash_):
            i = self.first_vacant(pos)
            if i >= 0:
                index = i & self.mask
                return index if self.ctrl[index] & 0x80 else self.first_vacant(0)     # a table that is smaller than a group

    def first_vacant(self, pos):
        """The first empty or deleted byte of a group, -1 for none."""
        empty, deleted = self.ctrl.find(EMPTY, pos, pos + GROUP), self.ctrl.find(DELETED, pos, pos + GROUP)
        return max(empty, deleted) if empty < 0 or deleted < 0 else min(empty, deleted)

    def set(self, index, byte):
        self.ctrl[index] = byte
        self.ctrl[(index - GROUP & self.mask) + GROUP] = byte

    def put(self, hash_, bucket):
        """Add a bucket; its index."""
        index = self.vacant(hash_)
        self.left -= self.ctrl[index] == EMPTY
        self.set(index, tag_of(hash_))
        self.at[index] = bucket
        return index

    def erase(self, index):
        """Take a bucket out. Where a probe may have gone on behind it, the slot does not become empty."""
        before = index - GROUP & self.mask
        last, first = self.ctrl.rfind(EMPTY, before, before + GROUP), self.ctrl.find(EMPTY, index, index + GROUP)
        run = (before + GROUP - 1 - last if last >= 0 else GROUP) + (first - index if first >= 0 else GROUP)
        deleted = run >= GROUP
        self.left += not deleted
        self.set(index, DELETED if deleted else EMPTY)
        self.at[index] = None

    def buckets(self):
        """All buckets, in order."""
        return [bucket for bucket in self.at if bucket is not None]

    def settle(self, capacity):
        """Order the items anew in place, a generator that gives a bucket and is sent its hash."""
        self.ctrl = bytearray(DELETED if byte < 0x80 else EMPTY for byte in self.ctrl[:len(self.at)])
        self.ctrl += self.ctrl[:GROUP] if len(self.at) >= GROUP else bytearray([EMPTY]) * GROUP
        if len(self.at) < GROUP:
            self.ctrl[GROUP:GROUP + len(self.at)] = self.ctrl[:len(self.at)]
        for i in range(len(self.at)):
            while self.ctrl[i] == DELETED:
                hash_ = yield self.at[i]
                new = self.vacant(hash_)
                start = hash_ & self.mask
                if (i - start & self.mask) // GROUP == (new - start & self.mask) // GROUP:
                    self.set(i, tag_of(hash_))
                    break
                was = self.ctrl[new]
                self.set(new, tag_of(hash_))
                self.at[i], self.at[new] = self.at[new], self.at[i]
                if was == EMPTY:
                    self.set(i, EMPTY)
        self.left = capacity - sum(bucket is not None for bucket in self.at)


def tag_of(hash_):
    """The seven highest bits."""
    return hash_ >> 57
