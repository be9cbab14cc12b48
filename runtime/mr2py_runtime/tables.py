"""The table behind `HashMap`: a dict of buckets, with hashbrown's capacities and allocations.

Keys of the dict are images of the keys (immutable Python objects that are equal where the keys are), or, where the
program hashes and compares itself, the buckets' identities; then `hashes` and `chains` find buckets by their hash.
Iteration is in the order of insertion.
"""

from . import heap


class HashTable:
    """`d`: dict of buckets; `buckets`: how many native ones there are (0: nothing allocated); `b`: the block's id;
    `rest`: the items still to be handed out, last first, of a table that is being taken apart;
    `hashes` {identity: hash}, `chains` {hash: [bucket]}: see above, None where keys have images."""

    __slots__ = ("d", "buckets", "b", "rest", "hashes", "chains")

    def __init__(self, hashed=False, buckets=0, layout=None):
        self.d, self.buckets, self.b, self.rest = {}, buckets, 0, None
        self.hashes = self.chains = None
        if hashed:
            self.hashes, self.chains = {}, {}
        if buckets and layout:
            self.b = heap.alloc(table_size(buckets, layout), 16)

    def assign(self, other):
        for slot in HashTable.__slots__:
            setattr(self, slot, getattr(other, slot))

    def taken(self):
        new = HashTable()
        new.assign(self)
        return new


def table_size(buckets, size):
    """Bytes of a block: the pairs, padded to 16, then a control byte for each bucket and a group behind."""
    return (buckets * size + 15) // 16 * 16 + buckets + 16


def buckets_for(capacity, size):
    """How many buckets hold that many items (`capacity_to_buckets`)."""
    if capacity == 0:
        return 0
    if capacity < 15:
        capacity = max(capacity, 14 if size <= 1 else 7 if size <= 3 else 3)
        return 4 if capacity < 4 else 8 if capacity < 8 else 16
    return 1 << (capacity * 8 // 7 - 1).bit_length()


def capacity_of(buckets):
    """How many items that many buckets take."""
    return buckets // 8 * 7 if buckets > 8 else max(buckets - 1, 0)


def table_capacity(table):
    return capacity_of(table.buckets)


def table_reserve(table, additional, size):
    """Make room; the new block comes before the old one goes."""
    needed, capacity = len(table.d) + additional, capacity_of(table.buckets)
    if needed > capacity:
        resize(table, buckets_for(max(needed, capacity + 1), size), size)


def resize(table, buckets, size):
    old = table.b and table_size(table.buckets, size)
    block = heap.alloc(table_size(buckets, size), 16) if buckets else 0
    heap.dealloc(table.b, old, 16)
    table.b, table.buckets = block, buckets


def table_shrink(table, least, size):
    buckets = buckets_for(max(len(table.d), least), size)
    if buckets < table.buckets:
        resize(table, buckets, size)


def table_free(table, size):
    if table.buckets:
        heap.dealloc(table.b, table_size(table.buckets, size), 16)


def table_like(table, size=None):
    """An empty table with as many buckets."""
    return HashTable(table.hashes is not None, table.buckets, size)


def table_entries(table):
    """All buckets, in order."""
    return list(table.d.values())


def table_items(table):
    """The buckets that a table still owns."""
    return list(table.d.values()) if table.rest is None else table.rest[::-1]


def table_take_items(table):
    """The items leave for a table without a block; this one is empty."""
    new = HashTable()
    new.rest = list(table.d.values())[::-1]
    table.d.clear()
    if table.hashes is not None:
        table.hashes.clear()
        table.chains.clear()
    return new


def table_start(table):
    """The table is to be taken apart from the front."""
    table.rest = list(table.d.values())[::-1]
    table.d.clear()
    return table


def table_pop(table):
    """The next bucket, or None."""
    return table.rest.pop() if table.rest else None


def table_add(table, hash_, image, bucket):
    """Add a bucket that is not there yet, under its image or its hash."""
    if table.hashes is None:
        table.d[image] = bucket
    else:
        key = id(bucket)
        table.d[key] = bucket
        table.hashes[key] = hash_
        table.chains.setdefault(hash_, []).append(bucket)
    return bucket


def table_put_like(table, other, image, twin, bucket):
    """Add a bucket under the hash that its twin has in the other table, or under its image."""
    table_add(table, 0 if other.hashes is None else other.hashes[id(twin)], image, bucket)


def table_erase(table, image, bucket):
    """Take a bucket out."""
    if table.hashes is None:
        return table.d.pop(image)
    key = id(bucket)
    hash_ = table.hashes.pop(key)
    chain = [other for other in table.chains[hash_] if other is not bucket]
    if chain:
        table.chains[hash_] = chain
    else:
        del table.chains[hash_]
    return table.d.pop(key)
