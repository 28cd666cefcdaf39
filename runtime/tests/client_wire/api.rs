//! A client as generated.

use bindery_runtime::__private::{Api, Parameter, Request, Security, Server, Style, Telemetry, Variable};
use bindery_runtime::{
    ClientBuilder, Core, Json, Operation, TokenEndpoint, error_bodies, error_body, operation, reply, responses,
    security,
};

static API: Api = Api {
    title: "Test API",
    user_agent: "test-bindings/1.2.3",
    servers: &[&Server {
        url: "https://{domain}/api/v2",
        variables: &[Variable { name: "domain", default: None, values: &[] }],
    }],
    token_endpoint: Some(TokenEndpoint { url: "/oauth/token", parameters: &[("audience", "/api/v2/")] }),
    headers: &[("X-Api-Version", "2024-01-01")],
    telemetry: Some(Telemetry { header: "X-Client", name: "test-bindings", version: "1.2.3" }),
};

/// The client.
#[derive(Clone, Debug)]
pub struct Client {
    core: Core,
}

impl From<Core> for Client {
    fn from(core: Core) -> Self {
        Self { core }
    }
}

impl Client {
    /// A client for a domain.
    pub fn builder(domain: impl Into<String>) -> ClientBuilder<Self> {
        ClientBuilder::new(&API).variable("domain", domain)
    }

    /// Any request.
    pub fn request(&self, operation: &'static Operation) -> Request {
        self.core.request(operation)
    }

    /// Gets a thing.
    pub fn get(&self, id: impl AsRef<str>) -> Get {
        Get(self.core.request(&GET).text_argument(0, id.as_ref()))
    }

    /// Lists things.
    pub fn list(&self) -> List {
        List(self.core.request(&LIST))
    }

    /// Creates a thing.
    pub fn create(&self, body: &Json) -> Create {
        Create(self.core.request(&CREATE).json(body))
    }

    /// Deletes a thing.
    pub fn delete(&self, id: impl AsRef<str>) -> Delete {
        Delete(self.core.request(&DELETE).text_argument(0, id.as_ref()))
    }

    /// Returns the health status. Needs no credentials.
    pub fn health(&self) -> Health {
        Health(self.core.request(&HEALTH))
    }

    /// Starts a job, or finds nothing to do.
    pub fn start(&self) -> Start {
        Start(self.core.request(&START))
    }
}

static BEARER: Security = security!(["bearer"("read:things")]);

static GET: Operation = Operation {
    id: "get_thing",
    method: "GET",
    path: "/things/{id}",
    parameters: &[Parameter::path("id")],
    responses: responses!["200" "application/json", "4XX" "application/problem+json"],
    security: BEARER,
    ..Operation::EMPTY
};

/// Gets a thing.
#[must_use = "an operation does nothing until it is awaited or sent"]
#[derive(Debug)]
pub struct Get(Request);
operation! { Get -> Json }

static LIST: Operation = Operation {
    id: "list_things",
    method: "GET",
    path: "/things",
    parameters: &[
        Parameter::query("per_page"),
        Parameter::query("filter").style(Style::DeepObject),
        Parameter::query("q").allow_reserved(),
        Parameter::header("X-Tag"),
        Parameter::cookie("session"),
    ],
    responses: responses!["200" "application/json"],
    security: BEARER,
    ..Operation::EMPTY
};

/// Lists things.
#[must_use = "an operation does nothing until it is awaited or sent"]
#[derive(Debug)]
pub struct List(Request);
operation! { List -> Vec<std::collections::BTreeMap<String, i64>> }

impl List {
    /// The number of things on a page.
    pub fn per_page(mut self, value: i64) -> Self {
        self.0.set_argument(0, &value);
        self
    }

    /// Filters the things.
    pub fn filter(mut self, value: &Json) -> Self {
        self.0.set_argument(1, value);
        self
    }

    /// The search text.
    pub fn q(mut self, value: impl AsRef<str>) -> Self {
        self.0.set_text_argument(2, value.as_ref());
        self
    }

