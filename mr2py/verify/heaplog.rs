//! The heap logger that native programs are linked with (see native.py).
//!
//! A global allocator which writes one line for each heap event of the main thread between the entry
//! and the exit of `main` to the file named by the environment variable `MR2PY_HEAP_LOG`. The panic
//! machinery's own allocations (message, payload, exception object) are no events; what destructors do
//! while unwinding is. What the system refuses is no event. Markers: `panic`, `end`, `thread` (another thread allocated), `full` (too many
//! live blocks). What another thread frees is forgotten without a line, so that a block that gets its
//! address later has an id of its own. Nothing here allocates once `run` has begun: the table of live
//! blocks is static.
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::fs::File;
use std::io::Write as _;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};

pub use std::process::Termination;

/// What the main thread is doing; other threads stay `Outside`.
#[derive(Clone, Copy, PartialEq)]
enum Phase {
    Outside,
    Program,
    Message,   // a panic began: its message is made
    Hook,      // the panic hook runs
    Payload,   // the hook is done; the payload's box comes next
    Exception, // then the exception object
    Unwinding,
}

thread_local! { static PHASE: Cell<Phase> = const { Cell::new(Phase::Outside) }; }

const BLOCKS: usize = 1 << 19;
const FREE: usize = 0;
const LEFT: usize = 1; // an entry that went: probes go on over it

static LOG: OnceLock<File> = OnceLock::new();
static LAST_ID: AtomicUsize = AtomicUsize::new(0);
static EXCEPTION: AtomicUsize = AtomicUsize::new(0);
static RUNNING: AtomicBool = AtomicBool::new(false);
static THREAD_TOLD: AtomicBool = AtomicBool::new(false);

/// Write `word` and numbers as one line, without allocating.
fn emit(word: &str, numbers: &[usize]) {
    let mut storage = [0u8; 128];
    let mut rest = &mut storage[..];
    let _ = write!(rest, "{word}");
    for number in numbers {
        let _ = write!(rest, " {number}");
    }
    let _ = writeln!(rest);
    let left = rest.len();
    if let Some(mut file) = LOG.get() {
        let _ = file.write_all(&storage[..storage.len() - left]);
    }
}

/// The live blocks: (address, id), by linear probing.
struct Live {
    entries: [(usize, usize); BLOCKS],
    count: usize,
}

static LOCK: AtomicBool = AtomicBool::new(false);
static mut LIVE: Live = Live { entries: [(FREE, 0); BLOCKS], count: 0 };

/// The table, for one thread at a time.
fn with_live<R>(work: impl FnOnce(&mut Live) -> R) -> R {
    while LOCK.compare_exchange_weak(false, true, Acquire, Relaxed).is_err() {
        std::hint::spin_loop();
    }
    let result = work(unsafe { &mut *(&raw mut LIVE) });
    LOCK.store(false, Release);
    result
}

impl Live {
    fn start(address: usize) -> usize {
        (address >> 3).wrapping_mul(0x9E37_79B9) % BLOCKS
    }

    /// False where there is no more room.
    fn add(&mut self, address: usize, id: usize) -> bool {
        if self.count > BLOCKS / 2 {
            return false;
        }
        let mut index = Self::start(address);
        while self.entries[index].0 > LEFT {
            index = (index + 1) % BLOCKS;
        }
        self.entries[index] = (address, id);
        self.count += 1;
        true
    }

    /// The id of a block, which is no more.
    fn take(&mut self, address: usize) -> Option<usize> {
        let mut index = Self::start(address);
        while self.entries[index].0 != address {
            if self.entries[index].0 == FREE {
                return None;
            }
            index = (index + 1) % BLOCKS;
        }
        let id = self.entries[index].1;
        self.count -= 1;
        self.entries[index].0 = LEFT;
        if self.entries[(index + 1) % BLOCKS].0 == FREE {
            while self.entries[index].0 == LEFT {
                self.entries[index].0 = FREE;
                index = (index + BLOCKS - 1) % BLOCKS;
            }
        }
        Some(id)
    }
}

