//! Recognizes names of secrets: `client_secret`, `X-Api-Key` and `refreshToken`, but not `token_endpoint`, `has_secret` or
//! `next_page_token`.
//!
//! The generator and the runtime have identical copies of this file, which a test compares: the generator marks declared properties, the
//! runtime checks all other names. A package for one file would be one more dependency for every user.

/// The values that a name hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Secrecy {
    /// None.
    None,
    /// Strings. A number under such a name is a count (`tokens`).
    Texts,
    /// Strings and numbers.
    All,
}

/// Suffixes after which the name still means the secret itself: `token_value`, `password_hash`.
const FORMS: &[&str] = &[
    "again",
    "base",
    "binary",
    "ciphertext",
    "code",
    "confirm",
    "confirmation",
    "content",
    "cryptogram",
    "current",
    "data",
    "encoded",
    "encrypted",
    "hash",
    "hashed",
    "hex",
    "json",
    "new",
    "old",
    "pem",
    "plain",
    "plaintext",
    "previous",
    "raw",
    "repeat",
    "sha",
    "string",
    "text",
    "value",
    "values",
    "word",
];

/// Prefixes of names that are about secrets, or configure them: `has_secret`, `required_secrets`, `max_tokens`.
const ABOUT: &[&str] = &[
    "allow",
    "allowed",
    "allows",
    "can",
    "count",
    "disable",
    "disabled",
    "disallow",
    "enable",
    "enabled",
    "exclude",
    "excluded",
    "expire",
    "force",
    "forgot",
    "generate",
    "has",
    "have",
    "hide",
    "include",
    "included",
    "includes",
    "invalidate",
    "is",
    "leaked",
    "max",
    "min",
    "missing",
    "must",
    "needs",
    "num",
    "number",
    "regenerate",
    "require",
    "required",
    "requires",
    "revoke",
    "rotate",
    "should",
    "show",
    "skip",
    "supports",
    "total",
    "use",
    "uses",
    "using",
    "without",
];

/// Exceptions, as the last words joined together: cursors, idempotency keys, tokens of a text, authentication methods.
const HARMLESS: &[&str] = &[
    "continuationtoken",
    "continuetoken",
    "cursortoken",
    "nextpagetoken",
    "nexttoken",
    "pagetoken",
    "paginationtoken",
    "prevtoken",
    "previoustoken",
    "resumetoken",
    "skiptoken",
    "starttoken",
    "startingtoken",
    "synctoken",
    "waittoken",
    "clientrequesttoken",
    "idempotencytoken",
    "consistencytoken",
    "bostoken",
    "cachedtoken",
    "completiontoken",
    "eostoken",
    "inputtoken",
    "masktoken",
    "outputtoken",
    "padtoken",
    "prompttoken",
    "reasoningtoken",
    "separatortoken",
    "septoken",
    "specialtoken",
    "stoptoken",
    "unktoken",
    "allowcredential",
    "pincode",
    "privatekeyjwt",
];

/// The ends of names of secrets, in any spelling.
const SECRETS: &[&str] = &[
    "connectionstring",
    "credential",
    "kubeconfig",
    "recoveryphrase",
    "secret",
    "seedphrase",
    "token",
    "accesskey",
    "accountkey",
    "apikey",
    "appkey",
    "applicationkey",
    "authenticationkey",
    "authkey",
    "authorizationkey",
    "decryptionkey",
    "encryptionkey",
    "hmackey",
    "integrationkey",
    "licensekey",
    "masterkey",
    "presharedkey",
    "privatekey",
    "privkey",
    "recoverykey",
    "serverkey",
    "saskey",
    "secretkey",
    "sessionkey",
    "sharedkey",
    "signingkey",
    "sslkey",
    "storagekey",
    "streamkey",
    "subscriptionkey",
    "symmetrickey",
    "tlskey",
    "unlockkey",
    "webhookkey",
    "writekey",
    "accesscode",
    "authcode",
    "authorizationcode",
    "authorisationcode",
    "clientassertion",
    "codeverifier",
    "devicecode",
    "oauthverifier",
    "passwordanswer",
    "pkceverifier",
    "samlassertion",
    "secretanswer",
    "securityanswer",
    "temporaryaccesspass",
];

/// The same, for secrets that may be numbers.
const SECRET_NUMBERS: &[&str] = &[
    "authenticationcode",
    "backupcode",
    "mfacode",
    "onetimecode",
    "onetimepin",
    "otpcode",
    "passcode",
    "passphrase",
    "passwd",
    "password",
    "recoverycode",
    "securitycode",
    "smscode",
    "totpcode",
    "verificationcode",
];

/// Secrets that only count as a whole word.
const SECRET_WORDS: &[&str] = &["assertion", "cookie", "jwt", "psk", "pwd", "skey"];

/// The same, for secrets that may be numbers.
const SECRET_NUMBER_WORDS: &[&str] = &["cvc", "cvv", "otp", "pin", "totp"];

/// Words before a `pass` that means a password.
const USERS: &[&str] = &[
    "admin", "api", "auth", "basic", "cert", "db", "ftp", "key", "proxy", "registry", "root", "smtp", "store", "user",
];

/// Neutral names: in an object under the name of a secret, they hold the secret.
const PLAIN: &[&str] =
    &["body", "content", "data", "hash", "key", "plain", "plaintext", "raw", "text", "value", "values"];

/// Whether a property in an object under the name of a secret is the secret itself: `{"value": "..."}`.
pub(crate) fn is_plain(name: &str) -> bool {
    PLAIN.iter().any(|plain| plain.eq_ignore_ascii_case(name))
}

