//! Converts shapes to types.

use super::effects::{Effects, Setting};
use super::steer::{Steering, TypeName};
use super::{Definition, Docs, External, ExternalForm, Kind, NameParts, Part, Type, TypeId, Wishes};
use crate::config::{Config, Dates, ExternalType, Numbers, Required, Scalars, Via};
use crate::diag::{Diagnostics, Pointer};
use crate::resolve::{Schema, SchemaId};
use crate::shape::{Opaque, Scalar, Shape, Shapes, Temporal};
use serde_json::Value;
use std::collections::{HashMap, HashSet, VecDeque};

/// The limit for directly nested lists and maps. The compiler has a limit, too, and deeper types are unreadable.
const MOST_AROUND: usize = 16;

/// The limit for a chain of aliases.
const LONGEST_WAY: usize = 1_000;

/// Creates types, and collects their definitions.
pub(super) struct TypeBuilder<'a> {
    pub(super) shapes: &'a Shapes,
    pub(super) config: &'a Config,
    pub(super) steering: Steering<'a>,
    /// The Rust types of dates.
    pub(super) dates: Dates,
    pub(super) required: Required,
    pub(super) scalars: Scalars,
    pub(super) types: Vec<Definition>,
    pub(super) numbers: HashMap<SchemaId, TypeId>,
    /// Definitions that are numbered but have no content yet.
    queue: VecDeque<(TypeId, SchemaId)>,
    pub(super) untyped: Vec<(Pointer, String)>,
    untyped_seen: HashSet<Pointer>,
    pub(super) effects: Effects,
    /// The lists, maps and tuples around the current type, up to the nearest named one.
    around: Vec<SchemaId>,
    pub(super) diagnostics: Diagnostics,
}

impl<'a> TypeBuilder<'a> {
    /// An empty builder.
    pub(super) fn new(shapes: &'a Shapes, config: &'a Config, steering: Steering<'a>) -> Self {
        Self {
            shapes,
            config,
            steering,
            dates: config.dates,
            required: config.required,
            scalars: config.scalars,
            types: Vec::new(),
            numbers: HashMap::new(),
            queue: VecDeque::new(),
            untyped: Vec::new(),
            untyped_seen: HashSet::new(),
            effects: Effects::default(),
            around: Vec::new(),
            diagnostics: Diagnostics::new(),
        }
    }

    /// The definitions, the places that are any JSON with the reason, and the diagnostics.
    pub(super) fn finish(mut self) -> (Vec<Definition>, Vec<(Pointer, String)>, Diagnostics) {
        self.diagnostics.extend(self.effects.report(&self.types));
        (self.types, self.untyped, self.diagnostics)
    }
}

