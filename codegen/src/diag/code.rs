//! The stable codes of diagnostics.

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written: nothing can be bound, or the output cannot be written.
    Error,
    /// Output is written. One place of the description is wrong, and is bound as the message says.
    Warning,
    /// Output is written; here is a decision that a reader should know of.
    Note,
}

impl Severity {
    /// The word that stands before a message.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

macro_rules! codes {
    ($( $(#[doc = $doc:literal])* $name:ident = $code:literal $severity:ident, $remedy:literal; )*) => {
        /// What kind of finding a diagnostic is. The number never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $( $(#[doc = $doc])* $name, )* }

        impl Code {
            /// Every code, in numeric order.
            pub const ALL: &'static [Self] = &[$( Self::$name, )*];

            /// The code of a number, in any case.
            pub fn of(number: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.number().eq_ignore_ascii_case(number))
            }

            /// The numbers of all codes, for messages.
            pub fn list() -> String {
                Self::ALL.iter().map(|code| code.number()).collect::<Vec<_>>().join(", ")
            }

            /// The stable number.
            pub fn number(self) -> &'static str {
                match self { $( Self::$name => $code, )* }
            }

            /// How much it weighs, unless a run denies it.
            pub fn severity(self) -> Severity {
                match self { $( Self::$name => Severity::$severity, )* }
            }

            /// What to do about it.
            pub fn remedy(self) -> &'static str {
                match self { $( Self::$name => $remedy, )* }
            }

            /// What it means, in a few sentences.
            pub fn meaning(self) -> String {
                match self { $( Self::$name => [$( $doc, )*].concat().trim().to_owned(), )* }
            }
        }
    };
}

