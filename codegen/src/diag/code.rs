//! The stable codes of diagnostics.

/// How serious a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written: there is nothing to bind, or the output cannot be written.
    Error,
    /// Output is written. One place in the description is wrong; the message says how it was bound.
    Warning,
    /// Output is written. Reports a decision that you should know about.
    Note,
}

impl Severity {
    /// The word in front of a message.
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
        /// The kind of a diagnostic. The meaning of a number never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $( $(#[doc = $doc])* $name, )* }

        impl Code {
            /// Every code, in numeric order.
            pub const ALL: &'static [Self] = &[$( Self::$name, )*];

            /// Looks a code up by its number, in upper or lower case.
            pub fn of(number: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.number().eq_ignore_ascii_case(number))
            }

            /// The numbers of all codes, separated by commas, for messages.
            pub fn list() -> String {
                Self::ALL.iter().map(|code| code.number()).collect::<Vec<_>>().join(", ")
            }

            /// The stable number.
            pub fn number(self) -> &'static str {
                match self { $( Self::$name => $code, )* }
            }

            /// The default severity.
            pub fn severity(self) -> Severity {
                match self { $( Self::$name => Severity::$severity, )* }
            }

            /// What to do about it.
            pub fn remedy(self) -> &'static str {
                match self { $( Self::$name => $remedy, )* }
            }

            /// Explains it in a few sentences.
            pub fn meaning(self) -> String {
                match self { $( Self::$name => [$( $doc, )*].concat().trim().to_owned(), )* }
            }
        }
    };
}

