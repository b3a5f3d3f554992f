//! Panics as messages, and stacks that are deep enough not to overflow, which no one could catch.

use std::any::Any;
use std::cell::Cell;
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe, PanicHookInfo};

thread_local! {
    static LAST: Cell<Option<String>> = const { Cell::new(None) };
}

/// Remembers what a panic said and where, for an exception's message, instead of printing it to the terminal.
pub fn note() {
    std::panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        let place = info
            .location()
            .map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
        LAST.with(|last| last.set(Some(format!("{}{place}", words(info.payload())))));
    }));
}

fn words(payload: &dyn Any) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "a panic without words".to_owned()
    }
}

/// The message of this thread's last panic.
pub fn last() -> String {
    LAST.with(Cell::take)
        .unwrap_or_else(|| "a panic without words".to_owned())
}

/// The call's result, or the message of its panic.
pub fn caught<T>(call: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|_| last())
}

/// Lets a value go to another thread and back while this one waits for it.
struct Lent<T>(T);

// SAFETY: only one of the two threads runs at a time, and starting and joining a thread order their memory accesses.
unsafe impl<T> Send for Lent<T> {}

impl<T> Lent<T> {
    fn take(self) -> T {
        self.0
    }
}

/// Runs the call here, or on a thread of that much stack in bytes. A panic there goes on here.
pub fn on_stack<T>(stack: Option<usize>, call: impl FnOnce() -> T) -> T {
    let Some(stack) = stack else { return call() };
    let lent = Lent(call);
    let done = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(stack)
            .spawn_scoped(scope, move || {
                let call = lent.take();
                Lent(caught(call))
            })
            .expect("a deeply nested document needs a thread");
        thread.join().expect("the thread catches its own panics").take()
    });
    done.unwrap_or_else(|message| {
        LAST.with(|last| last.set(Some(message)));
        resume_unwind(Box::new("passed on"))
    })
}
