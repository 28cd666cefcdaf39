//! Former names, which rules keep as deprecated aliases.

#![allow(deprecated, reason = "that is the subject")]

use bindery_patterns::former::Client;
use bindery_patterns::former::operations::kennel::{
    FetchHound, FetchHoundErrorBody, FetchHoundReply, GetDog, GetDogReply,
};
use bindery_patterns::former::types::{
    Dog, DogMood, Hound, HoundMood, KennelFetchHoundResponse, KennelGetDogResponse, PuppyMood,
};

/// A caller with the names of before.
fn before(client: &Client) -> FetchHound {
    let hound: Hound = Hound::new("Ada").mood(HoundMood::Calm);
    drop(client.kennel().scrub("7", hound).soap(true));
    client.kennel().fetch_hound("7")
}

#[test]
fn callers_compile_with_former_names_and_with_present_ones() {
    let client = Client::builder().build().expect("a client");
    let call: GetDog = before(&client);
    assert!(format!("{call:?}").contains("GET"), "{call:?}");
    // The names denote the same types.
    let dog: Dog = Hound::new("Bo").mood(PuppyMood::Wild);
    assert!(matches!(dog.mood, Some(DogMood::Wild)));
    let reply: FetchHoundReply = GetDogReply::Ok(dog);
    assert!(matches!(reply, FetchHoundReply::Ok(_)));
    let waiting: Option<KennelFetchHoundResponse> = None::<KennelGetDogResponse>;
    assert!(waiting.is_none());
    assert!(!matches!(FetchHoundErrorBody::Conflict(1), FetchHoundErrorBody::NotFound(_)));
}