/// The secrecy of a value, by the name of its property, parameter or header.
pub(crate) fn secrecy(name: &str) -> Secrecy {
    let mut words = words(name);
    while words.len() > 1 && words.last().is_some_and(|last| FORMS.contains(&last.as_str())) && !is_listed(&words) {
        words.pop();
    }
    let [.., last] = words.as_slice() else { return Secrecy::None };
    let (first, is_alone) = (words[0].as_str(), words.len() == 1);
    if !is_alone && ABOUT.contains(&first) || is_harmless(&words) {
        return Secrecy::None;
    }
    // The authorization of a card or a company is something else.
    let is_header = is_alone || matches!(first, "http" | "proxy" | "x");
    if last == "authorization" && is_header {
        return Secrecy::Texts;
    }
    let is_user = words.iter().rev().nth(1).is_some_and(|before| USERS.contains(&before.as_str()));
    let joined = words.concat();
    let (last, joined) = (singular(last), singular(&joined));
    let ends = |list: &[&str]| list.iter().any(|end| joined.ends_with(end));
    if SECRET_NUMBER_WORDS.contains(&last) || ends(SECRET_NUMBERS) || last == "pass" && is_user {
        Secrecy::All
    } else if SECRET_WORDS.contains(&last) || ends(SECRETS) {
        Secrecy::Texts
    } else {
        Secrecy::None
    }
}

/// Whether the last word can end an entry of the lists: `recovery_code`, `connection_string`.
fn is_listed(words: &[String]) -> bool {
    let joined = words.concat();
    is_harmless(words) || SECRETS.iter().chain(SECRET_NUMBERS).any(|end| singular(&joined).ends_with(end))
}

fn is_harmless(words: &[String]) -> bool {
    (0..words.len()).any(|first| HARMLESS.contains(&singular(&words[first..].concat())))
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|one| !one.ends_with('s')).unwrap_or(word)
}

/// The words of a name in lower case, in any spelling, without digits.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let next_is_small = letters.peek().is_some_and(|next| next.is_lowercase());
        // Boundaries as in `apiKey`, and before the last capital of a run as in `APIKey`.
        let begins = letter.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && next_is_small);
        if letter.is_alphabetic() {
            match words.last_mut().filter(|_| before.is_alphabetic() && !begins) {
                Some(word) => word.extend(letter.to_lowercase()),
                None => words.push(letter.to_lowercase().collect()),
            }
        }
        before = letter;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Secrecy, secrecy};

    #[test]
    fn names_of_secrets_are_recognized_in_any_spelling() {
        for names in [
            "secret client_secret clientSecret ClientSecret client-secret CLIENT_SECRET clientsecret app.secret secrets",
            "password newPassword MasterUserPassword passwd userpasswd password_hash password2 oldPassword passwordAgain",
            "token accessToken access_token refreshToken authtoken id_token X-Amz-Security-Token splunkToken tokenValue",
            "resetToken managePortsAccessToken federated_connections_access_tokens encrypted_token oauth_token_secret",
            "api_key apikey APIKey X-API-Key header_apiKey Ocp-Apim-Subscription-Key datadogApiKey segmentWriteKey hapikey",
            "private_key sshPrivateKey secret_access_key secretAccessKey storageAccountAccessKey masterkey sasKey stream_key",
            "authorization Authorization httpAuthorization proxy-authorization X-Tyk-Authorization",
            "credential credentials aws_credentials server_credentials encrypted_json_credentials X-Amz-Credential",
            "cookie Cookie Set-Cookie session_cookie jwt compactJwt psk SAMLAssertion client_assertion connectionString",
            "code_verifier recovery_code authorization_code kubeconfig smtp_pass totp_secret signing_secret",
        ] {
            for name in names.split(' ') {
                assert_ne!(secrecy(name), Secrecy::None, "{name}");
            }
        }
    }

    #[test]
    fn names_about_secrets_are_not_names_of_secrets() {
        for names in [
            "token_endpoint tokenUrl token_type tokenType token_lifetime token_id token_name tokens_url token_expires_at",
            "secret_name secretName secret_type secret_arn SecretId secretVersion has_secret hasSecret isSecret hide_secret",
            "required_secrets password_policy passwordPolicy password_length last_password_reset passwordless password_url",
            "next_page_token nextPageToken pageToken nextToken NextToken next-token nextpagetoken $skiptoken continuation_token",
            "nextSyncToken ClientRequestToken IdempotencyToken max_tokens maxOutputTokens total_tokens prompt_tokens",
            "mask_token stop_tokens input_tokens key keys public_key publicKey kms_key tag_key primary_key ssh_key access_key_id",
            "aws_access_key_id api_key_id private_key_id private_key_jwt sasKeyName signing_key_id credential_type credentialId",
            "Access-Control-Allow-Credentials allow_credentials author authority authenticated authorizations authorizationUrl",
            "card_authorization issuing_authorization token_endpoint_auth_method subject_token_type cookie_name cookie_lifetime",
            "user_code country_code pin_code pinned spin compass pass passport bypass keyboard monkey name id url",
            "",
        ] {
            for name in names.split(' ') {
                assert_eq!(secrecy(name), Secrecy::None, "{name}");
            }
        }
    }

    #[test]
    fn numbers_are_secrets_unless_they_are_counts() {
        for (name, secret) in [
            ("otp", Secrecy::All),
            ("cvc", Secrecy::All),
            ("card_cvv2", Secrecy::All),
            ("userPin", Secrecy::All),
            ("passcode", Secrecy::All),
            ("tokens", Secrecy::Texts),
            ("input_uncached_tokens", Secrecy::Texts),
            ("secrets", Secrecy::Texts),
        ] {
            assert_eq!(secrecy(name), secret, "{name}");
        }
    }
}
