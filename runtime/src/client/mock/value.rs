//! Values for tests.

use crate::wire::Wire;

/// Makes values of types that only come back, which have no constructor, for the responses of a
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
    /// A value that `fill` sets the properties of. Those that it leaves are missing; if they are required, they are empty, zero,
    /// `false`, the first value of a closed enum, or `Unknown` with null.
    fn mock(fill: impl FnOnce(&mut Self)) -> Self {
        let mut value = Self::blank();
        fill(&mut value);
        value
    }
}

impl<T: Wire> MockValue for T {}
