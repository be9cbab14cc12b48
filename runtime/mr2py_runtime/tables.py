"""The table behind `HashMap`: a dict of buckets, with hashbrown's capacities and allocations.

Keys of the dict are images of the keys (immutable Python objects that are equal where the keys are); iteration is in
the order of insertion then. Where the program hashes or compares itself, buckets are found and ordered by `Slots`, and
the dict holds the index of each bucket under its identity.
"""

from . import heap


class HashTable:
    """`d`: dict of buckets; `buckets`: how many native ones there are (0: nothing allocated); `b`: the block's id;
    `rest`: the items still to be handed out, last first, of a table that is being taken apart;
    `slots`: see above, None where keys have images; `moving`: the generator that orders the items anew, and what it is sent."""

    __slots__ = ("d", "buckets", "b", "rest", "slots", "moving", "hash")

    def __init__(self, hashed=False, buckets=0, layout=None):
        self.d, self.buckets, self.b, self.rest, self.moving, self.hash = {}, buckets, 0, None, None, None
        self.slots = slots_for(buckets) if hashed else None
        if buckets and layout is not None:
            self.b = heap.alloc(table_size(buckets, layout), 16)

    def assign(self, other):
        for slot in HashTable.__slots__:
            setattr(self, slot, getattr(other, slot))

    def taken(self):
        new = HashTable()
        new.assign(self)
        return new


def slots_for(buckets):
    from .slots import Slots

    return Slots(buckets, capacity_of(buckets))


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
    """How many items it takes before it grows; what was removed may stand in the way (where hashes are random, nobody can tell)."""
    return capacity_of(table.buckets) if table.slots is None else len(table.d) + table.slots.left


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


# --- tables whose keys the program hashes: the buckets that move are asked for their hashes one by one ---------------

def table_grow(table, additional, size):
    """Whether room for further items asks for hashes: `table_unplaced` tells whose."""
    if additional > table.slots.left:
        needed, capacity = len(table.d) + additional, capacity_of(table.buckets)
        if needed <= capacity // 2:
            table.moving = table.slots.settle(capacity)
        else:
            table.moving = moving_to(table, buckets_for(max(needed, capacity + 1), size), size)
    return table.moving is not None


def table_retreat(table, least, size):
    """The same for fewer buckets."""
    buckets = buckets_for(max(len(table.d), least), size)
    if buckets < table.buckets:
        table.moving = moving_to(table, buckets, size)
    return table.moving is not None


def moving_to(table, buckets, size):
    """Move all items to a new block, a generator that gives a bucket and is sent its hash."""
    block = heap.alloc(table_size(buckets, size), 16) if buckets else 0
    new = slots_for(buckets)
    done = False
    try:
        for bucket in table.slots.buckets():
            new.put((yield bucket), bucket)
        done = True
    finally:
        if not done:
            heap.dealloc(block, table_size(buckets, size), 16)     # a hash panicked
    table_free(table, size)
    table.b, table.buckets, table.slots = block, buckets, new


def table_unplaced(table):
    """The next bucket whose hash is wanted, None when all are in their places."""
    try:
        return table.moving.send(table.hash)
    except StopIteration:
        table.d = {id(bucket): i for i, bucket in enumerate(table.slots.at) if bucket is not None}
        table.moving = table.hash = None
        return None


def table_place(table, hash_):
    table.hash = hash_


def table_candidates(table, hash_):
    """The buckets that a key with that hash is compared with."""
    return table.slots.candidates(hash_)


# --- all tables ------------------------------------------------------------------------------------------------------


def table_free(table, size):
    if table.buckets:
        heap.dealloc(table.b, table_size(table.buckets, size), 16)


def table_like(table, size=None):
    """An empty table with as many buckets; where a bucket is in the other one, its clone will be."""
    new = HashTable(False, table.buckets, size)
    new.slots = table.slots and table.slots.copy()
    return new


def table_entries(table):
    """All buckets, in order."""
    return list(table.d.values()) if table.slots is None else table.slots.buckets()


def table_items(table):
    """The buckets that a table still owns."""
    return table_entries(table) if table.rest is None else table.rest[::-1]


def table_take_items(table):
    """The items leave for a table without a block; this one is empty."""
    new = HashTable()
    new.rest = table_entries(table)[::-1]
    table.d.clear()
    if table.slots is not None:
        table.slots.clear(table.buckets, capacity_of(table.buckets))
    return new


def table_start(table):
    """The table is to be taken apart from the front."""
    table.rest = table_entries(table)[::-1]
    table.d.clear()
    return table


def table_pop(table):
    """The next bucket, or None."""
    return table.rest.pop() if table.rest else None


def table_add(table, hash_, image, bucket):
    """Add a bucket that is not there yet, under its image or its hash."""
    if table.slots is None:
        table.d[image] = bucket
    else:
        table.d[id(bucket)] = table.slots.put(hash_, bucket)
    return bucket


def table_put_like(table, other, image, twin, bucket):
    """Add a bucket where its twin is in the other table, or under its image."""
    if table.slots is None:
        table.d[image] = bucket
    else:
        index = table.d[id(bucket)] = other.d[id(twin)]
        table.slots.at[index] = bucket


def table_erase(table, image, bucket):
    """Take a bucket out."""
    if table.slots is None:
        return table.d.pop(image)
    table.slots.erase(table.d.pop(id(bucket)))
    return bucket
