//! The features of a generated crate that are not for a group of operations.

/// A feature: its name, what it enables, and what it is for.
pub struct Feature {
    /// The name.
    pub name: &'static str,
    /// The features that it enables.
    pub enables: &'static [&'static str],
    /// What it is for.
    pub about: &'static str,
}

/// The features, in the order of the manifest.
pub const FEATURES: &[Feature] = &[
    Feature {
        name: "client",
        enables: &["bindery-runtime/client"],
        about: "The client and its operations. Without it there are types and webhooks, and nothing of HTTP.",
    },
    Feature {
        name: "rustls",
        enables: &["reqwest", "bindery-runtime/rustls"],
        about: "The transport over HTTP, with TLS by rustls; without a transport, the builder wants one.",
    },
    Feature {
        name: "rustls-ring",
        enables: &["reqwest", "bindery-runtime/rustls-ring"],
        about: "The same over ring instead of aws-lc-rs, which builds faster.",
    },
    Feature {
        name: "native-tls",
        enables: &["reqwest", "bindery-runtime/native-tls"],
        about: "The transport with the TLS of the operating system.",
    },
    Feature { name: "reqwest", enables: &["client", "bindery-runtime/reqwest"], about: "The transport without TLS." },
    Feature {
        name: "blocking",
        enables: &["client", "bindery-runtime/blocking"],
        about: "Calls that the thread waits for: `.send().wait()`.",
    },
    Feature { name: "tracing", enables: &["client", "bindery-runtime/tracing"], about: "Spans and events of calls." },
    Feature {
        name: "serde",
        enables: &["bindery-runtime/serde"],
        about: "`Serialize` and `Deserialize` for every type.",
    },
    Feature {
        name: "mock",
        enables: &["client", "bindery-runtime/mock"],
        about: "A transport with canned responses, for tests.",
    },
    Feature {
        name: "private-key",
        enables: &["client", "bindery-runtime/private-key"],
        about: "Private keys that show the token endpoint who asks.",
    },
];

/// The features that are on by default, besides those of groups.
pub const DEFAULT_FEATURES: &[&str] = &["client", "rustls", "serde"];

/// The feature of all groups of operations.
pub const ALL_GROUPS: &str = "all";