impl TypeBuilder<'_> {
    /// The type of a schema. `name` is called if the schema needs a name and is not a component.
    pub(super) fn type_of(&mut self, id: SchemaId, name: &mut dyn FnMut() -> NameParts) -> Type {
        let (canonical, nullable) = self.shapes.canonical(id);
        let holder = self.holder(id, canonical);
        let component = holder.and_then(|holder| self.component(holder));
        let name: &mut dyn FnMut() -> NameParts = match component {
            Some(component) => &mut move || NameParts::Component(component.clone()),
            None => name,
        };
        if let Some(of) = self.chosen_type(id, holder.unwrap_or(canonical)) {
            return if nullable { Type::Nullable(Box::new(of)) } else { of };
        }
        let of = match &self.shapes.shape(canonical).shape {
            Shape::Scalar(scalar) => self.scalar_type(canonical, *scalar),
            // Its items are not described.
            Shape::Embedded(inner) if matches!(self.behind(*inner), Shape::Opaque(Opaque::Empty)) => Type::Text,
            Shape::List(_) | Shape::Map(_) | Shape::Embedded(_) | Shape::Tuple(..) => self.container(canonical, name),
            Shape::Enum(values) if matches!(values.as_slice(), [Value::Bool(_)]) => Type::Bool,
            Shape::Enum(_) | Shape::Object(_) | Shape::Union(_) => Type::Named(self.named(canonical, holder, name)),
            Shape::Opaque(why) => {
                self.untyped(canonical, *why);
                Type::Json
            }
            // `canonical` has resolved every alias.
            Shape::Alias(_) => Type::Json,
        };
        if nullable { Type::Nullable(Box::new(of)) } else { of }
    }

    /// The type that a rule chooses for a schema, or for the schema that it is an alias of.
    fn chosen_type(&mut self, id: SchemaId, behind: SchemaId) -> Option<Type> {
        if !self.config.rules.has_types() {
            return None;
        }
        [id, behind].into_iter().find_map(|place| {
            let settings = self.steering.of_type(&TypeName::of(&self.shapes.schema(place).pointer));
            match (settings.of, settings.dates, self.behind(behind)) {
                (Some(of), _, _) => Some(self.external(behind, &of)),
                (None, Some((rule, dates)), Shape::Scalar(Scalar::Temporal(moment))) => {
                    let of = temporal(*moment, dates);
                    self.effects.note(rule, Setting::Dates, true, "");
                    Some(of)
                }
                _ => None,
            }
        })
    }

    /// A type of another crate, with the JSON form of the schema.
    pub(super) fn external(&self, id: SchemaId, of: &ExternalType) -> Type {
        let form = match self.behind(id) {
            Shape::Scalar(Scalar::Bool) => ExternalForm::Json,
            Shape::Scalar(Scalar::Integer(_) | Scalar::Number | Scalar::Exact) => ExternalForm::Number,
            Shape::Scalar(_) | Shape::Embedded(_) => ExternalForm::Text,
            Shape::Enum(values) if values.iter().all(Value::is_string) => ExternalForm::Text,
            Shape::Enum(values) if values.iter().all(Value::is_number) => ExternalForm::Number,
            _ => ExternalForm::Json,
        };
        let form = match (of.via, form) {
            (Some(Via::Serde), _) => ExternalForm::Json,
            (Some(Via::Text), ExternalForm::Json) => ExternalForm::Text,
            (_, form) => form,
        };
        Type::External(External { path: of.path.as_str().into(), form })
    }

    /// The shape behind aliases.
    fn behind(&self, id: SchemaId) -> &Shape {
        &self.shapes.shape(self.shapes.canonical(id).0).shape
    }

    /// A list, a map, a tuple or a string that holds JSON. If it contains itself or is nested too deeply, its values are any JSON, because
    /// a type without a name cannot refer to itself.
    fn container(&mut self, id: SchemaId, name: &mut dyn FnMut() -> NameParts) -> Type {
        let cyclic = self.around.contains(&id);
        if cyclic || self.around.len() >= MOST_AROUND {
            self.untyped(id, if cyclic { Opaque::Cyclic } else { Opaque::Deep });
            return Type::Json;
        }
        self.around.push(id);
        let shapes = self.shapes;
        let of = match &shapes.shape(id).shape {
            Shape::List(inner) => Type::List(Box::new(self.type_of(*inner, &mut || inner_name(name(), "item")))),
            Shape::Map(inner) if self.is_free_form(*inner) => Type::Map(Box::new(Type::Json)),
            Shape::Map(inner) => Type::Map(Box::new(self.type_of(*inner, &mut || inner_name(name(), "value")))),
            // JSON has strings instead of bytes.
            Shape::Embedded(inner) => {
                let of = self.type_of(*inner, &mut || match name() {
                    // The component is the string.
                    component @ NameParts::Component(_) => inner_name(component, "content"),
                    other => other,
                });
                Type::Embedded(Box::new(of.without_bytes()))
            }
            Shape::Tuple(tuple) => {
                let each = tuple.elements.iter().enumerate().map(|(index, id)| (*id, format!("element{}", index + 1)));
                let each: Vec<Type> =
                    each.map(|(id, word)| self.type_of(id, &mut || inner_name(name(), &word))).collect();
                let rest = tuple.rest.map(|rest| match self.is_free_form(rest) {
                    true => Box::new(Type::Json),
                    false => Box::new(self.type_of(rest, &mut || inner_name(name(), "rest"))),
                });
                Type::Tuple(each, tuple.least, rest)
            }
            // Other types do not nest without names.
            _ => Type::Json,
        };
        self.around.pop();
        of
    }

    /// Whether the description itself makes the values of a map any JSON, so that the type is complete.
    pub(super) fn is_free_form(&self, values: SchemaId) -> bool {
        let schema = self.shapes.schema(values);
        schema.reference.is_none()
            && schema.pointer.last().is_some_and(|last| last == "additionalProperties")
            && matches!(self.shapes.shape(values).shape, Shape::Opaque(Opaque::Empty))
    }

    /// The type of a value in plain text: a scalar, or an array of scalars. Anything else is a string.
    pub(super) fn plain_type(&self, id: SchemaId) -> Type {
        let scalar = |id: SchemaId| match &self.shapes.shape(self.shapes.canonical(id).0).shape {
            Shape::Scalar(Scalar::Binary) => Type::Text,
            Shape::Scalar(scalar) => self.scalar_type(self.shapes.canonical(id).0, *scalar),
            _ => Type::Text,
        };
        match &self.shapes.shape(self.shapes.canonical(id).0).shape {
            Shape::List(inner) => Type::List(Box::new(scalar(*inner))),
            _ => scalar(id),
        }
    }

    /// The type of a scalar in plain text: a number, a boolean, a date or an enum. Anything else is a string.
    pub(super) fn text_type(&mut self, id: SchemaId, name: &mut dyn FnMut() -> NameParts) -> Type {
        let of = match &self.shapes.shape(self.shapes.canonical(id).0).shape {
            Shape::Scalar(_) | Shape::Enum(_) => self.type_of(id, name),
            _ => Type::Text,
        };
        match of {
            Type::Nullable(inner) if matches!(*inner, Type::Text | Type::Binary) => Type::Text,
            Type::Binary => Type::Text,
            of => of,
        }
    }

    fn scalar_type(&self, id: SchemaId, scalar: Scalar) -> Type {
        let format = self.shapes.schema(id).format.as_ref();
        if let Some(of) = format.and_then(|format| self.config.formats.get(format)) {
            return self.external(id, of);
        }
        match scalar {
            Scalar::Bool => Type::Bool,
            Scalar::Integer(width) => Type::Integer(width),
            Scalar::Number if self.config.numbers == Numbers::Exact => Type::Exact,
            Scalar::Number => Type::Number,
            Scalar::Exact => Type::Exact,
            Scalar::Temporal(moment) => temporal(moment, self.dates),
            Scalar::Text => Type::Text,
            Scalar::Password => Type::Secret,
            Scalar::Binary => Type::Binary,
        }
    }

    /// Whether two schemas are bound to the same type: they are one schema, or equal scalars or arrays.
    pub(super) fn is_same(&self, one: SchemaId, other: SchemaId) -> bool {
        let ((mut one, null), (mut other, other_null)) = (self.shapes.canonical(one), self.shapes.canonical(other));
        for _ in 0..MOST_AROUND {
            if one == other {
                return null == other_null;
            }
            match (&self.shapes.shape(one).shape, &self.shapes.shape(other).shape) {
                (Shape::List(inside), Shape::List(other_inside)) => {
                    (one, other) = (self.shapes.canonical(*inside).0, self.shapes.canonical(*other_inside).0);
                }
                (Shape::Scalar(scalar), Shape::Scalar(other_scalar)) => {
                    return null == other_null && scalar == other_scalar;
                }
                _ => return false,
            }
        }
        false
    }

    /// The only value that a schema allows.
    pub(super) fn only_value(&self, id: SchemaId) -> Option<&Value> {
        let (canonical, nullable) = self.shapes.canonical(id);
        match &self.shapes.shape(canonical).shape {
            Shape::Enum(values) if values.len() == 1 && !nullable => values.first(),
            _ => None,
        }
    }

    fn untyped(&mut self, id: SchemaId, why: Opaque) {
        let pointer = &self.shapes.schema(id).pointer;
        if self.untyped_seen.insert(pointer.clone()) {
            self.untyped.push((pointer.clone(), why.reason().to_owned()));
        }
    }

    fn named(&mut self, id: SchemaId, holder: Option<SchemaId>, name: &mut dyn FnMut() -> NameParts) -> TypeId {
        if let Some(number) = self.numbers.get(&id) {
            return *number;
        }
        let schema = self.shapes.schema(id);
        let place = self.shapes.schema(holder.unwrap_or(id)).pointer.clone();
        let own = TypeName { component: holder.and_then(|holder| self.component(holder)), pointer: place.clone() };
        let settings = self.steering.of_type(&own);
        let is_renamed = settings.rename.is_some();
        let name = settings.rename.or(own.component).map_or_else(name, NameParts::Component);
        let mut docs = holder.map_or_else(|| docs(schema), |holder| self.docs_at(holder));
        docs.text = settings.docs.or(docs.text);
        let number = TypeId(self.types.len());
        self.numbers.insert(id, number);
        self.effects.opened.extend(settings.values.map(|(rule, _)| (rule, number)));
        self.types.push(Definition {
            pointer: place,
            name,
            docs,
            kind: Kind::Enum(Vec::new()),
            wishes: Wishes {
                is_renamed,
                former: settings.former,
                unboxed: Vec::new(),
                values: settings.values.map(|(_, values)| values).unwrap_or_default(),
                derive: settings.derive,
                attributes: settings.attributes,
                equal_types: settings.equal_types,
            },
        });
        self.queue.push_back((number, id));
        number
    }

    /// Gives every numbered definition its content. A queue instead of recursion bounds the stack.
    pub(super) fn finish_queue(&mut self) {
        while let Some((number, id)) = self.queue.pop_front() {
            if let Some(kind) = self.content(number, id) {
                self.types[number.0].kind = kind;
            }
        }
    }

    /// The component of a schema: itself, or the last component that is only an alias of it, such as a `oneOf` with a single branch.
    fn holder(&self, id: SchemaId, canonical: SchemaId) -> Option<SchemaId> {
        if self.component(canonical).is_some() {
            return Some(canonical);
        }
        let mut holder = None;
        let mut next = id;
        // Cycles of aliases have been replaced; the bound is only a safeguard.
        for _ in 0..LONGEST_WAY {
            let Shape::Alias(target) = self.shapes.shape(next).shape else { break };
            if self.component(next).is_some() {
                holder = Some(next);
            }
            next = target;
        }
        holder
    }

    /// The component of a type. The values of a base type itself have none.
    fn component(&self, id: SchemaId) -> Option<String> {
        self.shapes.schema(id).pointer.component().filter(|_| !self.shapes.is_base_itself(id))
    }

    /// The name of a schema in a shared response, body or parameter.
    pub(super) fn shared_name(&self, id: SchemaId) -> Option<NameParts> {
        let (part, name) = Part::around(&self.shapes.schema(id).pointer)?;
        Some(NameParts::Shared(vec![name], part))
    }

    /// The minimum and the maximum of a schema.
    pub(super) fn bounds(&self, id: SchemaId) -> (Option<f64>, Option<f64>) {
        let schema = self.shapes.schema(self.shapes.canonical(id).0);
        (schema.minimum, schema.maximum)
    }

    /// The docs of a place: its own, else those of the schema it refers to, unless that becomes a type with docs.
    pub(super) fn docs_at(&self, id: SchemaId) -> Docs {
        let own = docs(self.shapes.schema(id));
        let (canonical, _) = self.shapes.canonical(id);
        let behind = docs(self.shapes.schema(canonical));
        Docs {
            text: own.text.or(behind.text),
            default: own.default.or(behind.default),
            example: own.example.or(behind.example),
            pattern: own.pattern.or(behind.pattern),
            keys: own.keys.or(behind.keys),
            format: own.format.or(behind.format),
            deprecated: own.deprecated,
        }
    }
}

/// The type of a date.
fn temporal(moment: Temporal, dates: Dates) -> Type {
    if dates == Dates::Text { Type::Text } else { Type::Temporal(moment, dates) }
}

/// A name one level deeper.
pub(super) fn inner_name(name: NameParts, word: &str) -> NameParts {
    match name {
        // A component that is a list has no type of its own, so its name precedes that of its items.
        NameParts::Component(component) => NameParts::Operation(vec![component, word.to_owned()]),
        NameParts::Inside(id, mut words) => {
            words.push(word.to_owned());
            NameParts::Inside(id, words)
        }
        NameParts::Operation(mut words) => {
            words.push(word.to_owned());
            NameParts::Operation(words)
        }
        NameParts::Shared(mut words, place) => {
            words.push(word.to_owned());
            NameParts::Shared(words, place)
        }
    }
}

fn docs(schema: &Schema) -> Docs {
    Docs {
        text: schema.description.clone().or_else(|| schema.title.clone()),
        default: schema.default.clone().filter(|default| *default != Value::Null),
        example: schema.example.clone().filter(|example| *example != Value::Null),
        pattern: schema.pattern.clone(),
        keys: schema.key_names.clone(),
        format: schema.format.clone(),
        deprecated: schema.deprecated,
    }
}
