//! The texts.

use std::fmt::Write as _;

const USER: &str = r#"{"user_id":"auth0|507f1f77bcf86cd799439020","email":"jane.roe@example.com","email_verified":true,"username":"jane","phone_number":"+199999999999999","created_at":"2026-01-02T03:04:05.678Z","updated_at":"2026-10-02T03:04:05.678Z","logins_count":142,"last_ip":"203.0.113.7","last_login":"2026-10-02T03:04:05.678Z","score":0.8725,"blocked":false,"given_name":"Jane","family_name":"Roe","picture":"https://cdn.example.com/avatars/jr.png"}"#;

fn list(values: &[&str], count: usize) -> String {
    format!("[{}]", vec![values.join(","); count].join(","))
}

pub(crate) fn user() -> String {
    USER.to_owned()
}

pub(crate) fn users() -> String {
    list(&[USER], 100)
}

/// As a server writes it that indents.
pub(crate) fn indented_users() -> String {
    let user = USER.replace(",\"", ",\n    \"").replace("\":", "\": ").replace('{', "{\n    ").replace('}', "\n  }");
    format!("[\n  {}\n]", vec![user; 100].join(",\n  "))
}

/// The properties in another order than that of the description.
pub(crate) fn disordered_users() -> String {
    list(&[&backwards(USER)], 100)
}

/// The members of a flat object from the last to the first.
fn backwards(object: &str) -> String {
    let mut members: Vec<&str> = object.trim_matches(['{', '}']).split(",\"").collect();
    members.reverse();
    let members: Vec<String> = members.iter().map(|member| format!("\"{}", member.trim_start_matches('"'))).collect();
    format!("{{{}}}", members.join(","))
}

pub(crate) fn members() -> String {
    let identity = r#"{"connection":"google-oauth2","provider":"google","isSocial":true,"scopes":["openid","profile","email"],"expires_in":86400}"#;
    let member = format!(r#"{{"id":123456,"name":"Jane Roe","identities":[{}]}}"#, [identity; 4].join(","));
    list(&[&member], 50)
}

pub(crate) fn applications() -> String {
    let application = r#"{"client_id":"AaiyAPdpYdesoKnqjj8HJqRn4T5titww","name":"My application","description":"Portal of the customers","is_first_party":false,"callbacks":["https://app.example.com/callback","https://app.example.com/silent"],"jwt_configuration":{"alg":"RS256","lifetime_in_seconds":36000,"rotation":{"rotation":"rotating","leeway":0,"token_lifetime":2592000,"infinite":false}},"refresh_token":{"rotation":"non-rotating","token_lifetime":31557600},"grant_types":["implicit","authorization_code","refresh_token","client_credentials"],"client_metadata":{"team":"identity","cost_centre":"4711"},"custom_login_page_on":true}"#;
    list(&[application], 50)
}

pub(crate) fn deep() -> String {
    (0..100).fold(r#"{"name":"innermost"}"#.to_owned(), |inside, level| {
        format!(r#"{{"name":"level {level}","inside":{inside}}}"#)
    })
}

/// Where the tag of a union stands.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    First,
    Middle,
    Last,
}

