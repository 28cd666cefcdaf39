//! Objects, each twice: on the tables, and the same one with derived traits.

use std::collections::BTreeMap;

use bindery_runtime::{Extra, Unrecognized, object, open_enum};
use serde::{Deserialize, Serialize};

/// What a derived type leaves out when it is not there. Only options can be missing.
pub(crate) trait Unset {
    fn is_unset(&self) -> bool {
        false
    }
}

impl<T> Unset for Option<T> {
    fn is_unset(&self) -> bool {
        self.is_none()
    }
}

impl<T> Unset for Vec<T> {}
impl<T> Unset for BTreeMap<String, T> {}
impl Unset for String {}
impl Unset for bool {}
impl Unset for i64 {}
impl Unset for u64 {}
impl Unset for i32 {}
impl Unset for f64 {}

/// A struct on the tables, the same one with derived traits, and, after `keeps`, one that also keeps what it does not
/// know.
macro_rules! twin {
    ($name:ident $derived:ident keeps $keeping:ident $rows:tt) => {
        twin! { $name $derived $rows }
        twin! { keeping $keeping $rows }
    };
    (keeping $keeping:ident { $($wire:literal $field:ident: $type:ty, $other:ty, $presence:ident;)* }) => {
        #[derive(Clone, Serialize, Deserialize)]
        pub(crate) struct $keeping {
            $(#[serde(rename = $wire, skip_serializing_if = "Unset::is_unset")] $field: $other,)*
            #[serde(flatten)]
            extra: BTreeMap<String, serde_json::Value>,
        }
    };
    ($name:ident $derived:ident { $($wire:literal $field:ident: $type:ty, $other:ty, $presence:ident;)* }) => {
        #[derive(Clone)]
        pub(crate) struct $name { $($field: $type,)* extra: Extra }
        object! { $name { $($wire => $field: $presence),*, } rest extra }

        #[derive(Clone, Serialize, Deserialize)]
        pub(crate) struct $derived {
            $(#[serde(rename = $wire, skip_serializing_if = "Unset::is_unset")] $field: $other,)*
        }
    };
}
pub(crate) use twin;

twin! { User DerivedUser keeps KeepingUser {
    "user_id" id: String, String, required;
    "email" email: String, String, required;
    "email_verified" email_verified: bool, bool, required;
    "username" username: Option<String>, Option<String>, optional;
    "phone_number" phone_number: Option<String>, Option<String>, optional;
    "created_at" created_at: String, String, required;
    "updated_at" updated_at: String, String, required;
    "logins_count" logins_count: i64, i64, required;
    "last_ip" last_ip: Option<String>, Option<String>, optional;
    "last_login" last_login: Option<String>, Option<String>, optional;
    "score" score: f64, f64, required;
    "blocked" blocked: Option<bool>, Option<bool>, optional;
    "given_name" given_name: Option<String>, Option<String>, optional;
    "family_name" family_name: Option<String>, Option<String>, optional;
    "picture" picture: Option<String>, Option<String>, optional;
} }

twin! { Identity DerivedIdentity {
    "connection" connection: String, String, required;
    "provider" provider: String, String, required;
    "isSocial" is_social: bool, bool, required;
    "scopes" scopes: Vec<String>, Vec<String>, required;
    "expires_in" expires_in: Option<i64>, Option<i64>, optional;
} }

twin! { Member DerivedMember keeps KeepingMember {
    "id" id: i64, i64, required;
    "name" name: String, String, required;
    "identities" identities: Vec<Identity>, Vec<DerivedIdentity>, required;
} }

twin! { Lifetime DerivedLifetime {
    "rotation" rotation: String, String, required;
    "leeway" leeway: Option<i64>, Option<i64>, optional;
    "token_lifetime" token: Option<i64>, Option<i64>, optional;
    "infinite" infinite: Option<bool>, Option<bool>, optional;
} }

twin! { Keys DerivedKeys {
    "alg" algorithm: Option<String>, Option<String>, optional;
    "lifetime_in_seconds" lifetime: Option<i64>, Option<i64>, optional;
    "rotation" rotation: Option<Lifetime>, Option<DerivedLifetime>, optional;
} }

twin! { Application DerivedApplication {
    "client_id" id: String, String, required;
    "name" name: String, String, required;
    "description" description: Option<String>, Option<String>, optional;
    "is_first_party" is_first_party: bool, bool, required;
    "callbacks" callbacks: Option<Vec<String>>, Option<Vec<String>>, optional;
    "jwt_configuration" keys: Option<Keys>, Option<DerivedKeys>, optional;
    "refresh_token" refresh_token: Option<Lifetime>, Option<DerivedLifetime>, optional;
    "grant_types" grant_types: Option<Vec<Grant>>, Option<Vec<DerivedGrant>>, optional;
    "client_metadata" metadata: Option<BTreeMap<String, String>>, Option<BTreeMap<String, String>>, optional;
    "custom_login_page_on" custom_login_page: Option<bool>, Option<bool>, optional;
} }

twin! { Deep DerivedDeep {
    "name" name: String, String, required;
    "inside" inside: Option<Box<Deep>>, Option<Box<DerivedDeep>>, optional;
} }

twin! { Text DerivedText keeps KeepingText {
    "text" text: String, String, required;
} }

/// An open enum. A derived one that knows its values refuses all others.
#[derive(Clone)]
pub(crate) enum Grant {
    Implicit,
    AuthorizationCode,
    RefreshToken,
    ClientCredentials,
    Password,
    DeviceCode,
    Unknown(Unrecognized),
}
open_enum! { Grant {
    Implicit = "implicit", AuthorizationCode = "authorization_code", RefreshToken = "refresh_token",
    ClientCredentials = "client_credentials", Password = "password",
    DeviceCode = "urn:ietf:params:oauth:grant-type:device_code",
} }

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DerivedGrant {
    Implicit,
    AuthorizationCode,
    RefreshToken,
    ClientCredentials,
    Password,
    #[serde(rename = "urn:ietf:params:oauth:grant-type:device_code")]
    DeviceCode,
}