    /// A tag.
    pub fn tag(mut self, value: impl AsRef<str>) -> Self {
        self.0.set_text_argument(3, value.as_ref());
        self
    }

    /// A session.
    pub fn session(mut self, value: impl AsRef<str>) -> Self {
        self.0.set_text_argument(4, value.as_ref());
        self
    }
}

static CREATE: Operation = Operation {
    id: "create_thing",
    method: "POST",
    path: "/things",
    request: &["application/x-www-form-urlencoded", "application/vnd.thing+json"],
    responses: responses!["201" "application/json"],
    security: BEARER,
    ..Operation::EMPTY
};

/// Creates a thing.
#[must_use = "an operation does nothing until it is awaited or sent"]
#[derive(Debug)]
pub struct Create(Request);
operation! { Create -> Option<Json> }

static DELETE: Operation = Operation {
    id: "delete_thing",
    method: "DELETE",
    path: "/things/{id}",
    parameters: &[Parameter::path("id")],
    responses: responses!["204"],
    security: BEARER,
    ..Operation::EMPTY
};

/// Deletes a thing.
#[must_use = "an operation does nothing until it is awaited or sent"]
#[derive(Debug)]
pub struct Delete(Request);
operation! { Delete -> () }

static HEALTH: Operation = Operation {
    id: "health",
    method: "GET",
    path: "/health",
    responses: responses!["200" "text/plain"],
    ..Operation::EMPTY
};

/// Returns the health status.
#[must_use = "an operation does nothing until it is awaited or sent"]
#[derive(Debug)]
pub struct Health(Request);
operation! { Health -> String }

static START: Operation = Operation {
    id: "start",
    method: "POST",
    path: "/start",
    responses: responses!["202" "application/json", "204"],
    security: security!(["bearer"] | []),
    ..Operation::EMPTY
};

/// Starts a job.
#[must_use = "an operation does nothing until it is awaited or sent"]
#[derive(Debug)]
pub struct Start(Request);
operation! { Start -> Started }

/// The result of starting a job.
#[derive(Clone, Debug, PartialEq)]
pub enum Started {
    /// A job was started.
    Accepted(Json),
    /// There is nothing to do.
    NoContent,
}
reply! { Started { Accepted(Json) = "202", NoContent = "204" } }

/// A call that fails.
#[derive(Debug)]
pub struct Failing(pub Request);
operation! { Failing -> () }
error_body! { Failing -> FailingErrorBody }

/// Another call that fails.
#[derive(Debug)]
pub struct Refusing;
error_body! { Refusing -> Vec<String> = "404", "4XX" }

/// The body of a failure.
#[derive(Debug, PartialEq)]
pub enum FailingErrorBody {
    /// The thing does not exist.
    NotFound(Vec<String>),
    /// Another error of the client.
    ClientError(i64),
    /// Any other error.
    Other(bool),
}
error_bodies! { FailingErrorBody {
    NotFound(Vec<String>) = "404",
    ClientError(i64) = "4XX",
    Other(bool) = "default",
} }

/// Hides names that generated modules may hide or define, to check that the macros do not depend on them.
pub mod hostile {
    #![no_implicit_prelude]
    #![allow(dead_code)]

    struct Option;
    struct Result;
    struct Error;
    struct Request;
    enum Never {
        Some,
        None,
        Ok,
        Err,
    }
    trait IntoFuture {}
    trait Reply {}

    /// An operation.
    #[must_use = "an operation does nothing until it is awaited or sent"]
    #[derive(::core::fmt::Debug)]
    pub struct Get(pub ::bindery_runtime::__private::Request);
    ::bindery_runtime::operation! { Get -> Response }

    /// A response.
    #[derive(::core::fmt::Debug)]
    pub enum Response {
        /// With a body.
        Ok(::bindery_runtime::Json),
        /// Without one.
        None,
    }
    ::bindery_runtime::reply! { Response { Ok(::bindery_runtime::Json) = "200", None = "2XX" } }
}
