//! How a result that is more than plain bytes crosses the border: lib0 variable-length integers and length-prefixed
//! UTF-8, read by `NativeAnswer` on the Java side.

/// A result in the making.
#[derive(Default)]
pub struct Answer(Vec<u8>);

impl Answer {
    /// Appends an unsigned integer, seven bits a byte, least significant first.
    pub fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push((value as u8 & 0x7f) | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    /// Appends bytes after their length.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    /// Appends a text as UTF-8 after its length in bytes.
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// The bytes so far.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}
