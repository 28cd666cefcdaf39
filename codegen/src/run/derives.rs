//! Derives of the standard library that do not work for a type: why, and what to do. What the derive macros of other crates need
//! only the compiler knows.

use crate::api::{Dates, External};
use crate::config::{Derived, Openness, Standard};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::plan::{Enum, Field, FieldPlace, Held, Item, RustType, Struct, Union};
use std::collections::{BTreeMap, HashMap};

/// What a type lacks for a derive: why, and what to do.
struct Lack {
    why: String,
    remedy: String,
}

/// Reports the derives that types cannot have, once for each rule and reason.
pub(super) fn check(items: &[Item]) -> Diagnostics {
    let all: HashMap<&str, &Item> = items.iter().map(|item| (item.ident(), item)).collect();
    let all = Types(&all);
    let mut found: BTreeMap<(usize, &'static str, String), (Vec<&str>, String)> = BTreeMap::new();
    for item in items {
        for derive in item.additions().0.into_iter().flat_map(|own| &own.derive) {
            let Derived::Standard(standard) = &derive.of else { continue };
            if let Some(Lack { why, remedy }) = all.lacks(item, *standard) {
                let types = found.entry((derive.rule, standard.name(), why)).or_insert((Vec::new(), remedy));
                types.0.push(item.ident());
            }
        }
    }
    let diagnostics = found.into_iter().map(|((rule, standard, why), (types, remedy))| {
        let place = Pointer::root().join("rule").join(rule).join("derive");
        let others = match types.len() - 1 {
            0 => String::new(),
            1 => " and one other type".to_owned(),
            others => format!(" and {others} other types"),
        };
        let message = format!("`{standard}` cannot be derived for `{}`{others}: {why}", types[0]);
        Diagnostic::new(Code::Config, &place, message).about(File::Config).expected(remedy)
    });
    diagnostics.collect()
}

/// The types of the crate by name.
struct Types<'a>(&'a HashMap<&'a str, &'a Item>);

