"""Threads: one runs at a time and hands the baton over where it has to wait, so that runs are deterministic.

A spawned thread starts when its spawner first waits or ends. Threads that can run do so in the order in which they
became ready; time is virtual: when all wait, the clock jumps to the earliest wake-up. What is waited for is an object
(a lock, a channel, a thread's result); whoever changes it wakes the threads that wait for it, and those look again.
"""

import threading
from heapq import heappop, heappush

from . import heap, stdio, system
from .panic import PANICS, State, abort, stack_overflow

STACK = 64 << 20
HANGS = 124                      # what `timeout` gives for a program that hangs, as this one would
SPINS = 100                      # reads of atomics after which another thread has its turn
YIELD = 1000                     # the nanoseconds that giving way takes


class Killed(BaseException):
    """Ends a thread when the program ends. Nothing catches it: no destructor runs, as natively."""


class Thread:
    """`baton`: a lock that is released when it is the thread's turn; `ticket`: counts its waits, so that a wake-up of an
    earlier one is known as stale; `key`: what it waits for; `locals`: values of `thread_local!`, by key; `destructible`: the keys of those with destructors,
    `destroyed`: of those that are gone."""

    def __init__(self, number, name):
        self.number, self.name = number, name
        self.baton = threading.Lock()
        self.baton.acquire()
        self.ticket, self.key, self.timed_out, self.killed = 0, None, False, False
        self.unwinding, self.handle, self.destroy, self.locals, self.pending = 0, None, None, {}, None
        self.destructible, self.destroyed = [], set()


class Scheduler:
    """The threads of one run: `ready`, in order; `sleepers`: a heap of (time, order, thread, ticket); `waiting`: the threads
    by the id of what they wait for; `blocks`: the last heap ids given (main's, the others')."""

    def __init__(self):
        self.main = self.current = Thread(0, "main")
        self.others, self.ready, self.sleepers, self.waiting = [], [], [], {}
        self.order = self.spins = self.spawned = self.logged = 0
        self.blocks = [0, heap.FOREIGN]

    # --- whose turn it is ------------------------------------------------------------------

    def next(self):
        """The thread that runs next: a ready one, else the one that wakes up first; None where all wait for ever."""
        if self.ready:
            return self.ready.pop(0)
        while self.sleepers:
            time, _, thread, ticket = heappop(self.sleepers)
            if thread.ticket == ticket:
                system.Clock.ahead = max(system.Clock.ahead, time)
                self.forget(thread)
                thread.timed_out = True
                return thread
        return None

    def rouse(self):
        """Sleepers whose time has come are ready."""
        while self.sleepers and self.sleepers[0][0] <= system.Clock.ahead:
            _, _, thread, ticket = heappop(self.sleepers)
            if thread.ticket == ticket:
                self.forget(thread)
                thread.timed_out = True
                self.ready.append(thread)

    def forget(self, thread):
        """A thread does not wait any more."""
        queue = self.waiting.get(thread.key)
        if queue is not None:
            queue.remove(thread)
            if not queue:
                del self.waiting[thread.key]
        thread.key, thread.ticket = None, thread.ticket + 1

    def pass_on(self, after=None):
        """Give the baton to the next thread; `after`: the thread that then waits for its next turn (None: it has ended)."""
        target = self.next()
        if target is None:
            self.deadlock()
            target = self.main
        if target is after:
            return
        before, self.current = self.current, target
        before.unwinding, State.unwinding, State.name = State.unwinding, target.unwinding, target.name
        self.heap_of(target.number)
        target.baton.release()
        if after is not None:
            after.baton.acquire()
            self.resumed(after)

    def resumed(self, thread):
        if thread.killed:
            raise Killed
        if thread.pending is not None:
            error, thread.pending = thread.pending, None
            raise error

    def heap_of(self, number):
        """What follows in the log belongs to the thread of that number."""
        events = heap.HEAP.events
        mine = 0 if self.logged == 0 else 1
        self.blocks[mine] = heap.HEAP.last
        self.logged = number
        heap.HEAP.last = self.blocks[0 if number == 0 else 1]
        if events and type(events[-1]) is tuple and events[-1][0] == "thread":
            events[-1] = ("thread", number)
        else:
            events.append(("thread", number))

    def deadlock(self):
        """All threads wait for each other: natively the program hangs."""
        from .panic import Exit

        stdio.write_error("fatal: deadlock: every thread of the program waits for another one, so it would hang for ever\n")
        if self.current is self.main:
            raise Exit(HANGS)
        self.forget(self.main)
        self.main.pending = Exit(HANGS)

    # --- waiting -----------------------------------------------------------------------------

    def wait(self, key, nanos):
        """Wait until somebody wakes whoever waits for `key` (None: nobody does), at most so long (None: for ever).
        True if somebody did."""
        me = self.current
        me.timed_out, me.key = False, key
        if key is not None:
            self.waiting.setdefault(key, []).append(me)
        if nanos is not None:
            self.order += 1
            heappush(self.sleepers, (system.Clock.ahead + nanos, self.order, me, me.ticket))
        self.pass_on(me)
        return not me.timed_out

    def wake(self, key, count):
        """Up to `count` threads that wait for `key` become ready."""
        for thread in self.waiting.get(key, [])[:count]:
            self.forget(thread)
            self.ready.append(thread)

    def give_way(self):
        """Let the others run first. Where all others sleep, time passes."""
        self.spins = 0
        me = self.current
        system.Clock.ahead += YIELD
        self.rouse()
        if not self.ready:
            target = self.next()
            if target is None:
                return
            self.ready.append(target)
        self.ready.append(me)
        self.pass_on(me)

    # --- beginning and end ---------------------------------------------------------------------

    def spawn(self, function, name):
        self.spawned += 1
        thread = Thread(self.spawned, name)
        self.others.append(thread)
        threading.stack_size(STACK)
        try:
            threading.Thread(target=self.run, args=(thread, function), daemon=True).start()
        finally:
            threading.stack_size(0)
        self.ready.append(thread)
        return thread

    def run(self, thread, function):
        """The life of a spawned thread. What ends the whole process is raised in the main thread."""
        thread.baton.acquire()
        if thread.killed:
            return
        try:
            function()
            run_destructors(thread)
        except Killed:
            return
        except RecursionError:
            stack_overflow()
        except BaseException as error:
            self.forget(self.main)
            if self.main in self.ready:
                self.ready.remove(self.main)
            self.main.pending = error
            self.ready.insert(0, self.main)
        self.others.remove(thread)
        self.pass_on()

    def finish(self):
        """The main thread has ended, and with it all others."""
        run_destructors(self.main)
        for thread in self.others:
            thread.killed = True
            thread.baton.release()
        State.unwinding, State.name = 0, "main"


