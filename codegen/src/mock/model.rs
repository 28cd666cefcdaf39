//! The data of a mock: requests, answers and settings.

/// A request.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The path and the query, or a whole URL.
    pub target: String,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(each, _)| each.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// What the user of the mock has to know about the request or the answer, in lines.
    pub notes: Vec<String>,
}

impl Answer {
    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }
}

/// The settings of a mock.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The seed of made values.
    pub seed: u64,
    /// Where values come from.
    pub values: Values,
    /// Whether requests need credentials.
    pub credentials: Credentials,
    /// Whether answers agree with what requests before did.
    pub state: Keeping,
    /// The maximum size of a request's body, in bytes.
    pub max_body: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 1,
            values: Values::Examples,
            credentials: Credentials::Required,
            state: Keeping::State,
            max_body: 16 << 20,
        }
    }
}

/// Where the values of answers come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// From the examples of the description; made where there are none.
    Examples,
    /// All are made.
    Made,
}

/// Whether requests need the credentials that the description requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// A request without them is answered with 401.
    Required,
    /// They are not looked at.
    Ignored,
}

/// Whether a mock keeps what is created, changed and deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It does.
    State,
    /// Each request is answered as if it were the first.
    Nothing,
}
