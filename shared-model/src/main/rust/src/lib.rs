//! The native side of `dev.tandem.crdt`: yrs behind a border that only bytes and numbers cross.
//!
//! This file holds the symbols of `NativeText` and nothing else; each one unwraps its arguments, calls into a module that
//! knows no JNI, and resolves through the one policy in `border`.

pub mod answer;
pub mod border;
pub mod delta;
pub mod document;
pub mod failure;
pub mod panics;
pub mod plain;
pub mod sequence;
pub mod updates;
pub mod waiting;
pub mod wire;

use jni::objects::{JByteArray, JClass};
use jni::sys::{jboolean, jint, jlong};
use jni::EnvUnowned;

use border::{bytes, on, text, Throw};
use document::Document;
use failure::Outcome;
use wire::Id;

/// Raised whenever a symbol's meaning changes; `NativeLibrary` refuses a library of another number.
const ABI: jint = 1;

type Array<'local> = JByteArray<'local>;

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_abi<'local>(
    _env: EnvUnowned<'local>,
    _class: JClass<'local>,
) -> jint {
    panics::note();
    ABI
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_open<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    client: jlong,
    capture_timeout_millis: jlong,
) -> jlong {
    env.with_env(|_| -> Outcome<jlong> {
        Ok(border::give(Document::open(
            client as u64,
            capture_timeout_millis as u64,
        )))
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_close<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
) {
    env.with_env(|_| -> Outcome<()> {
        // SAFETY: TextDocument closes a handle once and never uses it afterwards.
        unsafe { border::take_back(handle) };
        Ok(())
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_text<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
) -> Array<'local> {
    env.with_env(|env| -> Outcome<Array<'local>> {
        // SAFETY: TextDocument confines an open handle to one thread.
        let all = unsafe { on(handle, |document| Ok(document.text())) }?;
        Ok(env.byte_array_from_slice(all.as_bytes())?)
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_length<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
) -> jint {
    env.with_env(|_| -> Outcome<jint> {
        // SAFETY: TextDocument confines an open handle to one thread.
        unsafe { on(handle, |document| Ok(document.length() as jint)) }
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_splice<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
    offset: jint,
    deleted: jint,
    inserted: Array<'local>,
) -> Array<'local> {
    env.with_env(|env| -> Outcome<Array<'local>> {
        let inserted = text(env, &inserted)?;
        // SAFETY: TextDocument confines an open handle to one thread.
        let update = unsafe {
            on(handle, |document| {
                document.splice(offset as u32, deleted as u32, &inserted)
            })
        }?;
        Ok(env.byte_array_from_slice(&update)?)
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_apply<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
    update: Array<'local>,
) -> Array<'local> {
    env.with_env(|env| -> Outcome<Array<'local>> {
        let update = bytes(env, &update)?;
        // SAFETY: TextDocument confines an open handle to one thread.
        let delta = unsafe { on(handle, |document| document.apply(&update)) }?;
        Ok(env.byte_array_from_slice(&answer::delta(&delta))?)
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_stateVector<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
) -> Array<'local> {
    env.with_env(|env| -> Outcome<Array<'local>> {
        // SAFETY: TextDocument confines an open handle to one thread.
        let vector = unsafe { on(handle, |document| Ok(document.state_vector())) }?;
        Ok(env.byte_array_from_slice(&vector)?)
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_difference<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
    have: Array<'local>,
) -> Array<'local> {
    env.with_env(|env| -> Outcome<Array<'local>> {
        let have = bytes(env, &have)?;
        // SAFETY: TextDocument confines an open handle to one thread.
        let update = unsafe { on(handle, |document| document.difference(&have)) }?;
        Ok(env.byte_array_from_slice(&update)?)
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_stick<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
    offset: jint,
    after: jboolean,
) -> Array<'local> {
    env.with_env(|env| -> Outcome<Array<'local>> {
        // SAFETY: TextDocument confines an open handle to one thread.
        let id = unsafe { on(handle, |document| document.stick(offset as u32, after)) }?;
        Ok(env.byte_array_from_slice(&answer::unit(id))?)
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_resolve<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
    client: jlong,
    clock: jlong,
    after: jboolean,
) -> jint {
    env.with_env(|_| -> Outcome<jint> {
        let unit = Id {
            client: client as u64,
            clock: clock as u32,
        };
        // SAFETY: TextDocument confines an open handle to one thread.
        let offset = unsafe { on(handle, |document| Ok(document.resolve(unit, after))) }?;
        Ok(offset.map_or(-1, |offset| offset as jint))
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_canStep<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
    back: jboolean,
) -> jboolean {
    env.with_env(|_| -> Outcome<jboolean> {
        // SAFETY: TextDocument confines an open handle to one thread.
        unsafe { on(handle, |document| Ok(document.can_step(back))) }
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_step<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
    back: jboolean,
) -> Array<'local> {
    env.with_env(|env| -> Outcome<Array<'local>> {
        // SAFETY: TextDocument confines an open handle to one thread.
        match unsafe { on(handle, |document| document.step(back)) }? {
            Some((update, delta)) => Ok(env.byte_array_from_slice(&answer::edit(&update, &delta))?),
            None => Ok(Array::default()),
        }
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_endUndoGroup<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
) {
    env.with_env(|_| -> Outcome<()> {
        // SAFETY: TextDocument confines an open handle to one thread.
        unsafe {
            on(handle, |document| {
                document.end_undo_group();
                Ok(())
            })
        }
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_properties<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
) -> Array<'local> {
    env.with_env(|env| -> Outcome<Array<'local>> {
        // SAFETY: TextDocument confines an open handle to one thread.
        let all = unsafe { on(handle, |document| Ok(document.properties())) }?;
        Ok(env.byte_array_from_slice(&answer::properties(&all))?)
    })
    .resolve::<Throw>()
}

/// A null `value` removes the property.
#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_setProperty<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
    key: Array<'local>,
    value: Array<'local>,
) -> Array<'local> {
    env.with_env(|env| -> Outcome<Array<'local>> {
        let key = text(env, &key)?;
        let value = if value.is_null() {
            None
        } else {
            Some(text(env, &value)?)
        };
        // SAFETY: TextDocument confines an open handle to one thread.
        let update = unsafe { on(handle, |document| document.set_property(&key, value.as_deref())) }?;
        Ok(env.byte_array_from_slice(&update)?)
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_authorship<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
) -> Array<'local> {
    env.with_env(|env| -> Outcome<Array<'local>> {
        // SAFETY: TextDocument confines an open handle to one thread.
        let runs = unsafe { on(handle, |document| Ok(document.authorship())) }?;
        Ok(env.byte_array_from_slice(&answer::authorship(&runs))?)
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_mergeUpdates<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    packed: Array<'local>,
) -> Array<'local> {
    env.with_env(|env| -> Outcome<Array<'local>> {
        let merged = updates::merge(&bytes(env, &packed)?)?;
        Ok(env.byte_array_from_slice(&merged)?)
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_differenceOfUpdate<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    update: Array<'local>,
    have: Array<'local>,
) -> Array<'local> {
    env.with_env(|env| -> Outcome<Array<'local>> {
        let news = updates::difference(&bytes(env, &update)?, &bytes(env, &have)?)?;
        Ok(env.byte_array_from_slice(&news)?)
    })
    .resolve::<Throw>()
}

#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_stateVectorOfUpdate<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    update: Array<'local>,
) -> Array<'local> {
    env.with_env(|env| -> Outcome<Array<'local>> {
        let vector = updates::state_vector(&bytes(env, &update)?)?;
        Ok(env.byte_array_from_slice(&vector)?)
    })
    .resolve::<Throw>()
}

/// Panics in the middle of a transaction; for the tests of what happens then.
#[no_mangle]
pub extern "system" fn Java_dev_tandem_crdt_NativeText_panic<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
) {
    env.with_env(|_| -> Outcome<()> {
        // SAFETY: TextDocument confines an open handle to one thread.
        unsafe { on(handle, |document| document.panic_in_transaction()) }
    })
    .resolve::<Throw>()
}
