//! Why a call was refused. Each kind becomes one Java exception class, in `lib.rs`.

use std::fmt;

/// A call that did nothing, and why.
#[derive(Debug)]
pub enum Failure {
    /// A peer's bytes are not an update or a state vector.
    Malformed(String),
    /// The caller named a place outside of the text.
    OutOfBounds(String),
    /// The caller asked for something that a text cannot hold.
    Argument(String),
    /// The document cannot be used any more.
    Broken(String),
    /// The JVM refused a call of ours; its own exception is usually pending.
    Jvm(jni::errors::Error),
}

/// What every operation of the crate returns.
pub type Outcome<T> = Result<T, Failure>;

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Malformed(why) | Failure::OutOfBounds(why) | Failure::Argument(why) | Failure::Broken(why) => {
                f.write_str(why)
            }
            Failure::Jvm(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<jni::errors::Error> for Failure {
    fn from(error: jni::errors::Error) -> Self {
        Failure::Jvm(error)
    }
}

impl From<yrs::encoding::read::Error> for Failure {
    fn from(error: yrs::encoding::read::Error) -> Self {
        Failure::Malformed(error.to_string())
    }
}