class Run:
    """The scheduler of the run."""

    scheduler = None


def scheduler():
    found = Run.scheduler
    if found is None:
        found = Run.scheduler = Scheduler()
        State.at_exit.append(finish)
    return found


def finish():
    found = Run.scheduler
    if found is not None:
        found.finish()                     # destructors of thread-local values find theirs still
        Run.scheduler = None


def spawn(call, function, name):
    """Make a thread that calls the boxed closure `function` through `call`; it becomes ready."""
    scheduler().spawn(lambda: call(function), name)
    return ()


def wait(obj):
    scheduler().wait(id(obj), None)
    return ()


def wait_for(obj, nanos):
    """Whether somebody woke the thread within that time."""
    return scheduler().wait(id(obj), nanos)


def wake(obj, count):
    if Run.scheduler is not None:
        Run.scheduler.wake(id(obj), count)
    return ()


def sleep(nanos):
    scheduler().wait(None, nanos)
    return ()


def give_way():
    if Run.scheduler is not None:
        Run.scheduler.give_way()
    return ()


def spin():
    """Called where an atomic is read: a loop that waits for another thread must let it run."""
    found = Run.scheduler
    if found is not None:
        found.spins += 1
        if found.spins >= SPINS:
            found.give_way()
    return ()


def panicking():
    return State.unwinding > 0


# --- what belongs to a thread ------------------------------------------------------------------

def has_handle():
    return scheduler().current.handle is not None


def handle():
    return scheduler().current.handle


def set_handle(value, destroy):
    thread = scheduler().current
    thread.handle, thread.destroy = value, destroy
    return ()


def has_local(key):
    return id(key) in scheduler().current.locals


def local(key):
    return scheduler().current.locals[id(key)][0]


def put_local(key, value, destroy, needs_drop):
    """`needs_drop`: the value has a destructor, for the end of the thread."""
    thread = scheduler().current
    thread.locals[id(key)] = value, destroy
    if needs_drop:
        thread.destructible.append(id(key))
    return ()


def local_destroyed(key):
    return id(key) in scheduler().current.destroyed


def run_destructors(thread):
    """The thread's `thread_local!` values that have destructors go, the last one first; then its handle."""
    while thread.destructible:
        key = thread.destructible.pop()
        value, destroy = thread.locals.pop(key)
        thread.destroyed.add(key)
        try:
            destroy(value)
        except PANICS:
            stdio.write_error("fatal runtime error: thread local panicked on drop, aborting\n")
            abort()
    if thread.handle is not None:
        value, thread.handle = thread.handle, None
        thread.destroy(value)


def quiet():
    """What follows is std's own: it does not show in the heap log. Returns whose turn it was, for `loud`."""
    found = scheduler()
    before = found.logged
    found.heap_of(-1)
    return before


def loud(number):
    scheduler().heap_of(number)
    return ()
