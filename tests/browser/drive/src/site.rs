//! The server of the page.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::http::{self, Reply, Request};

/// How long the page may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Whether the page has shown everything.
#[derive(Default)]
struct Done(Mutex<bool>, Condvar);

impl Done {
    fn tell(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.1.notify_all();
    }

    fn wait(&self) {
        let done = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.1.wait_timeout_while(done, PATIENCE, |done| !*done));
    }
}

/// Serves the page, with what `wasm-bindgen` wrote to a directory.
pub(crate) fn serve(directory: &Path) -> io::Result<String> {
    let script = fs::read(directory.join("page.js"))?;
    let program = fs::read(directory.join("page_bg.wasm"))?;
    let done = Arc::new(Done::default());
    http::serve(move |request: Request, reply: Reply| match request.path.as_str() {
        "/" => reply.send("200 OK", "content-type: text/html\r\n", include_bytes!("../../page/index.html")),
        "/page.js" => reply.send("200 OK", "content-type: text/javascript\r\n", &script),
        "/page_bg.wasm" => reply.send("200 OK", "content-type: application/wasm\r\n", &program),
        "/done" => {
            done.tell();
            reply.send("200 OK", "", b"")
        }
        "/wait" => {
            done.wait();
            reply.send("404 Not Found", "", b"")
        }
        _ => reply.send("404 Not Found", "", b""),
    })
}