impl Types<'_> {
    fn lacks(&self, item: &Item, standard: Standard) -> Option<Lack> {
        let by_key =
            || "another type for this rule; a key of the value can be compared, as with `sort_by_key`".to_owned();
        let always = match (item, standard) {
            (Item::Struct(_), Standard::Copy) => "it keeps additional properties",
            (Item::Enum(_) | Item::Union(_), Standard::Copy) => "it keeps values that the description does not list",
            (Item::Struct(_), Standard::Ord | Standard::PartialOrd) => "additional properties have no order",
            (Item::Union(_), Standard::Ord | Standard::PartialOrd) => "values that fit no variant have no order",
            _ => return self.lacks_inside(item, standard),
        };
        let remedy = match standard {
            Standard::Copy => "no `Copy`; an enum has it if a rule closes it: `values = \"closed\"`".to_owned(),
            _ => by_key(),
        };
        Some(Lack { why: always.to_owned(), remedy })
    }

    fn lacks_inside(&self, item: &Item, standard: Standard) -> Option<Lack> {
        match (item, standard) {
            (Item::Struct(of), _) => self.lacks_in_fields(of, standard),
            (Item::Union(of), Standard::Default) => lacks_default_of_union(of),
            (Item::Union(of), _) => self.lacks_in_variants(of, standard),
            (Item::Enum(of), Standard::Default) => lacks_default_of_enum(of),
            (Item::Enum(of), Standard::Ord | Standard::PartialOrd) => self.lacks_order(of, item, standard),
            (Item::Enum(_) | Item::Alias(_), _) => None,
        }
    }

    fn lacks_in_fields(&self, of: &Struct, standard: Standard) -> Option<Lack> {
        let fields = of.fields.iter().filter(|field| field.place == FieldPlace::Struct);
        let mut parts = fields.map(|Field { ident, of, .. }| (format!("the field `{ident}`"), of));
        let in_field = parts.find_map(|(place, part)| self.lack_of(part, standard, &place));
        let rest = of.rest_type.as_ref().filter(|_| standard != Standard::Default);
        in_field.or_else(|| self.lack_of(rest?, standard, "the field for additional properties"))
    }

    fn lacks_in_variants(&self, of: &Union, standard: Standard) -> Option<Lack> {
        of.variants.iter().find_map(|variant| {
            let Held::Type(part) = &variant.of else { return None };
            self.lack_of(part, standard, &format!("the variant `{}`", variant.ident))
        })
    }

    /// An open enum with an order needs equality with it, which it has.
    fn lacks_order(&self, of: &Enum, item: &Item, standard: Standard) -> Option<Lack> {
        let has = |standard: Standard| {
            let own = item.additions().0;
            own.is_some_and(|own| own.derive.iter().any(|each| each.of == Derived::Standard(standard)))
        };
        let is_missing = standard == Standard::Ord && of.values == Openness::Open && !has(Standard::PartialOrd);
        is_missing.then(|| Lack {
            why: "`Ord` needs `PartialOrd`".to_owned(),
            remedy: "`derive = [\"PartialOrd\", \"Ord\"]`".to_owned(),
        })
    }

    /// What a part of a type lacks, where it is.
    fn lack_of(&self, of: &RustType, standard: Standard, place: &str) -> Option<Lack> {
        let lacking = self.lacking(of, standard)?;
        let name = standard.name();
        let remedy = match lacking {
            RustType::Named(inner) if self.can(inner, standard) => {
                format!("also a rule for it: `match = \"{inner}\"` with `derive = [\"{name}\"]`")
            }
            RustType::F64 if standard != Standard::Default => {
                format!("no `{name}` here, or `numbers = \"exact\"`, whose numbers keep their digits")
            }
            _ => format!("no `{name}` for this type"),
        };
        let what = match lacking {
            RustType::Named(inner) => format!("`{inner}`"),
            RustType::F64 => "`f64`".to_owned(),
            RustType::Upload => "a file".to_owned(),
            RustType::Temporal(..) => "a date".to_owned(),
            RustType::External(External { path, .. }) => format!("`{}`", path.trim_start_matches("::")),
            RustType::Number => "a number with all its digits".to_owned(),
            _ => "its type".to_owned(),
        };
        Some(Lack { why: format!("{place} holds {what}, which has no `{name}`"), remedy })
    }

    /// Whether a type of the crate could have a derive.
    fn can(&self, name: &str, standard: Standard) -> bool {
        self.0.get(name).is_some_and(|item| match self.target(item) {
            Item::Union(of) if standard == Standard::Default => lacks_default_of_union(of).is_none(),
            _ => true,
        })
    }

    fn target<'a>(&'a self, item: &'a Item) -> &'a Item {
        match item {
            Item::Alias(alias) => self.0.get(alias.target.as_str()).copied().unwrap_or(item),
            item => item,
        }
    }

    /// The innermost type that a trait is missing for.
    fn lacking<'t>(&self, of: &'t RustType, standard: Standard) -> Option<&'t RustType> {
        let is_default = standard == Standard::Default;
        match of {
            RustType::Named(name) => {
                let item = self.target(self.0.get(name.as_str())?);
                let given = match item {
                    Item::Enum(_) => matches!(standard, Standard::Eq | Standard::Hash),
                    Item::Struct(of) => is_default && of.has_default(),
                    Item::Union(_) | Item::Alias(_) => false,
                };
                let own = item.additions().0;
                let has = own.is_some_and(|own| own.derive.iter().any(|each| each.of == Derived::Standard(standard)));
                (!given && !has).then_some(of)
            }
            RustType::Option(_) | RustType::Patch(_) | RustType::Vec(_) | RustType::Map(_) if is_default => None,
            RustType::Option(inner)
            | RustType::Patch(inner)
            | RustType::Vec(inner)
            | RustType::Map(inner)
            | RustType::Box(inner) => self.lacking(inner, standard),
            RustType::Tuple(elements) => elements.iter().find_map(|element| self.lacking(element, standard)),
            RustType::Prefixed(first, _, _) if is_default => self.lacking(first, standard),
            RustType::Prefixed(first, rest, _) => {
                self.lacking(first, standard).or_else(|| self.lacking(rest, standard))
            }
            RustType::F64 => (!is_default).then_some(of),
            RustType::Upload => Some(of),
            RustType::Number | RustType::Embedded(_) => is_default.then_some(of),
            RustType::Temporal(_, dates) => (is_default && *dates != Dates::Text).then_some(of),
            RustType::External(_) => is_default.then_some(of),
            _ => None,
        }
    }
}

fn lacks_default_of_union(of: &Union) -> Option<Lack> {
    let is_default = |attributes: &Vec<String>| attributes.iter().any(|each| each == "default");
    let chosen = of.variants.iter().find(|variant| is_default(&variant.attributes));
    let has_constants = of.variants.iter().any(|variant| matches!(variant.of, Held::Constant(..)));
    match chosen.map(|variant| &variant.of) {
        Some(Held::Constant(..)) => None,
        Some(Held::Type(_)) => Some(Lack {
            why: "the variant that is the default holds a value".to_owned(),
            remedy: "no `Default` for this type: only a variant that is a single value can be the default".to_owned(),
        }),
        None if has_constants => Some(Lack {
            why: "none of its values is the default".to_owned(),
            remedy: "also a rule for one of its values: `match = { schema = \"...\", value = \"...\" }` with `attributes = [\"default\"]`"
                .to_owned(),
        }),
        None => Some(Lack {
            why: "it is a union, which has no variant without a value".to_owned(),
            remedy: "no `Default` for this type".to_owned(),
        }),
    }
}

fn lacks_default_of_enum(of: &Enum) -> Option<Lack> {
    let chosen = of.variants.iter().any(|variant| variant.attributes.iter().any(|each| each == "default"));
    let first = of.variants.first().map_or_else(String::new, |first| crate::dialect::plain_text(&first.value));
    (!chosen).then(|| Lack {
        why: "none of its values is the default".to_owned(),
        remedy: format!(
            "also a rule for one of its values: `match = {{ schema = \"{}\", value = {first:?} }}` with `attributes = [\"default\"]`",
            of.ident
        ),
    })
}

