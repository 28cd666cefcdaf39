//! The mock, as the other end of calls.

use std::collections::HashMap;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use bindery::Run;
use bindery::mock::{Answer, Mock, Request, Serving, Settings, serve};

use super::driver::ID_HEADER;

/// A mock that serves until the process ends.
pub(crate) struct Server {
    /// `http://127.0.0.1:1234`
    pub(crate) address: String,
    refused: Arc<Mutex<HashMap<String, Vec<String>>>>,
}

struct Listening {
    mock: Mock<'static>,
    refused: Arc<Mutex<HashMap<String, Vec<String>>>>,
}

impl Serving for Listening {
    fn answer(&self, request: &Request) -> Answer {
        self.mock.answer(request)
    }

    fn max_body(&self) -> usize {
        self.mock.settings().max_body
    }

    fn served(&self, request: &Request, answer: &Answer) {
        if answer.status >= 400 {
            let id = request.header(ID_HEADER).unwrap_or_default().to_owned();
            self.refused.lock().unwrap().entry(id).or_default().extend(answer.notes.clone());
        }
    }
}

impl Server {
    /// Serves a description.
    pub(crate) fn start(run: &'static Run, settings: Settings) -> Self {
        let (api, documents) = run.model().expect("a model");
        let refused = Arc::new(Mutex::new(HashMap::new()));
        let listening = Listening { mock: Mock::new(api, documents, settings), refused: Arc::clone(&refused) };
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || serve(listener, listening).unwrap());
        Self { address, refused }
    }

    /// What the mock said about the requests that it refused, by the id of the call.
    pub(crate) fn refused(&self) -> HashMap<String, Vec<String>> {
        std::mem::take(&mut *self.refused.lock().unwrap())
    }
}
