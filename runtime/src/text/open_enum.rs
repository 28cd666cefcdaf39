//! Creates values of open enums from strings and JSON.

use std::borrow::Cow;

use crate::text::decode;
use crate::value::json::Json;
use crate::value::patch::Patch;
use crate::value::unknown::Unrecognized;
use crate::wire::literal::Literal;
use crate::wire::roles::OpenEnumType;

/// Returns the listed value for `text`, or an unknown one.
#[doc(hidden)]
pub fn recognize<T: OpenEnumType>(text: &str) -> T {
    let is_text = |value: &Literal| matches!(value, Literal::Text(listed) if *listed == text);
    let listed = T::VALUES.literals.iter().position(is_text).and_then(|index| T::VALUES.variant(index));
    listed.unwrap_or_else(|| T::VALUES.unknown(Unrecognized::text(text)))
}

/// Returns the listed value for `json`, or an unknown one.
#[doc(hidden)]
pub fn recognize_json<T: OpenEnumType>(json: Json) -> T {
    let mut place = T::VALUES.unknown(Unrecognized::blank());
    match decode::decode_open_enum(json.text(), &mut place) {
        Ok(()) => place,
        Err(_) => T::VALUES.unknown(Unrecognized::scalar(json)),
    }
}

/// Types that an enum of strings can be created from: `&str`, `String` and similar.
#[doc(hidden)]
pub trait Text {
    /// Returns the text.
    fn text(&self) -> &str;
}

macro_rules! text {
    ($($type:ty)*) => {$(
        impl Text for $type {
            fn text(&self) -> &str {
                self
            }
        }
    )*};
}

text! { &str String &String Box<str> Cow<'_, str> }

impl<T: OpenEnumType + AsRef<str>> From<&str> for Patch<T> {
    fn from(value: &str) -> Self {
        Self::Value(recognize(value))
    }
}

#[cfg(test)]
mod tests {
    #![allow(unreachable_pub, reason = "the macros in this test declare public items")]

    use std::borrow::Cow;
    use std::collections::HashSet;

    use crate::open_enum;
    use crate::text::decode::decode;
    use crate::value::json::Json;
    use crate::value::patch::Patch;
    use crate::value::unknown::Unrecognized;

    #[derive(Clone)]
    enum Status {
        Active,
        Paused,
        Unknown(Unrecognized),
    }
    open_enum! { Status { Active = "active", Paused = "paused" } }

    #[derive(Clone)]
    enum Level {
        Low,
        High,
        Unknown(Unrecognized),
    }
    open_enum! { Level { Low = json "1", High = "max" } }

    #[test]
    fn an_enum_can_be_created_from_any_string_type() {
        let owned = String::from("paused");
        let made = [
            Status::from("paused"),
            Status::from(&owned),
            Status::from(owned.clone()),
            Status::from(owned.into_boxed_str()),
            Status::from(Cow::Borrowed("paused")),
        ];
        assert!(made.iter().all(|status| matches!(status, Status::Paused)));
        assert!(matches!(Status::from("new"), Status::Unknown(value) if value.as_str() == "new"));
    }

    #[test]
    fn a_patch_can_be_created_from_a_string() {
        let patch: Patch<Status> = "paused".into();
        assert!(matches!(patch, Patch::Value(Status::Paused)));
        assert!(matches!(Patch::from("new"), Patch::Value(Status::Unknown(value)) if value.as_str() == "new"));
    }

    #[test]
    fn debug_marks_unlisted_values() {
        let shown = |json: &str| format!("{:?}", decode::<Status>(json).unwrap());
        assert_eq!(shown("\"active\""), "\"active\"");
        assert_eq!(shown("\"kafka\""), "Unknown(\"kafka\")");
        assert_eq!(format!("{:?}", decode::<Level>("7").unwrap()), "Unknown(7)");
        let long = "k".repeat(1000);
        assert_eq!(shown(&format!("\"{long}\"")), format!("Unknown(\"{}\"...)", &long[..64]));
    }

    #[test]
    fn equal_values_have_equal_hashes() {
        let statuses: HashSet<Status> =
            ["active", "active", "paused", "new", "new", "other"].into_iter().map(Status::from).collect();
        assert_eq!(statuses.len(), 4);
        assert!(statuses.contains(&Status::Active) && statuses.contains(&Status::from("other")));

        let levels: Vec<Level> = decode(r#"[1,1,"max",2,2,"1","2",true]"#).unwrap();
        let distinct: HashSet<Level> = levels.iter().cloned().collect();
        assert_eq!(distinct.len(), 6, "{distinct:?}");
        assert!(distinct.contains(&Level::Low) && distinct.contains(&Level::High));
        assert!(levels[3] == Level::from_json(Json::from(2)) && levels[3] != levels[6]);
    }
}
