//! The machinery behind every symbol: unwrap the arguments, run the call, turn a failure or a panic into one Java
//! exception.

use std::any::Any;

use jni::errors::ErrorPolicy;
use jni::objects::JByteArray;
use jni::strings::JNIString;
use jni::sys::jlong;
use jni::{jni_str, Env};

use crate::document::Document;
use crate::failure::{Failure, Outcome};
use crate::panics::{self, caught, on_stack};

/// What a Java handle points to. A document that panicked is never touched again, not even to free it: its inner state
/// is unknown, and what it holds is leaked on purpose.
pub struct Handle {
    document: Option<Document>,
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
    let Some(document) = owned.document.take() else {
        return;
    };
    let stack = document.stack_needed();
    // What fails now, nobody can do anything about, and closing must not fail.
    let _ = caught(move || on_stack(stack, move || drop(document)));
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
    let stack = document.stack_needed();
    match caught(|| on_stack(stack, || call(document))) {
        Ok(outcome) => outcome,
        Err(message) => {
            std::mem::forget(handle.document.take());
            Err(Failure::Broken(message))
        }
    }
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
        Self::on_error(env, captures, Failure::Broken(panics::last()))
    }
}
