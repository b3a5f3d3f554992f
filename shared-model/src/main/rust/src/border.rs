//! The machinery behind every symbol: unwrap the arguments, run the call, turn a failure or a panic into one Java
//! exception.

use std::any::Any;
use std::cell::Cell;
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe, PanicHookInfo};

use jni::errors::ErrorPolicy;
use jni::objects::JByteArray;
use jni::strings::JNIString;
use jni::sys::jlong;
use jni::{jni_str, Env};

use crate::document::Document;
use crate::failure::{Failure, Outcome};

thread_local! {
    static LAST_PANIC: Cell<Option<String>> = const { Cell::new(None) };
}

/// What a Java handle points to. A document that panicked is never touched again, not even to free it: its inner state
/// is unknown, and what it holds is leaked on purpose.
pub struct Handle {
    document: Option<Document>,
}

/// Remembers where a panic happened, for the exception's message, instead of printing it to the terminal.
pub fn note_panics() {
    std::panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        let place = info
            .location()
            .map_or_else(String::new, |l| format!(" at {}:{}", l.file(), l.line()));
        let message = format!("{}{place}", words(info.payload()));
        LAST_PANIC.with(|last| last.set(Some(message)));
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

fn last_panic() -> String {
    LAST_PANIC
        .with(|last| last.take())
        .unwrap_or_else(|| "a panic without words".to_owned())
}

/// Makes a handle for Java to keep.
pub fn give(document: Document) -> jlong {
    Box::into_raw(Box::new(Handle {
        document: Some(document),
    })) as jlong
}

/// Frees the handle and, unless it panicked before, the document.
///
/// # Safety
/// `handle` came from [`give`], was not taken back before, and no other thread is using it: the Java side guards that.
pub unsafe fn take_back(handle: jlong) {
    // SAFETY: promised by the caller.
    let mut owned = unsafe { Box::from_raw(handle as *mut Handle) };
    let Some(mut document) = owned.document.take() else {
        return;
    };
    let freed = catch_unwind(AssertUnwindSafe(move || {
        let stack = document.stack_needed();
        on_stack(stack, move || drop(document));
    }));
    if freed.is_err() {
        // There is nothing left to do for it, and closing must not fail.
        last_panic();
    }
}

/// Runs a call on a document. After a panic the document is given up.
///
/// # Safety
/// As for [`take_back`].
pub unsafe fn on<T>(handle: jlong, call: impl FnOnce(&mut Document) -> Outcome<T>) -> Outcome<T> {
    // SAFETY: promised by the caller.
    let handle = unsafe { &mut *(handle as *mut Handle) };
    let Some(document) = handle.document.as_mut() else {
        return Err(Failure::Broken(
            "the document was given up after an earlier failure".into(),
        ));
    };
    match catch_unwind(AssertUnwindSafe(|| {
        let stack = document.stack_needed();
        on_stack(stack, || call(document))
    })) {
        Ok(outcome) => outcome,
        Err(_) => {
            std::mem::forget(handle.document.take());
            Err(Failure::Broken(last_panic()))
        }
    }
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

/// Runs the call here, or on a thread of that much stack. A panic there goes on here.
fn on_stack<T>(stack: Option<usize>, call: impl FnOnce() -> T) -> T {
    let Some(stack) = stack else { return call() };
    let lent = Lent(call);
    let done = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(stack)
            .spawn_scoped(scope, move || {
                let call = lent.take();
                Lent(catch_unwind(AssertUnwindSafe(call)).map_err(|_| last_panic()))
            })
            .expect("a deeply nested document needs a thread");
        thread.join().expect("the thread catches its own panics").take()
    });
    done.unwrap_or_else(|message| {
        LAST_PANIC.with(|last| last.set(Some(message)));
        resume_unwind(Box::new("passed on"))
    })
}

/// Copies a Java array.
pub fn bytes(env: &Env<'_>, array: &JByteArray<'_>) -> Outcome<Vec<u8>> {
    Ok(env.convert_byte_array(array)?)
}

/// Reads a Java array as text.
pub fn text(env: &Env<'_>, array: &JByteArray<'_>) -> Outcome<String> {
    String::from_utf8(bytes(env, array)?).map_err(|_| Failure::Argument("not UTF-8".into()))
}

/// The one policy by which failures become exceptions.
pub struct Throw;

impl<T: Default> ErrorPolicy<T, Failure> for Throw {
    type Captures<'local: 'method, 'method> = ();

    fn on_error<'local: 'method, 'method>(
        env: &mut Env<'local>,
        _captures: &mut (),
        failure: Failure,
    ) -> jni::errors::Result<T> {
        if env.exception_check() {
            return Ok(T::default());
        }
        let class = match &failure {
            Failure::Malformed(_) => jni_str!("dev/tandem/protocol/MalformedUpdateException"),
            Failure::OutOfBounds(_) => jni_str!("java/lang/IndexOutOfBoundsException"),
            Failure::Argument(_) => jni_str!("java/lang/IllegalArgumentException"),
            Failure::Broken(_) | Failure::Jvm(_) => {
                jni_str!("dev/tandem/crdt/BrokenDocumentException")
            }
        };
        let message = JNIString::from(failure.to_string());
        // Throwing reports "an exception is pending", which is what was asked for.
        let _ = env.throw_new(class, &message);
        Ok(T::default())
    }

    fn on_panic<'local: 'method, 'method>(
        env: &mut Env<'local>,
        captures: &mut (),
        _payload: Box<dyn Any + Send + 'static>,
    ) -> jni::errors::Result<T> {
        Self::on_error(env, captures, Failure::Broken(last_panic()))
    }
}
