//! The features of a generated crate that are not groups of operations.

/// A feature: its name, the features that it enables, and its purpose.
pub struct Feature {
    /// The name.
    pub name: &'static str,
    /// The features that it enables.
    pub enables: &'static [&'static str],
    /// Its purpose.
    pub about: &'static str,
}

/// The features, in the order of the manifest.
pub const FEATURES: &[Feature] = &[
    Feature {
        name: "client",
        enables: &["bindery-runtime/client"],
        about: "The client and its operations. Without it, the crate has only types and webhooks, and no HTTP.",
    },
    Feature {
        name: "rustls",
        enables: &["reqwest", "bindery-runtime/rustls"],
        about: "The default HTTP transport, with TLS by rustls. Without a default transport, pass your own to the builder.",
    },
    Feature {
        name: "rustls-ring",
        enables: &["reqwest", "bindery-runtime/rustls-ring"],
        about: "The default transport with rustls over ring instead of aws-lc-rs, which builds faster.",
    },
    Feature {
        name: "native-tls",
        enables: &["reqwest", "bindery-runtime/native-tls"],
        about: "The default transport with the TLS of the operating system.",
    },
    Feature {
        name: "reqwest",
        enables: &["client", "bindery-runtime/reqwest"],
        about: "The default transport without TLS.",
    },
    Feature {
        name: "blocking",
        enables: &["client", "bindery-runtime/blocking"],
        about: "Blocking calls: `.send().wait()`.",
    },
    Feature {
        name: "tracing",
        enables: &["client", "bindery-runtime/tracing"],
        about: "A `tracing` span for each call, with events.",
    },
    Feature {
        name: "serde",
        enables: &["bindery-runtime/serde"],
        about: "`Serialize` and `Deserialize` for every type.",
    },
    Feature {
        name: "exhaustive",
        enables: &[],
        about: "Enums are not `#[non_exhaustive]`: a `match` can list every variant, and one that a new description adds is a compile error.",
    },
    Feature {
        name: "mock",
        enables: &["client", "bindery-runtime/mock"],
        about: "A transport with canned responses, for tests.",
    },
    Feature {
        name: "private-key",
        enables: &["client", "bindery-runtime/private-key"],
        about: "Client authentication with a private key (`private_key_jwt`).",
    },
];

/// The features that are on by default, besides those of groups.
pub const DEFAULT_FEATURES: &[&str] = &["client", "rustls", "serde"];

/// The feature of all groups of operations.
pub const ALL_GROUPS: &str = "all";
