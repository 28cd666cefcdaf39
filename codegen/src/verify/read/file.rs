//! The bytes of files.

use std::io::Read;
use std::path::Path;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 512 << 20;

/// The bytes of a file, or why there are none.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let file = std::fs::File::open(path).map_err(|error| format!("cannot be read: {error}"))?;
    let mut bytes = Vec::new();
    match file.take(LARGEST + 1).read_to_end(&mut bytes) {
        Ok(length) if length as u64 <= LARGEST => Ok(bytes),
        Ok(_) => Err(format!("is larger than {} MB; expected a smaller recording", LARGEST >> 20)),
        Err(error) => Err(format!("cannot be read: {error}")),
    }
}
