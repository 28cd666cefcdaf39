//! The kinds of changes, each with its name, the reason for its weight, and what callers do about it.

/// Declares the kinds with their names and sentences.
macro_rules! changes {
    ($($(#[$docs:meta])* $name:ident = $id:literal, $reason:literal, $migration:literal;)+) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Change { $($(#[$docs])* $name,)+ }

        impl Change {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name in reports and for `--explain`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// Why it matters to callers.
            pub fn reason(self) -> &'static str {
                match self { $(Self::$name => $reason,)+ }
            }

            /// What callers do about it; empty if there is nothing to do.
            pub fn migration(self) -> &'static str {
                match self { $(Self::$name => $migration,)+ }
            }
        }
    };
}

changes! {
    /// A name stands for another value than before.
    MeaningTaken = "meaning-taken",
        "the name stands for another value on the wire than before, so code that uses it compiles and sends or expects the wrong one",
        "check every use of the name";
    /// Positional arguments changed places.
    ArgumentsSwapped = "arguments-swapped",
        "arguments of one type changed places, so calls compile and send each value in the place of another",
        "check the order of the arguments in every call";
    /// The path of a function leads to another operation.
    OperationTaken = "operation-taken",
        "the function calls another operation than before",
        "check every call";

    /// An operation is gone.
    OperationRemoved = "operation-removed",
        "the description no longer has the operation", "remove the calls";
    /// An operation has another method.
    OperationRenamed = "operation-renamed",
        "the method is named after the operationId, which changed", "call it by its new name";
    /// An operation is in another group.
    OperationMoved = "operation-moved",
        "the first tag decides the group of an operation, and it changed", "call it through its new group";
    /// An argument was added.
    ArgumentAdded = "argument-added",
        "what is required is a positional argument", "pass a value";
    /// An argument was removed.
    ArgumentRemoved = "argument-removed",
        "calls pass one argument too many", "remove the argument";
    /// An argument became a setter.
    ArgumentOptional = "argument-became-optional",
        "what is optional is set by a method of the call, not by an argument", "remove the argument and call the method instead";
    /// A setter became an argument.
    ArgumentRequired = "argument-became-required",
        "what is required is a positional argument", "pass the value as an argument, and drop the method call";
    /// An argument or a setter takes another type.
    ArgumentType = "argument-type",
        "the value is of another type", "convert the value";
    /// Arguments of different types changed places.
    ArgumentsReordered = "arguments-reordered",
        "positional arguments changed places", "reorder the arguments";
    /// A setter of a call is gone.
    SetterRemoved = "setter-removed",
        "the description no longer has the parameter", "remove the method call";
    /// A setter of a call has another name.
    SetterRenamed = "setter-renamed",
        "another parameter or the body needs the name", "call the method by its new name";
    /// An awaited call gives another type.
    OutputType = "output-type",
        "an awaited call gives another type", "adapt the code that uses the result";
    /// The result per status lost or changed a variant.
    ReplyVariant = "reply-variant",
        "the result has a variant for each status", "adapt the match";
    /// The error body has another type.
    ErrorBodyType = "error-body-type",
        "`error_body` gives another type", "adapt the code that handles errors";
    /// A method of a call is gone or gives another type.
    CallMethod = "call-method",
        "the description no longer declares what the method is for, or declares another type", "adapt the code that calls it";

    /// A type is gone.
    TypeRemoved = "type-removed",
        "no operation leads to the schema any more, or it was removed", "remove the uses";
    /// A type has another name.
    TypeRenamed = "type-renamed",
        "the type is named after its schema or its place, which changed", "use the new name";
    /// A type is behind a feature that is off by default.
    BehindFeature = "behind-feature",
        "no operation leads to the type any more, so it is behind the feature for such components, which is off by default", "enable the feature, or remove the uses";
    /// A type is of another kind.
    TypeKind = "type-kind",
        "objects, enums and unions have nothing in common in Rust", "adapt the code that makes or reads values";
    /// A name that stood for an equal type is gone.
    AliasRemoved = "alias-removed",
        "the name stood for an equal type", "use the type that it stood for";
    /// A type that was an alias is a type of its own.
    EqualTypesPart = "equal-types-part",
        "two names stood for one type and now stand for two: only code that uses a value of one where the other is declared stops compiling",
        "use the name that the operation or the field declares";
    /// A type can no longer be made.
    ConstructorRemoved = "constructor-removed",
        "no request contains the type any more, so it has no constructor and no setters", "remove the code that makes values";
    /// A field is gone.
    FieldRemoved = "field-removed",
        "the description no longer has the property", "remove the uses; the catch-all field keeps what the server sends nevertheless";
    /// A field has another Rust name.
    FieldRenamed = "field-renamed",
        "the Rust name of the property changed", "use the new name";
    /// A required property was added to what is sent.
    RequiredAdded = "required-added",
        "`new` takes every required property; requests without it were accepted before, and the server decides whether they still are", "pass a value";
    /// A property became required.
    BecameRequired = "became-required",
        "a required property is a plain field and an argument of `new`", "pass the value to `new`; read the field without `Option`";
    /// A property became optional.
    BecameOptional = "became-optional",
        "an optional property is an `Option` and has a setter in place of an argument of `new`", "set it by its setter; handle `None`";
    /// A property can be null.
    BecameNullable = "became-nullable",
        "the field has to hold `null`", "handle `null`";
    /// A property can no longer be null.
    NoLongerNullable = "no-longer-nullable",
        "the field no longer has to hold `null`", "drop the code that handles `null`";
    /// A field has another type.
    FieldType = "field-type",
        "the value is of another type", "convert the value";
    /// A property has only one value, or no longer.
    Constant = "constant",
        "a property with one allowed value is set by the crate and has no argument", "drop the argument, or pass a value";
    /// The catch-all field has another name or type.
    CatchAll = "catch-all",
        "the field for additional properties changed", "use its new name and type";
    /// A value of an enum is gone.
    ValueRemoved = "value-removed",
        "the description no longer lists the value", "match the catch-all variant, which keeps unlisted values";
    /// A value of an enum has another name.
    ValueRenamed = "value-renamed",
        "the Rust name of the value changed", "use the new name";
    /// A value was added to a closed enum.
    ClosedValueAdded = "closed-value-added",
        "a closed enum is matched without an arm for other values", "add an arm to every `match`, or leave the enum open";
    /// A variant of a union is gone.
    VariantRemoved = "variant-removed",
        "the description no longer lists the variant", "match the catch-all variant, which keeps what matches no other";
    /// A variant of a union has another name.
    VariantRenamed = "variant-renamed",
        "a variant is named after its type, which changed, or after its place", "use the new name";
    /// A variant of a union holds another type.
    VariantType = "variant-type",
        "the variant holds another type", "adapt the code that makes or matches it";
    /// A variant can no longer be made by `From`.
    ConversionRemoved = "conversion-removed",
        "two variants hold the same type, so `From` could mean either", "name the variant";

    /// The name of the package changed.
    PackageRenamed = "package-renamed",
        "every path begins with the name of the package", "rename it in Cargo.toml and in `use`, or set `package.name` in bindery.toml";
    /// A feature is gone.
    FeatureRemoved = "feature-removed",
        "features are named after the groups of operations", "remove it from Cargo.toml";
    /// The arguments of the builder changed.
    BuilderArguments = "builder-arguments",
        "variables of the server's address without a default are arguments of `Client::builder`", "adapt the call";
    /// A named server is gone.
    ServerRemoved = "server-removed",
        "the description no longer has the server", "select another one";
    /// The accessor of a response header is gone or gives another type.
    HeaderAccessor = "header-accessor",
        "no operation declares the response header any more, or with another type", "adapt the code that reads it";
    /// The function of a webhook is gone or gives another type.
    WebhookFunction = "webhook-function",
        "the description no longer has the webhook, or with another payload", "adapt the code that receives it";

    /// Something was added.
    Added = "added", "nothing that exists changes", "";
    /// A value was added to an enum.
    ValueAdded = "value-added", "enums are open: code has to expect unlisted values already", "";
    /// A variant was added to a union.
    VariantAdded = "variant-added", "unions are open: code has to expect other values already", "";
    /// An argument takes more than before.
    ArgumentWidened = "argument-widened",
        "the argument takes texts as before, as `&str` or `String`", "";
    /// Something is deprecated.
    Deprecated = "deprecated", "code that uses it gets a warning", "look for the replacement in the documentation";
    /// What is sent, or where to, changed without a change of a signature.
    Behaviour = "behaviour", "code compiles unchanged, and the requests or their handling differ", "";
    /// The documentation changed.
    Docs = "docs", "only the documentation differs", "";
}

impl Change {
    /// The kind with a name.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|change| change.id() == id)
    }
}