codes! {
    /// The file could not be read.
    Unreadable = "B0101" Error, "check the path and its permissions";
    /// The text is neither JSON nor YAML.
    Syntax = "B0102" Error, "correct the syntax at this place";
    /// The document can be read, but is not an OpenAPI description.
    NotOpenApi = "B0103" Error, "point at an OpenAPI document: an object with an \"openapi\" or a \"swagger\" member";
    /// The version of OpenAPI is not supported.
    UnsupportedVersion = "B0104" Error, "convert the description to OpenAPI 3.1, or to 2.0, 3.0 or 3.2";
    /// The configuration could not be understood.
    Config = "B0105" Error, "correct bindery.toml at this place";
    /// A rule of the configuration applies to nothing.
    UnusedRule = "B0106" Warning, "correct or remove the rule in bindery.toml";
    /// The description is larger or deeper than what can be bound in bounded time and memory.
    TooLarge = "B0107" Error, "split the description, or remove what multiplies it";
    /// A name occurs twice in one object. The last one counts, as it does for most programs that read JSON.
    DuplicateName = "B0108" Warning, "remove or rename one of the two";
    /// A document that the description refers to is neither JSON nor YAML. The rest is bound; what the references to that
    /// document stand for is bound as with references that lead nowhere.
    BrokenPart = "B0109" Warning, "correct the syntax at this place";
    /// A member has the wrong JSON type, and is left out.
    WrongType = "B0201" Warning, "correct the description at this place";
    /// A reference leads nowhere. A schema, a request body or a response that it stands for is any JSON value; a parameter or
    /// anything else is left out.
    DanglingReference = "B0202" Warning, "add what is referred to, or correct the reference";
    /// References lead back to themselves without a schema between them. They stand for any JSON value.
    CyclicReference = "B0203" Warning, "make one of the schemas in the cycle a schema of its own";
    /// A reference leads to a document that must not be read: one outside of the description's folder, or one elsewhere
    /// that is not vendored. Nothing is ever fetched. What it stands for is bound as with a reference that leads nowhere.
    RemoteReference = "B0204" Warning, "bundle the description, or vendor the document: see \"vendor\" in bindery.toml";
    /// A discriminator's mapping names a schema that is not there; the key is left out, and the union is told apart by
    /// other means where there are some.
    LostMapping = "B0205" Warning, "correct the reference in the mapping, or remove the entry";
    /// A member is not what OpenAPI asks for at its place. It was read as what it must mean, or left out where that
    /// changes nothing else.
    Tolerated = "B0206" Warning, "correct the description at this place";
    /// A schema contradicts itself: no value can match it. Where a later part of an allOf plainly narrows an earlier one, the
    /// later one counts; otherwise the schema is any JSON value.
    Contradiction = "B0301" Warning, "correct the members that exclude each other";
    /// A schema has no type that Rust could express; it is bound as any JSON value.
    Untyped = "B0302" Note, "add a type to the schema, or leave it: the value is kept as it is";
    /// Members of an allOf say different things; the first one was taken.
    Conflict = "B0303" Warning, "make the members agree";
    /// A union's variants cannot be told apart by a tag, a JSON type or a key; they are tried by exact fit.
    Trial = "B0304" Note, "give the variants a required property with different constants";
    /// The values of an enum are not of the schema's type, yet it is plain what is meant: text for numbers, words in spite of
    /// a type, or an enum of the elements of a list.
    MistypedValues = "B0305" Warning, "write the values in the schema's type, or correct the type";
    /// The values of an enum are integers that no 64 bits hold. It is bound as a number that keeps every digit, and its
    /// docs name the values.
    LargeValues = "B0306" Note, "nothing has to be done; values within 64 bits, or text, would be an enum";
    /// Keywords of a schema hold under conditions, or rule values out, which no Rust type says. They are left out: values
    /// that they forbid decode, too, and what they declare is kept as properties without a type.
    LeftOut = "B0307" Note, "declare the properties without a condition, or leave it: the server checks what it gets";
    /// A schema is made of others in more levels than what is bound in bounded time. It is any JSON value.
    TooDeep = "B0308" Warning, "make the schema of fewer levels of allOf";
    /// Two operations have the same name. Both are bound; the second is called by its method and path.
    DuplicateOperation = "B0401" Warning, "give one of the operations another operationId or x-operation-name";
    /// An operation could not be bound and was left out.
    SkippedOperation = "B0402" Warning, "see the message for what is missing";
    /// A path template and its parameters do not agree: a name without a parameter is taken as text, a parameter without a
    /// name in the path is left out.
    PathTemplate = "B0403" Warning, "declare each {name} of the path as a path parameter, and no other";
    /// An operation declares one parameter twice; the first declaration was taken.
    DuplicateParameter = "B0404" Warning, "remove one of the declarations, or give it another name or place";
    /// A parameter can hold values within values for which its style has no form: OpenAPI defines the styles for texts,
    /// numbers, arrays and objects of those. Values that have a form are sent; a call with another one fails before
    /// anything is sent.
    NestedParameter = "B0405" Note, "give it `content` with application/json, or in the query the style deepObject, as the server reads it";
    /// A request body is described in a form that its media type does not have, such as an array in a form, whose values have
    /// names; or a part has a header that nothing gives a value. The message says how the body is sent instead.
    BodyForm = "B0406" Warning, "describe the body as an object, or by a media type that has its form: application/json, or multipart/mixed for an array";
    /// An operation looks paged, and something that is needed to follow its pages is not said. What is certain is bound: the
    /// call of one page, or pages without a stream of items.
    PagingUnclear = "B0410" Note, "say it in the description, or declare it with [[paging]] in bindery.toml";
    /// A security scheme is of a kind that the client does not know. Nothing is sent for it; the caller sets it by hand.
    UnknownSecurity = "B0411" Warning, "set it with `api_key(SCHEME, VALUE)`, which is then the Authorization header, or as a header of its own";
    /// Component schemas that no operation, webhook or callback reaches are left out: without features of its own, the output
    /// would make everybody compile them.
    Unreached = "B0412" Note, "set `unreached = \"bind\"` in bindery.toml to bind them";
    /// The output directory holds a file that was not generated.
    ForeignFile = "B0501" Error, "choose another --out, or remove the file";
    /// The output could not be written.
    Unwritable = "B0502" Error, "check the directory and its permissions";
    /// The output is not what the description says.
    OutOfStep = "B0503" Error, "run `bindery generate` and commit the result";
    /// The generated text is not Rust: a fault of Bindery itself.
    Malformed = "B0504" Error, "report this with the description; until then, leave the item out";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbers_are_unique_and_every_code_explains_itself() {
        let numbers: HashSet<_> = Code::ALL.iter().map(|code| code.number()).collect();
        assert_eq!(numbers.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| code.meaning().len() > 10 && code.remedy().len() > 10));
    }
}