codes! {
    /// The file could not be read.
    Unreadable = "B0101" Error, "check the path and its permissions";
    /// The text is neither valid JSON nor valid YAML.
    Syntax = "B0102" Error, "fix the syntax here";
    /// The document can be parsed, but is not an OpenAPI description.
    NotOpenApi = "B0103" Error, "pass an OpenAPI document: an object with an \"openapi\" or a \"swagger\" field";
    /// The version of OpenAPI is not supported.
    UnsupportedVersion = "B0104" Error, "convert the description to OpenAPI 2.0, 3.0, 3.1 or 3.2";
    /// The configuration is invalid.
    Config = "B0105" Error, "fix bindery.toml here";
    /// A rule in the configuration matches nothing.
    UnusedRule = "B0106" Error, "fix or remove the rule in bindery.toml";
    /// The description is too large or too deeply nested to be bound within bounded time and memory.
    TooLarge = "B0107" Error, "split the description, or remove what multiplies it";
    /// A key occurs twice in one object. The last one is used, as most JSON parsers do.
    DuplicateName = "B0108" Warning, "remove or rename one of the two";
    /// A document that the description refers to is neither valid JSON nor valid YAML. The rest is bound; references to that
    /// document are treated as unresolved.
    BrokenPart = "B0109" Warning, "fix the syntax here";
    /// An overlay or a patch is malformed, or something in it cannot be applied to the description. Nothing is generated, since the
    /// description would not be the one you intended.
    Overlay = "B0110" Error, "fix the overlay or the patch here";
    /// An action of an overlay, or an operation of a patch, changes nothing: its target selects nothing, or the description already has the
    /// new value. Often the description has been fixed or renamed since.
    IdleAction = "B0111" Warning, "fix the target, or remove the action";
    /// A selector of `[select]`, `--only` or `--except` matches no operation, or the selection leaves none.
    Selector = "B0112" Error, "fix or remove the selector; `bindery list` shows all operations";
    /// The lock file of names is broken: it is not TOML, has an unknown key, a name that Rust does not take, or one name for two places.
    BrokenLock = "B0113" Error, "fix or remove the line; after a merge conflict, keep the lines of both sides and generate again";
    /// A name in the lock file cannot stay, because generated code needs it for something else. The place has another name now.
    LostName = "B0114" Warning, "review the callers of that name, and commit the lock file";
    /// A field has the wrong JSON type and is ignored.
    WrongType = "B0201" Warning, "fix the description here";
    /// A reference cannot be resolved. A schema, request body or response behind it is bound as any JSON value; a parameter or
    /// anything else is skipped.
    DanglingReference = "B0202" Warning, "add the missing definition, or fix the reference";
    /// References form a cycle without a schema in it. They are bound as any JSON value.
    CyclicReference = "B0203" Warning, "replace one of the references in the cycle with a schema";
    /// A reference points to a document that may not be read: one outside the description's root folder, or a remote one
    /// that is not vendored. Bindery never downloads anything. The reference is treated as unresolved.
    RemoteReference = "B0204" Warning, "bundle the description, or vendor the document: see \"vendor\" in bindery.toml";
    /// A discriminator's mapping names a schema that does not exist. The entry is ignored; the variants are told apart by
    /// other means if there are any.
    LostMapping = "B0205" Warning, "fix the reference in the mapping, or remove the entry";
    /// A field does not conform to OpenAPI. If its meaning is plain, it is read as that; otherwise it is ignored.
    Tolerated = "B0206" Warning, "fix the description here";
    /// An unknown key resembles a keyword of its place. It is ignored like every unknown key, so its intended effect is lost. Keys that
    /// resemble no keyword are not reported, nor are those that begin with `x-`.
    MisspeltKeyword = "B0207" Warning, "write the expected keyword, or prefix the key with x- if it is an extension";
    /// A schema contradicts itself: no value can match it. If a later part of an `allOf` plainly narrows an earlier one, the
    /// later one is used; otherwise the schema is bound as any JSON value.
    Contradiction = "B0301" Warning, "fix the keywords that exclude each other";
    /// A schema has no type that Rust could express; it is bound as any JSON value.
    Untyped = "B0302" Note, "add a type to the schema, or ignore this note: the value is kept as it is";
    /// Subschemas of an `allOf` disagree; the first one is used.
    Conflict = "B0303" Warning, "make the subschemas agree";
    /// Neither a tag, a JSON type nor a property tells the variants of a union apart; they are tried for an exact match.
    Trial = "B0304" Note, "give the variants a required property with different constants";
    /// The values of an enum do not have the schema's type, but the intent is plain: numbers written for strings, strings under
    /// a numeric type, or the values of an array's items.
    MistypedValues = "B0305" Warning, "write the values in the schema's type, or fix the type";
    /// An enum has integers that do not fit into 64 bits. It is bound as a number that keeps every digit, and its docs list
    /// the values.
    LargeValues = "B0306" Note, "ignore this note, or use integers within 64 bits or strings to get a Rust enum";
    /// Conditional and negative keywords (`if`/`then`/`else`, `not` and so on) are ignored: Rust types cannot express them.
    /// Values that they forbid decode too, and properties that only they declare are kept as additional properties.
    LeftOut = "B0307" Note, "declare these properties unconditionally, or ignore this note: the server still validates requests";
    /// A schema is composed of others through more levels than can be bound in bounded time. It is bound as any JSON value.
    TooDeep = "B0308" Warning, "reduce the levels of allOf";
    /// Properties have names of secrets, such as `client_secret`, although the description does not mark them. Their types stay
    /// what they are, and `Debug` does not show their values.
    SecretNames = "B0309" Note, "ignore this note; `secret = false` in a rule shows a property, `secrets = \"marked\"` in bindery.toml shows all of them";
    /// Two operations have the same name. Both are bound; the second is named after its method and path.
    DuplicateOperation = "B0401" Warning, "give one of the operations another operationId or x-operation-name";
    /// An operation could not be bound and was skipped.
    SkippedOperation = "B0402" Warning, "fix what the message names";
    /// A path template and its parameters disagree: a placeholder without a parameter is bound as a string, a path parameter
    /// without a placeholder is skipped.
    PathTemplate = "B0403" Warning, "declare each {name} of the path as a path parameter, and no other";
    /// An operation declares a parameter twice; the first declaration is used.
    DuplicateParameter = "B0404" Warning, "remove one of the declarations, or change its name or `in`";
    /// A parameter can hold nested values that its style cannot serialize: OpenAPI defines the styles for strings, numbers,
    /// and arrays and objects of those. Values that the style can serialize are sent; a call with another one fails before
    /// anything is sent.
    NestedParameter = "B0405" Note, "use `content` with application/json, or the style deepObject in the query, whichever the server reads";
    /// A request body has a structure that its media type cannot represent, such as an array in a urlencoded form, whose values have names;
    /// or a part has a header without a value. The message says how the body is sent instead.
    BodyForm = "B0406" Warning, "describe the body as an object, or use a media type that fits it: application/json, or multipart/mixed for an array";
    /// An operation looks paginated, but the description lacks something that is needed to fetch the next page. What is
    /// certain is bound: the call of a single page, or pages without a stream of items.
    PagingUnclear = "B0410" Note, "add it to the description, or declare it with a rule with `paging` in bindery.toml";
    /// A security scheme is of a kind that the client does not support. Nothing is sent for it unless the caller sets it.
    UnknownSecurity = "B0411" Warning, "set it with `api_key(SCHEME, VALUE)`, which sends it as the Authorization header, or add a header of your own";
    /// Component schemas that no operation, webhook or callback uses are skipped: without a feature to put them behind,
    /// everyone would have to compile them.
    Unreached = "B0412" Note, "set `unreached = \"bind\"` in bindery.toml to bind them";
    /// The output directory contains a file that Bindery did not generate.
    ForeignFile = "B0501" Error, "choose another path, or remove the file";
    /// The output could not be written.
    Unwritable = "B0502" Error, "check the directory and its permissions";
    /// The output is out of date: generating it again would change it.
    OutOfStep = "B0503" Error, "run `bindery generate` and commit the result";
    /// The generated code is not valid Rust: a bug in Bindery.
    Malformed = "B0504" Error, "report this with the description; until then, remove the item from the description";
    /// A generated file was edited by hand: the hash in its second line does not match its content. It is overwritten, unless this code is
    /// denied. A merge of two generated versions looks the same; to resolve it, generate again.
    EditedFile = "B0505" Warning, "move the edits to bindery.toml or a file of your own; with `--deny B0505`, nothing is written";
    /// The lock file lacks names that the bindings have. A build script does not write it.
    StaleLock = "B0506" Warning, "run `bindery lock` and commit the result";
    /// A recorded message, or an example, has a property that its schema does not declare. Clients keep such a property, and their
    /// users cannot see it. An object with `additionalProperties` declares all of them.
    UndeclaredProperty = "B0601" Warning, "declare the property, or say `additionalProperties: true`";
    /// A recorded message, or an example, lacks something that the description requires: a property, a parameter or a body.
    MissingRequired = "B0602" Warning, "make it optional, or fix the server";
    /// A recorded message, or an example, has null where the description allows none.
    UnexpectedNull = "B0603" Warning, "make the schema nullable, or fix the server";
    /// A recorded message, or an example, has a value of another type than its schema.
    DeviatingType = "B0604" Warning, "widen or fix the type";
    /// A recorded message, or an example, has a value that the enum does not list. Clients keep such a value as unrecognized.
    NewValue = "B0605" Warning, "add the value to the enum";
    /// A recorded message, or an example, has a value that no variant of a union takes.
    UnmatchedUnion = "B0606" Warning, "add a variant, or fix the nearest one";
    /// A recorded response has a status that the operation does not declare.
    UndeclaredStatus = "B0607" Warning, "declare the status, or a `default` response";
    /// A recorded message has a media type, or a body, that the description does not declare.
    UndeclaredMediaType = "B0608" Warning, "declare the media type";
    /// A recorded request has a path that no template of the description matches, or a method that its path does not have.
    UnknownPath = "B0609" Warning, "describe the operation; if it belongs to another server, leave it out of the recording";
    /// A recorded request has a parameter in its query that the operation does not declare.
    UndeclaredParameter = "B0610" Warning, "declare the parameter, or stop sending it";
    /// A part of a recording cannot be read: a line that is no JSON, an entry without a request, a body that is not what it says.
    /// The rest is checked.
    UnreadableTraffic = "B0611" Warning, "record it again, or fix it here";
    /// A recorded response has a header that it does not declare, although it declares others. Headers of HTTP itself and of proxies
    /// do not count.
    UndeclaredHeader = "B0612" Warning, "declare the header";
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