#[cfg(test)]
mod tests {
    use crate::config;
    use crate::run::{Run, bind};
    use serde_json::json;

    fn run(rules: &str) -> Run {
        let schema = json!({"$ref": "#/components/schemas/Parcel"});
        let description = json!({
            "openapi": "3.1.0", "info": {"title": "Parcels", "version": "1"},
            "paths": {"/parcels": {"get": {
                "operationId": "getParcel",
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": schema}}}},
            }}},
            "components": {"schemas": {
                "Parcel": {"type": "object", "required": ["size", "label", "state", "sent", "goods", "limit"], "properties": {
                    "size": {"type": "number"},
                    "label": {"$ref": "#/components/schemas/Label"},
                    "state": {"$ref": "#/components/schemas/State"},
                    "sent": {"type": "string", "format": "date-time"},
                    "goods": {"oneOf": [{"$ref": "#/components/schemas/Label"}, {"type": "integer"}]},
                    "limit": {"oneOf": [{"const": "none"}, {"type": "integer"}]},
                }},
                "Label": {"type": "object", "properties": {"text": {"type": "string"}}},
                "State": {"type": "string", "enum": ["open", "sent"]},
            }},
        });
        let (config, found) = config::parse(rules);
        assert!(found.is_empty(), "{found:?}");
        bind("parcels.json".as_ref(), description.to_string().into_bytes(), &config)
    }

    fn rule(matched: &str, derive: &str) -> String {
        format!("[[rule]]\nmatch = {matched}\nderive = [{derive}]\n")
    }

    #[test]
    fn a_derive_that_a_type_cannot_have_is_an_error_at_its_rule() {
        let cases: &[(&str, &str, &str, &str)] = &[
            ("\"Parcel\"", "\"Hash\"", "the field `size` holds `f64`", "numbers = \"exact\""),
            ("\"ParcelGoods\"", "\"Eq\"", "the variant `Label` holds `Label`, which has no `Eq`", "match = \"Label\""),
            ("\"Label\"", "\"Copy\"", "it keeps additional properties", "closed"),
            ("\"Label\"", "\"PartialOrd\"", "additional properties have no order", "sort_by_key"),
            ("\"State\"", "\"Ord\"", "`Ord` needs `PartialOrd`", "[\"PartialOrd\", \"Ord\"]"),
            ("\"State\"", "\"Default\"", "none of its values is the default", "value = \"open\""),
            ("\"ParcelGoods\"", "\"Default\"", "no variant without a value", "no `Default`"),
            ("\"ParcelLimit\"", "\"Default\"", "none of its values is the default", "attributes = [\"default\"]"),
            ("[\"Parcel\", \"Label\"]", "\"Default\"", "the field `state` holds `State`", "match = \"State\""),
        ];
        for (matched, derive, why, remedy) in cases {
            let run = run(&rule(matched, derive));
            let first = run.diagnostics.iter().next().unwrap_or_else(|| panic!("{matched} {derive}"));
            assert!(first.message.contains(why), "{}", first.message);
            assert!(first.expected.as_ref().is_some_and(|text| text.contains(remedy)), "{first:?}");
            assert_eq!(first.pointer.to_string(), "#/rule/0/derive");
            assert!(run.product.is_none());
        }
    }

    #[test]
    fn what_types_have_anyway_is_not_derived_again() {
        let closed = "[[rule]]\nmatch = \"State\"\nvalues = \"closed\"\n";
        for rules in [
            rule("\"State\"", "\"Eq\", \"Hash\""),
            rule("\"State\"", "\"Copy\", \"Ord\", \"PartialOrd\"") + closed,
            rule("\"Label\"", "\"Eq\", \"Hash\", \"Default\", \"Eq\""),
        ] {
            let run = run(&rules);
            let product = run.product.unwrap_or_else(|| panic!("{:?}", run.diagnostics));
            let text: String = product.files.iter().map(|file| file.text.as_str()).collect();
            for name in ["Eq", "Hash", "Copy", "Ord"] {
                let twice =
                    |line: &str| line.matches(&format!(" {name}")).count() + line.matches(&format!("::{name}")).count();
                let derives = text.lines().filter(|line| line.contains("derive("));
                assert!(derives.clone().all(|line| twice(line) < 2), "{name}");
            }
        }
    }

    #[test]
    fn only_a_rule_brings_schemars() {
        let text = |rules: &str| -> String {
            let product = run(rules).product.expect("a crate");
            product.files.iter().map(|file| file.text.as_str()).collect()
        };
        let without = text("");
        assert!(!without.contains("schemars") && !without.contains("json_schema"), "{without}");
        let with = text(&rule("\"ParcelGoods\"", "\"schemars::JsonSchema\""));
        assert!(with.contains("default-features = false, features = [\"schemars\"]"), "{with}");
        // Of the union and of what is in it, and of nothing else.
        assert_eq!(with.matches("runtime::json_schema!").count(), 2, "{with}");
        assert!(!with.contains("JsonSchema"), "{with}");
    }
}
