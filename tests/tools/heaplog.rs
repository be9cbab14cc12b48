//! The heap logger that recorded programs are linked with (see record.py).
//!
//! A global allocator which writes one line to file descriptor 3 for each heap event of the main
//! thread between the entry and the exit of `main`. The panic machinery's own allocations (message,
//! payload, exception object) are no events; what destructors do while unwinding is. Markers:
//! `panic`, `end`, `thread` (another thread allocated), `full` (too many live blocks).
//! Nothing here allocates once `run` has begun: the table of live blocks is static.
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

pub use std::process::Termination;

unsafe extern "C" {
    fn write(fd: i32, bytes: *const u8, count: usize) -> isize;
}

/// What the main thread is doing; other threads stay `Outside`.
#[derive(Clone, Copy, PartialEq)]
enum Phase {
    Outside,
    Program,
    Message,  // a panic began: its message is made
    Hook,     // the panic hook runs
    Payload,  // the hook is done; the payload's box comes next
    Exception, // then the exception object
    Unwinding,
}

thread_local! { static PHASE: Cell<Phase> = const { Cell::new(Phase::Outside) }; }

const BLOCKS: usize = 1 << 19;
static mut LIVE: [(usize, usize); BLOCKS] = [(0, 0); BLOCKS];
static COUNT: AtomicUsize = AtomicUsize::new(0);
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
    unsafe { write(3, storage.as_ptr(), storage.len() - left) };
}

/// Linear probing by address; a freed entry keeps address 1 so that probes go on over it.
fn place(address: usize, wanted: usize) -> Option<usize> {
    let start = (address >> 3).wrapping_mul(0x9E37_79B9) % BLOCKS;
    for step in 0..BLOCKS {
        let index = (start + step) % BLOCKS;
        let key = unsafe { LIVE[index].0 };
        if key == wanted || wanted == 0 && key == 1 {
            return Some(index);
        }
        if key == 0 {
            return None;
        }
    }
    None
}

fn remember(address: usize, id: usize) {
    if COUNT.load(Relaxed) > BLOCKS / 2 {
        return emit("full", &[]);
    }
    if let Some(index) = place(address, 0) {
        COUNT.fetch_add(1, Relaxed);
        unsafe { LIVE[index] = (address, id) };
    }
}

fn forget(address: usize) -> Option<usize> {
    let index = place(address, address)?;
    COUNT.fetch_sub(1, Relaxed);
    unsafe {
        LIVE[index].0 = 1;
        Some(LIVE[index].1)
    }
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

struct Logger;

unsafe impl GlobalAlloc for Logger {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let block = unsafe { System.alloc(layout) };
        allocated(block as usize, layout);
        block
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let block = unsafe { System.alloc_zeroed(layout) };
        allocated(block as usize, layout);
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let address = block as usize;
        if PHASE.get() == Phase::Outside {
            other_thread();
        } else {
            if EXCEPTION.load(Relaxed) == address {
                EXCEPTION.store(0, Relaxed);
                if PHASE.get() == Phase::Unwinding {
                    PHASE.set(Phase::Program);
                }
            }
            if let Some(id) = forget(address) {
                emit("dealloc", &[id, layout.size(), layout.align()]);
            }
        }
        unsafe { System.dealloc(block, layout) };
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let moved = unsafe { System.realloc(block, layout, size) };
        if PHASE.get() == Phase::Outside {
            other_thread();
        } else if let Some(id) = forget(block as usize) {
            remember(moved as usize, id);
            emit("realloc", &[id, layout.size(), size, layout.align()]);
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
