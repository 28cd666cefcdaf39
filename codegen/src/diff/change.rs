//! The kinds of changes, each with its name, the reason for its weight, and what callers have to do.

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

            /// What callers have to do; empty if nothing.
            pub fn migration(self) -> &'static str {
                match self { $(Self::$name => $migration,)+ }
            }
        }
    };
}

changes! {
    /// A name stands for a different value.
    MeaningTaken = "meaning-taken",
        "the name stands for a different value on the wire, so code that uses it still compiles but sends or expects the wrong one",
        "check every use of the name";
    /// Positional arguments changed places.
    ArgumentsSwapped = "arguments-swapped",
        "arguments of the same type changed places, so calls still compile but send the values in the wrong places",
        "check the order of the arguments in every call";
    /// The path of a function leads to a different operation.
    OperationTaken = "operation-taken",
        "the function calls a different operation",
        "check every call";

    /// A variant that is named after its position stands elsewhere.
    VariantMoved = "variant-moved",
        "nothing but its position distinguishes the variant, so it is named after that, and another variant stands there now: code that matches the name still compiles",
        "check every use of the name, and give the variants titles, by an overlay, to name them";

    /// An operation was removed.
    OperationRemoved = "operation-removed",
        "the description no longer has the operation", "remove the calls";
    /// An operation has another method.
    OperationRenamed = "operation-renamed",
        "the method is named after the operationId, which changed", "call it by its new name";
    /// An operation moved to another group.
    OperationMoved = "operation-moved",
        "the first tag decides the group of an operation, and it changed", "call it through its new group";
    /// An argument was added.
    ArgumentAdded = "argument-added",
        "required values are positional arguments", "pass a value";
    /// An argument was removed.
    ArgumentRemoved = "argument-removed",
        "calls pass one argument too many", "remove the argument";
    /// An argument became a setter.
    ArgumentOptional = "argument-became-optional",
        "optional values are set by methods of the call, not by arguments", "remove the argument and call the method instead";
    /// A setter became an argument.
    ArgumentRequired = "argument-became-required",
        "required values are positional arguments", "pass the value as an argument, and drop the method call";
    /// An argument or a setter takes a different type.
    ArgumentType = "argument-type",
        "the type of the value changed", "convert the value";
    /// Arguments of different types changed places.
    ArgumentsReordered = "arguments-reordered",
        "positional arguments changed places", "reorder the arguments";
    /// A setter of a call was removed.
    SetterRemoved = "setter-removed",
        "the description no longer has the parameter", "remove the method call";
    /// A setter of a call has another name.
    SetterRenamed = "setter-renamed",
        "another parameter or the body now has the name", "call the method by its new name";
    /// An awaited call returns a different type.
    OutputType = "output-type",
        "an awaited call returns a different type", "adapt the code that uses the result";
    /// The result per status lost or changed a variant.
    ReplyVariant = "reply-variant",
        "the result has a variant for each status", "adapt the match";
    /// The error body has a different type.
    ErrorBodyType = "error-body-type",
        "`error_body` returns a different type", "adapt the code that handles errors";
    /// A method of a call was removed or returns a different type.
    CallMethod = "call-method",
        "the description no longer declares the content that the method returns, or declares a different type", "adapt the code that calls it";

    /// A type was removed.
    TypeRemoved = "type-removed",
        "no operation uses the schema any more, or it was removed", "remove the uses";
    /// A type has another name.
    TypeRenamed = "type-renamed",
        "the type is named after its schema or its place, which changed", "use the new name";
    /// A type is behind a feature that is off by default.
    BehindFeature = "behind-feature",
        "no operation uses the type any more, so it is behind the feature for unused components, which is off by default", "enable the feature, or remove the uses";
    /// A type is of a different kind.
    TypeKind = "type-kind",
        "objects, enums and unions have nothing in common in Rust", "adapt the code that constructs or reads values";
    /// Something needs another feature.
    OtherFeature = "other-feature",
        "without the default features, what a group of operations uses is there if the feature of one of these groups is enabled, and the groups changed",
        "enable one of the features that it has now";
    /// A derived trait was removed.
    TraitRemoved = "trait-removed",
        "a rule derived the trait, and no longer does", "do without the trait, or keep the rule";
    /// A package whose types are in signatures has an incompatible version.
    Dependency = "dependency",
        "types of another package are part of signatures, and those of an incompatible version are different types",
        "depend on the same version of the package";
    /// An alias of an equal type was removed.
    AliasRemoved = "alias-removed",
        "the name was an alias of an equal type", "use the type that it was an alias of";
    /// An alias became a separate type.
    EqualTypesPart = "equal-types-part",
        "two names of one type now denote two types: only code that passes a value of one where the other is declared stops compiling",
        "use the name that the operation or the field declares";
    /// A type can no longer be constructed.
    ConstructorRemoved = "constructor-removed",
        "no request contains the type any more, so it has no constructor and no setters", "remove the code that constructs values";
    /// A field was removed.
    FieldRemoved = "field-removed",
        "the description no longer has the property", "remove the uses; if the server still sends the property, the catch-all field keeps it";
    /// A field has another Rust name.
    FieldRenamed = "field-renamed",
        "the Rust name of the property changed", "use the new name";
    /// A required property was added to a type that is sent.
    RequiredAdded = "required-added",
        "`new` takes every required property; requests without it were accepted before, and the server decides whether they still are", "pass a value";
    /// A property became required.
    BecameRequired = "became-required",
        "a required property is a plain field and an argument of `new`", "pass the value to `new`; read the field without `Option`";
    /// A property became optional.
    BecameOptional = "became-optional",
        "an optional property is an `Option` and has a setter instead of an argument of `new`", "set it by its setter; handle `None`";
    /// A property can be null.
    BecameNullable = "became-nullable",
        "the field has to hold `null`", "handle `null`";
    /// A property can no longer be null.
    NoLongerNullable = "no-longer-nullable",
        "the field no longer has to hold `null`", "drop the code that handles `null`";
    /// A value is in a `Box` now, or no longer is.
    Boxed = "boxed",
        "a value that is large, or that can contain its own type, is in a `Box`",
        "add or drop the `*` where the value is moved out, and `Box::new` where the field is assigned; references, setters and `new` are as before";
    /// A field has a different type.
    FieldType = "field-type",
        "the type of the value changed", "convert the value";
    /// A property became a constant, or no longer is one.
    Constant = "constant",
        "a property with one allowed value is set by the crate and has no argument", "drop the argument, or pass a value";
    /// The catch-all field has a different name or type.
    CatchAll = "catch-all",
        "the field for additional properties changed", "use its new name and type";
    /// A value of an enum was removed.
    ValueRemoved = "value-removed",
        "the description no longer lists the value", "match the catch-all variant, which keeps unlisted values";
    /// A value of an enum has another name.
    ValueRenamed = "value-renamed",
        "the Rust name of the value changed", "use the new name";
    /// A value was added to a closed enum.
    ClosedValueAdded = "closed-value-added",
        "a `match` on a closed enum has no arm for other values", "add an arm to every `match`, or leave the enum open";
    /// A variant of a union was removed.
    VariantRemoved = "variant-removed",
        "the description no longer lists the variant", "match the catch-all variant, which keeps values that match no other";
    /// A variant of a union has another name.
    VariantRenamed = "variant-renamed",
        "a variant is named after its type or its place, which changed", "use the new name";
    /// A variant of a union holds a different type.
    VariantType = "variant-type",
        "the type of the variant changed", "adapt the code that constructs or matches it";
    /// The accessor of a property that all variants of a union have was removed or returns a different type.
    Accessor = "accessor",
        "a union has an accessor for a property that all its variants have with one type, and they no longer do", "match the variants";
    /// A variant can no longer be constructed by `From`.
    ConversionRemoved = "conversion-removed",
        "two variants hold the same type, so `From` would be ambiguous", "name the variant";

    /// The name of the package changed.
    PackageRenamed = "package-renamed",
        "every path begins with the name of the package", "rename it in Cargo.toml and in `use`, or set `package.name` in bindery.toml";
    /// A feature was removed.
    FeatureRemoved = "feature-removed",
        "features are named after the groups of operations", "remove it from Cargo.toml";
    /// The arguments of the builder changed.
    BuilderArguments = "builder-arguments",
        "variables of the server URL without a default are arguments of `Client::builder`", "adapt the call";
    /// A named server was removed.
    ServerRemoved = "server-removed",
        "the description no longer has the server", "select another one";
    /// The accessor of a response header was removed or returns a different type.
    HeaderAccessor = "header-accessor",
        "no operation declares the response header any more, or its type changed", "adapt the code that reads it";
    /// The function of a webhook was removed or returns a different type.
    WebhookFunction = "webhook-function",
        "the description no longer has the webhook, or its payload changed", "adapt the code that receives it";

    /// Something was added.
    Added = "added", "existing code is not affected", "";
    /// A value was added to an enum.
    ValueAdded = "value-added", "enums are open: code already has to expect unlisted values", "";
    /// A variant was added to a union.
    VariantAdded = "variant-added", "unions are open: code already has to expect other values", "";
    /// An argument accepts more values.
    ArgumentWidened = "argument-widened",
        "the argument still accepts text, as `&str` or `String`", "";
    /// Something is deprecated.
    Deprecated = "deprecated", "code that uses it gets a warning", "look for the replacement in the documentation";
    /// The request or its destination changed, but no signature did.
    Behaviour = "behaviour", "code still compiles, but the requests or their handling differ", "";
    /// The documentation changed.
    Docs = "docs", "only the documentation differs", "";
}

impl Change {
    /// Finds a kind by its name.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|change| change.id() == id)
    }
}
