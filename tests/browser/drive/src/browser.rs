//! Chromium without a window.

use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};

/// The document of a page, as it is when the page is loaded.
pub(crate) fn document(chromium: &Path, directory: &Path, address: &str) -> Result<String, Box<dyn Error>> {
    let profile = format!("--user-data-dir={}", directory.join("profile").display());
    let output = Command::new(chromium)
        // The sandbox needs rights that a container does not give; the page is our own.
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
        .args(["--no-proxy-server", "--timeout=90000", &profile, "--dump-dom", address])
        .stdin(Stdio::null())
        .output()?;
    let document = String::from_utf8(output.stdout)?;
    match output.status.success() && !document.is_empty() {
        true => Ok(document),
        false => Err(format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr)).into()),
    }
}

/// The text of each item of a list in a document.
pub(crate) fn lines(document: &str) -> Vec<String> {
    let items = document.split("<li>").skip(1).filter_map(|rest| rest.split("</li>").next());
    items.map(|text| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")).collect()
}
