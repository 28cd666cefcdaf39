//! Values for tests.

use crate::wire::Wire;

/// Creates values of types without a constructor, which only occur in responses, for the responses of a
/// [`MockTransport`](crate::MockTransport).
///
/// ```
/// # use bindery_runtime::{Extra, MockValue, encode, object};
/// # #[derive(Clone)]
/// # #[non_exhaustive]
/// # pub struct User { pub id: String, pub logins: i64, pub name: Option<String>, pub extra: Extra }
/// # object! { User { id: required, logins: required, name: optional, } rest extra }
/// let user = User::mock(|user| user.id = "u1".to_owned());
/// assert_eq!(encode(&user), r#"{"id":"u1","logins":0}"#);
/// ```
pub trait MockValue: Wire + Sized {
    /// Creates a value and sets its properties with `fill`. Optional properties start out missing. Required ones start out empty,
    /// zero, `false`, as the first value of a closed enum, or as `Unknown` with null.
    fn mock(fill: impl FnOnce(&mut Self)) -> Self {
        let mut value = Self::blank();
        fill(&mut value);
        value
    }
}

impl<T: Wire> MockValue for T {}
