//! `Debug` redacts properties whose names indicate secrets.

use crate::kept;
use bindery_patterns::secrets::types::*;
use bindery_runtime::{Extra, Patch};

#[test]
fn properties_with_secret_names_are_redacted_and_keep_their_types() {
    let account: Account = kept(
        r#"{"id":"a1","client_secret":"hunter2","apiKey":"hunter2","password":"hunter2","otp":123456,
            "tokens":["hunter2"],"secrets":{"DB":"hunter2"},"credentials":[{"kind":"pem","value":"hunter2"}],
            "access_token":"hunter2","authorization":{"scheme":"hunter2","retries":3},"refresh_token":{"policy":"rotating","leeway":5},
            "token_type":"mac","token_url":"https://e.com/token","max_tokens":7,"next_page_token":"p2","private_key":"shown",
            "label":"hunter2","config":{"a":[1],"smtp_password":"hunter2"},"headers":{"Accept":"text/plain","X-Api-Key":"hunter2"},
            "variables":[{"name":"DB_PASSWORD","value":"hunter2"},{"name":"LEVEL","value":"debug"}],"undeclared_secret":"hunter2"}"#,
    );
    let (secret, key): (&String, &Patch<String>) = (&account.client_secret, &account.api_key);
    assert_eq!((secret.as_str(), key), ("hunter2", &Patch::Value("hunter2".to_owned())));
    let shown = format!("{account:?}");
    assert!(!shown.contains("hunter2") && !shown.contains("123456"), "{shown}");
    for part in [
        r#"id: "a1", client_secret: [redacted], apiKey: [redacted], password: [redacted], otp: [redacted]"#,
        r#"tokens: [[redacted]], secrets: {"DB": [redacted]}"#,
        r#"credentials: [Credential { kind: "pem", value: [redacted] }]"#,
        r#"authorization: {"scheme":[redacted],"retries":3}"#,
        r#"refresh_token: Lifetime { policy: "rotating", leeway: 5 }, token_type: "mac""#,
        r#"token_url: "https://e.com/token", max_tokens: 7, next_page_token: "p2", private_key: "shown", label: [redacted]"#,
        r#"config: {"a":[1],"smtp_password":[redacted]}, headers: {"Accept": "text/plain", "X-Api-Key": [redacted]}"#,
        r#"Variable { name: "DB_PASSWORD", value: [redacted] }, Variable { name: "LEVEL", value: "debug" }"#,
        r#"..: {"undeclared_secret": string}"#,
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    // Values of other types than declared are not shown, either.
    let mut odd = Account::new("a2", "hunter2");
    odd.extra = [("client_secret", 5_i64)].into_iter().collect::<Extra>();
    assert!(format!("{odd:?}").contains("client_secret: integer"));
}
