//! Reads untrusted files.

use std::fs::{self, File, FileType};
use std::io::{Error, ErrorKind, Read, Result};
use std::path::Path;

/// Reads a file of a limited size. Checks that it is a regular file before opening it, because opening a FIFO blocks
/// until someone writes to it, and a device may never end.
pub(crate) fn read(path: &Path, most: usize) -> Result<Vec<u8>> {
    check(fs::metadata(path)?.file_type())?;
    let file = File::open(path)?;
    let about = file.metadata()?;
    check(about.file_type())?;
    let too_large = || Error::new(ErrorKind::FileTooLarge, format!("the file is larger than {} MB", most >> 20));
    if about.len() > most as u64 {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    // The file may grow while it is read.
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most { Err(too_large()) } else { Ok(bytes) }
}

/// Reads a file of a limited size as text.
pub(crate) fn read_text(path: &Path, most: usize) -> Result<String> {
    String::from_utf8(read(path, most)?).map_err(|_| Error::new(ErrorKind::InvalidData, "the file is not valid UTF-8"))
}

fn check(found: FileType) -> Result<()> {
    if found.is_file() {
        return Ok(());
    }
    let message = match found.is_dir() {
        true => "it is a directory, not a file",
        false => "it is a FIFO, a socket or a device, not a file",
    };
    Err(Error::new(ErrorKind::InvalidInput, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_within_the_limit_are_read() {
        let folder = std::env::temp_dir().join(format!("bindery-files-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join("a");
        fs::write(&file, "abc").expect("a file");
        assert_eq!(read(&file, 3).ok().as_deref(), Some(&b"abc"[..]));
        assert_eq!(read(&file, 2).expect_err("too long").kind(), ErrorKind::FileTooLarge);
        assert!(read(&folder, 3).expect_err("a directory").to_string().contains("directory"));
        fs::write(&file, [0xff]).expect("a file");
        assert_eq!(read_text(&file, 3).expect_err("no text").kind(), ErrorKind::InvalidData);
        fs::remove_dir_all(folder).expect("cleaned up");
    }

    #[cfg(unix)]
    #[test]
    fn fifos_sockets_and_devices_are_rejected() {
        let socket = std::env::temp_dir().join(format!("bindery-files-{}.socket", std::process::id()));
        let listener = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
        for path in [Path::new("/dev/zero"), &socket] {
            assert!(read(path, 3).expect_err("no file").to_string().contains("not a file"));
        }
        drop(listener);
        drop(fs::remove_file(socket));
    }
}