fn remember(address: usize, id: usize) {
    if !with_live(|live| live.add(address, id)) {
        emit("full", &[]);
    }
}

fn forget(address: usize) -> Option<usize> {
    with_live(|live| live.take(address))
}

fn other_thread() {
    if RUNNING.load(Relaxed) && !THREAD_TOLD.swap(true, Relaxed) {
        emit("thread", &[]);
    }
}

/// Whether an allocation at `address` is the program's own; moves through the phases of a panic.
fn is_event(address: usize, phase: Phase) -> bool {
    if !std::thread::panicking() {
        PHASE.set(Phase::Program);
        return true;
    }
    match phase {
        Phase::Program => PHASE.set(Phase::Message),
        Phase::Payload => PHASE.set(Phase::Exception),
        Phase::Exception => {
            EXCEPTION.store(address, Relaxed);
            PHASE.set(Phase::Unwinding);
        }
        Phase::Unwinding => return true,
        _ => {}
    }
    false
}

fn allocated(address: usize, layout: Layout) {
    match PHASE.get() {
        Phase::Outside => other_thread(),
        phase => {
            if is_event(address, phase) {
                let id = LAST_ID.fetch_add(1, Relaxed) + 1;
                remember(address, id);
                emit("alloc", &[id, layout.size(), layout.align()]);
            }
        }
    }
}

/// What happens to the table when a block is freed or moved: before the block is another thread's.
fn freed(address: usize) -> Option<usize> {
    if PHASE.get() == Phase::Outside {
        if RUNNING.load(Relaxed) {
            other_thread();
            forget(address);
        }
        return None;
    }
    if EXCEPTION.load(Relaxed) == address {
        EXCEPTION.store(0, Relaxed);
        if PHASE.get() == Phase::Unwinding {
            PHASE.set(Phase::Program);
        }
    }
    forget(address)
}

struct Logger;

unsafe impl GlobalAlloc for Logger {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let block = unsafe { System.alloc(layout) };
        if !block.is_null() {
            allocated(block as usize, layout);
        }
        block
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let block = unsafe { System.alloc_zeroed(layout) };
        if !block.is_null() {
            allocated(block as usize, layout);
        }
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if let Some(id) = freed(block as usize) {
            emit("dealloc", &[id, layout.size(), layout.align()]);
        }
        unsafe { System.dealloc(block, layout) };
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let id = freed(block as usize);
        let moved = unsafe { System.realloc(block, layout, size) };
        if let Some(id) = id {
            if moved.is_null() {
                remember(block as usize, id); // the block stays as it was
            } else {
                remember(moved as usize, id);
                emit("realloc", &[id, layout.size(), size, layout.align()]);
            }
        }
        moved
    }
}

#[global_allocator]
static LOGGER: Logger = Logger;

struct End;

impl Drop for End {
    fn drop(&mut self) {
        PHASE.set(Phase::Outside);
        RUNNING.store(false, Relaxed);
        emit("end", &[]);
    }
}

/// Run the program's main between the two ends of the log.
pub fn run<R>(main: impl FnOnce() -> R) -> R {
    if RUNNING.load(Relaxed) {
        return main(); // called by the program itself
    }
    if let Some(path) = std::env::var_os("MR2PY_HEAP_LOG") {
        let _ = LOG.set(File::create(path).expect("the heap log cannot be written"));
    }
    print!(""); // stdout's buffer exists before the log begins
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let inside = PHASE.get() != Phase::Outside;
        if inside {
            emit("panic", &[]);
            PHASE.set(Phase::Hook);
        }
        hook(info);
        if inside {
            PHASE.set(Phase::Payload);
        }
    }));
    let _end = End;
    RUNNING.store(true, Relaxed);
    PHASE.set(Phase::Program);
    main()
}
