//! The edited description, as one JSON text.

use crate::diag::PathStack;
use crate::source::{Documents, decoded};
use serde_json::Value;

/// The key under which the main document gets the other ones.
const OTHERS: &str = "x-documents";

/// The main document; if there are others, they are in it under `x-documents`, and references lead there. Integers keep
/// all their digits.
pub(crate) fn effective(documents: &Documents) -> String {
    let others: Vec<(&str, &Value)> = documents.iter().filter(|(name, _)| !name.is_empty()).collect();
    let mut writer = Writer { documents, is_bundle: !others.is_empty(), document: "", depth: 0, out: String::new() };
    match documents.main() {
        Value::Object(members) if !others.is_empty() => {
            let root = PathStack::root("");
            writer.out.push('{');
            writer.depth += 1;
            for (key, value) in members.iter().filter(|(key, _)| *key != OTHERS) {
                writer.member(key, value, &root);
                writer.out.push(',');
            }
            writer.key(OTHERS);
            writer.out.push('{');
            writer.depth += 1;
            for (position, (name, value)) in others.into_iter().enumerate() {
                writer.out.push_str(if position > 0 { "," } else { "" });
                writer.document = name;
                writer.key(name);
                writer.value(value, &PathStack::root(name));
            }
            writer.close('}');
            writer.close('}');
        }
        main => writer.value(main, &PathStack::root("")),
    }
    writer.out.push('\n');
    writer.out
}

struct Writer<'d> {
    documents: &'d Documents,
    is_bundle: bool,
    /// The document that is being written.
    document: &'d str,
    depth: usize,
    out: String,
}

impl Writer<'_> {
    /// The recursion is as deep as the nesting of documents, which is bounded.
    fn value(&mut self, value: &Value, place: &PathStack<'_>) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                self.out.push('{');
                self.depth += 1;
                for (position, (key, value)) in members.iter().enumerate() {
                    self.out.push_str(if position > 0 { "," } else { "" });
                    self.member(key, value, place);
                }
                self.close('}');
            }
            Value::Array(elements) if !elements.is_empty() => {
                self.out.push('[');
                self.depth += 1;
                for (index, element) in elements.iter().enumerate() {
                    self.out.push_str(if index > 0 { "," } else { "" });
                    self.line();
                    self.value(element, &place.index(index));
                }
                self.close(']');
            }
            Value::Number(number) if number.is_f64() && self.documents.has_digits() => {
                match self.documents.digits(&place.pointer()) {
                    Some(digits) => self.out.push_str(digits),
                    None => self.out.push_str(&number.to_string()),
                }
            }
            other => self.out.push_str(&other.to_string()),
        }
    }

    fn member(&mut self, key: &str, value: &Value, place: &PathStack<'_>) {
        self.key(key);
        match value {
            Value::String(reference) if self.is_bundle && key == "$ref" => {
                let reference = self.reference(reference);
                self.out.push_str(&Value::from(reference).to_string());
            }
            Value::Object(mapping) if self.is_bundle && key == "mapping" => {
                let moved = |value: &Value| match value.as_str() {
                    Some(text) if text.contains(['.', '/']) => Value::from(self.reference(text)),
                    _ => value.clone(),
                };
                let mapping = mapping.iter().map(|(key, value)| (key.clone(), moved(value))).collect();
                self.value(&Value::Object(mapping), &place.key(key));
            }
            value => self.value(value, &place.key(key)),
        }
    }

    fn key(&mut self, key: &str) {
        self.line();
        self.out.push_str(&Value::from(key).to_string());
        self.out.push_str(": ");
    }

    fn line(&mut self) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", self.depth));
    }

    fn close(&mut self, bracket: char) {
        self.depth -= 1;
        self.line();
        self.out.push(bracket);
    }

    /// A reference, rewritten relative to the main document. A reference to a missing document stays.
    fn reference(&self, reference: &str) -> String {
        let (document, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let name = self.documents.named(self.document, document);
        let is_pointer = fragment.is_empty() || decoded(fragment).starts_with('/');
        if self.documents.get(&name).is_none() || !is_pointer {
            return reference.to_owned();
        }
        if name.is_empty() {
            return format!("#{fragment}");
        }
        let segment = name.replace('%', "%25").replace('~', "~0").replace('/', "~1").replace(' ', "%20");
        format!("#/{OTHERS}/{segment}{fragment}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_document_is_written_as_it_is() {
        let main = json!({"openapi": "3.1.0", "a": [1, -2.5, "x\n", null, {}, []], "b": {"$ref": "#/a/0"}});
        let text = effective(&Documents::from(main.clone()));
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), main);
        assert_eq!(text, format!("{main:#}\n"));
    }

    #[test]
    fn several_documents_become_one() {
        let main = json!({"a": {"$ref": "models/a b.yaml#/Pet"}, "c": {"$ref": "gone.yaml"}, "d": {"mapping": {"x": "models/a b.yaml", "y": "Y"}}});
        let mut documents = Documents::new(main, "api.yaml".to_owned());
        documents
            .insert("models/a b.yaml".to_owned(), json!({"Pet": {"$ref": "#/Id"}, "Up": {"$ref": "../api.yaml#/a"}}));
        let text = effective(&documents);
        let found: Value = serde_json::from_str(&text).expect("JSON");
        let expected = json!({
            "a": {"$ref": "#/x-documents/models~1a%20b.yaml/Pet"},
            "c": {"$ref": "gone.yaml"},
            "d": {"mapping": {"x": "#/x-documents/models~1a%20b.yaml", "y": "Y"}},
            "x-documents": {"models/a b.yaml": {"Pet": {"$ref": "#/x-documents/models~1a%20b.yaml/Id"}, "Up": {"$ref": "#/a"}}},
        });
        assert_eq!(found, expected);
    }
}
