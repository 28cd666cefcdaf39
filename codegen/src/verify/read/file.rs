//! Reads files.

use std::io::Read;
use std::path::Path;

/// The maximum size of a file, in bytes.
const MAX_SIZE: u64 = 512 << 20;

/// Reads a file, or returns the reason why it cannot be read.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let file = std::fs::File::open(path).map_err(|error| format!("cannot be read: {error}"))?;
    let mut bytes = Vec::new();
    match file.take(MAX_SIZE + 1).read_to_end(&mut bytes) {
        Ok(length) if length as u64 <= MAX_SIZE => Ok(bytes),
        Ok(_) => Err(format!("is larger than {} MB; expected a smaller recording", MAX_SIZE >> 20)),
        Err(error) => Err(format!("cannot be read: {error}")),
    }
}