/// The eight log streams of the Management API.
const SINKS: [(&str, &str); 8] = [
    ("http", r#"{"httpEndpoint":"https://logs.example.com/in","httpContentType":"application/json"}"#),
    ("eventbridge", r#"{"awsAccountId":"999999999999","awsRegion":"eu-central-1"}"#),
    (
        "eventgrid",
        r#"{"azureSubscriptionId":"b69a6835-57c7-4d53-b0d5-1c6ae580b6d5","azureResourceGroup":"logs","azureRegion":"northeurope"}"#,
    ),
    ("datadog", r#"{"datadogApiKey":"b1946ac92492d2347c6235b4d2611184","datadogRegion":"eu"}"#),
    ("splunk", r#"{"splunkDomain":"siem.example.com","splunkPort":"8088","splunkSecure":true}"#),
    ("sumo", r#"{"sumoSourceAddress":"https://sumo.example.com/in"}"#),
    ("segment", r#"{"segmentWriteKey":"b1946ac92492d2347c6235b4d2611184"}"#),
    (
        "mixpanel",
        r#"{"mixpanelRegion":"eu","mixpanelProjectId":"123456789","mixpanelServiceAccountUsername":"logs.fa4d31"}"#,
    ),
];

pub(crate) fn streams(place: Place) -> String {
    let streams: Vec<String> = SINKS.iter().map(|(tag, sink)| stream(place, tag, sink)).collect();
    list(&streams.iter().map(String::as_str).collect::<Vec<_>>(), 12)
}

pub(crate) fn pairs() -> String {
    let pair = [SINKS[0], SINKS[4]].map(|(tag, sink)| stream(Place::Middle, tag, sink));
    list(&pair.iter().map(String::as_str).collect::<Vec<_>>(), 50)
}

fn stream(place: Place, tag: &str, sink: &str) -> String {
    let start = r#""id":"lst_0000000000014444","name":"audit trail""#;
    let end = format!(r#""status":"active","sink":{sink}"#);
    match place {
        Place::First => format!(r#"{{"type":"{tag}",{start},{end}}}"#),
        Place::Middle => format!(r#"{{{start},"type":"{tag}",{end}}}"#),
        Place::Last => format!(r#"{{{start},{end},"type":"{tag}"}}"#),
    }
}

pub(crate) fn sinks() -> String {
    list(&SINKS.map(|(_, sink)| sink), 12)
}

pub(crate) fn loose() -> String {
    list(&[r#""some text""#, "17.5", "true", r#"["a","list"]"#], 100)
}

pub(crate) fn integers() -> String {
    let numbers: Vec<String> = (0..500_i64).map(|number| (number * number * 7_919 - 500).to_string()).collect();
    format!("[{}]", numbers.join(","))
}

pub(crate) fn large_integers() -> String {
    let numbers: Vec<String> = (0..500_u64).map(|number| (u64::MAX - number * 7_919_777).to_string()).collect();
    format!("[{}]", numbers.join(","))
}

/// Short ones, as prices and shares are.
pub(crate) fn fractions() -> String {
    let numbers: Vec<String> =
        (0..500_u32).map(|number| (f64::from(number * 37 % 4_000) / 100.0).to_string()).collect();
    format!("[{}]", numbers.join(","))
}

/// With all their digits, as coordinates and what was computed are.
pub(crate) fn long_fractions() -> String {
    let numbers: Vec<String> = (1..500_u32).map(|number| (f64::from(number).sqrt() - 11.0).to_string()).collect();
    format!("[{}]", numbers.join(","))
}

fn text(of: &str) -> String {
    format!(r#"{{"text":"{}"}}"#, of.repeat(4_000 / of.len()))
}

pub(crate) fn plain_text() -> String {
    text("A long text without anything that is written in another way than it is. ")
}

pub(crate) fn escaped_text() -> String {
    text(r#"line one\nline \"two\"\t and a longer run of plain text between the escapes; "#)
}

pub(crate) fn foreign_text() -> String {
    text("Zażółć gęślą jaźń, Füße, Ωμέγα, и ещё немного текста, 日本語の文章。 ")
}

pub(crate) fn escaped_foreign_text() -> String {
    text(r"\u65e5\u672c\u8a9e\u306e\u6587\u7ae0 and \ud83d\ude00 ")
}

pub(crate) fn unknown() -> String {
    let mut members = String::new();
    for number in 0..40 {
        let _ = write!(members, r#","stranger{number}":{{"a":[1,2,3],"b":"some text"}}"#);
    }
    format!(r#"{{"text":"known"{members}}}"#)
}

/// Users with a few properties that the description does not name, as APIs have when they grow.
pub(crate) fn grown_users() -> String {
    let grown = USER.replace(r#""score""#, r#""family":"none","plan":{"name":"free","seats":3},"score""#);
    list(&[&grown], 100)
}

pub(crate) fn metadata() -> String {
    let members: Vec<String> =
        (0..200).map(|number| format!(r#""key-{:03}":"value of {number}""#, number * 37 % 200)).collect();
    format!("{{{}}}", members.join(","))
}

pub(crate) fn grants() -> String {
    list(&[r#""implicit","authorization_code","refresh_token","urn:ietf:params:oauth:grant-type:device_code""#], 100)
}
